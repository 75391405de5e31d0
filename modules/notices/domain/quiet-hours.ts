import { DAY_MS, instantAt, wallAt } from '#kernel/zone.ts'

/** Times of day, `HH:MM`; over midnight when `from` is later than `to`, none when they are equal. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

const MINUTE_MS = 60_000

function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** When the quiet hours end that an instant lies in; null outside of them. The end itself is loud. */
export function quietUntil(quiet: QuietHours, timeZone: string, now: Date): Date | null {
  const [from, to] = [minuteOf(quiet.from), minuteOf(quiet.to)]
  const wall = wallAt(timeZone, now.getTime())
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS
  const minute = (wall - midnight) / MINUTE_MS
  const isQuiet =
    from < to ? minute >= from && minute < to : from > to && (minute >= from || minute < to)
  if (!isQuiet) return null
  const tomorrow = minute >= to ? DAY_MS : 0
  return new Date(instantAt(timeZone, midnight + tomorrow + to * MINUTE_MS))
}

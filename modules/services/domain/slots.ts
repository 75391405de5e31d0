import { DAY_MS, dayAt, instantAt, weekdayOf } from '#kernel/zone.ts'

/** Hours that come again every week: how many may be served at once, from one local time to another. */
export interface Hours {
  /** ISO: 1 Monday … 7 Sunday. */
  weekday: number
  from: string
  to: string
  capacity: number
}

export interface Slot {
  startsAt: Date
  endsAt: Date
  capacity: number
}

export interface Offering {
  hours: readonly Hours[]
  leadHours: number
  aheadDays: number
  onDaysOff: boolean
}

export interface Days {
  timeZone: string
  /** Whether the office works on that day since 1970. */
  works: (day: number) => boolean
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Whether hours can be kept: each ends after it begins, and none overlaps another of its day. */
export function fitHours(hours: readonly Hours[]): boolean {
  const sorted = hours.toSorted(
    (a, b) => a.weekday - b.weekday || minutesOf(a.from) - minutesOf(b.from),
  )
  return sorted.every((one, index) => {
    const before = sorted[index - 1]
    const apart = before?.weekday !== one.weekday || minutesOf(before.to) <= minutesOf(one.from)
    return apart && minutesOf(one.to) > minutesOf(one.from)
  })
}

/** Everything that can still be booked at `now`, whoever has booked what: the earliest first. */
export function slotsOf(offering: Offering, days: Days, now: Date): Slot[] {
  const { hours, leadHours, aheadDays, onDaysOff } = offering
  const { timeZone, works } = days
  const earliest = now.getTime() + leadHours * 3_600_000
  const today = dayAt(timeZone, now.getTime())
  const slots: Slot[] = []
  for (let day = today; day <= today + aheadDays; day++) {
    if (!onDaysOff && !works(day)) continue
    for (const { weekday, from, to, capacity } of hours) {
      if (weekday !== weekdayOf(day)) continue
      const at = (time: string) =>
        new Date(instantAt(timeZone, day * DAY_MS + minutesOf(time) * 60_000))
      const slot = { startsAt: at(from), endsAt: at(to), capacity }
      if (slot.startsAt.getTime() >= earliest) slots.push(slot)
    }
  }
  return slots.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** The slot that begins at this instant, if it can still be booked. */
export const slotAt = (slots: readonly Slot[], startsAt: Date): Slot | undefined =>
  slots.find((slot) => slot.startsAt.getTime() === startsAt.getTime())

export const placesLeft = (capacity: number, taken: number): number => Math.max(0, capacity - taken)

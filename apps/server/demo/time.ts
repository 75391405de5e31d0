const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** The demonstration lies in China, which sets no clocks back or forth. */
const OFFSET = 8 * 60 * MINUTE
const OPENS = 8.5 * 60 * MINUTE
const SHUTS = 17.5 * 60 * MINUTE

/** The moment itself inside duty hours of a weekday, else early in the next ones. */
export function onDuty(at: Date): Date {
  let local = at.getTime() + OFFSET
  const passed = local % DAY
  if (passed < OPENS) local += OPENS - passed + (passed % (40 * MINUTE))
  if (passed > SHUTS) local += DAY - passed + OPENS + (passed % (40 * MINUTE))
  const weekday = new Date(local).getUTCDay()
  if (weekday === 6) local += 2 * DAY
  if (weekday === 0) local += DAY
  return new Date(local - OFFSET)
}

export const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE)

/** Local midnight of the day so many days before. */
export function daysBefore(now: Date, days: number): Date {
  const local = now.getTime() + OFFSET
  return new Date(local - (local % DAY) - days * DAY - OFFSET)
}

/** The moment before which so many minutes of duty have passed, counted back from now. */
export function dutyAgo(now: Date, minutes: number): Date {
  let local = now.getTime() + OFFSET
  let left = minutes * MINUTE
  for (;;) {
    const midnight = local - (local % DAY)
    const weekday = new Date(local).getUTCDay()
    const passed = Math.min(local % DAY, SHUTS) - OPENS
    const works = weekday >= 1 && weekday <= 5 && passed > 0
    if (works && left <= passed) return new Date(midnight + OPENS + passed - left - OFFSET)
    if (works) left -= passed
    local = midnight - 1
  }
}

/** The virtual clock of one case: it ends the case's work when it would pass the present. */
export interface VirtualClock {
  readonly now: Date
  work(minutes: number): Date
  /** Day or night: gas and missing covers do not wait. */
  atOnce(minutes: number): Date
}

export class NotYet extends Error {}

export function virtualClock(start: Date, present: Date): VirtualClock {
  let now = start
  const move = (to: Date) => {
    if (to > present) throw new NotYet()
    now = to
    return now
  }
  return {
    get now() {
      return now
    },
    work: (minutes) => move(onDuty(after(now, minutes))),
    atOnce: (minutes) => move(after(now, minutes)),
  }
}

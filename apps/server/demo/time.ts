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

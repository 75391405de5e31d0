import { dateOfDay, dayAt } from '#kernel/zone.ts'

/** The calendar day in a zone, YYYY-MM-DD. */
export const dayOf = (timeZone: string, instant: number): string =>
  dateOfDay(dayAt(timeZone, instant))

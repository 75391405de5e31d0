import { dateOfDay, dayAt } from '#kernel/zone.ts'

/** The day (YYYY-MM-DD) that an instant falls on by the clock of a district. */
export const dayOf = (timeZone: string, instant: Date): string =>
  dateOfDay(dayAt(timeZone, instant.getTime()))

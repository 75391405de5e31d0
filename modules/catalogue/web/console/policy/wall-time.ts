import { instantAt, wallAt } from '#kernel/zone.ts'

/** What a field for day and time holds, read as the wall clock of the district. */
export const instantOf = (wall: string, timeZone: string): Date =>
  new Date(instantAt(timeZone, Date.parse(`${wall}:00Z`)))
export const wallOf = (instant: number, timeZone: string): string =>
  new Date(wallAt(timeZone, instant)).toISOString().slice(0, 16)

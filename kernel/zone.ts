/**
 * Wall clocks of time zones, without stepping and without packages. Instants are milliseconds since
 * 1970 UTC; a *wall* is the reading of the local clock written as if it were UTC; a *day* is the
 * number of the local calendar day since 1970-01-01.
 */

export const DAY_MS = 86_400_000

/** Offsets within one UTC day: `before` up to `turn`, `after` from it on. */
type OffsetDay = { before: number; after: number; turn: number }
type Zone = { format: Intl.DateTimeFormat; days: Map<number, OffsetDay> }

/** A server sees a few zones and some years of days; past this the memory is started anew. */
const REMEMBERED_DAYS = 20_000
const zones = new Map<string, Zone>()

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const zone = { format, days: new Map<number, OffsetDay>() }
  zones.set(timeZone, zone)
  return zone
}

/** The offset as Intl tells it, in milliseconds east of UTC. Microseconds each: remember the answer. */
function askOffset(zone: Zone, instant: number): number {
  const second = Math.floor(instant / 1000) * 1000
  const read: Record<string, number> = {}
  for (const part of zone.format.formatToParts(second)) read[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = read
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second
}

/** The first millisecond in (low, high] at which the later offset holds. */
function turnBetween(low: number, high: number, holds: (instant: number) => boolean): number {
  let [before, after] = [low, high]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (holds(middle)) after = middle
    else before = middle
  }
  return after
}

function offsetDay(zone: Zone, utcDay: number): OffsetDay {
  const known = zone.days.get(utcDay)
  if (known) return known
  const start = utcDay * DAY_MS
  const before = askOffset(zone, start)
  const after = askOffset(zone, start + DAY_MS)
  const turn =
    before === after
      ? start
      : turnBetween(start, start + DAY_MS, (instant) => askOffset(zone, instant) === after)
  const day = { before, after, turn }
  if (zone.days.size >= REMEMBERED_DAYS) zone.days.clear()
  zone.days.set(utcDay, day)
  return day
}

/** Milliseconds east of UTC at an instant. Assumes at most one change of offset in a UTC day. */
function offsetAt(timeZone: string, instant: number): number {
  const day = offsetDay(zoneOf(timeZone), Math.floor(instant / DAY_MS))
  return instant < day.turn ? day.before : day.after
}

/** What the local clock shows at an instant. */
export function wallAt(timeZone: string, instant: number): number {
  return instant + offsetAt(timeZone, instant)
}

/**
 * The instant at which the local clock shows `wall`. A reading that comes twice (clocks set back)
 * is its first; one that never comes (clocks set forward) is the instant of the change, so that
 * later readings never give earlier instants.
 */
export function instantAt(timeZone: string, wall: number): number {
  const before = offsetAt(timeZone, wall - DAY_MS)
  const after = offsetAt(timeZone, wall + DAY_MS)
  if (before === after) return wall - before
  const early = wall - Math.max(before, after)
  const late = wall - Math.min(before, after)
  if (wallAt(timeZone, early) === wall) return early
  if (wallAt(timeZone, late) === wall) return late
  const later = offsetAt(timeZone, late)
  return turnBetween(early, late, (instant) => offsetAt(timeZone, instant) === later)
}

/** The local calendar day on which an instant falls; midnight belongs to the day it begins. */
export function dayAt(timeZone: string, instant: number): number {
  return Math.floor(wallAt(timeZone, instant) / DAY_MS)
}

/** The first instant of a local day. */
export function startOfDay(timeZone: string, day: number): number {
  return instantAt(timeZone, day * DAY_MS)
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Reads 'YYYY-MM-DD'; refuses days that no calendar has (2026-02-30). */
export function dayOfDate(date: string): number {
  const instant = Date.parse(`${date}T00:00:00Z`)
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(date) ||
    Number.isNaN(instant) ||
    dateOfDay(instant / DAY_MS) !== date
  )
    throw new RangeError(`not a date: ${date}`)
  return instant / DAY_MS
}

export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

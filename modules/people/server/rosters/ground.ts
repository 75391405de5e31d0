import { sql } from 'kysely'
import { dateOfDay, dayAt, dayOfDate, instantAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { DutySettings, ShiftKindView } from '../../contract/rosters.ts'

/** Where and when: what every use case of rosters begins with. */
export interface Ground {
  districtId: string
  timeZone: string
  now: Date
  /** Today in the district. */
  today: string
}

export async function groundOf(db: Db, districtId: string, now: Date): Promise<Ground> {
  const { timeZone } = await readDistrict(db, districtId)
  return { districtId, timeZone, now, today: dateOfDay(dayAt(timeZone, now.getTime())) }
}

export interface Station {
  id: string
  name: string
  community_code: string
  address: string | null
}

/** The stations of communities that a scope covers, by community. */
export const stationsIn = (
  db: Db,
  districtId: string,
  areas: readonly string[],
): Promise<Station[]> =>
  db
    .selectFrom('people.station')
    .select(['id', 'name', 'community_code', 'address'])
    .where('district_id', '=', districtId)
    .where(
      sql<boolean>`exists (select from unnest(${areas}::text[]) s
        where s <> '' and starts_with(community_code, s))`,
    )
    .orderBy('community_code')
    .execute()

/** A station of the caller's scope, locked: plans of one station are made one after the other. */
export async function lockStation(tx: Tx, caller: Caller, stationId: string): Promise<Station> {
  const station = await tx
    .selectFrom('people.station')
    .select(['id', 'name', 'community_code', 'address'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', stationId)
    .forUpdate()
    .executeTakeFirst()
  if (!station || !covers(caller.scope.areas, station.community_code))
    throw notFound('people.station_not_found')
  return station
}

export const covers = (areas: readonly string[], code: string) =>
  areas.some((prefix) => prefix !== '' && code.startsWith(prefix))

const clockOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The minute of the day that a clock shows: `08:30` is 510. */
export const minuteOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

export async function kindsOf(
  db: Db,
  districtId: string,
  stationIds: readonly string[],
): Promise<ShiftKindView[]> {
  const rows = await db
    .selectFrom('people.shift_kind')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('station_id', 'in', stationIds.length > 0 ? [...stationIds] : [NOBODY])
    .orderBy('starts_at')
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stationId: row.station_id,
    name: row.name,
    nameEn: row.name_en,
    startsAt: clockOf(row.starts_at),
    minutes: row.minutes,
    need: row.need,
    weekdays: row.weekdays,
    active: row.active,
    version: row.version,
  }))
}

/** An id that nothing has: for lists that would otherwise be empty. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** When a shift of a kind begins and ends on a day, by the clock of the district. */
export function timesOn(
  kind: Pick<ShiftKindView, 'startsAt' | 'minutes'>,
  day: string,
  timeZone: string,
): { startsAt: Date; endsAt: Date } {
  const wall = dayOfDate(day) * 86_400_000 + minuteOf(kind.startsAt) * 60_000
  return {
    startsAt: new Date(instantAt(timeZone, wall)),
    endsAt: new Date(instantAt(timeZone, wall + kind.minutes * 60_000)),
  }
}

const PRESET: DutySettings & { version: number } = {
  restHours: 11,
  daysInRow: 6,
  weekHours: 44,
  swapsApproved: true,
  dutyFirst: true,
  boardNames: false,
  boardPhones: false,
  version: 0,
}

/** The district's own rules, or those it begins with. */
export async function dutySettings(
  db: Db,
  districtId: string,
): Promise<DutySettings & { version: number }> {
  const row = await db
    .selectFrom('people.duty_settings')
    .selectAll()
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  if (!row) return PRESET
  return {
    restHours: row.rest_hours,
    daysInRow: row.days_in_row,
    weekHours: row.week_hours,
    swapsApproved: row.swaps_approved,
    dutyFirst: row.duty_first,
    boardNames: row.board_names,
    boardPhones: row.board_phones,
    version: row.version,
  }
}

import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import type { OnDutyView } from '../../contract/rosters.ts'
import { dutySettings, NOBODY } from './ground.ts'

export interface OnDutyFilter {
  on: Date
  stationIds?: readonly string[]
  /** Stations of communities below one of these codes. */
  areas?: readonly string[]
}

/** Who is on duty at an instant and not away, by station: for boards, pages and whoever sends work. */
export async function onDuty(
  db: Db,
  districtId: string,
  { on, stationIds, areas }: OnDutyFilter,
): Promise<OnDutyView[]> {
  const rows = await current(db, districtId, on)
    .innerJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 's.district_id').onRef('st.id', '=', 's.station_id'),
    )
    .innerJoin('people.shift_kind as k', (j) =>
      j.onRef('k.district_id', '=', 's.district_id').onRef('k.id', '=', 's.kind_id'),
    )
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 's.district_id').onRef('po.id', '=', 's.post_id'),
    )
    .select([
      's.station_id as stationId',
      'st.name as stationName',
      'k.name as kindName',
      'k.name_en as kindNameEn',
      's.person_id as personId',
      'p.name',
      'po.title as postTitle',
      'po.duty_phone as dutyPhone',
      's.ends_at as until',
    ])
    .$if(stationIds !== undefined, (q) =>
      q.where(
        's.station_id',
        'in',
        stationIds && stationIds.length > 0 ? [...stationIds] : [NOBODY],
      ),
    )
    .$if(areas !== undefined, (q) =>
      q.where(
        sql<boolean>`exists (select from unnest(${areas ?? []}::text[]) a
          where a <> '' and starts_with(st.community_code, a))`,
      ),
    )
    .orderBy('st.community_code')
    .orderBy('s.starts_at')
    .orderBy('p.name')
    .execute()
  return rows.map((row) => Object.assign(row, { until: row.until.toISOString() }))
}

/**
 * The people on duty at an instant, where the district wants work to go to them first; nobody where it
 * does not. Of several who could be told, those among these are, and all where none is.
 */
export async function onDutyFirst(db: Db, districtId: string, on: Date): Promise<Set<string>> {
  const rows = await current(db, districtId, on).select('s.person_id').distinct().execute()
  if (rows.length === 0) return new Set()
  const settings = await dutySettings(db, districtId)
  return new Set(settings.dutyFirst ? rows.map((row) => row.person_id) : [])
}

/** Those of several who are on duty, or all of them where nobody is. */
export function dutyFirst<Who extends { personId: string }>(
  people: readonly Who[],
  duty: ReadonlySet<string>,
): readonly Who[] {
  const there = duty.size === 0 ? [] : people.filter((who) => duty.has(who.personId))
  return there.length > 0 ? there : people
}

/** Shifts (s) that run, of active people (p) who are not on leave. */
const current = (db: Db, districtId: string, on: Date) =>
  db
    .selectFrom('people.shift as s')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 's.district_id').onRef('p.id', '=', 's.person_id'),
    )
    .where('s.district_id', '=', districtId)
    .where('s.cancelled_at', 'is', null)
    .where('s.starts_at', '<=', on)
    .where('s.ends_at', '>', on)
    .where('p.active', '=', true)
    .where(
      sql<boolean>`not exists (select from people.leave l where l.district_id = s.district_id
        and l.person_id = s.person_id and l.cancelled_at is null
        and l.away_from <= s.day and l.away_until >= s.day)`,
    )

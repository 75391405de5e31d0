import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { SwapView } from '../../contract/rosters.ts'
import { swapActsOf, swapStates, type SwapState } from '../../domain/roster.ts'
import { signedInPerson } from '../own-routes.ts'
import { covers } from './ground.ts'

export const plansHere = (caller: Caller, communityCode: string) =>
  caller.verbs.has('people.roster') && covers(caller.scope.areas, communityCode)

export const mayLookAt = (
  caller: Caller,
  personId: string,
  row: Pick<SwapRow, 'from_person' | 'to_person' | 'community_code'>,
) => [row.from_person, row.to_person].includes(personId) || plansHere(caller, row.community_code)

export const stateOfRow = (state: string): SwapState =>
  swapStates.find((s) => s === state) ?? 'withdrawn'

const swapRows = (db: Db, districtId: string) =>
  db
    .selectFrom('people.shift_swap as w')
    .innerJoin('people.shift as s', (j) =>
      j.onRef('s.district_id', '=', 'w.district_id').onRef('s.id', '=', 'w.shift_id'),
    )
    .innerJoin('people.shift_kind as k', (j) =>
      j.onRef('k.district_id', '=', 's.district_id').onRef('k.id', '=', 's.kind_id'),
    )
    .innerJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 's.district_id').onRef('st.id', '=', 's.station_id'),
    )
    .innerJoin('people.person as f', (j) =>
      j.onRef('f.district_id', '=', 'w.district_id').onRef('f.id', '=', 'w.from_person'),
    )
    .innerJoin('people.person as t', (j) =>
      j.onRef('t.district_id', '=', 'w.district_id').onRef('t.id', '=', 'w.to_person'),
    )
    .leftJoin('people.shift as b', (j) =>
      j.onRef('b.district_id', '=', 'w.district_id').onRef('b.id', '=', 'w.back_id'),
    )
    .leftJoin('people.shift_kind as bk', (j) =>
      j.onRef('bk.district_id', '=', 'b.district_id').onRef('bk.id', '=', 'b.kind_id'),
    )
    .select([
      'w.id',
      'w.shift_id',
      'w.back_id',
      'w.from_person',
      'w.to_person',
      'w.words',
      'w.state',
      'w.asked_at',
      's.day',
      's.starts_at',
      'k.name as kind_name',
      'k.name_en as kind_name_en',
      'st.id as station_id',
      'st.name as station_name',
      'st.community_code',
      'f.name as from_name',
      't.name as to_name',
      'b.day as back_day',
      'b.starts_at as back_starts',
      'bk.name as back_kind',
      'bk.name_en as back_kind_en',
    ])
    .where('w.district_id', '=', districtId)

export const swapRow = (db: Db, districtId: string, id: string, how: 'read' | 'lock' = 'read') =>
  swapRows(db, districtId)
    .where('w.id', '=', id)
    .$if(how === 'lock', (q) => q.forUpdate('w'))
    .executeTakeFirst()
export type SwapRow = NonNullable<Awaited<ReturnType<typeof swapRow>>>

/** Swaps of a person, or open ones of stations, newest first, with what the caller may do about each. */
export async function listSwaps(
  db: Db,
  caller: Caller,
  of: { now: Date; id?: string; personId?: string; stationId?: string },
): Promise<SwapView[]> {
  const self = signedInPerson(caller)
  const rows = await swapRows(db, caller.districtId)
    .$if(of.id !== undefined, (q) => q.where('w.id', '=', of.id ?? ''))
    .$if(of.personId !== undefined, (q) =>
      q
        .where((eb) =>
          eb.or([
            eb('w.from_person', '=', of.personId ?? ''),
            eb('w.to_person', '=', of.personId ?? ''),
          ]),
        )
        .where('w.asked_at', '>', sql<Date>`${of.now}::timestamptz - interval '30 days'`),
    )
    .$if(of.stationId !== undefined, (q) =>
      q.where('s.station_id', '=', of.stationId ?? '').where('w.state', 'in', ['asked', 'agreed']),
    )
    .orderBy('w.asked_at', 'desc')
    .orderBy('w.id')
    .limit(50)
    .execute()
  return rows.map((row) => viewOf(row, caller, { now: of.now, self }))
}

function viewOf(
  row: SwapRow,
  caller: Caller,
  { now, self }: { now: Date; self: string },
): SwapView {
  const state = stateOfRow(row.state)
  const begun = row.starts_at <= now || (row.back_starts !== null && row.back_starts <= now)
  const { back_id: backId, back_day: backDay, back_starts: backStarts } = row
  return {
    id: row.id,
    stationName: row.station_name,
    fromName: row.from_name,
    toName: row.to_name,
    shift: {
      shiftId: row.shift_id,
      kindName: row.kind_name,
      kindNameEn: row.kind_name_en,
      day: row.day,
      startsAt: row.starts_at.toISOString(),
    },
    back:
      backId === null || backDay === null || backStarts === null
        ? null
        : {
            shiftId: backId,
            kindName: row.back_kind ?? '',
            kindNameEn: row.back_kind_en ?? '',
            day: backDay,
            startsAt: backStarts.toISOString(),
          },
    words: row.words,
    state,
    askedAt: row.asked_at.toISOString(),
    allowed: swapActsOf(
      { state, fromPerson: row.from_person, toPerson: row.to_person, begun },
      { personId: self, plans: plansHere(caller, row.community_code) },
    ),
  }
}

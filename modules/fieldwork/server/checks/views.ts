import { sql, type RawBuilder } from 'kysely'
import { kindOfPost, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import type { DueRound, RecordView, RoundPage, RoundRow } from '../../contract/checks.ts'
import { roundState, roundStates, type RoundState } from '../../domain/checks/schedule.ts'
import { dayIn } from '../day.ts'
import type { Asking } from './lists.ts'
import { itemsOf, placeView } from './parts.ts'
import { visiblePlace } from './places.ts'

/** Taken along at once; a day of one person's rounds is far less. */
const MOST = 200

interface Row {
  id: string
  list_id: string
  list_name: string
  purpose: string
  place_id: string
  kind: string
  ref: string
  name: string
  address_text: string
  area_code: string
  lon: number | null
  lat: number | null
  starts_on: string
  ends_on: string
  made_on: string
  done_on: string | null
  dropped: boolean
  troubles: number
}

const columns = sql`r.id, r.list_id, l.name as list_name, l.purpose, r.place_id, p.kind, p.ref, p.name,
  p.address_text, p.area_code, p.lon, p.lat, r.starts_on, r.ends_on, r.made_on, r.done_on, r.dropped, r.troubles`

const joined = sql`fieldwork.check_round r
  join fieldwork.check_list l on l.district_id = r.district_id and l.id = r.list_id
  join fieldwork.check_place p on p.district_id = r.district_id and p.id = r.place_id`

const view = (row: Row, today: string): RoundRow => ({
  id: row.id,
  listId: row.list_id,
  listName: row.list_name,
  place: placeView({ ...row, id: row.place_id }),
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  state: roundState(
    { endsOn: row.ends_on, madeOn: row.made_on, doneOn: row.done_on, dropped: row.dropped },
    today,
  ),
  troubles: row.troubles,
})

/** Open rounds of the caller's own post: its kind works the list, and it sees the place whole. */
export async function dueRounds(db: Db, { caller, now }: Asking) {
  const { districtId } = caller
  const { postId } = personOf(caller)
  const { today } = await dayIn(db, districtId, now)
  const kind = await kindOfPost(db, districtId, postId)
  const { rows } = await sql<Row>`
    select ${columns} from ${joined}
    where r.district_id = ${districtId} and ${visiblePlace(caller)} and ${kind ?? ''}::text = any(l.kinds)
      and r.done_on is null and not r.dropped
      and r.starts_on <= ${today}::date and r.ends_on >= ${today}::date
    order by r.ends_on, p.address_text, l.name, r.id limit ${MOST + 1}`.execute(db)
  const items = await itemsOf(db, districtId, [...new Set(rows.map((row) => row.list_id))])
  return {
    today,
    more: rows.length > MOST,
    rounds: rows.slice(0, MOST).map((row): DueRound =>
      Object.assign(view(row, today), {
        purpose: row.purpose,
        items: items.get(row.list_id) ?? [],
      }),
    ),
  }
}

export interface LedgerFilter {
  listId?: string | undefined
  state?: RoundState | 'trouble' | undefined
  from?: string | undefined
  until?: string | undefined
}

/** As `roundState` says it, by which the ledger is narrowed and counted. */
const stateIn = (today: string): RawBuilder<RoundState> => sql<RoundState>`case
  when r.done_on > r.ends_on then 'late' when r.done_on is not null then 'done'
  when r.dropped then 'dropped' when ${today}::date <= r.ends_on then 'open'
  when r.made_on > r.ends_on then 'unseen' else 'missed' end`

export interface Within {
  caller: Caller
  today: string
  filter: LedgerFilter
}

function conditions({ caller, filter }: Within): RawBuilder<boolean>[] {
  const { listId, from, until } = filter
  return [
    sql<boolean>`r.district_id = ${caller.districtId}`,
    visiblePlace(caller),
    ...(listId ? [sql<boolean>`r.list_id = ${listId}`] : []),
    ...(from ? [sql<boolean>`r.starts_on >= ${from}::date`] : []),
    ...(until ? [sql<boolean>`r.starts_on <= ${until}::date`] : []),
  ]
}

const inState = (within: Within): RawBuilder<boolean>[] => {
  const { state } = within.filter
  if (state === undefined) return []
  if (state === 'trouble') return [sql<boolean>`r.troubles > 0`]
  return [sql<boolean>`${stateIn(within.today)} = ${state}`]
}

/** The ledger, newest first. Nobody is named in it: it is about places. */
export async function listRounds(
  db: Db,
  { caller, now }: Asking,
  ask: LedgerFilter & { after?: string | undefined; limit: number },
) {
  const { today } = await dayIn(db, caller.districtId, now)
  const within = { caller, today, filter: ask }
  const last = cursorOf(ask.after)
  const where = [...conditions(within), ...inState(within)]
  if (last) where.push(sql<boolean>`(r.starts_on, r.id) < (${last.day}::date, ${last.id}::uuid)`)
  const { rows } =
    await sql<Row>`select ${columns} from ${joined} where ${sql.join(where, sql` and `)}
    order by r.starts_on desc, r.id desc limit ${ask.limit + 1}`.execute(db)
  const counted = await sql<{ state: RoundState; count: number }>`
    select ${stateIn(today)} as state, count(*)::int as count from ${joined}
    where ${sql.join(conditions(within), sql` and `)} group by 1`.execute(db)
  const page = rows.slice(0, ask.limit)
  const end = page.at(-1)
  return {
    rows: page.map((row) => view(row, today)),
    next: rows.length > page.length && end ? `${end.starts_on}_${end.id}` : null,
    today,
    counts: roundStates.map((state) => ({
      state,
      count: counted.rows.find((row) => row.state === state)?.count ?? 0,
    })),
  }
}

function cursorOf(after: string | undefined): { day: string; id: string } | null {
  if (after === undefined) return null
  const [day = '', id = ''] = after.split('_')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid('request.malformed')
  return { day, id }
}

/** One round with all that was found on it; who found it stands here and in no sum. */
export async function readRound(db: Db, { caller, now }: Asking, id: string): Promise<RoundPage> {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const { rows } = await sql<Row>`select ${columns} from ${joined}
    where r.district_id = ${districtId} and r.id = ${id} and ${visiblePlace(caller)}`.execute(db)
  const [row] = rows
  if (!row) throw notFound('fieldwork.round_not_found')
  const records = await recordsOf(db, districtId, [id])
  return {
    ...view(row, today),
    purpose: row.purpose,
    madeOn: row.made_on,
    records: records.get(id) ?? [],
  }
}

/** What was found on these rounds, the first first. */
export async function recordsOf(db: Db, districtId: string, roundIds: readonly string[]) {
  const found = new Map<string, RecordView[]>()
  if (roundIds.length === 0) return found
  const records = await db
    .selectFrom('fieldwork.check_record')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(sql<boolean>`round_id = any(${roundIds}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const ids = records.map((record) => record.id)
  const answers = await db
    .selectFrom('fieldwork.check_answer')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(sql<boolean>`record_id = any(${ids}::uuid[])`)
    .orderBy('position')
    .execute()
  const { persons } = await nameOf(db, districtId, { personIds: records.map((r) => r.person_id) })
  for (const record of records) {
    const shown: RecordView = {
      id: record.id,
      at: record.at.toISOString(),
      receivedAt: record.received_at.toISOString(),
      phone:
        record.phone_done_at && record.phone_sent_at
          ? {
              doneAt: record.phone_done_at.toISOString(),
              sentAt: record.phone_sent_at.toISOString(),
            }
          : null,
      who: persons.get(record.person_id) ?? '',
      words: record.words,
      answers: answers
        .filter((answer) => answer.record_id === record.id)
        .map((answer) => ({
          id: answer.id,
          item: answer.item_words,
          unit: answer.unit,
          value: answer.value,
          fine: answer.fine,
          words: answer.words,
          photos: answer.photos,
          caseId: answer.case_id,
          settled: answer.settled,
        })),
    }
    found.set(record.round_id, [...(found.get(record.round_id) ?? []), shown])
  }
  return found
}

/** Rounds of a span in order, for a sheet: so many at a time, never all at once. */
export async function* roundsIn(db: Db, within: Within): AsyncGenerator<RoundRow[]> {
  const where = [...conditions(within), ...inState(within)]
  let last: Row | undefined
  for (;;) {
    const from = last
      ? sql`and (r.starts_on, r.id) > (${last.starts_on}::date, ${last.id}::uuid)`
      : sql``
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { rows } = await sql<Row>`select ${columns} from ${joined}
      where ${sql.join(where, sql` and `)} ${from} order by r.starts_on, r.id limit 500`.execute(db)
    if (rows.length > 0) yield rows.map((row) => view(row, within.today))
    if (rows.length < 500) return
    last = rows.at(-1)
  }
}

/** Pictures of answers are seen where their round is. */
export async function checkSight(
  db: Db,
  caller: Caller,
  fileId: string,
): Promise<'shown' | 'hidden' | 'unused'> {
  const { rows } = await sql<{ visible: boolean }>`
    select ${visiblePlace(caller)} as visible from fieldwork.check_answer a
    join fieldwork.check_record c on c.district_id = a.district_id and c.id = a.record_id
    join fieldwork.check_round r on r.district_id = c.district_id and r.id = c.round_id
    join fieldwork.check_place p on p.district_id = r.district_id and p.id = r.place_id
    where a.district_id = ${caller.districtId} and a.photos @> array[${fileId}::uuid]`.execute(db)
  if (rows.length === 0) return 'unused'
  return rows.some((row) => row.visible) && caller.verbs.has('fieldwork.read') ? 'shown' : 'hidden'
}

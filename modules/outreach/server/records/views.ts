import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { OutreachRecord, OutreachRecordCorrection } from '#database/types.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { PostingView, RecordView } from '../../contract/records.ts'
import { countings, standingOf, type Counting, type RecordFigure } from '../../domain/counting.ts'
import { cursorOf, dayIn, type Asking } from '../ground.ts'
import { leafletBriefs } from '../leaflets/parts.ts'
import { dayInMonth } from '../month.ts'
import { concerns } from '../scope.ts'
import { postingViews } from './postings.ts'

export type RecordRow = Selectable<OutreachRecord>
type CorrectionRow = Selectable<OutreachRecordCorrection>

/** A check constraint holds each of these words. */
const countingOf = (word: string): Counting => countings.find((one) => one === word) ?? 'none'

export interface RecordFilter {
  channel?: string | undefined
  under?: string | undefined
  leafletId?: string | undefined
  /** YYYY-MM by the district's days. */
  month?: string | undefined
  figure?: RecordFigure | undefined
  after?: string | undefined
  limit: number
}

/** What was said in the caller's area, newest first. */
export async function listRecords(
  db: Db,
  asking: Asking,
  filter: RecordFilter,
): Promise<{ rows: RecordView[]; next: string | null }> {
  const { channel, under, leafletId, month } = filter
  const conditions: RawBuilder<boolean>[] = [concerns(asking.caller, 'r')]
  if (channel) conditions.push(sql<boolean>`r.channel = ${channel}`)
  if (under) conditions.push(sql<boolean>`starts_with(r.area_code, ${under})`)
  if (leafletId) conditions.push(sql<boolean>`r.leaflet_id = ${leafletId}`)
  if (month) conditions.push(dayInMonth('r.held_on', month))
  if (filter.figure) conditions.push(inFigure(filter.figure))
  const last = cursorOf(filter.after)
  if (last) conditions.push(sql<boolean>`(r.held_at, r.id) < (${last.at}, ${last.id}::uuid)`)
  const { rows } = await sql<RecordRow>`select r.* from outreach.record r
    where ${sql.join(conditions, sql` and `)}
    order by r.held_at desc, r.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await recordViews(db, asking, page),
    next: rows.length > page.length && end ? `${end.held_at.toISOString()}_${end.id}` : null,
  }
}

const partOfFigure: Record<RecordFigure, RawBuilder<boolean>> = {
  times: sql<boolean>`true`,
  reached: sql<boolean>`v.counted not in ('estimate', 'none')`,
  estimated: sql<boolean>`v.counted = 'estimate'`,
  uncounted: sql<boolean>`v.reached is null`,
}

/** As SQL what `sumsOf` adds up, of `outreach.record as r`. */
const inFigure = (figure: RecordFigure): RawBuilder<boolean> =>
  sql<boolean>`exists (select from outreach.v_record v where v.district_id = r.district_id
    and v.id = r.id and not v.struck and ${partOfFigure[figure]})`

/** A record that concerns the caller, or 404; `lock` for whoever adds to it. */
export async function findRecord(
  db: Db,
  caller: Caller,
  id: string,
  lock = false,
): Promise<RecordRow> {
  const { rows } = await sql<RecordRow>`select r.* from outreach.record r
    where r.id = ${id} and ${concerns(caller, 'r')} ${lock ? sql`for update of r` : sql``}`.execute(
    db,
  )
  const [row] = rows
  if (!row) throw notFound('outreach.record_not_found')
  return row
}

export async function recordView(db: Db, asking: Asking, row: RecordRow): Promise<RecordView> {
  const [view] = await recordViews(db, asking, [row])
  if (!view) throw notFound('outreach.record_not_found')
  return view
}

async function recordViews(
  db: Db,
  asking: Asking,
  rows: readonly RecordRow[],
): Promise<RecordView[]> {
  const { caller, now } = asking
  const { districtId } = caller
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const corrections = await db
    .selectFrom('outreach.record_correction')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('record_id', 'in', ids)
    .orderBy('seq')
    .execute()
  const postings = await postingsOf(db, asking, ids)
  const { today } = await dayIn(db, districtId, now)
  const areas = await areaNames(db, districtId)
  const leaflets = await leafletBriefs(
    db,
    { districtId, today },
    rows.map((row) => row.leaflet_id),
  )
  const { persons } = await nameOf(db, districtId, {
    personIds: [...rows, ...corrections].map((row) => row.person_id),
  })
  return rows.map((row) => {
    const own = corrections.filter((one) => one.record_id === row.id)
    return {
      ...plain(row, own),
      areaName: areas.get(row.area_code) ?? '',
      leaflet: leaflets.get(row.leaflet_id ?? '') ?? null,
      who: persons.get(row.person_id) ?? '',
      corrections: own.map((one) => ({
        seq: one.seq,
        at: one.at.toISOString(),
        who: persons.get(one.person_id) ?? '',
        words: one.words,
        struck: one.struck,
        reached: one.reached,
        counted: countingOf(one.counted),
      })),
      posting: postings.find((one) => one.recordId === row.id) ?? null,
      allowed: mayCorrect(row, caller) ? ['correct'] : [],
    }
  })
}

const mayCorrect = (row: RecordRow, { personId, verbs }: Caller): boolean =>
  verbs.has('outreach.keep') || (verbs.has('outreach.record') && row.person_id === personId)

function plain(row: RecordRow, corrections: readonly CorrectionRow[]) {
  const first = { reached: row.reached, counted: countingOf(row.counted) }
  const stands = standingOf(
    first,
    corrections.map((one) => ({
      seq: one.seq,
      struck: one.struck,
      reached: one.reached,
      counted: countingOf(one.counted),
    })),
  )
  return {
    id: row.id,
    channel: row.channel,
    words: row.words,
    areaCode: row.area_code,
    place: row.place,
    reached: stands.reached,
    counted: stands.counted,
    struck: stands.struck,
    first,
    photos: row.photos,
    heldAt: row.held_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    phone:
      row.phone_done_at && row.phone_sent_at
        ? { doneAt: row.phone_done_at.toISOString(), sentAt: row.phone_sent_at.toISOString() }
        : null,
  }
}

async function postingsOf(db: Db, asking: Asking, ids: readonly string[]): Promise<PostingView[]> {
  const rows = await db
    .selectFrom('outreach.posting')
    .selectAll()
    .where('district_id', '=', asking.caller.districtId)
    .where('record_id', 'in', ids)
    .execute()
  return postingViews(db, asking, rows)
}

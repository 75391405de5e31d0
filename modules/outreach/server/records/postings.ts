import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { OutreachPosting } from '#database/types.ts'
import { saidTimes } from '#modules/cases/server/index.ts'
import { audit, holders, nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { PostingView } from '../../contract/records.ts'
import { isDue, refusePosting, type PostingChange } from '../../domain/postings.ts'
import { dayIn, type Asking } from '../ground.ts'
import { leafletBriefs } from '../leaflets/parts.ts'
import { dayInMonth, timeInMonth } from '../month.ts'
import { concerns, concernsArea } from '../scope.ts'

type Row = Selectable<OutreachPosting>
type Today = Awaited<ReturnType<typeof dayIn>>

const stateOf = (row: Row): 'up' | 'down' => (row.state === 'down' ? 'down' : 'up')
/** What a leaflet is that should hang nowhere any more. */
const over: ReadonlySet<string> = new Set(['expired', 'withdrawn'])

/** People who record outreach at a place and are not away: who may look after what hangs there. */
export async function keepersAt(db: Db, { caller, now }: Asking, areaCode: string) {
  if (!concernsArea(caller, areaCode)) throw forbidden('outreach.area_not_yours')
  const found = await holders(db, caller.districtId, {
    verb: 'outreach.record',
    area: areaCode,
    on: now,
  })
  return [...new Map(found.map(({ personId, name }) => [personId, name]))].map(([id, name]) => ({
    id,
    name,
  }))
}

/** Bad request unless this person may look after a posting there. */
export async function demandKeeper(tx: Tx, asking: Asking, areaCode: string, personId: string) {
  const keepers = await keepersAt(tx, asking, areaCode)
  if (!keepers.some(({ id }) => id === personId)) throw invalid('outreach.keeper_unknown')
}

export interface PostingFilter {
  show: 'due' | 'up' | 'down' | 'put_up' | 'taken_down'
  month?: string | undefined
  mine: 'yes' | 'no'
  after?: string | undefined
  limit: number
}

/** As SQL what is shown, of `outreach.posting as p`; a month matters where something went up or down in it. */
function shown({ show, month }: PostingFilter, { today, timeZone }: Today): RawBuilder<boolean> {
  if (show === 'due') return sql<boolean>`p.state = 'up' and p.until_on <= ${today}::date`
  if (show === 'put_up') return dayInMonth('p.from_on', month ?? today.slice(0, 7))
  if (show === 'taken_down')
    return sql<boolean>`exists (select from outreach.posting_step t
      where t.district_id = p.district_id and t.posting_id = p.id and t.act = 'taken_down'
        and ${timeInMonth('t.at', month ?? today.slice(0, 7), timeZone)})`
  return sql<boolean>`p.state = ${show}`
}

/** What hangs in the caller's area, what must come down first; what is down, the latest first. */
export async function listPostings(
  db: Db,
  asking: Asking,
  filter: PostingFilter,
): Promise<{ rows: PostingView[]; next: string | null; today: string }> {
  const { caller, now } = asking
  const day = await dayIn(db, caller.districtId, now)
  const last = dayCursor(filter.after)
  const down = filter.show !== 'due' && filter.show !== 'up'
  const order = down ? sql`p.until_on desc, p.id desc` : sql`p.until_on, p.id`
  const after = down ? sql`<` : sql`>`
  const { rows } = await sql<Row>`select p.* from outreach.posting p
    where ${concerns(caller, 'p')} and ${shown(filter, day)}
      ${filter.mine === 'yes' ? sql`and p.keeper_id = ${caller.personId}` : sql``}
      ${last ? sql`and (p.until_on, p.id) ${after} (${last.day}::date, ${last.id}::uuid)` : sql``}
    order by ${order} limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await postingViews(db, asking, page),
    next: rows.length > page.length && end ? `${end.until_on}_${end.id}` : null,
    today: day.today,
  }
}

function dayCursor(after: string | undefined): { day: string; id: string } | null {
  if (after === undefined) return null
  if (!/^\d{4}-\d\d-\d\d_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(after))
    throw invalid('request.malformed')
  const [day = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(day))) throw invalid('request.malformed')
  return { day, id }
}

/** Postings as pages show them, each with what the caller may do about it. */
export async function postingViews(
  db: Db,
  { caller, now }: Asking,
  rows: readonly Row[],
): Promise<PostingView[]> {
  const { districtId } = caller
  if (rows.length === 0) return []
  const { today } = await dayIn(db, districtId, now)
  const areas = await areaNames(db, districtId)
  const { persons } = await nameOf(db, districtId, { personIds: rows.map((row) => row.keeper_id) })
  const leaflets = await leafletBriefs(
    db,
    { districtId, today },
    rows.map((row) => row.leaflet_id),
  )
  const ends = await db
    .selectFrom('outreach.posting_step')
    .select(['posting_id', 'at'])
    .where('district_id', '=', districtId)
    .where(
      'posting_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('act', '=', 'taken_down')
    .execute()
  const works = caller.verbs.has('outreach.record')
  return rows.map((row) => {
    const leaflet = leaflets.get(row.leaflet_id ?? '') ?? null
    const state = stateOf(row)
    return {
      id: row.id,
      recordId: row.record_id,
      channel: row.channel,
      areaCode: row.area_code,
      areaName: areas.get(row.area_code) ?? '',
      place: row.place,
      leaflet,
      fromOn: row.from_on,
      untilOn: row.until_on,
      keeperId: row.keeper_id,
      keeper: persons.get(row.keeper_id) ?? '',
      state,
      due: isDue({ state, untilOn: row.until_on }, today),
      stale: state === 'up' && over.has(leaflet?.state ?? ''),
      endedAt: ends.find((one) => one.posting_id === row.id)?.at.toISOString() ?? null,
      version: row.version,
      allowed: works && state === 'up' ? ['take_down', 'renew', 'hand_on'] : [],
    }
  })
}

export interface PostingOrder extends PostingChange {
  postingId: string
  /** Of this change. */
  id: string
  words: string
  said?: { doneAt: string; sentAt: string } | undefined
}

/**
 * Takes a posting down, renews it or hands it on. A change has an id of its own: sent again it is the
 * same, and a second person who takes down what is down hears so.
 */
export function changePosting(
  db: Db,
  asking: Asking,
  order: PostingOrder,
): Promise<{ version: number }> {
  const { caller, now } = asking
  return transact(db, async (tx) => {
    const row = await lockPosting(tx, caller, order.postingId)
    const before = await tx
      .selectFrom('outreach.posting_step')
      .select(['posting_id', 'act'])
      .where('district_id', '=', caller.districtId)
      .where('id', '=', order.id)
      .executeTakeFirst()
    if (before && (before.posting_id !== row.id || before.act !== order.act))
      throw refused('outreach.record_id_taken')
    if (before) return { version: row.version }
    const { today } = await dayIn(tx, caller.districtId, now)
    const posting = {
      state: stateOf(row),
      fromOn: row.from_on,
      untilOn: row.until_on,
      keeperId: row.keeper_id,
    }
    const refusal = refusePosting(posting, order, today)
    if (refusal) throw refused(`outreach.${refusal}`)
    if (order.act === 'handed_on' && order.keeperId !== null)
      await demandKeeper(tx, asking, row.area_code, order.keeperId)
    return write(tx, asking, row, order)
  })
}

async function lockPosting(tx: Tx, caller: Caller, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select p.* from outreach.posting p
    where p.id = ${id} and ${concerns(caller, 'p')} for update of p`.execute(tx)
  const [row] = rows
  if (!row) throw notFound('outreach.posting_not_found')
  return row
}

async function write(tx: Tx, { caller, now }: Asking, row: Row, order: PostingOrder) {
  const version = row.version + 1
  const next = {
    until_on: order.act === 'renewed' ? (order.untilOn ?? row.until_on) : row.until_on,
    keeper_id: order.act === 'handed_on' ? (order.keeperId ?? row.keeper_id) : row.keeper_id,
  }
  await tx
    .updateTable('outreach.posting')
    .set({ ...next, state: order.act === 'taken_down' ? 'down' : 'up', version })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', row.id)
    .execute()
  await tx
    .insertInto('outreach.posting_step')
    .values({
      district_id: caller.districtId,
      posting_id: row.id,
      seq: version,
      id: order.id,
      act: order.act,
      at: order.said ? new Date(saidTimes(order.said, now).aboutAt) : now,
      person_id: personOf(caller).personId,
      words: order.words,
      ...next,
    })
    .execute()
  await audit(tx, caller, {
    act: 'outreach.posting_changed',
    subjectKind: 'posting',
    subjectId: row.id,
    details: { act: order.act },
    at: now,
  })
  return { version }
}

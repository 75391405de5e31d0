import { sql, type Selectable } from 'kysely'
import type { FieldworkPromise } from '#database/types.ts'
import { audit, holders } from '#modules/people/server/index.ts'
import { subjectBriefs } from '#modules/subjects/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { PromiseView } from '../../contract/visits.ts'
import {
  mayMind,
  promiseStates,
  refuseSettling,
  type PromiseState,
  type Settled,
} from '../../domain/visits/promise.ts'
import { atVisibleDoor, promiseViews } from './views.ts'

type Row = Selectable<FieldworkPromise>
type Asking = { caller: Caller; now: Date }

const stateOf = (row: Row): PromiseState => promiseStates.find((s) => s === row.state) ?? 'open'

export interface PromiseFilter {
  state: PromiseState
  mine: 'yes' | 'no'
  after?: string | undefined
  limit: number
}

/** Promises in the caller's area, the earliest due first. */
export async function listPromises(
  db: Db,
  asking: Asking,
  filter: PromiseFilter,
): Promise<{ rows: PromiseView[]; next: string | null }> {
  const { caller } = asking
  const [day = '', id = ''] = filter.after?.split('_') ?? []
  const later = filter.after !== undefined
  if (later && !/^\d{4}-\d\d-\d\d_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(`${day}_${id}`))
    throw invalid('request.malformed')
  const { rows } = await sql<Row>`select x.* from fieldwork.promise x
    where x.district_id = ${caller.districtId} and x.state = ${filter.state}
      and ${atVisibleDoor(caller)}
      ${filter.mine === 'yes' ? sql`and x.owner_id = ${caller.personId}` : sql``}
      ${later ? sql`and (x.due_on, x.id) > (${day}::date, ${id}::uuid)` : sql``}
    order by x.due_on, x.id limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await promiseViews(db, asking, page),
    next: rows.length > page.length && end ? `${end.due_on}_${end.id}` : null,
  }
}

/** What the caller owes, for a day without signal. */
export const ownOpenPromises = async (db: Db, asking: Asking): Promise<PromiseView[]> =>
  (await listPromises(db, asking, { state: 'open', mine: 'yes', limit: 100 })).rows

/** A promise at a door that the caller sees, locked. */
async function lockPromise(tx: Tx, caller: Caller, id: string): Promise<Row> {
  const { rows } = await sql<Row>`select x.* from fieldwork.promise x
    where x.district_id = ${caller.districtId} and x.id = ${id} and ${atVisibleDoor(caller)}
    for update of x`.execute(tx)
  const [row] = rows
  if (!row) throw notFound('fieldwork.promise_not_found')
  return row
}

const whoOf = (caller: Caller) => ({
  personId: personOf(caller).personId,
  plans: caller.verbs.has('fieldwork.plan'),
})

export interface Settling {
  promiseId: string
  state: Settled
  words: string
  baseVersion: number
}

/** Says what became of a promise. Sent again with the same end it is the same. */
export function settlePromise(
  db: Db,
  { caller, now }: Asking,
  to: Settling,
): Promise<{ version: number }> {
  return transact(db, async (tx) => {
    const row = await lockPromise(tx, caller, to.promiseId)
    if (row.state === to.state) return { version: row.version }
    const refusal = refuseSettling(
      { state: stateOf(row), ownerId: row.owner_id },
      to,
      whoOf(caller),
    )
    if (refusal === 'not_yours') throw forbidden('fieldwork.not_yours')
    if (refusal) throw refused(`fieldwork.${refusal}`)
    return write(tx, { caller, now }, row, {
      act: to.state,
      words: to.words,
      baseVersion: to.baseVersion,
      change: { state: to.state, settled_at: now },
    })
  })
}

export interface Moving {
  promiseId: string
  dueOn: string
  ownerId: string
  words: string
  baseVersion: number
}

/** Another day or another owner, with the reason; the owner is one who visits at that place. */
export function movePromise(
  db: Db,
  { caller, now }: Asking,
  to: Moving,
): Promise<{ version: number }> {
  return transact(db, async (tx) => {
    const row = await lockPromise(tx, caller, to.promiseId)
    if (!mayMind({ ownerId: row.owner_id }, whoOf(caller))) throw forbidden('fieldwork.not_yours')
    if (stateOf(row) !== 'open') throw refused('fieldwork.promise_settled')
    if (row.due_on === to.dueOn && row.owner_id === to.ownerId) return { version: row.version }
    const owners = await ownersFor(tx, { caller, now }, row)
    if (to.ownerId !== row.owner_id && !owners.some((one) => one.id === to.ownerId))
      throw invalid('fieldwork.owner_unknown')
    return write(tx, { caller, now }, row, {
      act: 'moved',
      words: to.words,
      baseVersion: to.baseVersion,
      change: { due_on: to.dueOn, owner_id: to.ownerId },
    })
  })
}

/** People who visit at the place of a promise and are not away. */
export async function promiseOwners(db: Db, asking: Asking, promiseId: string) {
  return transact(db, async (tx) => {
    const row = await lockPromise(tx, asking.caller, promiseId)
    return { people: await ownersFor(tx, asking, row) }
  })
}

async function ownersFor(tx: Tx, { caller, now }: Asking, row: Row) {
  const briefs = await subjectBriefs(tx, caller.districtId, [row.subject_id])
  const at = briefs.get(row.subject_id)
  const area = at?.gridCode || at?.communityCode || caller.districtId
  const found = await holders(tx, caller.districtId, { verb: 'fieldwork.visit', area, on: now })
  return [...new Map(found.map(({ personId, name }) => [personId, name]))].map(([id, name]) => ({
    id,
    name,
  }))
}

interface Writing {
  act: 'moved' | Settled
  words: string
  baseVersion: number
  change: Partial<Pick<Row, 'state' | 'settled_at' | 'due_on' | 'owner_id'>>
}

async function write(tx: Tx, { caller, now }: Asking, row: Row, writing: Writing) {
  if (writing.baseVersion !== row.version)
    throw refused('fieldwork.out_of_date', { version: row.version })
  const version = row.version + 1
  const next = { ...row, ...writing.change }
  await tx
    .updateTable('fieldwork.promise')
    .set({ ...writing.change, version })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', row.id)
    .execute()
  await tx
    .insertInto('fieldwork.promise_step')
    .values({
      district_id: caller.districtId,
      promise_id: row.id,
      seq: version,
      act: writing.act,
      at: now,
      person_id: personOf(caller).personId,
      words: writing.words,
      due_on: next.due_on,
      owner_id: next.owner_id,
    })
    .execute()
  await audit(tx, caller, {
    act: writing.act === 'moved' ? 'fieldwork.promise_moved' : 'fieldwork.promise_settled',
    subjectKind: 'promise',
    subjectId: row.id,
    details: { act: writing.act },
    at: now,
  })
  return { version }
}

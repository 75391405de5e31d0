import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { findUnit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, Problem, refused } from '#platform/server/problem.ts'
import type { ManyAct, ManyPreview, ManyResult } from '../../contract/many.ts'
import { mayDo } from '../../domain/actions.ts'
import { mayFollow } from '../../domain/merging.ts'
import { actorOf, aroundOf, caseOf } from '../change.ts'
import { dispatch } from '../desk.ts'
import { mergeCase } from '../merging/merge.ts'
import { lastMaster, orRefuse } from '../merging/parts.ts'
import { replyToReporter, wordsFor } from '../replies/reply.ts'
import { proposeFor } from '../routing.ts'
import { visibleTo } from '../scope.ts'
import { titleFor, type Row } from '../views.ts'

export interface ManyOrder {
  act: ManyAct
  unitId: string | null
  masterId: string | null
  templateId: string | null
  words: string
  rows: readonly { caseId: string; baseVersion: number }[]
}

interface Acting {
  caller: Caller
  now: Date
}

/** The master itself stays where it is; it may well be among those that were selected. */
const rowsOf = (order: ManyOrder) => {
  const others = order.rows.filter((r) => order.act !== 'merge' || r.caseId !== order.masterId)
  return [...new Map(others.map((r) => [r.caseId, r])).values()]
}

/** A merge names its master, a reply its template: without, nothing of it can be meant. */
function demandWhole({ act, masterId, templateId }: ManyOrder): void {
  if (act === 'merge' && masterId === null) throw invalid('cases.many_without_master')
  if (act === 'reply' && templateId === null) throw invalid('cases.many_without_template')
}

/** What an order would do to each case, decided by the rules that will decide it; nothing is changed. */
export async function previewMany(
  db: Db,
  order: ManyOrder,
  { caller }: Acting,
): Promise<ManyPreview[]> {
  demandWhole(order)
  const previews: ManyPreview[] = []
  for (const { caseId, baseVersion } of rowsOf(order)) {
    const row = await visible(db, caller, caseId) // oxlint-disable-line no-await-in-loop -- a page of rows, on one connection in tests
    if (!row) {
      previews.push(refusedRow(caseId, notFound('cases.case_not_found')))
      continue
    }
    const shown = { caseId, shortCode: row.short_code, title: titleFor(row, caller.verbs) }
    try {
      if (row.version !== baseVersion) throw refused('cases.out_of_date')
      const outcome = await foreseen(db, order, row, caller) // oxlint-disable-line no-await-in-loop -- the same
      previews.push({ ...shown, can: true, outcome, problem: null })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      previews.push({ ...refusedRow(caseId, error), ...shown })
    }
  }
  return previews
}

const problemOf = ({ code, details }: Problem) => ({ code, details })

const refusedRow = (caseId: string, problem: Problem): ManyPreview => ({
  caseId,
  shortCode: '',
  title: '',
  can: false,
  outcome: null,
  problem: problemOf(problem),
})

const visible = (db: Db, caller: Caller, caseId: string): Promise<Row | undefined> =>
  db
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()

/** What would come of one row, in a word; ends in a Problem where nothing would. */
async function foreseen(db: Db, order: ManyOrder, row: Row, caller: Caller): Promise<string> {
  const decision = mayDo(order.act, caseOf(row), actorOf(caller), await aroundOf(db, row))
  if (!decision.ok) {
    if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
    throw refused(`cases.${decision.refusal}`, { status: row.status })
  }
  if (order.act === 'reply') return wordsFor(db, row, order.templateId)
  if (order.act === 'merge') return masterCode(db, order, row, caller)
  const unitId = order.unitId ?? (await proposeFor(db, row)).unitId
  if (!unitId) throw invalid('cases.nobody_matched')
  const unit = await findUnit(db, row.district_id, unitId)
  if (!unit?.active) throw invalid('cases.unit_not_found')
  return unit.name
}

async function masterCode(db: Db, order: ManyOrder, row: Row, caller: Caller): Promise<string> {
  const named = order.masterId === null ? undefined : await visible(db, caller, order.masterId)
  if (!named) throw notFound('cases.case_not_found')
  const master = await lastMaster(db, named)
  orRefuse(mayFollow(row, named, master))
  return master.short_code
}

/**
 * Carries an order out, each case in its own transaction: what cannot be done says why in its own row
 * and keeps back no other. Sent again under its id, what was done is not done twice, and what had
 * failed is tried again; another order under that id is refused.
 */
export async function runMany(
  db: Db,
  order: ManyOrder & { id: string },
  acting: Acting,
): Promise<{ rows: ManyResult[]; done: number }> {
  demandWhole(order)
  await remember(db, order, acting)
  const rows: ManyResult[] = []
  for (const row of rowsOf(order)) rows.push(await runOne(db, order, row, acting)) // oxlint-disable-line no-await-in-loop -- one case at a time, so that two never deadlock
  return { rows, done: rows.filter((r) => r.done).length }
}

async function remember(
  db: Db,
  order: ManyOrder & { id: string },
  { caller, now }: Acting,
): Promise<void> {
  const hash = createHash('sha256')
    .update(canonicalJson({ ...order }))
    .digest('hex')
  const { personId } = personOf(caller)
  await db
    .insertInto('cases.many')
    .values({
      district_id: caller.districtId,
      id: order.id,
      person_id: personId,
      body_hash: hash,
      at: now,
    })
    .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
    .execute()
  const first = await db
    .selectFrom('cases.many')
    .select(['body_hash', 'person_id'])
    .where('district_id', '=', caller.districtId)
    .where('id', '=', order.id)
    .executeTakeFirstOrThrow()
  if (first.body_hash !== hash || first.person_id !== personId) throw refused('cases.many_id_taken')
}

async function runOne(
  db: Db,
  order: ManyOrder & { id: string },
  row: { caseId: string; baseVersion: number },
  acting: Acting,
): Promise<ManyResult> {
  const { caseId } = row
  try {
    const repeated = await transact(db, async (tx) => {
      const kase = await visible(tx, acting.caller, caseId)
      if (!kase) throw notFound('cases.case_not_found')
      if (!(await firstTime(tx, order.id, kase, acting.now))) return true
      await doOne(tx, order, { ...row, kase }, acting)
      return false
    })
    return { caseId, done: true, repeated, problem: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { caseId, done: false, repeated: false, problem: problemOf(error) }
  }
}

/** Written beside what it stands for: both happen, or neither. A second sending waits here for the first. */
async function firstTime(tx: Tx, manyId: string, row: Row, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('cases.many_row')
    .values({ district_id: row.district_id, many_id: manyId, case_id: row.id, at: now })
    .onConflict((c) => c.columns(['district_id', 'many_id', 'case_id']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function doOne(
  tx: Tx,
  order: ManyOrder,
  { kase, caseId, baseVersion }: { kase: Row; caseId: string; baseVersion: number },
  { caller, now }: Acting,
): Promise<void> {
  const input = { caseId, baseVersion, caller, now, words: order.words }
  if (order.act === 'dispatch') await dispatch(tx, { ...input, unitId: order.unitId })
  else if (order.act === 'merge') {
    if (order.masterId === null) throw notFound('cases.case_not_found')
    await mergeCase(tx, { ...input, masterId: order.masterId })
  } else {
    const words = await wordsFor(tx, kase, order.templateId)
    await replyToReporter(tx, { ...input, words, templateId: order.templateId })
  }
}

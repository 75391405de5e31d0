import { findUnit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, refused } from '#platform/server/problem.ts'
import { isFinal } from '../../domain/case.ts'
import type { Said } from '../../domain/said.ts'
import {
  isUsableDeadline,
  judgeAt,
  mayAnswerReply,
  mayReplyTo,
  mayWithdraw,
  nextRing,
  type SupervisionGrade,
} from '../../domain/supervision.ts'
import { levelOf } from '../../domain/whistle.ts'
import { changeCase } from '../change.ts'
import { attachTo } from '../desk.ts'
import { letSee } from '../sight.ts'
import {
  caseIdsOf,
  lockOrder,
  orderOf,
  orRefuse,
  saveOrder,
  supervisorOf,
  tellCases,
  type SupervisionRow,
} from './parts.ts'

interface By {
  caller: Caller
  now: Date
}

export interface NewSupervision {
  id: string
  cases: readonly { caseId: string; baseVersion: number | null }[]
  unitId: string
  grade: SupervisionGrade
  words: string
  dueAt: Date
}

/**
 * Orders a unit to account for one case or several, by a deadline. Who may is a verb of the post; the
 * level follows from how far it reaches. Sent again, it is issued once.
 */
export async function issueSupervision(db: Db, input: By & NewSupervision): Promise<void> {
  const { caller, now, dueAt } = input
  const by = supervisorOf(caller)
  if (!by.verbs.has('cases.supervise')) throw forbidden('request.forbidden')
  const level = levelOf(caller.scope.areas)
  if (level === null) throw refused('cases.supervision_level')
  if (!isUsableDeadline(now, dueAt)) throw invalid('cases.supervision_deadline')
  await transact(db, async (tx) => {
    if (await isIssued(tx, caller, input.id)) return
    const unit = await findUnit(tx, caller.districtId, input.unitId)
    if (!unit?.active) throw invalid('cases.unit_not_found')
    const first = nextRing({ from: now, dueAt, level }, null)
    await tx
      .insertInto('cases.supervision')
      .values({
        district_id: caller.districtId,
        id: input.id,
        unit_id: unit.id,
        level,
        grade: input.grade,
        words: input.words,
        round_from: now,
        due_at: dueAt,
        issued_by: by.personId,
        issued_post: by.postId,
        issued_at: now,
        next_level: first?.level ?? null,
        next_ring_at: first?.at ?? null,
      })
      .execute()
    const { id: supervisionId, grade, words } = input
    const body = { supervisionId, unitId: unit.id, unit: unit.name, level, grade, dueAt, words }
    const cases = new Map(input.cases.map((c) => [c.caseId, c.baseVersion]))
    for (const caseId of [...cases.keys()].toSorted())
      // oxlint-disable-next-line no-await-in-loop -- one connection
      await changeCase(
        tx,
        { caller, now, caseId, baseVersion: cases.get(caseId) ?? null },
        async ({ row }) => {
          if (isFinal(row.status)) throw refused('cases.wrong_status', { status: row.status })
          await tx
            .insertInto('cases.supervision_case')
            .values({
              district_id: row.district_id,
              supervision_id: supervisionId,
              case_id: caseId,
              unit_id: unit.id,
            })
            .execute()
          await letSee(tx, row, [unit.id])
          return { type: 'case.supervised', body }
        },
      )
  })
}

async function isIssued(tx: Tx, caller: Caller, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('cases.supervision')
    .select('issued_post')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.issued_post !== caller.postId) throw refused('cases.client_id_taken')
  return row !== undefined
}

interface OnOrder extends By {
  supervisionId: string
  baseVersion: number | null
}

/** The unit accounts for what it did. A late reply is marked late, not refused. */
export async function replySupervision(
  db: Db,
  input: OnOrder & {
    id: string
    words: string
    photos: readonly string[]
    said?: Said | undefined
  },
): Promise<void> {
  const { caller, now, said } = input
  await transact(db, async (tx) => {
    if (await isReplied(tx, caller, input)) return
    const row = await lockOrder(tx, caller, input)
    const by = supervisorOf(caller)
    orRefuse(mayReplyTo(orderOf(row), by))
    const late = now > row.due_at
    await tx
      .insertInto('cases.supervision_reply')
      .values({
        district_id: row.district_id,
        supervision_id: row.id,
        round: row.round,
        id: input.id,
        words: input.words,
        file_ids: [...input.photos],
        late,
        replied_by: by.personId,
        replied_at: now,
      })
      .execute()
    await saveOrder(tx, row, { state: 'replied', next_level: 'judge', next_ring_at: judgeAt(now) })
    const body = { supervisionId: row.id, words: input.words, late, photos: input.photos }
    await tellCases(tx, { caller, now, said }, await caseIdsOf(tx, row), async (change) => {
      await attachTo(change, 'addition', input.photos)
      const unit = await findUnit(tx, row.district_id, row.unit_id)
      return { type: 'case.supervision_replied', body: { ...body, unit: unit?.name ?? '' } }
    })
  })
}

async function isReplied(
  tx: Tx,
  caller: Caller,
  { id, supervisionId }: { id: string; supervisionId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('cases.supervision_reply')
    .select('supervision_id')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.supervision_id !== supervisionId) throw refused('cases.client_id_taken')
  return row !== undefined
}

/** Accepted, the order is over; sent back, a new round begins with a deadline and rings of its own. */
export async function answerSupervision(
  db: Db,
  input: OnOrder & { accept: boolean; words: string; dueAt: Date | null },
): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const row = await lockOrder(tx, caller, input)
    const by = supervisorOf(caller)
    orRefuse(mayAnswerReply(orderOf(row), by))
    await tx
      .updateTable('cases.supervision_reply')
      .set({
        answer: input.accept ? 'accepted' : 'sent_back',
        answer_words: input.words,
        answered_by: by.personId,
        answered_at: now,
      })
      .where('district_id', '=', row.district_id)
      .where('supervision_id', '=', row.id)
      .where('round', '=', row.round)
      .execute()
    if (input.accept) await endOrder(tx, row, { state: 'accepted', input })
    else await sendBack(tx, row, input)
    await tellCases(tx, { caller, now }, await caseIdsOf(tx, row), async () => ({
      type: input.accept ? 'case.supervision_accepted' : 'case.supervision_sent_back',
      body: { supervisionId: row.id, words: input.words, dueAt: input.accept ? null : input.dueAt },
    }))
  })
}

async function sendBack(
  tx: Tx,
  row: SupervisionRow,
  { words, dueAt, now }: { words: string; dueAt: Date | null; now: Date },
): Promise<void> {
  if (words === '') throw invalid('cases.supervision_words')
  if (dueAt === null || !isUsableDeadline(now, dueAt)) throw invalid('cases.supervision_deadline')
  const level = levelOfRow(row)
  const first = nextRing({ from: now, dueAt, level }, null)
  await saveOrder(tx, row, {
    state: 'open',
    round: row.round + 1,
    round_from: now,
    due_at: dueAt,
    next_level: first?.level ?? null,
    next_ring_at: first?.at ?? null,
  })
}

const levelOfRow = (row: SupervisionRow) =>
  row.level === 'district' || row.level === 'street' ? row.level : 'community'

/** Taken back, with a reason: the cases go on as they would without it. */
export async function withdrawSupervision(
  db: Db,
  input: OnOrder & { words: string },
): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const row = await lockOrder(tx, caller, input)
    orRefuse(mayWithdraw(orderOf(row), supervisorOf(caller)))
    await endOrder(tx, row, { state: 'withdrawn', input })
    await tellCases(tx, { caller, now }, await caseIdsOf(tx, row), async () => ({
      type: 'case.supervision_withdrawn',
      body: { supervisionId: row.id, words: input.words },
    }))
  })
}

const endOrder = (
  tx: Tx,
  row: SupervisionRow,
  { state, input }: { state: 'accepted' | 'withdrawn'; input: By & { words: string } },
) =>
  saveOrder(tx, row, {
    state,
    ended_by: supervisorOf(input.caller).personId,
    ended_at: input.now,
    ended_words: input.words,
    next_level: null,
    next_ring_at: null,
  })

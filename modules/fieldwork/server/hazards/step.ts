import { type Updateable } from 'kysely'
import type { FieldworkHazard } from '#database/types.ts'
import { releaseCase, saidTimes } from '#modules/cases/server/index.ts'
import { claimFiles } from '#modules/files/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { HazardStepInput } from '../../contract/hazards.ts'
import {
  isOpen,
  moveHazard,
  type AddresseeKind,
  type HazardAct,
  type HazardState,
  type HazardVerb,
  type NoticeWay,
} from '../../domain/hazards/hazard.ts'
import { dayIn } from '../day.ts'
import {
  actorOf,
  hashOf,
  hazardOf,
  hazardProblem,
  isSame,
  lockHazard,
  type Acting,
  type HazardRow,
} from './parts.ts'
import { demandKind } from './settings.ts'

type Given = ReturnType<typeof HazardStepInput.parse>

/** One step as it is written, whoever takes it. */
export interface Stepping {
  id: string
  act: HazardAct
  words: string
  photos: readonly string[]
  dueOn?: string | null
  kind?: string | null
  grade?: string | null
  toKind?: AddresseeKind | null
  name?: string
  how?: NoticeWay | null
  said?: { doneAt: string; sentAt: string } | undefined
  hash: string
}

/**
 * Does one thing about a hazard, by the table of moves. The id is made where it was noted: the same again
 * gets the same answer, another body 409 `fieldwork.hazard_step_taken`; an old version 409
 * `fieldwork.out_of_date`. Only whoever did not say that it is fixed re-checks it.
 */
export function stepHazard(
  db: Db,
  acting: Acting,
  hazardId: string,
  input: HazardStepInput,
): Promise<{ version: number; state: HazardState }> {
  const given = HazardStepInput.parse(input)
  return transact(db, async (tx) => {
    const row = await lockHazard(tx, acting.caller, hazardId)
    const hash = hashOf(given)
    if (await isTaken(tx, row, given.id, hash))
      return { version: row.version, state: hazardOf(row).state }
    if (given.baseVersion !== row.version)
      throw refused('fieldwork.out_of_date', { version: row.version })
    if (given.verb === 'regrade') await demandKind(tx, row.district_id, given)
    const after = await takeStep(tx, acting, row, steppingOf(given, hash))
    return { version: after.version, state: hazardOf(after).state }
  })
}

async function isTaken(tx: Tx, row: HazardRow, id: string, hash: string): Promise<boolean> {
  const before = await tx
    .selectFrom('fieldwork.hazard_step')
    .select(['hazard_id', 'body_hash'])
    .where('district_id', '=', row.district_id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (before && (before.hazard_id !== row.id || !isSame(before.body_hash, hash)))
    throw refused('fieldwork.hazard_step_taken')
  return before !== undefined
}

function steppingOf(given: Given, hash: string): Stepping & { act: HazardVerb } {
  const { id, verb: act, words, photos, said } = given
  const plain = { id, act, words, photos, said, hash }
  if (given.verb === 'notify') {
    const { dueOn, toKind, toName: name, how } = given
    return { ...plain, dueOn, toKind, name, how }
  }
  if (given.verb === 'move' || given.verb === 'fail') return { ...plain, dueOn: given.dueOn }
  if (given.verb === 'regrade') return { ...plain, kind: given.kind, grade: given.grade }
  return given.verb === 'fix' ? { ...plain, name: given.by } : plain
}

/** Decides, writes the row and its step; the row is locked or was just made. */
export async function takeStep(
  tx: Tx,
  acting: Acting,
  row: HazardRow,
  step: Stepping & { act: HazardVerb },
): Promise<HazardRow> {
  const { caller, now } = acting
  const { today } = await dayIn(tx, row.district_id, now)
  const { words, dueOn = null } = step
  const moved = moveHazard(hazardOf(row), step.act, actorOf(caller), { words, dueOn, today })
  if (!moved.ok) throw hazardProblem(moved.refusal)
  const at = atOf(step, now)
  const to = moved.fact
  const after = await changeRow(tx, row, {
    state: to,
    ...(dueOn === null ? {} : { due_on: dueOn, ring_trouble: '', ring_code: '' }),
    ...(step.act === 'fix' ? { fixed_at: at, fixed_by: personOf(caller).personId } : {}),
    ...(step.act === 'fail' ? { failed: row.failed + 1 } : {}),
    ...(step.kind ? { kind: step.kind } : {}),
    ...(step.grade ? { grade: step.grade } : {}),
    ...(isOpen(to) ? {} : { ended_at: at }),
  })
  await writeStep(tx, acting, after, step)
  if (!isOpen(to) && row.case_id !== null)
    await releaseCase(tx, { districtId: row.district_id, caseId: row.case_id, key: row.id })
  await audit(tx, caller, {
    act: 'fieldwork.hazard_stepped',
    subjectKind: 'hazard',
    subjectId: row.id,
    details: { step: step.act, state: to },
    at: now,
  })
  return after
}

export const atOf = ({ said }: Pick<Stepping, 'said'>, now: Date): Date =>
  said ? new Date(saidTimes(said, now).aboutAt) : now

/** The next version of the row; its step has the same number. */
export async function changeRow(
  tx: Tx,
  row: HazardRow,
  set: Updateable<FieldworkHazard>,
): Promise<HazardRow> {
  return tx
    .updateTable('fieldwork.hazard')
    .set({ ...set, version: row.version + 1 })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function writeStep(
  tx: Tx,
  { caller, now, cipher }: Acting,
  row: HazardRow,
  step: Stepping,
): Promise<void> {
  const { personId, postId } = personOf(caller)
  const { said, name = '' } = step
  await claimFiles(tx, caller, step.photos, now)
  const made = await tx
    .insertInto('fieldwork.hazard_step')
    .values({
      district_id: row.district_id,
      hazard_id: row.id,
      seq: row.version,
      id: step.id,
      act: step.act,
      at: atOf(step, now),
      received_at: now,
      phone_done_at: said ? new Date(said.doneAt) : null,
      phone_sent_at: said ? new Date(said.sentAt) : null,
      person_id: personId,
      post_id: postId,
      organisation_id: caller.organisationId,
      words: step.words,
      photos: [...step.photos],
      due_on: step.dueOn ?? null,
      kind: step.kind ?? null,
      grade: step.grade ?? null,
      to_kind: step.toKind ?? null,
      name_cipher: name === '' ? null : cipher.seal(name),
      how: step.how ?? null,
      body_hash: step.hash,
    })
    .onConflict((c) => c.constraint('hazard_step_once').doNothing())
    .returning('seq')
    .executeTakeFirst()
  if (!made) throw refused('fieldwork.hazard_step_taken')
}

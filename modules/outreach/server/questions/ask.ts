import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { saidTimes } from '#modules/cases/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { findEvent } from '../events/parts.ts'
import { demandArea, demandMatters, digestOf, type Asking } from '../ground.ts'
import { demandChannel } from '../records/channels.ts'
import { concernsArea } from '../scope.ts'
import { findQuestion } from './views.ts'

export interface QuestionInput {
  id: string
  channel: string
  words: string
  answer: string
  matter: string | null
  areaCode: string
  place: string
  eventId: string | null
  said?: { doneAt: string; sentAt: string } | undefined
}

/**
 * Records a question with its answer, nothing of who asked. The id is made where it was noted: the same
 * again gets the same answer, another body 409 `outreach.record_id_taken`.
 */
export async function askQuestion(
  db: Db,
  asking: Asking,
  given: QuestionInput,
): Promise<{ id: string }> {
  const { said, ...same } = given
  const bodyHash = digestOf(same)
  return transact(db, async (tx) => {
    const { caller, now } = asking
    const { districtId } = caller
    if (await isSame(tx, districtId, given.id, bodyHash)) return { id: given.id }
    if (!concernsArea(caller, given.areaCode)) throw forbidden('outreach.area_not_yours')
    await demandArea(tx, districtId, given.areaCode)
    await demandChannel(tx, caller, given.channel)
    if (given.matter !== null) await demandMatters(tx, districtId, [given.matter])
    if (given.eventId !== null) await findEvent(tx, caller, given.eventId)
    const { timeZone } = await readDistrict(tx, districtId)
    const at = said ? new Date(saidTimes(said, now).aboutAt) : now
    const { personId, postId } = personOf(caller)
    const made = await tx
      .insertInto('outreach.question')
      .values({
        district_id: districtId,
        id: given.id,
        channel: given.channel,
        words: given.words,
        answer: given.answer,
        matter: given.matter ?? '',
        area_code: given.areaCode,
        community_code: given.areaCode.slice(0, 12),
        place: given.place,
        event_id: given.eventId,
        asked_at: at,
        asked_on: dateOfDay(dayAt(timeZone, at.getTime())),
        received_at: now,
        phone_done_at: said ? new Date(said.doneAt) : null,
        phone_sent_at: said ? new Date(said.sentAt) : null,
        person_id: personId,
        post_id: postId,
        body_hash: bodyHash,
      })
      .onConflict((c) => c.columns(['district_id', 'id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    // The same was sent twice at once, and the other was faster.
    if (!made && !(await isSame(tx, districtId, given.id, bodyHash)))
      throw notFound('outreach.question_not_found')
    if (made)
      await audit(tx, caller, {
        act: 'outreach.question_recorded',
        subjectKind: 'outreach_question',
        subjectId: given.id,
        details: { matter: given.matter, areaCode: given.areaCode },
        at: now,
      })
    return { id: given.id }
  })
}

async function isSame(tx: Tx, districtId: string, id: string, bodyHash: string): Promise<boolean> {
  const row = await tx
    .selectFrom('outreach.question')
    .select('body_hash')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.body_hash !== bodyHash) throw refused('outreach.record_id_taken')
  return row !== undefined
}

/** Adds an answer; what was answered before stays. Sent again it is the same. */
export async function answerQuestion(
  db: Db,
  asking: Asking,
  given: { questionId: string; id: string; words: string },
): Promise<{ seq: number }> {
  const { caller, now } = asking
  return transact(db, async (tx) => {
    const row = await findQuestion(tx, caller, given.questionId, true)
    const before = await tx
      .selectFrom('outreach.question_answer')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where((eb) => eb.or([eb('question_id', '=', row.id), eb('id', '=', given.id)]))
      .execute()
    const same = before.find((one) => one.id === given.id)
    if (same && (same.question_id !== row.id || same.words !== given.words))
      throw refused('outreach.record_id_taken')
    if (same) return { seq: same.seq }
    const seq = before.length + 1
    await tx
      .insertInto('outreach.question_answer')
      .values({
        district_id: caller.districtId,
        question_id: row.id,
        seq,
        id: given.id,
        words: given.words,
        at: now,
        person_id: personOf(caller).personId,
      })
      .execute()
    await audit(tx, caller, {
      act: 'outreach.question_answered',
      subjectKind: 'outreach_question',
      subjectId: row.id,
      details: {},
      at: now,
    })
    return { seq }
  })
}

import { audit } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { mayName } from '../../domain/questions.ts'
import { demandMatters, type Asking } from '../ground.ts'
import { holdAskings } from './case.ts'
import { findQuestion } from './views.ts'

/**
 * Says about which matter a question is, so that it counts among those that come back; also where it
 * was noted without one, or under a wrong one. Part of a case, it stays as it is. Sent again it is the same.
 */
export async function nameMatter(
  db: Db,
  { caller, now }: Asking,
  given: { questionId: string; matter: string; was: string | null },
): Promise<{ matter: string }> {
  const { districtId } = caller
  const { matter } = given
  return transact(db, async (tx) => {
    const { community_code: communityCode } = await findQuestion(tx, caller, given.questionId)
    // Both groups are held, each time in the same order: nobody makes a case of them meanwhile.
    for (const held of [...new Set([matter, given.was ?? ''])].toSorted())
      if (held !== '') await holdAskings(tx, { districtId, matter: held, communityCode }) // oxlint-disable-line no-await-in-loop -- one connection
    const row = await findQuestion(tx, caller, given.questionId, true)
    if (row.matter === matter) return { matter }
    const may = mayName({ matter: row.matter, hasCase: row.question_case_id !== null }, given)
    if (!may.ok) throw refused(`outreach.${may.refusal}`)
    await demandMatters(tx, districtId, [matter])
    await tx
      .updateTable('outreach.question')
      .set({ matter })
      .where('district_id', '=', districtId)
      .where('id', '=', row.id)
      .execute()
    await audit(tx, caller, {
      act: 'outreach.question_matter_named',
      subjectKind: 'outreach_question',
      subjectId: row.id,
      details: { matter, was: row.matter },
      at: now,
    })
    return { matter }
  })
}

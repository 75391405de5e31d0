import { sql } from 'kysely'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import type { FollowPage } from '../../contract/report.ts'
import { mayReopen, type ReopeningLimits } from '../../domain/reopening.ts'
import { caseOf, changeCase, type Change, type ChangeInput, type Happening } from '../change.ts'
import { reopened, type Verdict } from '../closing.ts'
import { attachTo } from '../desk.ts'
import { readKey, reportIdIn } from '../keys.ts'
import { isRepeated } from '../sent.ts'
import type { Row } from '../views.ts'
import { holdTogether, lastMaster } from './parts.ts'

/** What the reporter of a follower may do: judge and reopen what was done for all of them. */
export function allowedOnJoined(
  master: Row,
  limits: ReopeningLimits,
  { now, answered }: { now: Date; answered: boolean },
): FollowPage['allowed'] {
  const may: FollowPage['allowed'] = []
  if (master.status === 'closed' && !answered) may.push('judge')
  if (mayReopen(caseOf(master), limits, now).ok) may.push('reopen')
  return may
}

/**
 * The answer of a follower's reporter. The row stands with the master, whose work it judges and whose
 * measures it enters; the words stay in the follower's own story.
 */
export async function judgeJoined(
  { tx, row, now }: Change,
  verdict: Verdict,
  reportId: string,
): Promise<Happening> {
  const master = await lastMaster(tx, row)
  if (master.status !== 'closed') throw refused('cases.wrong_status', { status: master.status })
  const { numUpdatedRows } = await tx
    .updateTable('cases.verdict')
    .set({
      answered_at: now,
      solved: verdict.solved,
      satisfied: verdict.satisfied,
      way: 'link',
    })
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', master.id)
    .where('report_id', '=', reportId)
    .where('round', '=', master.reopenings + 1)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw refused('cases.already_judged')
  return {
    type: 'case.judged',
    patch: { solved: verdict.solved, satisfied: verdict.satisfied },
    body: {
      solved: verdict.solved,
      satisfied: verdict.satisfied,
      way: 'link',
      masterId: master.id,
    },
    personal: { words: verdict.words },
  }
}

/**
 * Not mended for this reporter: the master goes back to its unit for all. What the reporter writes and
 * photographs stays with the follower, so that no other reporter reads it.
 */
export async function reopenJoined(
  db: Db,
  input: ChangeInput,
  why: { words: string; photos: readonly string[]; limits: ReopeningLimits },
): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const own = await tx
      .selectFrom('cases.case')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('id', '=', input.caseId)
      .executeTakeFirstOrThrow()
    const { id: masterId } = await lastMaster(tx, own)
    await holdTogether(tx, caller.districtId, [own.id, masterId])
    if (await isRepeated(tx, own, input.sent)) return
    await changeCase(tx, { caseId: masterId, caller, now, baseVersion: null }, async (change) => {
      const decision = mayReopen(change.kase, why.limits, now)
      if (!decision.ok) throw refused(`cases.${decision.refusal}`)
      const happening = await reopened(change, { words: '', byReporter: false })
      return { ...happening, body: { byReporter: true, follower: own.short_code } }
    })
    await changeCase(tx, input, async (change) => {
      await attachTo(change, 'addition', why.photos)
      return {
        type: 'case.added',
        body: { photos: why.photos, reopens: true },
        personal: { words: why.words },
      }
    })
  })
}

/** Of a master's events what its followers may read too: what was done, and nothing that its reporter wrote. */
export const ofReporterOnly: ReadonlySet<string> = new Set([
  'case.reported',
  'case.added',
  'case.judged',
  'case.merged',
  'case.taken_apart',
  'case.replied',
])

/** Pictures of the master that a follower's reporter sees: released ones, and what the unit took. */
export const isShownToFollower = (
  master: Pick<Row, 'confidential'>,
  photo: { role: string; released_at: Date | null },
): boolean =>
  photo.released_at !== null ||
  (!master.confidential && (photo.role === 'before' || photo.role === 'after'))

/** Whether a key is the own key of a report that follows one of the cases in which this picture is shown. */
export async function opensAsFollower(
  db: Db,
  cipher: Cipher,
  ask: { districtId: string; fileId: string; key: string | undefined },
): Promise<boolean> {
  const reportId = reportIdIn(ask.key)
  if (reportId === null) return false
  const { rows } = await sql<{ case_id: string }>`
    select r.case_id from cases.report r
    join cases.merge m on m.district_id = r.district_id and m.case_id = r.case_id and m.ended_at is null
    join cases.attachment a on a.district_id = m.district_id and a.case_id = m.master_id
    join cases.case c on c.district_id = m.district_id and c.id = m.master_id
    where r.district_id = ${ask.districtId} and r.id = ${reportId}
      and a.file_id = ${ask.fileId} and a.role in ('before', 'after') and not c.confidential
    limit 1`.execute(db)
  const found = rows[0]
  if (!found) return false
  const of = { districtId: ask.districtId, caseId: found.case_id }
  return readKey(cipher, of, ask.key).level === 'own'
}

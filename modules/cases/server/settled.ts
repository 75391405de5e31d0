import { transact, type Db } from '#platform/server/database.ts'
import type { Answers, MatterRef } from './answers.ts'
import { settleReported } from './desk.ts'
import { reportCase, type IncomingReport, type Received, type ReportParts } from './report.ts'
import { sentAs } from './sent.ts'

/** What was done about a report by whoever made it, before it was sent. */
export interface Settling {
  matter: MatterRef
  answers?: Answers | undefined
  words: string
  after: readonly string[]
}

/**
 * Takes a report and what was done about it on the spot in one transaction: where the second is refused
 * nothing is reported either. A repeated send (same source and client id) counts once, also where the
 * report alone had come before; with something else done it is refused 409 `cases.client_id_taken`.
 */
export async function reportSettled(
  db: Db,
  report: IncomingReport,
  settling: Settling,
  parts: ReportParts,
): Promise<Received> {
  const { matter, answers, words, after } = settling
  return transact(db, async (tx) => {
    const received = await reportCase(tx, report, parts)
    await settleReported(tx, {
      caseId: received.caseId,
      caller: parts.caller,
      now: parts.now,
      baseVersion: null,
      said: report.said,
      sent: sentAs(report.clientId, { act: 'settle', matter, answers: answers ?? {}, after }),
      matter,
      answers,
      words,
      before: report.photos,
      after,
    })
    return received
  })
}

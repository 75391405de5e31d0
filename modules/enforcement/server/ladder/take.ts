import type { Db } from '#platform/server/database.ts'
import type { NewEvidence, StepOrder } from '../../contract/files.ts'
import { keepEvidence } from '../evidence/keep.ts'
import { changeFile, type Done, type FileChange, type StepInput } from '../files/change.ts'
import { handOver, news, transfer } from './handover.ts'
import { order, reinspect, serve, withdrawOrder } from './orders.ts'
import { dissuade, makeVoid, offerStalls, promise, revisit, talk } from './words.ts'

/**
 * One step on the ladder with the pictures that prove it, in one transaction; the same `clientId` again
 * changes nothing. Out of order it ends in a Problem that names the article.
 */
export async function takeStep(
  db: Db,
  input: StepInput & { order: StepOrder; evidence: readonly NewEvidence[] },
): Promise<void> {
  await changeFile(db, input, async (change) => {
    const done = await stepOf(change, input.order, input.evidence.length)
    await keepEvidence(change, input.evidence)
    return { ...done, body: { ...done.body, evidence: input.evidence.map((one) => one.id) } }
  })
}

type Take<Name extends StepOrder['step']> = (
  change: FileChange,
  order: Extract<StepOrder, { step: Name }>,
  pictures: number,
) => Promise<Done>

const takes: { [Name in StepOrder['step']]: Take<Name> } = {
  dissuade,
  offer_stalls: offerStalls,
  talk,
  promise,
  revisit,
  order,
  withdraw_order: withdrawOrder,
  serve,
  reinspect,
  hand_over: handOver,
  transfer,
  news,
  make_void: makeVoid,
}

const stepOf = (change: FileChange, wish: StepOrder, pictures: number): Promise<Done> =>
  (takes[wish.step] as Take<StepOrder['step']>)(change, wish, pictures) // oxlint-disable-line typescript/no-unsafe-type-assertion -- the table is keyed by the same word

import type { Input } from '#platform/web/console/say.ts'
import type { hazardsContract } from '../../../contract/index.ts'
import type { AddresseeKind, HazardVerb, NoticeWay } from '../../../domain/hazards/hazard.ts'

/** What may have been filled in, whatever the step. */
export interface StepDraft {
  words: string
  photos: string[]
  pending: number
  dueOn: string
  toKind: AddresseeKind | null
  toName: string
  how: NoticeWay | null
  by: string
  kind: string
  grade: string
}

export type Step = Input<typeof hazardsContract.stepHazard.body>

/** Which steps set a day, and which owe a reason. */
export const dated: ReadonlySet<HazardVerb> = new Set(['notify', 'move', 'fail'])
export const reasoned: ReadonlySet<HazardVerb> = new Set(['move', 'regrade', 'fail', 'withdraw'])

/** Whether something still has to be given before the step can be sent. */
export function missingIn(verb: HazardVerb, draft: StepDraft, today: string): boolean {
  if (draft.pending > 0) return true
  if (reasoned.has(verb) && draft.words.trim() === '') return true
  return dated.has(verb) && draft.dueOn < today
}

/** The step as it is sent; null while what only it asks for is not there. */
export function stepOf(
  verb: HazardVerb,
  draft: StepDraft,
  of: { id: string; baseVersion: number },
): Step | null {
  const plain = { ...of, words: draft.words.trim(), photos: draft.photos }
  const { dueOn, toKind, how, kind, grade } = draft
  if (verb === 'notify') {
    const toName = draft.toName.trim()
    if (toKind === null || how === null || toName === '') return null
    return { verb, ...plain, dueOn, toKind, toName, how }
  }
  if (verb === 'move' || verb === 'fail') return { verb, ...plain, dueOn }
  if (verb === 'regrade') return { verb, ...plain, kind, grade }
  return verb === 'fix' ? { verb, ...plain, by: draft.by.trim() } : { verb, ...plain }
}

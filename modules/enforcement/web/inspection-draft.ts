import type { Input } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import type { DueInspection, NewEvidence, recordInspection } from '../contract/index.ts'
import {
  isSpecial,
  type Ground,
  type InspectionResult,
  type Looked,
} from '../domain/inspection-record.ts'

export type NewInspection = Input<typeof recordInspection.body>

/** Everything that the form of an inspection holds. */
export interface InspectionDraft {
  id: string
  subject: { id: string; name: string; address: string } | null
  planned: DueInspection | null
  ground: Ground
  groundWords: string
  approver: string
  aboutCaseId: string | null
  matter: { code: string; name: string } | null
  basis: string
  secondId: string | null
  certificateShown: boolean
  looks: { what: string; was: Looked; words: string }[]
  result: InspectionResult
  words: string
  signing: 'signed' | 'refused'
  signedBy: string
  refusedWhy: string
  witness: string
}

/** A form for what is due by plan, or for something else that called for it. */
export const emptyInspection = (
  planned: DueInspection | null,
  secondId: string | null,
): InspectionDraft => ({
  id: newId(),
  subject: planned && {
    id: planned.subjectId,
    name: planned.subjectName,
    address: planned.address,
  },
  planned,
  ground: planned ? 'plan' : 'complaint',
  groundWords: '',
  approver: '',
  aboutCaseId: null,
  matter: null,
  basis: '',
  secondId,
  certificateShown: false,
  looks: (planned?.looks ?? ['']).map((what) => ({ what, was: 'good', words: '' })),
  result: 'no_problem',
  words: '',
  signing: 'signed',
  signedBy: '',
  refusedWhy: '',
  witness: '',
})

const isBlank = (text: string) => text.trim() === ''

/** What still has to be given, as the key of the words that say so; the server asks the same. */
export function missingInspection(draft: InspectionDraft): string | null {
  if (draft.subject === null) return 'need.subject'
  if (draft.secondId === null) return 'need.second'
  if (!draft.certificateShown) return 'need.shown'
  return missingGround(draft) ?? missingResult(draft)
}

function missingGround(draft: InspectionDraft): string | null {
  if (!isSpecial(draft.ground)) return null
  if (isBlank(draft.groundWords) || isBlank(draft.approver)) return 'need.ground'
  return draft.matter === null || isBlank(draft.basis) ? 'need.matter' : null
}

function missingResult(draft: InspectionDraft): string | null {
  if (draft.looks.every((look) => isBlank(look.what))) return 'need.looks'
  if (draft.result === 'no_problem' && draft.looks.some((look) => look.was === 'bad'))
    return 'need.result'
  if (draft.result === 'problem' && isBlank(draft.words)) return 'need.words'
  return isBlank(draft.signing === 'signed' ? draft.signedBy : draft.refusedWhy)
    ? 'need.signing'
    : null
}

/** By which plan; or what called for it, who agreed, and what is inspected by which law. */
function groundOf({ ground, planned, matter, ...draft }: InspectionDraft) {
  if (!isSpecial(ground))
    return { ground, planId: planned?.planId ?? null, itemId: planned?.itemId ?? null }
  return {
    ground,
    groundWords: draft.groundWords.trim(),
    approver: draft.approver.trim(),
    matterCode: matter?.code ?? null,
    basis: draft.basis.trim(),
  }
}

/** The inspection as the server takes it. */
export const inspectionOf = (
  draft: InspectionDraft,
  pictures: readonly NewEvidence[],
): NewInspection => ({
  id: draft.id,
  subjectId: draft.subject?.id ?? '',
  secondId: draft.secondId,
  ...groundOf(draft),
  aboutCaseId: draft.aboutCaseId,
  certificateShown: draft.certificateShown,
  looks: draft.looks
    .filter((look) => !isBlank(look.what))
    .map(({ what, was, words }) => ({ what: what.trim(), was, words: words.trim() })),
  result: draft.result,
  words: draft.words.trim(),
  signing:
    draft.signing === 'signed'
      ? { state: 'signed', by: draft.signedBy.trim() }
      : { state: 'refused', reason: draft.refusedWhy.trim(), witness: draft.witness.trim() },
  pictures: [...pictures],
})

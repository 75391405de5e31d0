import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { ArticleName } from './law.ts'
import { capReached, type Cap, type EnterpriseKind, type Inspected } from './inspection-cap.ts'

/** Why one inspects. Only the first is counted against the caps; the others say what called for it. */
export const grounds = ['plan', 'complaint', 'handed', 'signal', 'asked'] as const
export type Ground = (typeof grounds)[number]
export const isSpecial = (ground: Ground): boolean => ground !== 'plan'

export const results = ['no_problem', 'problem'] as const
export type InspectionResult = (typeof results)[number]

export const looked = ['good', 'bad', 'not_seen'] as const
export type Looked = (typeof looked)[number]

/** What was looked at, and how it was. */
export interface Look {
  what: string
  was: Looked
  words: string
}

export type Signing =
  | { state: 'signed'; by: string }
  | { state: 'refused'; reason: string; witness: string }

export interface InspectionWish {
  ground: Ground
  groundWords: string
  /** Who of the body agreed to it, where no plan did. */
  approver: string
  certificateShown: boolean
  looks: readonly Look[]
  result: InspectionResult
  words: string
  signing: Signing
}

/** What the plan says of it, as far as its rules ask; null: none is named. */
export interface PlannedItem {
  approved: boolean
  coversDay: boolean
  fits: boolean
}

export interface InspectionFacts {
  kind: EnterpriseKind
  matterCode: string
  day: string
  planned: PlannedItem | null
  caps: readonly Cap[]
  /** Earlier inspections of this enterprise by the same body. */
  done: readonly Inspected[]
}

export interface InspectionRefusal {
  word:
    | 'certificate_not_shown'
    | 'plan_missing'
    | 'plan_not_approved'
    | 'plan_other_day'
    | 'not_in_plan'
    | 'ground_unsaid'
    | 'approver_unsaid'
    | 'cap_reached'
    | 'problem_unsaid'
    | 'result_differs'
    | 'unsigned'
  article: ArticleName | null
  cap?: { times: number; per: Cap['per']; matterCode: string }
}

const no = (word: InspectionRefusal['word'], article: ArticleName | null = null) =>
  refuse<InspectionRefusal>({ word, article })

/** Whether an inspection may be recorded so: certificate, ground, cap, result, signature. */
export function mayInspect(
  wish: InspectionWish,
  facts: InspectionFacts,
): Decision<null, InspectionRefusal> {
  if (!wish.certificateShown) return no('certificate_not_shown', 'certificate')
  const grounded = isSpecial(wish.ground) ? special(wish) : planned(facts)
  if (!grounded.ok) return grounded
  return wellRecorded(wish)
}

function planned(facts: InspectionFacts): Decision<null, InspectionRefusal> {
  if (facts.planned === null) return no('plan_missing', 'frequency')
  if (!facts.planned.approved) return no('plan_not_approved', 'frequency')
  if (!facts.planned.coversDay) return no('plan_other_day')
  if (!facts.planned.fits) return no('not_in_plan')
  const cap = capReached(facts.caps, facts.done, facts)
  if (cap === null) return accept(null)
  const { times, per, matterCode } = cap
  return refuse({ word: 'cap_reached', article: 'frequency', cap: { times, per, matterCode } })
}

/** A complaint, a task handed over, a sign in the data, a wish of the enterprise: said, and agreed to. */
function special(wish: InspectionWish): Decision<null, InspectionRefusal> {
  if (wish.groundWords.trim() === '') return no('ground_unsaid', 'frequency')
  return wish.approver.trim() === '' ? no('approver_unsaid', 'inspectors') : accept(null)
}

function wellRecorded(wish: InspectionWish): Decision<null, InspectionRefusal> {
  const isBad = wish.looks.some((look) => look.was === 'bad')
  if (isBad && wish.result === 'no_problem') return no('result_differs')
  if (wish.result === 'problem' && wish.words.trim() === '') return no('problem_unsaid')
  const { signing } = wish
  const said = signing.state === 'signed' ? signing.by : signing.reason
  return said.trim() === '' ? no('unsigned') : accept(null)
}

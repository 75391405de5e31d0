import { newId } from '#platform/web/new-id.ts'
import type { Answers, Question } from '#modules/cases/contract/index.ts'
import type { CasePage, EventView } from '#modules/cases/contract/index.ts'
import type { StepView } from '#modules/cases/contract/plans.ts'
import type { Place } from '#modules/cases/contract/index.ts'

type At = (Place & { system: 'WGS84'; method: 'gps' }) | null

/** What a resident has written, as it lies on their phone. */
export interface WrittenReport {
  /** Made on the phone: sent twice, it is one case. */
  clientId: string
  photos: readonly string[]
  point: { lon: number; lat: number; method: 'map' | 'qr' | 'address' } | null
  address: string
  addressId: string | null
  doorplate: string | null
  words: string
  phone: string
  confidential: boolean
  danger: 'gas' | 'fire' | 'live_wire' | 'collapse' | null
  /** What they take it for; the questions stay as they were asked. */
  about?: WrittenAbout | null
}

export interface WrittenAbout {
  kind: 'component' | 'matter'
  code: string
  name: string
  questions: readonly Question[]
  answers: Answers
}

/** Work of a module above cases, which says itself how it is sent (`worker/outbox/others.ts`). */
interface OthersStep {
  kind: 'other'
  of: string
  words: string
  photos: string[]
  body: unknown
}

/** What a unit asks of whoever may grant it; until then the clock runs and the task stays. */
export interface RequestStep {
  kind: 'request'
  request: 'extension' | 'suspension' | 'return'
  reasonCode: string
  words: string
  /** So many working days more. */
  days: number | null
  resumeAt: string | null
}

/** One thing done in the street. Pictures are named by the ids under which they will go up. */
export type Step =
  | OthersStep
  | { kind: 'accept' }
  | { kind: 'arrive'; place: At }
  | RequestStep
  | { kind: 'finish'; words: string; before: string[]; after: string[]; answers?: Answers }
  | {
      kind: 'patrol'
      words: string
      address: string
      place: At
      photos: string[]
      settle: { matter: { kind: 'component' | 'matter'; code: string }; after: string[] } | null
    }
  /** `late`: pictures that danger did not wait for; they go up afterwards. */
  | { kind: 'report'; report: WrittenReport; late: string[] }
  | ResidentStep
  | BesideStep

/** What a reporter does with a report that has arrived. The key is what lets them. */
export type ResidentStep =
  | { kind: 'addition'; shortCode: string; key: string; photos: string[]; words?: string }
  | {
      kind: 'verdict'
      shortCode: string
      key: string
      solved: boolean
      satisfied: number
      words: string
    }
  | { kind: 'reopening'; shortCode: string; key: string; words: string; photos: string[] }

/** What a unit does beside its own task: its part of another's case, what it is asked, ordered or planned. */
export type BesideStep =
  | { kind: 'support'; taskId: string; to: 'accept' | 'return' | 'release'; words: string }
  | { kind: 'support_finish'; taskId: string; words: string; before: string[]; after: string[] }
  | { kind: 'handover_ask'; handoverId: string; unitId: string; words: string }
  | {
      kind: 'handover_answer'
      handoverId: string
      to: 'accepted' | 'refused' | 'withdrawn'
      words: string
    }
  | {
      kind: 'supervision_reply'
      supervisionId: string
      /** Of the order, which counts its own changes. */
      orderVersion: number
      words: string
      photos: string[]
    }
  | {
      kind: 'plan_step'
      planId: string
      stepId: string
      to: StepView['state']
      words: string
      photos: string[]
    }

export interface Work {
  id: string
  personId: string
  districtId: string
  /** The case; for a report from patrol the id that will make it one case however often it is sent. */
  lane: string
  title: string
  baseVersion: number
  madeAt: string
  step: Step
  state: 'waiting' | 'refused'
  /** Why it was refused, as the code of the server. */
  code: string | null
  /** What others did meanwhile. */
  since: EventView[]
  /** Others' change was seen and accepted: it goes out against the case as it now stands. */
  rebase: boolean
  exportedAt: string | null
}

export type NewWork = Pick<Work, 'lane' | 'title' | 'baseVersion' | 'step'> & {
  districtId?: string
}

export const newWork = (
  who: { personId: string; districtId: string },
  made: NewWork,
  now: Date,
): Work => ({
  ...who,
  ...made,
  id: newId(),
  madeAt: now.toISOString(),
  state: 'waiting',
  code: null,
  since: [],
  rebase: false,
  exportedAt: null,
})

export function picturesOf(step: Step): string[] {
  if (step.kind === 'finish' || step.kind === 'support_finish')
    return [...step.before, ...step.after]
  if (step.kind === 'patrol') return [...step.photos, ...(step.settle?.after ?? [])]
  if (step.kind === 'report') return [...step.report.photos]
  return 'photos' in step ? step.photos : []
}

/** One of these waits for a case at most: a second press of the same adds nothing. */
export function actOf(step: Step): string {
  if (step.kind === 'support') return `support ${step.taskId} ${step.to}`
  if (step.kind === 'support_finish') return `support_finish ${step.taskId}`
  if (step.kind === 'handover_answer') return `handover_answer ${step.handoverId}`
  if (step.kind === 'supervision_reply') return `supervision_reply ${step.supervisionId}`
  if (step.kind === 'plan_step') return `plan_step ${step.stepId} ${step.to}`
  if (step.kind === 'other') return `other ${step.of} ${JSON.stringify(step.body)}`
  return step.kind
}

/** Once a step of a case has arrived, those queued behind it stand on the version it made. */
export const movedOn = (work: Work, version: number): Work => ({
  ...work,
  baseVersion: Math.max(work.baseVersion, version),
})

const sentBy = (page: CasePage, type: string, fileIds: readonly string[]): boolean =>
  page.events.some((event) => {
    const photos = event.details['photos']
    return (
      event.type === type && Array.isArray(photos) && fileIds.every((id) => photos.includes(id))
    )
  })

/**
 * Whether the case shows that this step has arrived before: the answer was lost, not the work. A
 * finish is known by its pictures, whose ids were made on this phone.
 */
export function alreadyThere(work: Work, page: CasePage): boolean {
  const { step, personId } = work
  const task = page.tasks.findLast((t) => t.assigneeId === personId)
  if (step.kind === 'accept') return task !== undefined && task.acceptedAt !== null
  if (step.kind === 'arrive') return task !== undefined && task.arrivedAt !== null
  // Of everything else the server itself knows that it has come before.
  if (step.kind !== 'finish') return false
  const fileIds = picturesOf(step)
  if (fileIds.length > 0) return sentBy(page, 'case.finished', fileIds)
  return page.events.some((e) => e.type === 'case.finished' && e.words === step.words)
}

/** When it was done and when it goes out, both by this phone's clock: the server knows its own. */
export const saidOf = (work: Work): { doneAt: string; sentAt: string } => ({
  doneAt: work.madeAt,
  sentAt: new Date().toISOString(),
})

/** What is on its way for a case, so that a list can show it as done. */
export const pendingFor = (works: readonly Work[], lane: string): ReadonlySet<Step['kind']> =>
  new Set(works.filter((w) => w.lane === lane && w.state === 'waiting').map((w) => w.step.kind))

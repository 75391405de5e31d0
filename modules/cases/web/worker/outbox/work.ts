import { newId } from '#platform/web/new-id.ts'
import type { Answers } from '#modules/cases/contract/index.ts'
import type { CasePage, EventView } from '#modules/cases/contract/index.ts'
import type { placeOf } from '../here.ts'

type At = ReturnType<typeof placeOf>

/** One thing done in the street. Pictures are named by the ids under which they will go up. */
export type Step =
  | { kind: 'accept' }
  | { kind: 'arrive'; place: At }
  | { kind: 'finish'; words: string; before: string[]; after: string[]; answers?: Answers }
  | {
      kind: 'patrol'
      words: string
      address: string
      place: At
      photos: string[]
      settle: { matter: { kind: 'component' | 'matter'; code: string }; after: string[] } | null
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

export type NewWork = Pick<Work, 'lane' | 'title' | 'baseVersion' | 'step'>

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
  if (step.kind === 'finish') return [...step.before, ...step.after]
  if (step.kind === 'patrol') return [...step.photos, ...(step.settle?.after ?? [])]
  return []
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
  if (step.kind === 'patrol') return page.settledOnSpot
  const fileIds = picturesOf(step)
  if (fileIds.length > 0) return sentBy(page, 'case.finished', fileIds)
  return page.events.some((e) => e.type === 'case.finished' && e.words === step.words)
}

/** What is on its way for a case, so that a list can show it as done. */
export const pendingFor = (works: readonly Work[], lane: string): ReadonlySet<Step['kind']> =>
  new Set(works.filter((w) => w.lane === lane && w.state === 'waiting').map((w) => w.step.kind))

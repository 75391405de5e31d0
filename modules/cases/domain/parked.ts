import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { CaseStatus } from './case.ts'
import { isKept, type DutyEntry } from './duty-list.ts'

/** 挂账: work that cannot go on now, with a plan, a date to look at it again, and somebody who does. */
export const noPartyReason = 'no-responsible-party'

export const parkedActs = ['prolonged', 'handed_over', 'resumed'] as const
export type ParkedAct = (typeof parkedActs)[number]

export type ParkedRefusal =
  | 'forbidden'
  | 'wrong_status'
  | 'parked_already'
  | 'parked_over'
  | 'parked_not_yours'
  | 'last_resort_theirs'
  | 'last_resort_words'

export interface Parker {
  postId: string
  verbs: ReadonlySet<string>
}

/**
 * Work under way is parked where it is. A problem that nobody is responsible for is filed as such
 * before any unit has taken it, and falls to the community as the last resort (社区兜底).
 */
export function mayPark(
  kase: { status: CaseStatus; parked: boolean },
  by: Parker,
  reasonCode: string | null,
): Decision<'in_place' | 'last_resort', ParkedRefusal> {
  if (!by.verbs.has('cases.suspend')) return refuse('forbidden')
  if (kase.parked) return refuse('parked_already')
  if (kase.status === 'handling') return accept('in_place')
  const waits = kase.status === 'filed' || kase.status === 'dispatched'
  return waits && (reasonCode === null || reasonCode === noPartyReason)
    ? accept('last_resort')
    : refuse('wrong_status')
}

/** What the community's secretary says who takes on what the duty list keeps from the community. */
export interface TakingOn {
  /** Why we take it. */
  words: string
  /** Whence money and hands come: work that is entrusted is lawful and paid for (居委会组织法 43). */
  means: string
}

/**
 * What the duty list keeps from the community falls to it as the last resort only where its own
 * secretary takes it on in words: neither a street nor the district can push it on them.
 */
export function mayFallTo(
  community: { entry: DutyEntry | null; secretaryPost: string | null },
  by: Pick<Parker, 'postId'>,
  takingOn: TakingOn | null,
): Decision<DutyEntry | null, ParkedRefusal> {
  const { entry, secretaryPost } = community
  if (!isKept(entry, 'lead')) return accept(null)
  if (by.postId !== secretaryPost) return refuse('last_resort_theirs')
  return takingOn?.words.trim() && takingOn.means.trim()
    ? accept(entry)
    : refuse('last_resort_words')
}

/** The keeper reviews, and whoever may park. */
export function mayReviewParked(
  parked: { open: boolean; keeperPost: string },
  by: Parker,
): Decision<null, ParkedRefusal> {
  if (!parked.open) return refuse('parked_over')
  return by.verbs.has('cases.suspend') || by.postId === parked.keeperPost
    ? accept(null)
    : refuse('parked_not_yours')
}

const DAY = 86_400_000
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`)

/** A date ahead, and not beyond the greatest age, counted from the day it was first parked. */
export function isUsableReview(
  reviewOn: string,
  { today, parkedOn, mostDays }: { today: string; parkedOn: string; mostDays: number },
): boolean {
  const day = dayOf(reviewOn)
  return day > dayOf(today) && day <= dayOf(parkedOn) + mostDays * DAY
}

/** Days after the review date on which each level rings (ours): the keeper that day, then up. */
const levels = [
  { level: 'keeper', after: 0 },
  { level: 'secretary', after: 3 },
  { level: 'street', after: 7 },
  { level: 'district', after: 14 },
] as const
export type ParkedLevel = (typeof levels)[number]['level']

/** What must ring today for a review date: each level once. */
export function ringsDue(
  reviewOn: string,
  today: string,
  rung: readonly string[],
): readonly ParkedLevel[] {
  const passed = (dayOf(today) - dayOf(reviewOn)) / DAY
  return levels.filter((l) => passed >= l.after && !rung.includes(l.level)).map((l) => l.level)
}

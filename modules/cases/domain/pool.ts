import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** 点单-派单-接单-评单: cases in a pool are offered to members and claimed by one of them. */
export const poolKinds = ['units', 'teams', 'companies'] as const
export type PoolKind = (typeof poolKinds)[number]
/** All at once, or one after the other in turn. */
export const poolModes = ['open', 'turns'] as const
export type PoolMode = (typeof poolModes)[number]
export const offerAnswers = ['claimed', 'passed', 'lapsed', 'taken'] as const
export type OfferAnswer = (typeof offerAnswers)[number]

export interface Member {
  unitId: string
  position: number
  /** Claimed and not done yet. */
  load: number
  cap: number
  absent: boolean
  /** How many cases it has been offered so far, and when last; the fewest comes first. */
  offered: number
  lastOffered: number | null
}

/** Absent members and full ones are never offered anything. */
export const isFree = (member: Member): boolean => !member.absent && member.load < member.cap

/**
 * To whom a case is offered now, leaving out those who have been asked about it: everybody who is
 * free, or in turns whoever has been offered least, then longest ago, then first in the list.
 */
export function offersFor(
  mode: PoolMode,
  members: readonly Member[],
  asked: ReadonlySet<string>,
): string[] {
  const free = members.filter((m) => isFree(m) && !asked.has(m.unitId)).toSorted(byTurn)
  return (mode === 'open' ? free : free.slice(0, 1)).map((m) => m.unitId)
}

const byTurn = (a: Member, b: Member): number =>
  a.offered - b.offered ||
  (a.lastOffered ?? -Infinity) - (b.lastOffered ?? -Infinity) ||
  a.position - b.position

export type PoolRefusal =
  | 'forbidden'
  | 'pool_taken'
  | 'pool_not_offered'
  | 'pool_full'
  | 'pool_absent'

export interface Claiming {
  waiting: boolean
  /** Offered, and not answered yet. */
  offered: boolean
  member: Pick<Member, 'load' | 'cap' | 'absent'>
}

/** Whether a member may take it now. What it was offered may have changed since: it is asked again. */
export function mayClaim(
  { waiting, offered, member }: Claiming,
  verbs: ReadonlySet<string>,
): Decision<null, PoolRefusal> {
  if (!verbs.has('cases.accept')) return refuse('forbidden')
  if (!waiting) return refuse('pool_taken')
  if (!offered) return refuse('pool_not_offered')
  if (member.absent) return refuse('pool_absent')
  return member.load < member.cap ? accept(null) : refuse('pool_full')
}

/** Whether a day lies within an absence; both ends count. */
export const isAbsent = (
  absence: { from: string | null; until: string | null },
  today: string,
): boolean =>
  absence.from !== null && absence.until !== null && absence.from <= today && today <= absence.until

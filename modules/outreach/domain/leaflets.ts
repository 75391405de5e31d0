export const leafletStates = ['draft', 'shown', 'expired', 'withdrawn'] as const
export type LeafletState = (typeof leafletStates)[number]

export interface LeafletFacts {
  /** The number of the version that is shown; null until one was approved. */
  shown: number | null
  newest: number
  newestWrittenBy: string
  withdrawn: boolean
  /** Of the version that is shown. */
  validUntil: string | null
}

/** What strangers see of it: nothing of a draft, and of what is over only that it is. */
export function leafletState(leaflet: LeafletFacts, today: string): LeafletState {
  if (leaflet.withdrawn) return 'withdrawn'
  if (leaflet.shown === null) return 'draft'
  return leaflet.validUntil !== null && leaflet.validUntil < today ? 'expired' : 'shown'
}

export type LeafletVerb = 'write' | 'approve' | 'withdraw' | 'bring_back'

/** What may be done to a leaflet: nobody approves their own words, and what was withdrawn rests. */
export function leafletVerbs(
  leaflet: LeafletFacts,
  by: { personId: string; keeps: boolean; approves: boolean },
): LeafletVerb[] {
  const verbs: LeafletVerb[] = []
  if (leaflet.withdrawn) return by.keeps ? ['bring_back'] : []
  if (by.keeps) verbs.push('write')
  const waits = leaflet.newest !== leaflet.shown
  if (by.approves && waits && leaflet.newestWrittenBy !== by.personId) verbs.push('approve')
  if (by.keeps && leaflet.shown !== null) verbs.push('withdraw')
  return verbs
}

/** The number that new words get: the draft is written over, what was approved never is. */
export const nextNumber = ({ shown, newest }: Pick<LeafletFacts, 'shown' | 'newest'>): number =>
  newest === shown ? newest + 1 : newest

export const postingActs = ['put_up', 'renewed', 'taken_down', 'handed_on'] as const
export type PostingAct = (typeof postingActs)[number]

export interface Posting {
  state: 'up' | 'down'
  fromOn: string
  untilOn: string
  keeperId: string
}

/** Its last day is over or has come: it is taken down or renewed today. */
export const isDue = ({ state, untilOn }: Pick<Posting, 'state' | 'untilOn'>, today: string) =>
  state === 'up' && untilOn <= today

/** Days (YYYY-MM-DD) on which it hangs. */
export const hangsOn = ({ state, fromOn, untilOn }: Posting, day: string): boolean =>
  state === 'up' && fromOn <= day && day <= untilOn

export interface PostingChange {
  act: Exclude<PostingAct, 'put_up'>
  /** For a renewal. */
  untilOn: string | null
  /** For handing on. */
  keeperId: string | null
}

/** Why a posting cannot be changed so, or null. A renewal leads to a later day that has not passed. */
export function refusePosting(
  posting: Posting,
  change: PostingChange,
  today: string,
): 'posting_down' | 'renew_later' | 'keeper_needed' | null {
  if (posting.state === 'down') return 'posting_down'
  if (change.act === 'handed_on' && change.keeperId === null) return 'keeper_needed'
  if (change.act !== 'renewed') return null
  const later = change.untilOn !== null && change.untilOn > posting.untilOn
  return later && change.untilOn !== null && change.untilOn >= today ? null : 'renew_later'
}

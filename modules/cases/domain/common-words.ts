import { questionTokensOf } from '#kernel/text-tokens.ts'

export interface Commonness {
  /** Of each of the commonest tokens, the share of cases that have it. */
  shares: ReadonlyMap<string, number>
  cases: number
}

/**
 * Looking up costs a visit to every case that has the words, wherever it lies; walking a look at every
 * newer case, and these lie side by side: one costs about as much as the other.
 */
const WALK_FROM = 1

/**
 * The share of cases that have the words. Tokens of one run come together; runs that are apart, and
 * the number of a door, are taken to be independent: without its number a door would seem as common
 * as its road.
 */
export function shareWith(text: string, shares: ReadonlyMap<string, number>): number {
  const runs = text.match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []
  return runs
    .map((run) => Math.min(...questionTokensOf(run).map((token) => shares.get(token) ?? 0), 1))
    .reduce((product, one) => product * one, 1)
}

/** Whether so many cases have the words that the newest `limit` are met soon on a walk back in time. */
export function areCommon(text: string, { shares, cases }: Commonness, limit: number): boolean {
  const share = shareWith(text, shares)
  return share * share * cases > WALK_FROM * limit
}

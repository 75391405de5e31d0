import { questionTokensOf } from '#kernel/text-tokens.ts'

export interface Commonness {
  /** Of each of the commonest tokens, the share of cases that have it. */
  shares: ReadonlyMap<string, number>
  cases: number
}

/** Looking up costs a visit to every case that has the words, walking a visit to every newer one. */
const WALK_FROM = 4

/**
 * Whether so many cases have the words that the newest `limit` are met soon on a walk back in time.
 * Tokens of one run come together; runs that are apart, and the number of a door, are taken to be
 * independent: without its number a door would seem as common as its road.
 */
export function areCommon(text: string, { shares, cases }: Commonness, limit: number): boolean {
  const runs = text.match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? []
  const share = runs
    .map((run) => Math.min(...questionTokensOf(run).map((token) => shares.get(token) ?? 0), 1))
    .reduce((product, one) => product * one, 1)
  return share * share * cases > WALK_FROM * limit
}

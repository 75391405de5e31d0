import { sql } from 'kysely'
import { questionTokensOf } from '#kernel/text-tokens.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { areCommon, shareWith, type Commonness } from '../domain/common-words.ts'
import type { CaseQuery } from './in-order.ts'
import { isOneUnit } from './scope.ts'

/**
 * A question in words, and how to find its newest cases: words that few cases have are looked up in
 * the index of words and then put in order; of words that many have, the newest are met soon on a
 * walk back in time. Which it is comes from the counts that PostgreSQL keeps of the commonest tokens.
 */
export interface Words {
  text: string
  tokens: readonly string[]
  common: boolean
}

/** Numbers and short codes are found by their own indexes. */
export const isNumber = (text: string) => /^[0-9]{14,19}$/.test(text)
export const isShortCode = (text: string) => /^[0-9A-Za-z]{6}$/.test(text) && /[A-Za-z]/.test(text)

/** The words of a question; null where it is a number or a short code, or nothing. */
export function wordsIn(q: string | undefined): Words | null {
  const text = q?.trim() ?? ''
  if (text === '' || isNumber(text) || isShortCode(text)) return null
  return { text, tokens: questionTokensOf(text), common: false }
}

/** So few are looked up sooner than a part of the newest is walked. */
const SOON_LOOKED_UP = 3000

interface Looking {
  limit: number
  /** Whether a walk ends after some steps, so that a wrong guess costs little. */
  bounded: boolean
}

/**
 * The same, and whether so many of the cases that the caller sees have them that the newest are met
 * soon on a walk. What a unit has to do with is no sample of the district: only trying tells.
 */
export async function wordsOf(
  db: Db,
  caller: Caller,
  q: string | undefined,
  { limit, bounded }: Looking,
): Promise<Words | null> {
  const asked = wordsIn(q)
  if (!asked) return null
  const counts = await tokenCounts(db)
  const { districtId, scope } = caller
  // The rarest is tested first, and for most cases it is the only one.
  const rarity = (token: string) => counts.shares.get(token) ?? 0
  const words = {
    ...asked,
    tokens: asked.tokens.toSorted((a, b) => rarity(a) - rarity(b)),
  }
  const few = shareWith(words.text, counts.shares) * counts.cases <= SOON_LOOKED_UP
  if (isOneUnit(scope)) return { ...words, common: bounded && !few }
  if (scope.areas.includes(districtId))
    return { ...words, common: areCommon(words.text, counts, limit) }
  const part = scope.areas.reduce((sum, code) => sum + (counts.places.get(code) ?? 0), 0)
  const own = { shares: counts.shares, cases: counts.cases * part }
  return { ...words, common: areCommon(words.text, own, limit * scope.areas.length) }
}

/**
 * All tokens of the words must be in the case. The words of a confidential report are not even
 * guessed at by asking: whoever may not see them finds it by matter and address only.
 */
export function withWords<O>(query: CaseQuery<O>, words: Words, caller: Caller): CaseQuery<O> {
  const inTokens = sql<boolean>`c.tokens @> ${words.tokens}::text[]`
  // A test of the outcome cannot be answered by an index: the walk stays a walk.
  const open = words.common ? sql<boolean>`(${inTokens} is true)` : inTokens
  if (caller.verbs.has('cases.see_contact')) return query.where(open)
  return query.where(sql<boolean>`((not c.confidential and ${open})
    or (c.confidential and strpos(c.address || ' ' || coalesce(c.matter_name, ''), ${words.text}) > 0))`)
}

interface Counts extends Commonness {
  /** Of each of the greater places, the share of cases that lie in it. */
  places: ReadonlyMap<string, number>
  at: number
}

const known = new WeakMap<Db, Promise<Counts>>()
const FRESH_MS = 5 * 60_000

/** As the statistics of the database have them, asked for every five minutes. */
async function tokenCounts(db: Db): Promise<Counts> {
  const before = await known.get(db)
  if (before && performance.now() - before.at < FRESH_MS) return before
  const asked = readCounts(db)
  known.set(db, asked)
  asked.catch(() => known.delete(db))
  return asked
}

async function readCounts(db: Db): Promise<Counts> {
  const { rows } = await sql<{ place: boolean; of: string | null; share: number | null }>`
    select s.attname <> 'tokens' as place, e.of, e.share from pg_stats s
    cross join lateral unnest(
      coalesce(s.most_common_elems, s.most_common_vals)::text::text[],
      coalesce(s.most_common_elem_freqs, s.most_common_freqs)::float8[]) e (of, share)
    where s.schemaname = 'cases' and s.tablename = 'case'
      and s.attname in ('tokens', 'street_code', 'community_code', 'grid_code')`.execute(db)
  const { rows: size } = await sql<{ cases: number }>`
    select greatest(reltuples, 0)::float8 as cases from pg_class
    where oid = 'cases.case'::regclass`.execute(db)
  const shares = new Map<string, number>()
  const places = new Map<string, number>()
  // Behind the tokens stand three figures about them, without a token.
  for (const { place, of, share } of rows)
    if (of !== null) (place ? places : shares).set(of, share ?? 0)
  return { shares, places, cases: size[0]?.cases ?? 0, at: performance.now() }
}

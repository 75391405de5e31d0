import { sql } from 'kysely'
import { questionTokensOf } from '#kernel/text-tokens.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { areCommon, type Commonness } from '../domain/common-words.ts'
import type { CaseQuery } from './in-order.ts'

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

/** The same, and whether so many cases have them that the newest `limit` are met soon on a walk. */
export async function wordsOf(db: Db, q: string | undefined, limit: number): Promise<Words | null> {
  const words = wordsIn(q)
  if (!words) return null
  const counts = await tokenCounts(db)
  return { ...words, common: areCommon(words.text, counts, limit) }
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
  const { rows } = await sql<{ token: string | null; share: number | null; cases: number }>`
    select e.token, e.share, greatest(k.reltuples, 0)::float8 as cases
    from pg_class k left join (
      select token, share from pg_stats s, unnest(s.most_common_elems::text::text[],
        s.most_common_elem_freqs::float8[]) e (token, share)
      where s.schemaname = 'cases' and s.tablename = 'case' and s.attname = 'tokens') e on true
    where k.oid = 'cases.case'::regclass`.execute(db)
  const shares = new Map<string, number>()
  // Behind the tokens stand three figures about them, without a token.
  for (const { token, share } of rows) if (token !== null) shares.set(token, share ?? 0)
  return { shares, cases: rows[0]?.cases ?? 0, at: performance.now() }
}

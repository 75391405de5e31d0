import { sql } from 'kysely'
import type { Tx } from '#platform/server/database.ts'
import type { Counts, GroupSum, Weighing } from '../../domain/issues/grouping.ts'
import type { Term, TermKind } from '../../domain/issues/terms.ts'

/** A term leads back to so many groups, the latest. */
const MOST_POSTINGS = 24
const MOST_LEADING = 16
const MOST_CANDIDATES = 16

/** A group as it is kept, with what its messages say. */
export interface KeptGroup extends GroupSum {
  number: number
  messages: number
}

/** Holds what a district has counted: one message is put after the other, however many servers there are. */
export async function holdHeard(
  tx: Tx,
  districtId: string,
): Promise<{ messages: number; issues: number }> {
  await tx
    .insertInto('reading.heard')
    .values({ district_id: districtId })
    .onConflict((c) => c.column('district_id').doNothing())
    .execute()
  return tx
    .selectFrom('reading.heard')
    .select(['messages', 'issues'])
    .where('district_id', '=', districtId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** In how many messages each of these terms was before. */
export async function countsOf(
  tx: Tx,
  districtId: string,
  of: { messages: number; terms: readonly { term: number }[] },
): Promise<Counts> {
  const rows = await tx
    .selectFrom('reading.term_count')
    .select(['term', 'messages'])
    .where('district_id', '=', districtId)
    .where(sql<boolean>`term = any(${of.terms.map((t) => t.term)}::int[])`)
    .execute()
  const found = new Map(rows.map((row) => [row.term, row.messages]))
  return { messages: of.messages, of: (term) => found.get(term) ?? 0 }
}

export async function countTerms(
  tx: Tx,
  districtId: string,
  terms: readonly Term[],
): Promise<void> {
  await sql`insert into reading.term_count (district_id, term, messages)
    select ${districtId}, term, 1 from unnest(${terms.map((t) => t.term)}::int[]) term
    on conflict (district_id, term) do update set messages = term_count.messages + 1`.execute(tx)
}

/** The groups to which the rarest terms of a message lead back, with all that they say. */
export async function candidatesFor(
  tx: Tx,
  districtId: string,
  message: Weighing,
): Promise<KeptGroup[]> {
  const leading = (['name', 'saying'] as const).flatMap((kind) =>
    message[kind].slice(0, MOST_LEADING).map(({ term, weight }) => ({
      term,
      weight: (kind === 'name' ? 2 : 1) * weight,
    })),
  )
  if (leading.length === 0) return []
  const { rows } = await sql<{ issue: number }>`
    select issue from unnest(${leading.map((t) => t.term)}::int[], ${leading.map((t) => t.weight)}::float8[]) l (term, weight)
    cross join lateral (select issue from reading.issue_term t
      where t.district_id = ${districtId} and t.term = l.term and t.kind <> 'trouble'
      order by issue desc limit ${MOST_POSTINGS}) found
    group by issue order by sum(weight) desc, issue limit ${MOST_CANDIDATES}`.execute(tx)
  return groupsNumbered(
    tx,
    districtId,
    rows.map((row) => row.issue),
  )
}

export async function groupsNumbered(
  tx: Tx,
  districtId: string,
  numbers: readonly number[],
): Promise<KeptGroup[]> {
  if (numbers.length === 0) return []
  const [issues, terms] = [
    await tx
      .selectFrom('reading.issue')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('number', 'in', numbers)
      .execute(),
    await tx
      .selectFrom('reading.issue_term')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('issue', 'in', numbers)
      .execute(),
  ]
  const groups = new Map(
    issues.map((row) => [
      row.number,
      {
        number: row.number,
        messages: row.messages,
        terms: new Map() as GroupSum['terms'],
        lengths: { name: row.name_length, trouble: row.trouble_length, saying: row.saying_length },
      },
    ]),
  )
  for (const { issue, term, kind, words, weight, messages } of terms)
    groups.get(issue)?.terms.set(term, { kind: kind as TermKind, words, weight, messages }) // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  return [...groups.values()]
}

/** Writes what a group says, as a whole: a few hundred rows at most. */
export async function keepGroup(tx: Tx, districtId: string, group: KeptGroup): Promise<void> {
  await tx
    .deleteFrom('reading.issue_term')
    .where('district_id', '=', districtId)
    .where('issue', '=', group.number)
    .execute()
  const terms = [...group.terms]
  await sql`insert into reading.issue_term (district_id, issue, term, kind, words, weight, messages)
    select ${districtId}, ${group.number}, * from unnest(${terms.map(([term]) => term)}::int[],
      ${terms.map(([, t]) => t.kind)}::text[],
      ${terms.map(([, t]) => (t.kind === 'saying' ? '' : t.words))}::text[],
      ${terms.map(([, t]) => t.weight)}::float8[], ${terms.map(([, t]) => t.messages)}::int[])`.execute(
    tx,
  )
  await tx
    .updateTable('reading.issue')
    .set({
      name_length: group.lengths.name,
      trouble_length: group.lengths.trouble,
      saying_length: group.lengths.saying,
    })
    .where('district_id', '=', districtId)
    .where('number', '=', group.number)
    .execute()
}

/** Counts members anew: how many messages and people, and when the first and the last wrote. */
export async function recount(
  tx: Tx,
  districtId: string,
  number: number,
): Promise<{ people: number; messages: number; detectedAt: Date | null }> {
  const { rows } = await sql<{ people: number; messages: number; detected_at: Date | null }>`
    update reading.issue i set messages = m.messages, people = m.people,
      opened_at = coalesce(m.first, i.opened_at), last_at = coalesce(m.last, i.last_at),
      version = i.version + 1
    from (select count(*)::int as messages, count(distinct reporter)::int as people,
        min(at) as first, max(at) as last from reading.issue_member
      where district_id = ${districtId} and issue = ${number}) m
    where i.district_id = ${districtId} and i.number = ${number}
    returning i.people, i.messages, i.detected_at`.execute(tx)
  const row = rows[0]
  return {
    people: row?.people ?? 0,
    messages: row?.messages ?? 0,
    detectedAt: row?.detected_at ?? null,
  }
}

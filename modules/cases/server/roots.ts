import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { walkChain } from './events.ts'

interface Head {
  case_id: string
  seq: number
  hash: string
}

/** A day's root covers the one before it and every head that has moved since, in order of their ids. */
function rootHash(previous: string, heads: readonly Head[]): string {
  const hash = createHash('sha256').update(`${previous}\n`)
  for (const { case_id, seq, hash: head } of heads) hash.update(`${case_id}:${seq}:${head}\n`)
  return hash.digest('hex')
}

/**
 * One hash over all heads of a day's end, so that even a cut tail shows (DECISIONS 9). Once a day:
 * the root of a day that has one stays as it is. The moved heads are kept, so that it can be checked.
 */
export async function makeDailyRoot(db: Db, districtId: string, now: Date): Promise<string> {
  const { timeZone } = await readDistrict(db, districtId)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
  return transact(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`cases.daily_root ${districtId}`}, 0))`.execute(
      tx,
    )
    const last = await tx
      .selectFrom('cases.daily_root')
      .select(['day', 'root'])
      .where('district_id', '=', districtId)
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last && last.day >= day) return last.root
    const heads = await movedHeads(tx, districtId)
    const previous = last?.root ?? ''
    const root = rootHash(previous, heads)
    const { n } = await tx
      .selectFrom('cases.case')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('district_id', '=', districtId)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('cases.daily_root')
      .values({ district_id: districtId, day, cases: n, root, previous, made_at: now })
      .execute()
    await keepHeads(tx, { districtId, day }, heads)
    return root
  })
}

/** Heads that differ from what the roots so far know of their case. */
async function movedHeads(tx: Tx, districtId: string): Promise<Head[]> {
  const { rows } = await sql<Head>`
    select c.id as case_id, c.version as seq, c.head_hash as hash from cases.case c
    where c.district_id = ${districtId} and c.head_hash is distinct from (
      select e.hash from cases.root_entry e
      where e.district_id = c.district_id and e.case_id = c.id order by e.day desc limit 1)
    order by c.id`.execute(tx)
  return rows
}

async function keepHeads(
  tx: Tx,
  of: { districtId: string; day: string },
  heads: readonly Head[],
): Promise<void> {
  for (let at = 0; at < heads.length; at += 1000)
    // oxlint-disable-next-line no-await-in-loop -- in bites that a statement can hold
    await tx
      .insertInto('cases.root_entry')
      .values(
        heads.slice(at, at + 1000).map(({ case_id, seq, hash }) => {
          return { district_id: of.districtId, day: of.day, case_id, seq, hash }
        }),
      )
      .execute()
}

/** The roots, newest first: to be printed or kept elsewhere, where nobody who can write here can. */
export async function listRoots(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('cases.daily_root')
    .select(['day', 'cases', 'root', 'previous', 'made_at'])
    .where('district_id', '=', districtId)
    .orderBy('day', 'desc')
    .limit(1000)
    .execute()
  return rows.map(({ made_at, day, cases, root, previous }) => {
    return { day, cases, root, previous, madeAt: made_at.toISOString() }
  })
}

export interface LedgerCheck {
  cases: number
  events: number
  /** Cases whose events are not as they were written, and the first wrong one. */
  brokenCases: { number: string; shortCode: string; brokenAt: number }[]
  roots: number
  /** Days whose root does not follow from what is there; `kept`: not the root that was kept elsewhere. */
  brokenRoots: { day: string; why: 'previous' | 'entries' | 'events' | 'kept' }[]
}

/** How much of a district is walked, and who is told how far it has come. */
interface LedgerWalk {
  /** Only so many cases, the newest; all of them without. */
  newest?: number | undefined
  progress?: (done: number, all: number) => void
}

/**
 * Walks every chain of a district and every root. `kept` are roots that were exported before: with
 * them even somebody who rewrote chains, entries and roots alike is found.
 */
export async function checkLedger(
  db: Db,
  districtId: string,
  kept: readonly { day: string; root: string }[] = [],
  walk: LedgerWalk = {},
): Promise<LedgerCheck> {
  return {
    ...(await checkChains(db, districtId, walk)),
    ...(await checkRoots(db, districtId, kept)),
  }
}

const PAGE = 200

/** Pages of case ids: of all by id, else of the newest only. */
async function idsOf(db: Db, districtId: string, newest: number | undefined): Promise<string[][]> {
  const rows = await db
    .selectFrom('cases.case')
    .select('id')
    .where('district_id', '=', districtId)
    .$if(newest === undefined, (q) => q.orderBy('id'))
    .$if(newest !== undefined, (q) => q.orderBy('reported_at', 'desc').limit(newest ?? 0))
    .execute()
  return Array.from({ length: Math.ceil(rows.length / PAGE) }, (_, n) =>
    rows.slice(n * PAGE, (n + 1) * PAGE).map((row) => row.id),
  )
}

async function checkChains(db: Db, districtId: string, { newest, progress }: LedgerWalk) {
  const found: Pick<LedgerCheck, 'cases' | 'events' | 'brokenCases'> = {
    cases: 0,
    events: 0,
    brokenCases: [],
  }
  const pages = await idsOf(db, districtId, newest)
  const all = pages.reduce((sum, page) => sum + page.length, 0)
  /* oxlint-disable no-await-in-loop -- a page at a time, so that memory stays small */
  for (const ids of pages) {
    const heads = await db
      .selectFrom('cases.case')
      .select(['id', 'number', 'short_code', 'head_hash', 'version'])
      .where('district_id', '=', districtId)
      .where('id', 'in', ids)
      .orderBy('id')
      .execute()
    const chains = await chainsOf(db, districtId, ids)
    for (const head of heads) {
      const chain = walkChain(head, chains.get(head.id) ?? [])
      found.cases++
      found.events += chain.events
      if (chain.brokenAt !== null)
        found.brokenCases.push({
          number: head.number,
          shortCode: head.short_code,
          brokenAt: chain.brokenAt,
        })
    }
    progress?.(found.cases, all)
  }
  /* oxlint-enable no-await-in-loop */
  return found
}

async function chainsOf(db: Db, districtId: string, ids: readonly string[]) {
  const events = await db
    .selectFrom('cases.event')
    .select(['case_id', 'seq', 'type', 'body', 'personal', 'salt', 'canonical', 'hash'])
    .where('district_id', '=', districtId)
    .where('case_id', 'in', ids)
    .orderBy('case_id')
    .orderBy('seq')
    .execute()
  return groupBy(events, (event) => event.case_id)
}

async function checkRoots(
  db: Db,
  districtId: string,
  kept: readonly { day: string; root: string }[],
): Promise<Pick<LedgerCheck, 'roots' | 'brokenRoots'>> {
  const roots = await db
    .selectFrom('cases.daily_root')
    .select(['day', 'root', 'previous'])
    .where('district_id', '=', districtId)
    .orderBy('day')
    .execute()
  const brokenRoots: LedgerCheck['brokenRoots'] = []
  for (const [index, { day, root, previous }] of roots.entries()) {
    // Made before entries were kept: nothing is there to check it against.
    if (previous === null) continue
    const entries = await entriesOf(db, districtId, day) // oxlint-disable-line no-await-in-loop -- a day at a time
    if (previous !== (roots[index - 1]?.root ?? '')) brokenRoots.push({ day, why: 'previous' })
    else if (root !== rootHash(previous, entries)) brokenRoots.push({ day, why: 'entries' })
    else if (entries.some((e) => e.found !== e.hash)) brokenRoots.push({ day, why: 'events' })
  }
  const now = new Map(roots.map((r) => [r.day, r.root]))
  for (const { day, root } of kept)
    if (now.get(day) !== root) brokenRoots.push({ day, why: 'kept' })
  return { roots: roots.length, brokenRoots }
}

/** The heads that a root covers, each with the hash that its event has now. */
async function entriesOf(db: Db, districtId: string, day: string) {
  return db
    .selectFrom('cases.root_entry as r')
    .leftJoin('cases.event as e', (join) =>
      join
        .onRef('e.district_id', '=', 'r.district_id')
        .onRef('e.case_id', '=', 'r.case_id')
        .onRef('e.seq', '=', 'r.seq'),
    )
    .select(['r.case_id', 'r.seq', 'r.hash', 'e.hash as found'])
    .where('r.district_id', '=', districtId)
    .where('r.day', '=', day)
    .orderBy('r.case_id')
    .execute()
}

import { randomUUID } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { forgetOriginals, originalsKept, type FileStore } from '#modules/files/server/index.ts'
import { audit, forgetSignIns, nameOf } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { Retention } from '../../contract/personal.ts'
import { finalStatuses } from '../../domain/case.ts'
import {
  keptUntil,
  retentionClasses,
  retentionTerms,
  type RetentionClass,
} from '../../domain/personal.ts'

const AT_ONCE = 500

interface Order {
  districtId: string
  class: RetentionClass
  days: number
  dry: boolean
  by: string | null
  now: Date
}

interface Counts {
  /** Everything that has been kept long enough. */
  found: number
  done: number
  /** Of it, what stays: evidence, or a request that is being answered. */
  kept: number
}

/** Cases that ended before an instant, and whether their personal data stays all the same. */
const ended = ({ districtId }: Order, before: Date) => sql`
  select c.district_id, c.id, (exists (select from cases.personal_hold h
      where h.district_id = c.district_id and h.case_id = c.id)
    or exists (select from cases.personal_request q where q.district_id = c.district_id
      and q.state = 'open' and (q.case_id = c.id or exists (select from cases.report r
        where r.district_id = c.district_id and r.case_id = c.id
          and r.phone_index = q.phone_index)))) as held
  from cases.case c
  join cases.event e on e.district_id = c.district_id and e.case_id = c.id and e.seq = c.version
  where c.district_id = ${districtId} and c.status::text = any(${[...finalStatuses]}::text[])
    and e.at < ${before}`

interface RowsOf {
  /** Rows as `t` with district_id and case_id, those that still hold something. */
  from: RawBuilder<unknown>
  key: RawBuilder<unknown>
  update: (keys: RawBuilder<unknown>) => RawBuilder<unknown>
}

const rowsOf: Record<'contact' | 'position', RowsOf> = {
  contact: {
    from: sql`(select * from cases.report
      where name_cipher is not null or phone_cipher is not null)`,
    key: sql`t.id`,
    update: (keys) => sql`update cases.report t
      set name_cipher = null, phone_cipher = null, phone_index = null
      from (${keys}) k where t.district_id = k.district_id and t.id = k.key`,
  },
  position: {
    from: sql`(select district_id, id as case_id, id from cases.case where point_given is not null)`,
    key: sql`t.id`,
    update: (keys) => sql`update cases.case t set point_given = null
      from (${keys}) k where t.district_id = k.district_id and t.id = k.key`,
  },
}

async function runRows(db: Db, order: Order, rows: RowsOf): Promise<Counts> {
  const before = keptUntil(order.days, order.now)
  const due = ended(order, before)
  const { rows: counted } = await sql<{ found: number; kept: number }>`
    select count(*)::int as found, (count(*) filter (where d.held))::int as kept
    from ${rows.from} t join (${due}) d on d.district_id = t.district_id and d.id = t.case_id`.execute(
    db,
  )
  const { found = 0, kept = 0 } = counted[0] ?? {}
  if (order.dry) return { found, kept, done: 0 }
  const keys = sql`select t.district_id, ${rows.key} as key
    from ${rows.from} t join (${due}) d on d.district_id = t.district_id and d.id = t.case_id
    where not d.held limit ${AT_ONCE}`
  return { found, kept, done: await inBatches(() => changed(db, rows.update(keys))) }
}

const changed = async (db: Db, statement: RawBuilder<unknown>) =>
  Number((await statement.execute(db)).numAffectedRows ?? 0)

/** One short transaction after the other, until there is nothing left. */
async function inBatches(batch: () => Promise<number>): Promise<number> {
  let done = 0
  for (;;) {
    const more = await batch() // oxlint-disable-line no-await-in-loop -- one after the other
    done += more
    if (more < AT_ONCE) return done
  }
}

const endedWords = sql`(exists (select from cases.report r where r.district_id = d.district_id
    and r.case_id = d.id and (r.words <> '' or r.original_text is not null))
  or exists (select from cases.event e where e.district_id = d.district_id and e.case_id = d.id
    and e.personal is not null))`

/** What residents wrote, wherever it stands: in the report, beside the chain, in the case, in the verdict. */
async function runWords(db: Db, order: Order): Promise<Counts> {
  const due = ended(order, keptUntil(order.days, order.now))
  const { rows } = await sql<{ found: number; kept: number }>`
    select count(*)::int as found, (count(*) filter (where d.held))::int as kept
    from (${due}) d where ${endedWords}`.execute(db)
  const { found = 0, kept = 0 } = rows[0] ?? {}
  if (order.dry) return { found, kept, done: 0 }
  const done = await inBatches(() =>
    transact(db, async (tx) => {
      const { rows: cases } = await sql<{ id: string }>`
        select d.id from (${due}) d where not d.held and ${endedWords} limit ${AT_ONCE}`.execute(tx)
      for (const { id } of cases) await eraseWords(tx, order.districtId, id) // oxlint-disable-line no-await-in-loop -- one connection
      return cases.length
    }),
  )
  return { found, kept, done }
}

/** Empties what residents wrote in a case. The chain stays whole: it holds a digest of it only. */
export async function eraseWords(db: Db, districtId: string, caseId: string): Promise<void> {
  const of = sql`district_id = ${districtId} and case_id = ${caseId}`
  await sql`update cases.report set words = '', original_text = null where ${of}`.execute(db)
  await sql`update cases.event set personal = null where ${of} and personal is not null`.execute(db)
  await sql`update cases.verdict set words = null where ${of}`.execute(db)
  await sql`update cases.case set words = '', tokens = '{}', title = coalesce(matter_name, short_code)
    where district_id = ${districtId} and id = ${caseId}`.execute(db)
}

/** Originals carry what the camera wrote; pictures to look at stay. */
async function runPictures(db: Db, store: FileStore, order: Order): Promise<Counts> {
  const due = ended(order, keptUntil(order.days, order.now))
  const counts: Counts = { found: 0, kept: 0, done: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  /* oxlint-disable no-await-in-loop -- one batch after the other */
  for (;;) {
    const { rows } = await sql<{ id: string; held: boolean; files: string[] }>`
      select d.id, d.held, array(select a.file_id from cases.attachment a
        where a.district_id = d.district_id and a.case_id = d.id) as files
      from (${due}) d where d.id > ${after} order by d.id limit ${AT_ONCE}`.execute(db)
    const filesOf = (is: boolean) =>
      rows.filter((row) => row.held === is).flatMap((row) => row.files)
    const free = filesOf(false)
    const { districtId, now } = order
    const kept = (await originalsKept(db, { districtId, fileIds: filesOf(true) })).length
    const left = (await originalsKept(db, { districtId, fileIds: free })).length
    counts.kept += kept
    counts.found += kept + left
    if (!order.dry)
      counts.done += await forgetOriginals(db, store, { districtId, fileIds: free, now })
    after = rows.at(-1)?.id ?? after
    if (rows.length < AT_ONCE) return counts
  }
  /* oxlint-enable no-await-in-loop */
}

async function runSignIns(db: Db, order: Order): Promise<Counts> {
  const { districtId, dry } = order
  const before = keptUntil(order.days, order.now)
  const found = await forgetSignIns(db, { districtId, before, dry })
  return { found, kept: 0, done: dry ? 0 : found }
}

function countsOf(db: Db, store: FileStore, order: Order): Promise<Counts> {
  if (order.class === 'words') return runWords(db, order)
  if (order.class === 'picture') return runPictures(db, store, order)
  if (order.class === 'sign_in') return runSignIns(db, order)
  return runRows(db, order, rowsOf[order.class])
}

/** Runs one class, dry or in earnest, and keeps the run with what it found and took away. */
export async function runRetention(db: Db, store: FileStore, order: Order) {
  const id = randomUUID()
  const counts = await countsOf(db, store, order)
  await db
    .insertInto('cases.retention_run')
    .values({
      district_id: order.districtId,
      id,
      class: order.class,
      dry: order.dry,
      before: keptUntil(order.days, order.now),
      ...counts,
      by_person: order.by,
      at: order.now,
      ended_at: order.now,
    })
    .execute()
  return {
    id,
    class: order.class,
    dry: order.dry,
    ...counts,
    by: null,
    at: order.now.toISOString(),
  }
}

/** The daily run: every class that the district has switched on. */
export async function keepRetention(
  db: Db,
  store: FileStore,
  { districtId, now }: { districtId: string; now: Date },
): Promise<void> {
  for (const rule of await rulesOf(db, districtId))
    if (rule.running)
      await runRetention(db, store, { ...rule, districtId, dry: false, by: null, now }) // oxlint-disable-line no-await-in-loop -- one after the other
}

/** The days of every class: the district's, else those proposed. */
export async function rulesOf(db: Db, districtId: string): Promise<Retention['rules']> {
  const rows = await db
    .selectFrom('cases.retention_rule')
    .selectAll()
    .where('district_id', '=', districtId)
    .execute()
  return retentionClasses.map((one) => {
    const row = rows.find((r) => r.class === one)
    const { days, least } = retentionTerms[one]
    return {
      class: one,
      days: row?.days ?? days,
      least,
      running: row?.running ?? false,
      // A class that nobody has touched has no row yet: that is version -1, and `null` when it is saved.
      version: row?.version ?? -1,
    }
  })
}

export async function retentionOf(db: Db, districtId: string): Promise<Retention> {
  const runs = await db
    .selectFrom('cases.retention_run')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('at', 'desc')
    .limit(40)
    .execute()
  const personIds = runs.map((r) => r.by_person).filter((id) => id !== null)
  const { persons } = await nameOf(db, districtId, { personIds })
  return {
    rules: await rulesOf(db, districtId),
    runs: runs.map((r) => ({
      id: r.id,
      class: retentionClasses.find((c) => c === r.class) ?? 'contact',
      dry: r.dry,
      found: r.found,
      done: r.done,
      kept: r.kept,
      by: r.by_person === null ? null : (persons.get(r.by_person) ?? null),
      at: r.at.toISOString(),
    })),
  }
}

interface RuleInput {
  class: RetentionClass
  days: number
  running: boolean
  baseVersion: number | null
}

/** Sets a class. It runs only after a dry run with no fewer days, so that somebody has seen what goes. */
export async function saveRule(
  db: Db,
  caller: Caller,
  { now, ...rule }: RuleInput & { now: Date },
) {
  const { districtId } = caller
  const { least } = retentionTerms[rule.class]
  if (rule.days < least) throw invalid('cases.retention_too_short', { least })
  return transact(db, async (tx) => {
    if (rule.running) {
      const tried = await tx
        .selectFrom('cases.retention_run')
        .select('id')
        .where('district_id', '=', districtId)
        .where('class', '=', rule.class)
        .where('dry', '=', true)
        .where('before', '>=', new Date(keptUntil(rule.days, now).getTime() - 7 * 86_400_000))
        .executeTakeFirst()
      if (!tried) throw refused('cases.retention_not_tried')
    }
    await saveVersioned(tx, {
      table: 'cases.retention_rule',
      key: { district_id: districtId, class: rule.class },
      values: { days: rule.days, running: rule.running },
      baseVersion: rule.baseVersion,
      outOfDate: 'cases.retention_out_of_date',
    })
    await audit(tx, caller, {
      act: 'cases.retention_saved',
      subjectKind: 'retention',
      subjectId: rule.class,
      details: { days: rule.days, running: rule.running },
      at: now,
    })
    const rules = await rulesOf(tx, districtId)
    return rules.find((r) => r.class === rule.class)!
  })
}

/** Counts what a run with these days would take away. */
export const tryRule = (
  db: Db,
  { caller, store }: { caller: Caller; store: FileStore },
  { now, ...rule }: { class: RetentionClass; days: number; now: Date },
) =>
  runRetention(db, store, {
    ...rule,
    districtId: caller.districtId,
    dry: true,
    by: personOf(caller).personId,
    now,
  })

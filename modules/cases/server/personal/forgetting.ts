import { sql, type RawBuilder } from 'kysely'
import { forgetOriginals, originalsKept, type FileStore } from '#modules/files/server/index.ts'
import { forgetMessages } from '#modules/notices/server/index.ts'
import { forgetAudit, forgetSignIns } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { finalStatuses } from '../../domain/case.ts'
import { keptUntil, type RetentionClass } from '../../domain/personal.ts'

const AT_ONCE = 500

export interface Order {
  districtId: string
  class: RetentionClass
  days: number
  dry: boolean
  by: string | null
  now: Date
}

/** Takes away what was last of use before an instant, and answers how much that was; dry, it only counts. */
export type Forget = (
  db: Db,
  sweep: { districtId: string; before: Date; dry: boolean },
) => Promise<Counts>

export interface ForgettingParts {
  store: FileStore
  /** What other systems sent with their orders lies with a module above. */
  forgetOrders: Forget
  /** What other modules keep of a class, taken away with it and counted with it. */
  beside?: Partial<Record<RetentionClass, readonly Forget[]>>
}

export interface Counts {
  /** Everything that has been kept long enough. */
  found: number
  done: number
  /** Of it, what stays: evidence, or a request that is being answered. */
  kept: number
}

/** Cases that ended before an instant, and whether their personal data stays all the same. */
const ended = ({ districtId }: Pick<Order, 'districtId'>, before: Date) => sql`
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

/** What has no case: all that is old goes. */
const whole =
  (sweepAll: (db: Db, sweep: Parameters<Forget>[1]) => Promise<number>): Forget =>
  async (db, sweep) => {
    const found = await sweepAll(db, sweep)
    return { found, kept: 0, done: sweep.dry ? 0 : found }
  }

/** Address and browser of whoever used a partner's key; that it was used, and when, stays. */
const forgetPartnerTraces: Forget = whole(async (db, { districtId, before, dry }) => {
  const old = sql`district_id = ${districtId} and at < ${before} and (ip <> '' or agent <> '')`
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from cases.partner_use where ${old}`.execute(db)
  if (!dry) await sql`update cases.partner_use set ip = '', agent = '' where ${old}`.execute(db)
  return rows[0]?.found ?? 0
})

/** Counts a class wherever it lies, and in earnest takes it away. */
export async function forget(db: Db, parts: ForgettingParts, order: Order): Promise<Counts> {
  const { districtId, dry } = order
  const sweep = { districtId, dry, before: keptUntil(order.days, order.now) }
  const sum = await forgetOwn(db, parts, order)
  for (const more of parts.beside?.[order.class] ?? []) {
    const { found, done, kept } = await more(db, sweep) // oxlint-disable-line no-await-in-loop -- one after the other
    sum.found += found
    sum.done += done
    sum.kept += kept
  }
  return sum
}

function forgetOwn(db: Db, parts: ForgettingParts, order: Order): Promise<Counts> {
  const { districtId, dry } = order
  const sweep = { districtId, dry, before: keptUntil(order.days, order.now) }
  const { store, forgetOrders } = parts
  const forgetting: Record<RetentionClass, () => Promise<Counts>> = {
    contact: () => runRows(db, order, rowsOf.contact),
    position: () => runRows(db, order, rowsOf.position),
    words: () => runWords(db, order),
    picture: () => runPictures(db, store, order),
    order: () => forgetOrders(db, sweep),
    partner: () => forgetPartnerTraces(db, sweep),
    message: () => whole(forgetMessages)(db, sweep),
    sign_in: () => whole(forgetSignIns)(db, sweep),
    audit: () => whole(forgetAudit)(db, sweep),
  }
  return forgetting[order.class]()
}

/** Of these cases, those that ended before an instant, and whether their personal data stays all the same. */
export async function endedCases(
  db: Db,
  { districtId, before, caseIds }: { districtId: string; before: Date; caseIds: string[] },
): Promise<{ id: string; held: boolean }[]> {
  const { rows } = await sql<{ id: string; held: boolean }>`
    select d.id, d.held from (${ended({ districtId }, before)}) d
    where d.id = any(${caseIds}::uuid[])`.execute(db)
  return rows
}

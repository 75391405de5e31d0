import { sql, type RawBuilder } from 'kysely'
import { caseStatuses } from '#modules/cases/contract/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { OrderPage, OrderRow } from '../../contract/index.ts'
import { asTheySaid, inTheirWords, type AnswerMessage } from '../../domain/answer.ts'
import { orderFields } from '../../domain/order.ts'
import { steps } from '../../domain/mapping.ts'
import { cursorIn, listHistory } from '../outbox/history.ts'
import { linksOf, readLink } from './links.ts'
import { keptIn } from './kept.ts'

interface Asked {
  after?: string | undefined
  limit: number
  linkId?: string | undefined
  show: 'all' | 'refused' | 'open' | 'done' | 'stuck'
  q?: string | undefined
}

/**
 * The orders that a scope reaches: those of its cases. What became no case yet has no place, and is
 * seen by whoever sees the whole district.
 */
function within(caller: Caller): RawBuilder<boolean> {
  const { areas, units } = caller.scope
  if (areas.includes(caller.districtId)) return sql<boolean>`true`
  return sql<boolean>`(p.street_code = any(${areas}::text[]) or p.community_code = any(${areas}::text[])
    or p.grid_code = any(${areas}::text[]) or p.unit_id = any(${units}::uuid[]))`
}

const stuckExists = sql<boolean>`(exists (select from exchange.delivery d
    where d.district_id = o.district_id and d.target_kind = 'link' and d.target_id = o.link_id
      and d.subject = o.id::text and d.state = 'stuck')
  or exists (select from exchange.order_picture i
    where i.district_id = o.district_id and i.order_id = o.id and i.state = 'stuck'))`

const shows: Record<Asked['show'], RawBuilder<boolean>> = {
  all: sql<boolean>`true`,
  refused: sql<boolean>`o.trouble is not null`,
  open: sql<boolean>`o.case_id is not null and p.status::text = any(${sql.val(caseStatuses.slice(0, 6))}::text[])`,
  done: sql<boolean>`o.case_id is not null and p.status::text <> all(${sql.val(caseStatuses.slice(0, 6))}::text[])`,
  stuck: stuckExists,
}

interface FoundOrder {
  id: string
  link_id: string
  external_id: string
  came_at: Date
  seen_at: Date
  times: number
  changes: number
  due_at: Date | null
  trouble: OrderRow['faults'] | null
  fields_cipher: string | null
  case_id: string | null
  number: string | null
  short_code: string | null
  status: NonNullable<OrderRow['kase']>['status'] | null
  last_step: string | null
  sent: number
  waiting: number
  stuck: number
  verdict: OrderRow['verdict']
}

async function find(
  db: Db,
  caller: Caller,
  where: RawBuilder<boolean>,
  limit: number,
): Promise<FoundOrder[]> {
  const { rows } = await sql<FoundOrder>`
    select o.id, o.link_id, o.external_id, o.came_at, o.seen_at, o.times, o.changes, o.due_at,
      o.trouble, o.fields_cipher, o.case_id, p.number, p.short_code, p.status,
      a.last_step, coalesce(a.sent, 0) as sent, coalesce(a.waiting, 0) as waiting,
      coalesce(a.stuck, 0) + (select count(*)::int from exchange.order_picture i
        where i.district_id = o.district_id and i.order_id = o.id and i.state = 'stuck') as stuck,
      (select jsonb_build_object('solved', v.solved, 'satisfied', v.satisfied,
          'contacted', v.contacted, 'at', v.asked_at)
        from exchange.order_verdict v where v.district_id = o.district_id and v.order_id = o.id
        order by v.asked_at desc limit 1) as verdict
    from exchange.order o
    left join cases.v_placed_case p on p.district_id = o.district_id and p.case_id = o.case_id
    left join lateral (
      select (array_agg(d.type order by d.position desc) filter (where d.state = 'sent'))[1] as last_step,
        (count(*) filter (where d.state = 'sent'))::int as sent,
        (count(*) filter (where d.state = 'waiting'))::int as waiting,
        (count(*) filter (where d.state = 'stuck'))::int as stuck
      from exchange.delivery d
      where d.district_id = o.district_id and d.target_kind = 'link' and d.target_id = o.link_id
        and d.subject = o.id::text) a on true
    where o.district_id = ${caller.districtId} and ${within(caller)} and ${where}
    order by o.came_at desc, o.id desc limit ${limit}`.execute(db)
  return rows
}

const rowView = (row: FoundOrder): OrderRow => ({
  id: row.id,
  linkId: row.link_id,
  externalId: row.external_id,
  cameAt: row.came_at.toISOString(),
  seenAt: row.seen_at.toISOString(),
  times: row.times,
  changes: row.changes,
  dueAt: row.due_at?.toISOString() ?? null,
  faults: row.trouble ?? [],
  kase:
    row.case_id !== null && row.status !== null
      ? {
          id: row.case_id,
          shortCode: row.short_code ?? '',
          number: row.number ?? '',
          status: row.status,
        }
      : null,
  lastStep: steps.find((step) => step === row.last_step) ?? null,
  sent: row.sent,
  waiting: row.waiting,
  stuck: row.stuck,
  verdict: row.verdict && { ...row.verdict, at: new Date(row.verdict.at).toISOString() },
})

/** A page of orders, newest first, with what was sent back of each, and how many need somebody. */
export async function listOrders(db: Db, caller: Caller, asked: Asked, now: Date) {
  const after = asked.after === undefined ? undefined : cursorIn(asked.after)
  const conditions = [shows[asked.show]]
  if (asked.linkId) conditions.push(sql<boolean>`o.link_id = ${asked.linkId}::uuid`)
  if (asked.q) conditions.push(sql<boolean>`o.external_id = ${asked.q.trim()}`)
  if (after) conditions.push(sql<boolean>`(o.came_at, o.id) < (${after.at}, ${after.id}::uuid)`)
  const where = sql<boolean>`(${sql.join(conditions, sql` and `)})`
  const found = await find(db, caller, where, asked.limit + 1)
  const page = found.slice(0, asked.limit)
  const last = page.at(-1)
  const links = await linksOf(db, caller.districtId)
  return {
    rows: page.map(rowView),
    next: found.length > page.length && last ? `${last.came_at.toISOString()}_${last.id}` : null,
    links: links.map(({ id, code, name, kind, way, active }) => ({
      id,
      code,
      name,
      kind,
      way,
      active,
    })),
    counts: await countOrders(db, caller, now),
    now: now.toISOString(),
  }
}

async function countOrders(db: Db, caller: Caller, now: Date) {
  const { rows } = await sql<{ refused: number; stuck: number; waiting: number; late: number }>`
    select (count(*) filter (where o.trouble is not null))::int as refused,
      (count(*) filter (where ${stuckExists}))::int as stuck,
      (count(*) filter (where exists (select from exchange.delivery d
        where d.district_id = o.district_id and d.target_kind = 'link' and d.target_id = o.link_id
          and d.subject = o.id::text and d.state = 'waiting')))::int as waiting,
      (count(*) filter (where o.due_at < ${now} and ${shows.open}))::int as late
    from exchange.order o
    left join cases.v_placed_case p on p.district_id = o.district_id and p.case_id = o.case_id
    where o.district_id = ${caller.districtId} and ${within(caller)}`.execute(db)
  return rows[0] ?? { refused: 0, stuck: 0, waiting: 0, late: 0 }
}

/** The orders behind one case, newest first. */
export async function ordersOfCase(db: Db, caller: Caller, caseId: string) {
  const found = await find(db, caller, sql<boolean>`o.case_id = ${caseId}::uuid`, 50)
  const names = new Map((await linksOf(db, caller.districtId)).map((link) => [link.id, link.name]))
  return found.map((row) => Object.assign(rowView(row), { linkName: names.get(row.link_id) ?? '' }))
}

const personal: ReadonlySet<string> = new Set(['name', 'phone'])

/** One order whole: what came without who it was, and every answer as the sender reads it. */
export async function orderPage(
  db: Db,
  caller: Caller,
  orderId: string,
  cipher: Cipher,
): Promise<OrderPage> {
  const [row] = await find(db, caller, sql<boolean>`o.id = ${orderId}::uuid`, 1)
  if (!row) throw notFound('exchange.order_not_found')
  const { districtId } = caller
  const link = await readLink(db, districtId, row.link_id)
  const [answers, messages, pictures, verdicts] = await Promise.all([
    listHistory(
      db,
      { districtId, targetKind: 'link', targetId: link.id },
      { limit: 200, subject: row.id },
    ),
    db
      .selectFrom('exchange.delivery')
      .select(['id', 'body'])
      .where('district_id', '=', districtId)
      .where('target_kind', '=', 'link')
      .where('target_id', '=', link.id)
      .where('subject', '=', row.id)
      .execute(),
    db
      .selectFrom('exchange.order_picture')
      .select(['url', 'state', 'last_error'])
      .where('district_id', '=', districtId)
      .where('order_id', '=', row.id)
      .orderBy('url')
      .execute(),
    db
      .selectFrom('exchange.order_verdict')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('order_id', '=', row.id)
      .orderBy('asked_at')
      .execute(),
  ])
  const bodies = new Map(messages.map((m) => [m.id, m.body as unknown as AnswerMessage])) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by hearForOrders
  const kept = keptIn(row.fields_cipher, cipher)
  return {
    ...rowView(row),
    fields: orderFields
      .filter((field) => kept[field] !== undefined && !personal.has(field))
      .map((field) => ({
        field: link.mapping.fields[field] ?? field,
        value: asTheySaid(field, kept, link.mapping),
      })),
    answers: answers.rows.map((one) => {
      const body = bodies.get(one.id)
      const said = body ? inTheirWords(body, link.mapping, body.pictures) : {}
      return Object.assign(one, { shortCode: body?.shortCode ?? null, said: spoken(said) })
    }),
    pictures: pictures.map(({ url, state, last_error }) => ({
      url,
      state: state as OrderPage['pictures'][number]['state'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      error: last_error,
    })),
    verdicts: verdicts.map((v) => ({
      at: v.asked_at.toISOString(),
      way: v.way,
      contacted: v.contacted,
      solved: v.solved as OrderPage['verdicts'][number]['solved'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      satisfied: v.satisfied,
      again: v.again,
    })),
  }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function spoken(said: Record<string, unknown>): { field: string; value: string }[] {
  return Object.entries(said)
    .filter(
      ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && !value.length),
    )
    .map(([field, value]) => ({
      field,
      value: Array.isArray(value) ? String(value.length) : textOf(value),
    }))
}

/** Pictures that could not be fetched: again from the beginning, or given up. */
export async function settlePictures(
  db: Db,
  caller: Caller,
  order: { orderId: string; to: 'waiting' | 'dropped'; now: Date },
): Promise<{ pictures: number }> {
  const [row] = await find(db, caller, sql<boolean>`o.id = ${order.orderId}::uuid`, 1)
  if (!row) throw notFound('exchange.order_not_found')
  const { numUpdatedRows } = await db
    .updateTable('exchange.order_picture')
    .set({ state: order.to, attempts: 0, next_at: order.now })
    .where('district_id', '=', caller.districtId)
    .where('order_id', '=', row.id)
    .where('state', '=', 'stuck')
    .executeTakeFirst()
  return { pictures: Number(numUpdatedRows) }
}

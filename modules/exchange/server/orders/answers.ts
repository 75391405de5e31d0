import { randomUUID } from 'node:crypto'
import { listReasons } from '#modules/catalogue/server/index.ts'
import { orderSteps, type OrderCase, type ToldStep } from '#modules/cases/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { stepOf, type AnswerMessage } from '../../domain/answer.ts'
import { wake } from '../outbox/deliver.ts'
import { linksOf, type Link } from './links.ts'

/**
 * Puts what happened to a case into the outbox of whoever sent its orders: acceptance, return with its
 * reason, extension, state, reply, each with its pictures. As with webhooks, a fact brings along what
 * came before it. Runs at least once; each step of each order is kept once.
 */
export async function hearForOrders(db: Db, fact: Fact): Promise<void> {
  const { caseId, seq } = fact.body
  if (!fact.type.startsWith('case.') || typeof caseId !== 'string' || typeof seq !== 'number')
    return
  const orders = await db
    .selectFrom('exchange.order')
    .select(['id', 'link_id', 'external_id'])
    .where('district_id', '=', fact.districtId)
    .where('case_id', '=', caseId)
    .execute()
  if (orders.length === 0) return
  const links = await linksOf(db, fact.districtId)
  await transact(db, async (tx) => {
    for (const order of orders) {
      const link = links.find((one) => one.id === order.link_id)
      if (!link?.active || link.way === 'none') continue
      await enqueue(tx, { ...order, caseId, until: seq }, link) // oxlint-disable-line no-await-in-loop -- one transaction, one connection
    }
  })
}

interface Answering {
  id: string
  external_id: string
  caseId: string
  until: number
}

async function enqueue(tx: Tx, order: Answering, link: Link): Promise<void> {
  const { districtId } = link
  const last = await tx
    .selectFrom('exchange.delivery')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('district_id', '=', districtId)
    .where('target_kind', '=', 'link')
    .where('target_id', '=', link.id)
    .where('subject', '=', order.id)
    .executeTakeFirst()
  const { kase, steps } = await orderSteps(tx, {
    districtId,
    caseId: order.caseId,
    after: last?.position ?? 0,
    until: order.until,
  })
  const messages = await messagesOf(tx, { order, link, kase, steps })
  if (messages.length === 0) return
  await tx
    .insertInto('exchange.delivery')
    .values(
      messages.map((message) => ({
        district_id: districtId,
        id: randomUUID(),
        target_kind: 'link',
        target_id: link.id,
        subject: order.id,
        position: message.sequence,
        type: message.step,
        body: JSON.stringify(message),
        next_at: message.at,
        created_at: message.at,
      })),
    )
    .onConflict((c) => c.constraint('delivery_once_per_position').doNothing())
    .execute()
  if (link.way === 'http') await wake(tx, { districtId, targetKind: 'link', targetId: link.id })
}

async function messagesOf(
  tx: Tx,
  of: { order: Answering; link: Link; kase: OrderCase; steps: readonly ToldStep[] },
): Promise<AnswerMessage[]> {
  const wanted = of.steps.flatMap((step) => {
    const name = stepOf(step)
    return name !== null && name in of.link.mapping.out.states ? [{ name, step }] : []
  })
  if (wanted.length === 0) return []
  const reasons = await listReasons(tx, of.link.districtId)
  return wanted.map(({ name, step }) => {
    const kind = name === 'refused' ? 'refusal' : step.kind
    const reason = reasons.find((r) => r.code === step.reasonCode && r.kind === kind)
    const done = name === 'replied'
    return {
      step: name,
      externalId: of.order.external_id,
      sequence: step.seq,
      at: step.at.toISOString(),
      caseNumber: of.kase.number,
      shortCode: of.kase.shortCode,
      unit: step.unit,
      matter: of.kase.matterName,
      words: step.words,
      reason: reason?.name ?? null,
      reply: done ? of.kase.result.words : null,
      promise: step.promise?.toISOString() ?? null,
      resumeAt: step.resumeAt,
      pictures: done ? of.kase.result.photos : step.photos,
    }
  })
}

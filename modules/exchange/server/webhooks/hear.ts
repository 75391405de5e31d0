import { randomUUID } from 'node:crypto'
import { caseStatuses } from '#modules/cases/contract/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import type { Hears } from '../../domain/subscription.ts'
import { wake } from '../outbox/deliver.ts'

/**
 * Puts a fact of a case into the outbox of everybody who wants its type. Facts may reach us out of
 * order, and each brings along whatever of its case came before it and is not there yet, so that
 * subscribers are told in the order in which it happened. Runs at least once; each is kept once.
 */
export async function hearForWebhooks(db: Db, fact: Fact): Promise<void> {
  const { caseId, seq } = fact.body
  if (!fact.type.startsWith('case.') || typeof caseId !== 'string' || typeof seq !== 'number')
    return
  const subscriptions = await db
    .selectFrom('exchange.subscription')
    .select(['id', 'hears'])
    .where('district_id', '=', fact.districtId)
    .where('active', '=', true)
    .execute()
  const wanting = subscriptions.filter(({ hears }) => fact.type in (hears as Hears)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveSubscription
  if (wanting.length === 0) return
  await transact(db, async (tx) => {
    for (const { id, hears } of wanting)
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await enqueue(tx, { ...fact, caseId, seq }, { id, hears: hears as Hears }) // oxlint-disable-line typescript/no-unsafe-type-assertion -- see above
  })
}

async function enqueue(
  tx: Tx,
  fact: { districtId: string; caseId: string; seq: number; at: string },
  to: { id: string; hears: Hears },
): Promise<void> {
  const { districtId, caseId, seq } = fact
  const last = await tx
    .selectFrom('exchange.delivery')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('district_id', '=', districtId)
    .where('target_kind', '=', 'subscription')
    .where('target_id', '=', to.id)
    .where('subject', '=', caseId)
    .executeTakeFirst()
  const events = await tx
    .selectFrom('cases.v_told_event')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .where('seq', '>', last?.position ?? 0)
    .where('seq', '<=', seq)
    .where('type', 'in', Object.keys(to.hears))
    .orderBy('seq')
    .execute()
  const wanted = events.filter(({ type, at }) => at! >= new Date(to.hears[type!] ?? at!))
  if (wanted.length === 0) return
  await tx
    .insertInto('exchange.delivery')
    .values(
      wanted.map((event) => ({
        district_id: districtId,
        id: randomUUID(),
        target_kind: 'subscription',
        target_id: to.id,
        subject: caseId,
        position: event.seq!,
        type: event.type!,
        body: JSON.stringify(messageOf(event)),
        next_at: event.at!,
        created_at: event.at!,
      })),
    )
    .onConflict((c) => c.constraint('delivery_once_per_position').doNothing())
    .execute()
  await wake(tx, { districtId, targetKind: 'subscription', targetId: to.id })
}

interface Told {
  district_id: string | null
  case_id: string | null
  seq: number | null
  type: string | null
  at: Date | null
  from_status: string | null
  to_status: string | null
  number: string | null
  short_code: string | null
  channel: string | null
  matter_kind: string | null
  matter_code: string | null
  unit_id: string | null
  community_code: string | null
}

const status = (word: string | null) => caseStatuses.find((s) => s === word) ?? null

/** The body of a webhook: ids and codes. Whoever may know more asks the API with their own token. */
export function messageOf(event: Told) {
  return {
    type: event.type,
    timestamp: event.at?.toISOString(),
    data: {
      districtId: event.district_id,
      caseId: event.case_id,
      number: event.number,
      shortCode: event.short_code,
      version: event.seq,
      from: status(event.from_status),
      to: status(event.to_status),
      channel: event.channel,
      matter: event.matter_code && { kind: event.matter_kind, code: event.matter_code },
      communityCode: event.community_code,
      unitId: event.unit_id,
    },
  }
}

import { randomBytes, randomUUID } from 'node:crypto'
import { isIP } from 'node:net'
import { sql } from 'kysely'
import { audit } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { SubscriptionView } from '../../contract/index.ts'
import { heardAfter, judgeUrl, type Hears } from '../../domain/subscription.ts'
import { failureOf } from '../outbox/deliver.ts'
import { addressGuard } from '../outgoing/addresses.ts'
import type { Outgoing } from '../outgoing/send.ts'
import { readySubscription, sendSigned } from './carry.ts'

export interface WebhookParts {
  cipher: Cipher
  outgoing: Outgoing
}

/** Ends in a Problem where an address may not be called; names are judged again whenever they are called. */
export function demandUrl(text: string, outgoing: Outgoing): void {
  const url = URL.parse(text)
  const decision = judgeUrl(url, outgoing)
  if (!decision.ok) throw invalid(`exchange.${decision.refusal}`)
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? ''
  if (isIP(host) > 0 && !addressGuard(outgoing.networks)(host)) throw invalid('exchange.url_inside')
}

export async function listSubscriptions(
  db: Db,
  districtId: string,
  now: Date,
  only?: string,
): Promise<SubscriptionView[]> {
  const rows = await db
    .selectFrom('exchange.subscription as s')
    .selectAll('s')
    .select([
      sql<number>`(select count(*)::int from exchange.delivery d where d.district_id = s.district_id
        and d.target_kind = 'subscription' and d.target_id = s.id and d.state = 'waiting')`.as(
        'waiting',
      ),
      sql<number>`(select count(*)::int from exchange.delivery d where d.district_id = s.district_id
        and d.target_kind = 'subscription' and d.target_id = s.id and d.state = 'stuck')`.as(
        'stuck',
      ),
      sql<Date | null>`(select max(d.ended_at) from exchange.delivery d where d.district_id = s.district_id
        and d.target_kind = 'subscription' and d.target_id = s.id and d.state = 'sent')`.as(
        'last_sent',
      ),
    ])
    .where('s.district_id', '=', districtId)
    .$if(only !== undefined, (q) => q.where('s.id', '=', only!))
    .orderBy('s.name')
    .execute()
  const secrets = await db
    .selectFrom('exchange.subscription_secret')
    .select(['subscription_id', 'id', 'made_at', 'ends_at'])
    .where('district_id', '=', districtId)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', now)]))
    .orderBy('made_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    url: row.url,
    types: Object.keys(row.hears as Hears), // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveSubscription
    active: row.active,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    secrets: secrets
      .filter((s) => s.subscription_id === row.id)
      .map((s) => ({
        id: s.id,
        madeAt: s.made_at.toISOString(),
        endsAt: s.ends_at?.toISOString() ?? null,
      })),
    waiting: row.waiting,
    stuck: row.stuck,
    lastSentAt: row.last_sent?.toISOString() ?? null,
  }))
}

interface SubscriptionInput {
  id: string
  name: string
  url: string
  types: readonly string[]
  active: boolean
  baseVersion: number | null
  now: Date
}

interface WithSecret {
  subscription: SubscriptionView
  secret: string | null
}

/** Adds or changes a subscriber. A new one gets its first secret, which is answered once and kept sealed. */
export async function saveSubscription(
  db: Db,
  caller: Caller,
  { now, ...input }: SubscriptionInput,
  { cipher, outgoing }: WebhookParts,
): Promise<WithSecret> {
  demandUrl(input.url, outgoing)
  const { districtId } = caller
  return transact(db, async (tx) => {
    const before = await tx
      .selectFrom('exchange.subscription')
      .select(['hears', 'active'])
      .where('district_id', '=', districtId)
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    // After a pause nothing of the time between is made up for.
    const kept = before?.active ? (before.hears as Hears) : {} // oxlint-disable-line typescript/no-unsafe-type-assertion -- written below
    const { outcome } = await saveVersioned(tx, {
      table: 'exchange.subscription',
      key: { district_id: districtId, id: input.id },
      values: {
        name: input.name,
        url: input.url,
        hears: JSON.stringify(heardAfter(kept, input.types, now)),
        active: input.active,
      },
      onCreate: { created_by: personOf(caller).personId, created_at: now },
      baseVersion: input.baseVersion,
      outOfDate: 'exchange.out_of_date',
    }).catch((error: unknown) => {
      if (brokenConstraint(error) !== 'subscription_name_taken') throw error
      throw refused('exchange.name_taken')
    })
    const secret =
      outcome === 'created'
        ? await newSecret(tx, cipher, { districtId, subscriptionId: input.id, now })
        : null
    await audit(tx, caller, {
      act: 'exchange.subscription_saved',
      subjectKind: 'subscription',
      subjectId: input.id,
      details: { host: URL.parse(input.url)?.host, types: [...input.types], active: input.active },
      at: now,
    })
    return { subscription: await one(tx, districtId, input.id, now), secret }
  })
}

async function one(tx: Tx, districtId: string, id: string, now: Date): Promise<SubscriptionView> {
  const [found] = await listSubscriptions(tx, districtId, now, id)
  if (!found) throw notFound('exchange.subscription_not_found')
  return found
}

async function newSecret(
  tx: Tx,
  cipher: Cipher,
  of: { districtId: string; subscriptionId: string; now: Date },
): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await tx
    .insertInto('exchange.subscription_secret')
    .values({
      district_id: of.districtId,
      subscription_id: of.subscriptionId,
      id: randomUUID(),
      secret_cipher: cipher.seal(secret),
      made_at: of.now,
    })
    .execute()
  return secret
}

/** A new secret. The one of before signs beside it for a while, so that the receiver can change over. */
export async function makeSecret(
  db: Db,
  caller: Caller,
  order: { subscriptionId: string; graceHours: number; now: Date },
  { cipher }: WebhookParts,
): Promise<WithSecret> {
  const { subscriptionId, graceHours, now } = order
  const { districtId } = caller
  return transact(db, async (tx) => {
    const found = await tx
      .selectFrom('exchange.subscription')
      .select('id')
      .where('district_id', '=', districtId)
      .where('id', '=', subscriptionId)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw notFound('exchange.subscription_not_found')
    const ends = new Date(now.getTime() + graceHours * 3_600_000)
    // Two at most: the newest of before goes on for the grace, those older end now.
    await sql`
      update exchange.subscription_secret s set ends_at = case
        when s.ends_at is null then ${ends}::timestamptz else ${now}::timestamptz end
      where s.district_id = ${districtId} and s.subscription_id = ${subscriptionId}
        and (s.ends_at is null or s.ends_at > ${now})`.execute(tx)
    const secret = await newSecret(tx, cipher, { districtId, subscriptionId, now })
    await audit(tx, caller, {
      act: 'exchange.secret_made',
      subjectKind: 'subscription',
      subjectId: subscriptionId,
      details: { graceHours },
      at: now,
    })
    return { subscription: await one(tx, districtId, subscriptionId, now), secret }
  })
}

/** A message of the type `exchange.test`, sent at once and not through the outbox: what came of it. */
export async function sendTest(
  db: Db,
  caller: Caller,
  order: { subscriptionId: string; now: Date },
  { cipher, outgoing }: WebhookParts,
): Promise<{ status: number | null; error: string | null; tookMs: number }> {
  const { subscriptionId, now } = order
  const { districtId } = caller
  await transact(db, (tx) => one(tx, districtId, subscriptionId, now))
  const { url, secrets } = await readySubscription(db, cipher, { districtId, subscriptionId, now })
  const body = JSON.stringify({
    type: 'exchange.test',
    timestamp: now.toISOString(),
    data: { districtId, subscriptionId },
  })
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  const sent = { id: randomUUID(), url, secrets, body, now }
  return sendSigned(sent, outgoing).then(
    (status) => ({ status, error: null, tookMs: took() }),
    (error: unknown) => {
      const { status, words } = failureOf(error)
      return { status, error: words, tookMs: took() }
    },
  )
}

import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { addJob, type Jobs } from '#platform/server/jobs.ts'
import { retryAt } from '../../domain/back-off.ts'
import { NoAnswer } from '../outgoing/send.ts'

export type TargetKind = 'subscription' | 'link'

/** Whom messages go to. */
export interface Target {
  districtId: string
  targetKind: TargetKind
  targetId: string
}

/** A message that was claimed to be sent now. */
export interface Claimed {
  district_id: string
  id: string
  target_id: string
  subject: string
  position: number
  type: string
  body: unknown
  attempts: number
}

/** Carries messages to targets of one kind. Answers the status, or throws `NotTaken` or `NoAnswer`. */
export interface Carrier {
  kind: TargetKind
  /** Whether the target takes messages at present; what waits goes on waiting otherwise. */
  ready(db: Db, target: Target): Promise<boolean>
  carry(db: Db, message: Claimed, now: Date): Promise<number>
}

/** The other side answered, and not that it has taken the message. */
export class NotTaken extends Error {
  readonly status: number | null
  readonly retryAfter: number
  /** Trying again would change nothing: a person has to look at it. */
  readonly forGood: boolean

  constructor(
    words: string,
    details: { status?: number; retryAfter?: number; forGood?: boolean } = {},
  ) {
    super(words)
    this.name = 'NotTaken'
    this.status = details.status ?? null
    this.retryAfter = details.retryAfter ?? 0
    this.forGood = details.forGood ?? false
  }
}

/** Longer than a carrier's patience: until then a claimed message is nobody else's. */
const LEASE_MS = 5 * 60_000
/** So long one target keeps a worker busy; what is left goes on in a job of its own. */
const TURN_MS = 20_000
/** After so many failures in a row the target is left alone until the next minute. */
const MOST_FAILURES = 3

/**
 * `exchange.deliver`, every minute, finds targets with something due; `exchange.deliver_to` works
 * through one of them, so that a slow one keeps nobody else waiting.
 */
export const outboxJobs = (carriers: readonly Carrier[]): Jobs => ({
  'exchange.deliver': async (_, { db, clock }) => {
    for (const target of await dueTargets(db, clock())) await wake(db, target) // oxlint-disable-line no-await-in-loop -- a handful
  },
  'exchange.deliver_to': async (payload, { db, clock }) => {
    const target = payload as unknown as Target // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by wake
    const { more } = await deliverTo(db, carriers, target, clock)
    if (more) await wake(db, target)
  },
})

/** Soon after the commit of the caller's transaction, what is due for the target is sent. */
export async function wake(tx: Db, target: Target): Promise<void> {
  const { districtId, targetKind, targetId } = target
  const key = `exchange.deliver_to/${districtId}/${targetId}`
  await addJob(tx, 'exchange.deliver_to', { districtId, targetKind, targetId }, { key })
}

async function dueTargets(db: Db, now: Date): Promise<Target[]> {
  const rows = await db
    .selectFrom('exchange.delivery')
    .select(['district_id', 'target_kind', 'target_id'])
    .distinct()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .execute()
  return rows.map((row) => ({
    districtId: row.district_id,
    targetKind: row.target_kind as TargetKind, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    targetId: row.target_id,
  }))
}

/**
 * Sends what is due for one target, one after the other. A message is claimed, sent outside of any
 * transaction, then marked; should the process die between, it is sent again when the lease has
 * passed. Within one subject nothing overtakes: what waits or is stuck holds back what came later.
 */
export async function deliverTo(
  db: Db,
  carriers: readonly Carrier[],
  target: Target,
  clock: () => Date,
): Promise<{ sent: number; more: boolean }> {
  const carrier = carriers.find((c) => c.kind === target.targetKind)
  if (!carrier || !(await carrier.ready(db, target))) return { sent: 0, more: false }
  const end = performance.now() + TURN_MS
  let sent = 0
  let failures = 0
  /* oxlint-disable no-await-in-loop -- one by one */
  while (performance.now() < end) {
    const claimed = await claimOne(db, target, clock())
    if (!claimed) return { sent, more: false }
    if (await deliverOne(db, carrier, claimed, clock)) {
      sent++
      failures = 0
    } else if (++failures >= MOST_FAILURES) return { sent, more: false }
  }
  /* oxlint-enable no-await-in-loop */
  return { sent, more: true }
}

async function claimOne(db: Db, target: Target, now: Date): Promise<Claimed | undefined> {
  const { rows } = await sql<Claimed>`
    update exchange.delivery d
    set attempts = d.attempts + 1, next_at = ${new Date(now.getTime() + LEASE_MS)}
    from (
      select x.district_id, x.id from exchange.delivery x
      where x.district_id = ${target.districtId} and x.target_kind = ${target.targetKind}
        and x.target_id = ${target.targetId} and x.state = 'waiting' and x.next_at <= ${now}
        and not exists (
          select from exchange.delivery e
          where e.district_id = x.district_id and e.target_kind = x.target_kind
            and e.target_id = x.target_id and e.subject = x.subject
            and e.position < x.position and e.state in ('waiting', 'stuck'))
      order by x.created_at, x.position limit 1 for update skip locked) due
    where d.district_id = due.district_id and d.id = due.id
    returning d.district_id, d.id, d.target_id, d.subject, d.position, d.type, d.body, d.attempts`.execute(
    db,
  )
  return rows[0]
}

async function deliverOne(
  db: Db,
  carrier: Carrier,
  claimed: Claimed,
  clock: () => Date,
): Promise<boolean> {
  const started = performance.now()
  const took = () => Math.round(performance.now() - started)
  try {
    const status = await carrier.carry(db, claimed, clock())
    await settle(db, claimed, { now: clock(), took: took(), state: 'sent', status, error: null })
    return true
  } catch (error) {
    const failed = failureOf(error)
    const now = clock()
    const again = failed.forGood ? null : retryAt(claimed.attempts, now, failed.retryAfter)
    await settle(db, claimed, {
      now,
      took: took(),
      state: again ? 'waiting' : 'stuck',
      status: failed.status,
      error: failed.words,
      again,
    })
    return false
  }
}

/** What a try came to, in words that are kept: an error of ours says its class only. */
export function failureOf(error: unknown) {
  if (error instanceof NotTaken)
    return {
      status: error.status,
      words: error.message.slice(0, 300),
      retryAfter: error.retryAfter,
      forGood: error.forGood,
    }
  const words = error instanceof NoAnswer ? error.why : error instanceof Error ? error.message : ''
  return { status: null, words: words.slice(0, 300), retryAfter: 0, forGood: false }
}

interface Outcome {
  now: Date
  took: number
  state: 'sent' | 'waiting' | 'stuck'
  status: number | null
  error: string | null
  again?: Date | null
}

async function settle(db: Db, claimed: Claimed, outcome: Outcome): Promise<void> {
  const { district_id, id, attempts } = claimed
  const { now, state, status, error, again } = outcome
  await db
    .insertInto('exchange.attempt')
    .values({ district_id, delivery_id: id, at: now, status, error, took_ms: outcome.took })
    .onConflict((c) => c.doNothing())
    .execute()
  await db
    .updateTable('exchange.delivery')
    .set({
      state,
      last_status: status,
      last_error: error,
      ...(again ? { next_at: again } : {}),
      ...(state === 'sent' ? { ended_at: now } : {}),
    })
    .where('district_id', '=', district_id)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    // Another took it meanwhile, because this one was longer than its lease: that one says.
    .where('attempts', '=', attempts)
    .execute()
}

import { sql } from 'kysely'
import type { Db } from './database.ts'

/** What a job is given besides its payload. */
export interface JobTools {
  db: Db
  clock: () => Date
}
export type Job = (payload: Record<string, unknown>, tools: JobTools) => Promise<void>
/** Jobs by name, `module.verb`; collected in apps/server. */
export type Jobs = Record<string, Job>

/**
 * Adds a job in the caller's transaction: it exists if and only if the change does. Runs at least
 * once, so every job is keyed by what it is about. The same `key` replaces a job still waiting.
 */
export async function addJob(
  tx: Db,
  name: string,
  payload: Record<string, unknown>,
  options: { at?: Date; key?: string; maxAttempts?: number } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${name}, ${JSON.stringify(payload)}::json, run_at := ${options.at ?? null}::timestamptz,
    job_key := ${options.key ?? null}::text, max_attempts := ${options.maxAttempts ?? 25}::int)`.execute(
    tx,
  )
}

/**
 * Adds one job for each payload, in one statement and without waking anybody: the worker finds them
 * when it next looks (a second or two), and the transaction does not queue behind others that notify.
 */
export async function addJobs(
  tx: Db,
  name: string,
  payloads: readonly Record<string, unknown>[],
): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
    select t.id, p.payload, 25 from graphile_worker._private_tasks t,
      unnest(${payloads.map((p) => JSON.stringify(p))}::json[]) with ordinality p (payload, n)
    where t.identifier = ${name} order by p.n`.execute(tx)
  if (numAffectedRows > 0n) return
  // The name is unknown until the first job of all.
  for (const payload of payloads) await addJob(tx, name, payload) // oxlint-disable-line no-await-in-loop -- once in the life of a database
}

/** Something that happened, told to the modules above. `key` is the same however often it is told. */
export interface Fact {
  type: string
  key: string
  districtId: string
  at: string
  body: Record<string, unknown>
}

const listeners = new Set<() => void>()

/** Calls back soon after facts were told in this process; answers how to stop that. */
export function onFact(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Records a fact for its subscribers in the caller's transaction. They are wired in apps/server.
 * The job is written straight into graphile-worker's table: its add_job() costs a millisecond and
 * notifies, and a transaction that notifies commits only after every other one that does.
 */
export async function tell(tx: Db, fact: Fact): Promise<void> {
  // The name is there since the migrations; were it not, the whole transaction would fail.
  await sql`
    insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
    select (select t.id from graphile_worker._private_tasks t where t.identifier = 'fact'),
      ${JSON.stringify(fact)}::json, 25`.execute(tx)
  for (const listener of listeners) listener()
}

/** Whether a job of this key waits or runs. */
export async function jobWaits(db: Db, key: string): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    select exists (select from graphile_worker._private_jobs
      where key = ${key} and attempts < max_attempts) as waits`.execute(db)
  return rows[0]?.waits === true
}

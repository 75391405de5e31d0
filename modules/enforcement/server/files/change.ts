import type { Selectable, Updateable } from 'kysely'
import type { EnforcementFile } from '#database/types.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { holdCase, releaseCase } from '#modules/cases/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { StepType } from '../../domain/step-types.ts'
import { visibleTo } from '../scope.ts'
import { appendStep } from './chain.ts'

export type FileRecord = Selectable<EnforcementFile>

/** A file held for change. */
export interface FileChange {
  tx: Tx
  row: FileRecord
  caller: Caller
  now: Date
  /** The district's day, and the zone it is counted in. */
  today: string
  timeZone: string
  /** The district's day on which it was done: before today where it lay on a phone. */
  doneOn: string
  cipher: Cipher
  /** The number that the step will have in the chain. */
  seq: number
}

/** What a use case decided: the entry of the chain, and the new columns of the row. */
export interface Done {
  type: StepType
  patch?: Updateable<EnforcementFile>
  body?: Record<string, unknown>
  personal?: Record<string, string>
}

export interface Said {
  doneAt: string
  sentAt: string
}

export interface StepInput {
  fileId: string
  /** Made by the sender: sent twice, it is done once. */
  clientId: string
  caller: Caller
  now: Date
  baseVersion: number | null
  said?: Said | undefined
  cipher: Cipher
}

/** The district's day of an instant. */
export async function dayIn(db: Db, districtId: string, at: Date) {
  const { timeZone } = await readDistrict(db, districtId)
  return { timeZone, today: dateOfDay(dayAt(timeZone, at.getTime())) }
}

/**
 * Lock, decide, write, record: one transaction with the file held throughout. One step per change, so
 * the version is the number of steps. A step that is known already changes nothing.
 */
export async function changeFile(
  db: Db,
  input: StepInput,
  work: (change: FileChange) => Promise<Done>,
): Promise<void> {
  const { caller, now } = input
  await transact(db, async (tx) => {
    const row = await tx
      .selectFrom('enforcement.file as f')
      .selectAll('f')
      .where('f.id', '=', input.fileId)
      .where(visibleTo(caller))
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound('enforcement.file_not_found')
    if (await isKnown(tx, caller.districtId, input)) return
    if (input.baseVersion !== null && row.version !== input.baseVersion)
      throw refused('enforcement.out_of_date', {
        version: row.version,
        since: await stepsSince(tx, row, input.baseVersion),
      })
    const seq = row.version + 1
    const change = { tx, row, caller, now, seq, cipher: input.cipher }
    const day = await dayIn(tx, caller.districtId, now)
    const doneAt = input.said ? Date.parse(saidTimes(input.said, now).aboutAt) : now.getTime()
    const doneOn = dateOfDay(dayAt(day.timeZone, doneAt))
    const done = await work({ ...change, ...day, doneOn })
    await record(tx, { row, input, done, seq })
  })
}

async function isKnown(
  tx: Tx,
  districtId: string,
  { clientId, fileId }: Pick<StepInput, 'clientId' | 'fileId'>,
): Promise<boolean> {
  const known = await tx
    .selectFrom('enforcement.step')
    .select('file_id')
    .where('district_id', '=', districtId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  if (known && known.file_id !== fileId) throw refused('enforcement.client_id_taken')
  return known !== undefined
}

/** What others did meanwhile: types and hours, for whoever came too late. */
const stepsSince = (tx: Tx, row: FileRecord, version: number) =>
  tx
    .selectFrom('enforcement.step')
    .select(['seq', 'type', 'at'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('seq', '>', version)
    .orderBy('seq')
    .limit(50)
    .execute()

async function record(
  tx: Tx,
  { row, input, done, seq }: { row: FileRecord; input: StepInput; done: Done; seq: number },
): Promise<void> {
  const { caller, now } = input
  const state = done.patch?.state ?? row.state
  const hash = await appendStep(tx, {
    fileId: row.id,
    seq,
    clientId: input.clientId,
    type: done.type,
    at: now,
    caller,
    body: {
      ...done.body,
      ...(state === row.state ? {} : { from: row.state, to: state }),
      ...(input.said ? { said: saidTimes(input.said, now) } : {}),
    },
    personal: done.personal,
    previousHash: row.head_hash,
  })
  await keepFromClosing(tx, { row, state, now })
  if (row.state === 'promised' && state !== 'promised') await overtakePromises(tx, row)
  await tx
    .updateTable('enforcement.file')
    .set({ ...done.patch, version: seq, head_hash: hash })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
  await tell(tx, {
    type: `enforcement.${done.type}`,
    key: `${row.id}:${seq}`,
    districtId: row.district_id,
    at: now.toISOString(),
    body: { fileId: row.id, seq, state, ...(row.case_id ? { caseId: row.case_id } : {}) },
  })
}

/** While a promise waits to be looked at, the case beside it does not close. */
async function keepFromClosing(
  tx: Tx,
  { row, state, now }: { row: FileRecord; state: string; now: Date },
): Promise<void> {
  if (row.case_id === null || state === row.state) return
  const hold = { districtId: row.district_id, caseId: row.case_id, key: row.id }
  if (state === 'promised') await holdCase(tx, { ...hold, by: 'enforcement', now })
  else if (row.state === 'promised') await releaseCase(tx, hold)
}

/** What went on by another way than a re-visit is waited for no longer; it was neither kept nor broken. */
const overtakePromises = (tx: Tx, row: FileRecord) =>
  tx
    .updateTable('enforcement.promise')
    .set({ state: 'overtaken' })
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('state', '=', 'open')
    .execute()

/** Both times by the phone's clock, and when it will have been by ours: so long it lay on the phone. */
export function saidTimes(said: Said, now: Date) {
  const held = Math.max(0, Date.parse(said.sentAt) - Date.parse(said.doneAt))
  return { ...said, aboutAt: new Date(now.getTime() - held).toISOString() }
}

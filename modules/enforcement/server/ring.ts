import { notify } from '#modules/notices/server/index.ts'
import { coordinatorPost, holders, secretaryPost } from '#modules/people/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { FileRecord } from './files/change.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

/** The morning of the last day, when one can still go and look; and a day after it, those above hear. */
const aheadMs = 16 * 3_600_000
const lateMs = 24 * 3_600_000
const dueKinds = ['promise', 'service', 'reinspection', 'decision'] as const
const atOnce = 500

/**
 * Every quarter of an hour: who opened or acted hears on the day that something is due; a day late,
 * the coordinator and the secretary hear. Silence decides nothing. One that fails keeps back no other.
 */
export async function ringFiles(db: Db, now: Date): Promise<{ rung: number; failed: unknown[] }> {
  const due = await db
    .selectFrom('enforcement.file')
    .selectAll()
    .where('due_at', '<=', new Date(now.getTime() + aheadMs))
    .where('ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('rung_at', 'is', null),
        eb.and([
          eb('escalated_at', 'is', null),
          eb('due_at', '<=', new Date(now.getTime() - lateMs)),
        ]),
      ]),
    )
    .orderBy('due_at')
    .limit(atOnce)
    .execute()
  const failed: unknown[] = []
  for (const row of due)
    await transact(db, (tx) => ringOne(tx, row, now)).catch((error: unknown) => failed.push(error)) // oxlint-disable-line no-await-in-loop -- each in its own transaction
  return { rung: due.length - failed.length, failed }
}

/** The job: what could not be rung makes it fail, after everything else has rung. */
export async function ringFilesJob(db: Db, now: Date): Promise<void> {
  const { failed } = await ringFiles(db, now)
  if (failed.length > 0)
    throw new AggregateError(failed, `${failed.length} files could not be rung`)
}

async function ringOne(tx: Tx, seen: FileRecord, now: Date): Promise<void> {
  const row = await tx
    .selectFrom('enforcement.file')
    .selectAll()
    .where('district_id', '=', seen.district_id)
    .where('id', '=', seen.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row?.due_at || row.version !== seen.version || row.ended_at) return
  const isLate = row.due_at.getTime() <= now.getTime() - lateMs
  const kind = isLate ? 'late' : 'due'
  const people = isLate ? await above(tx, row, now) : await doers(tx, row)
  for (const personId of new Set(people)) await tellOne(tx, row, { personId, kind, now }) // oxlint-disable-line no-await-in-loop -- one connection
  await tx
    .updateTable('enforcement.file')
    .set({ rung_at: now, ...(isLate ? { escalated_at: now } : {}) })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
}

/** Whoever took the last step, and whoever opened the file. */
async function doers(tx: Tx, row: FileRecord): Promise<string[]> {
  const last = await tx
    .selectFrom('enforcement.step')
    .select('person_id')
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return [row.opened_by, ...(last?.person_id ? [last.person_id] : [])]
}

async function above(tx: Tx, row: FileRecord, now: Date): Promise<string[]> {
  const area = row.community_code
  const posts =
    area === ''
      ? []
      : [
          await coordinatorPost(tx, row.district_id, area),
          await secretaryPost(tx, row.district_id, area),
        ]
  const people = await doers(tx, row)
  for (const post of posts)
    if (post)
      for (const { personId } of await holders(tx, row.district_id, {
        postId: post.postId,
        on: now,
      }))
        // oxlint-disable-line no-await-in-loop -- one connection
        people.push(personId)
  return people
}

async function tellOne(
  tx: Tx,
  row: FileRecord,
  to: { personId: string; kind: 'due' | 'late'; now: Date },
): Promise<void> {
  const due = dueKinds.find((known) => known === row.due_kind) ?? 'promise'
  const words = (all: Record<string, string>) => ({
    title: all[`enforcement.${to.kind}.${due}`] ?? '',
    body: `${row.title} · ${row.address}`,
  })
  await notify(tx, {
    districtId: row.district_id,
    personId: to.personId,
    kind: `enforcement.${to.kind}`,
    words: { 'zh-CN': words(zh), en: words(en) },
    link: `/console/enforcement/${row.id}`,
    factKey: `${row.id}:${row.version}:${to.kind}`,
    at: to.now,
  })
}

import { sql } from 'kysely'
import { audit } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { Acting } from './acting.ts'
import { historyOf, record } from './history.ts'
import { lockSubject } from './save.ts'

export interface MergeInput {
  id: string
  /** The entry that is joined to the other. */
  subjectId: string
  intoId: string
  reason: string
  baseVersion: number
}

/**
 * Joins a second entry of one thing to the one that stays. Nothing of it is lost: its row, relations
 * and history remain, and whoever names it is led on to the other. Sent twice it is one.
 */
export async function mergeSubject(
  db: Db,
  acting: Pick<Acting, 'caller' | 'now'>,
  input: MergeInput,
): Promise<{ id: string }> {
  const { caller, now } = acting
  const { districtId } = caller
  const { personId } = personOf(caller)
  return transact(db, async (tx) => {
    if (await isMade(tx, districtId, input)) return { id: input.id }
    const { gone, kept } = await lockBoth(tx, acting, input)
    if (gone.id === kept.id) throw invalid('subjects.same_subject')
    if (gone.kind !== kept.kind) throw refused('subjects.kinds_differ')
    if (gone.merged_into !== null || kept.merged_into !== null)
      throw refused('subjects.joined_elsewhere')
    if (gone.version !== input.baseVersion)
      throw refused('subjects.out_of_date', {
        version: gone.version,
        changes: await historyOf(tx, districtId, gone.id, input.baseVersion),
      })
    await tx
      .insertInto('subjects.merge')
      .values({
        district_id: districtId,
        id: input.id,
        gone_id: gone.id,
        kept_id: kept.id,
        reason: input.reason,
        merged_at: now,
        merged_by: personId,
      })
      .execute()
    // The entry and all that were joined to it before now lead to the other.
    await sql`update subjects.subject set root_id = ${kept.id},
        merged_into = case when id = ${gone.id} then ${kept.id}::uuid else merged_into end
      where district_id = ${districtId} and (root_id = ${gone.id})`.execute(tx)
    await tellBoth(tx, acting, { gone, kept, act: 'merged' })
    await audit(tx, caller, {
      act: 'subjects.merged',
      subjectKind: 'subject',
      subjectId: gone.id,
      details: { intoId: kept.id },
      at: now,
    })
    return { id: input.id }
  })
}

async function isMade(tx: Tx, districtId: string, input: MergeInput): Promise<boolean> {
  const made = await tx
    .selectFrom('subjects.merge')
    .select(['gone_id', 'kept_id'])
    .where('district_id', '=', districtId)
    .where('id', '=', input.id)
    .executeTakeFirst()
  if (!made) return false
  if (made.gone_id !== input.subjectId || made.kept_id !== input.intoId)
    throw refused('subjects.id_taken')
  return true
}

/** In the order of their ids, so that two who join the same pair the other way round do not wait forever. */
async function lockBoth(tx: Tx, acting: Pick<Acting, 'caller'>, input: MergeInput) {
  const rows = new Map<string, Awaited<ReturnType<typeof lockSubject>>>()
  for (const id of [input.subjectId, input.intoId].sort())
    rows.set(id, await lockSubject(tx, acting, id)) // oxlint-disable-line no-await-in-loop -- in order
  const gone = rows.get(input.subjectId)
  const kept = rows.get(input.intoId)
  if (!gone || !kept) throw notFound('subjects.subject_not_found')
  return { gone, kept }
}

interface Pair {
  gone: { id: string; name: string }
  kept: { id: string; name: string }
  act: 'merged' | 'merge_undone'
}

const joinedWith = (name: string) => [{ field: 'joined', before: '', after: name }]

/** Each tells of the other by what is shown of it anyhow. */
async function tellBoth(
  tx: Tx,
  acting: Pick<Acting, 'caller' | 'now'>,
  { gone, kept, act }: Pair,
): Promise<void> {
  await record(tx, acting, {
    subjectId: gone.id,
    act,
    source: 'desk',
    fields: joinedWith(kept.name),
  })
  await record(tx, acting, {
    subjectId: kept.id,
    act,
    source: 'desk',
    fields: joinedWith(gone.name),
  })
}

/** Takes two entries apart again: each is as it was, with what was done to it since. */
export async function undoMerge(
  db: Db,
  acting: Pick<Acting, 'caller' | 'now'>,
  mergeId: string,
): Promise<{ id: string }> {
  const { caller, now } = acting
  const { districtId } = caller
  const { personId } = personOf(caller)
  return transact(db, async (tx) => {
    const merge = await tx
      .selectFrom('subjects.merge')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('id', '=', mergeId)
      .forUpdate()
      .executeTakeFirst()
    if (!merge) throw notFound('subjects.merge_not_found')
    const gone = await lockSubject(tx, acting, merge.gone_id)
    const kept = await lockSubject(tx, acting, merge.kept_id)
    if (merge.undone_at !== null) return { id: mergeId }
    await tx
      .updateTable('subjects.merge')
      .set({ undone_at: now, undone_by: personId })
      .where('district_id', '=', districtId)
      .where('id', '=', mergeId)
      .execute()
    // Whatever leads through the entry leads to it again, and no further.
    await sql`with recursive led as (
        select id from subjects.subject where district_id = ${districtId} and id = ${gone.id}
        union all
        select s.id from subjects.subject s join led on s.merged_into = led.id
        where s.district_id = ${districtId})
      update subjects.subject s set root_id = ${gone.id},
        merged_into = case when s.id = ${gone.id} then null else s.merged_into end
      from led where s.district_id = ${districtId} and s.id = led.id`.execute(tx)
    await tellBoth(tx, acting, { gone, kept, act: 'merge_undone' })
    await audit(tx, caller, {
      act: 'subjects.merge_undone',
      subjectKind: 'subject',
      subjectId: gone.id,
      details: { fromId: kept.id },
      at: now,
    })
    return { id: mergeId }
  })
}

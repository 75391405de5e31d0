import { sql } from 'kysely'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { ReasonEdit, ReasonView } from '../contract/index.ts'
import type { ReasonKind } from '../domain/matter.ts'
import { historyOf, nextVersion, recordChange, type Editing } from './revisions.ts'

const select = (db: Db, districtId: string) =>
  db
    .selectFrom('catalogue.reason')
    .where('district_id', '=', districtId)
    .select((eb) => [
      eb.ref('kind').$castTo<ReasonKind>().as('kind'),
      'code',
      'name',
      'name_en as nameEn',
      'door',
      'door_en as doorEn',
      'active',
      'position',
      'version',
    ])

/** A reason of the district; undefined where it is absent or retired, so that it cannot be chosen. */
export async function reasonOf(
  db: Db,
  districtId: string,
  kind: ReasonKind,
  code: string,
): Promise<ReasonView | undefined> {
  return select(db, districtId)
    .where('kind', '=', kind)
    .where('code', '=', code)
    .where('active', '=', true)
    .executeTakeFirst()
}

/** The reasons of one kind, or all. */
export async function listReasons(
  db: Db,
  districtId: string,
  kind?: ReasonKind,
): Promise<ReasonView[]> {
  return select(db, districtId)
    .$if(kind !== undefined, (q) => q.where('kind', '=', kind!))
    .orderBy('kind')
    .orderBy('position')
    .orderBy('code')
    .execute()
}

/** Edits a reason or adds one. Reasons are retired, never removed: cases name them. */
export async function editReason(
  db: Db,
  ref: { kind: ReasonKind; code: string },
  edit: ReasonEdit & { baseVersion: number | null },
  editing: Editing,
): Promise<ReasonView> {
  const { districtId } = editing.caller
  return transact(db, async (tx) => {
    const one = select(tx, districtId).where('kind', '=', ref.kind).where('code', '=', ref.code)
    const before = await one.forUpdate().executeTakeFirst()
    if (!before && edit.baseVersion !== null) throw notFound('catalogue.reason_not_found')
    const at = { districtId, subject: 'reason' as const, key: `${ref.kind}/${ref.code}` }
    const version = await nextVersion(tx, at, before?.version, edit.baseVersion)
    const row = {
      name: edit.name,
      name_en: edit.nameEn,
      door: edit.door,
      door_en: edit.doorEn,
      active: edit.active,
      version,
    }
    await tx
      .insertInto('catalogue.reason')
      .values({
        district_id: districtId,
        ...ref,
        ...row,
        position: await lastPlace(tx, districtId, ref.kind),
      })
      .onConflict((c) => c.columns(['district_id', 'kind', 'code']).doUpdateSet(row))
      .execute()
    const after = await one.executeTakeFirstOrThrow()
    await recordChange(tx, editing, { ...at, version, before: before ?? null, after })
    return after
  })
}

async function lastPlace(tx: Tx, districtId: string, kind: ReasonKind): Promise<number> {
  const { last } = await tx
    .selectFrom('catalogue.reason')
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .select(sql<number>`coalesce(max(position), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  return last + 1
}

/** Puts the reasons of a kind into another order; 409 where somebody else has moved or added one. */
export async function orderReasons(
  db: Db,
  kind: ReasonKind,
  order: { codes: string[]; seen: string[] },
  editing: Editing,
): Promise<ReasonView[]> {
  const { districtId } = editing.caller
  return transact(db, async (tx) => {
    await tx
      .selectFrom('catalogue.reason')
      .select('code')
      .where('district_id', '=', districtId)
      .where('kind', '=', kind)
      .orderBy('code')
      .forUpdate()
      .execute()
    const there = (await listReasons(tx, districtId, kind)).map((r) => r.code)
    if (there.join() !== order.seen.join()) throw refused('catalogue.out_of_date', { since: [] })
    if (there.toSorted().join() !== order.codes.toSorted().join())
      throw invalid('catalogue.not_the_same_reasons')
    for (const [index, code] of order.codes.entries())
      // oxlint-disable-next-line no-await-in-loop -- a dozen rows on one connection
      await tx
        .updateTable('catalogue.reason')
        .set({ position: index + 1 })
        .where('district_id', '=', districtId)
        .where('kind', '=', kind)
        .where('code', '=', code)
        .execute()
    const at = { districtId, subject: 'reason_order' as const, key: kind }
    const [last] = await historyOf(tx, districtId, at.subject, kind)
    await recordChange(tx, editing, {
      ...at,
      version: (last?.version ?? 0) + 1,
      before: { order: there },
      after: { order: order.codes },
    })
    return listReasons(tx, districtId, kind)
  })
}

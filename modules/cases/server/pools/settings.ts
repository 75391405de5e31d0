import { audit, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import type { PoolView, savePool as contract } from '../../contract/pools.ts'
import type { z } from 'zod'
import { checkMembers } from './pool.ts'
import { membersOf, readPool } from './parts.ts'

type Given = z.output<typeof contract.body>

/** Every pool with its members and how fairly they are asked. */
export async function listPools(db: Db, caller: Caller, now: Date) {
  const rows = await db
    .selectFrom('cases.pool')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .orderBy('name')
    .execute()
  const members = await membersOf(db, caller.districtId, { poolIds: rows.map((r) => r.id), now })
  const { organisations } = await nameOf(db, caller.districtId, {
    organisationIds: [...members.values()].flat().map((m) => m.unitId),
  })
  const pools = rows.map((row): PoolView => ({
    id: row.id,
    name: row.name,
    kind: row.kind as PoolView['kind'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    mode: row.mode === 'turns' ? 'turns' : 'open',
    claimMinutes: row.claim_minutes,
    cap: row.cap,
    active: row.active,
    version: row.version,
    members: (members.get(row.id) ?? []).map((m) => ({
      unitId: m.unitId,
      unitName: organisations.get(m.unitId) ?? '',
      cap: m.ownCap,
      absentFrom: m.absentFrom,
      absentUntil: m.absentUntil,
      absent: m.absent,
      load: m.load,
      offered: m.offered,
      claimed: m.claimed,
      done: m.done,
    })),
  }))
  return { pools, allowed: caller.verbs.has('settings.edit') ? ['edit' as const] : [] }
}

/** Makes a pool or changes it; members keep their counts, those left out are retired. */
export async function savePool(
  db: Db,
  caller: Caller,
  { poolId, now, ...given }: Given & { poolId: string; now: Date },
): Promise<void> {
  const { districtId } = caller
  try {
    await transact(db, async (tx) => {
      await checkMembers(
        tx,
        districtId,
        given.members.map((m) => m.unitId),
      )
      const before = await readPool(tx, districtId, poolId)
      await savePoolRow(tx, { districtId, poolId, version: before?.version ?? null }, given)
      await saveMembers(tx, { districtId, poolId }, given.members)
      await audit(tx, caller, {
        act: 'cases.pool_saved',
        subjectKind: 'pool',
        subjectId: poolId,
        at: now,
        details: { before: before ?? null, after: given },
      })
    })
  } catch (error) {
    if (brokenConstraint(error) === 'pool_name_taken') throw invalid('cases.pool_name_taken')
    throw error
  }
}

async function savePoolRow(
  tx: Tx,
  at: { districtId: string; poolId: string; version: number | null },
  { baseVersion, ...given }: Given,
): Promise<void> {
  if (baseVersion !== at.version)
    throw refused('cases.out_of_date', { version: at.version, since: [] })
  const values = {
    name: given.name,
    kind: given.kind,
    mode: given.mode,
    claim_minutes: given.claimMinutes,
    cap: given.cap,
    active: given.active,
  }
  if (at.version === null) {
    await tx
      .insertInto('cases.pool')
      .values({ district_id: at.districtId, id: at.poolId, ...values })
      .execute()
    return
  }
  const changed = await tx
    .updateTable('cases.pool')
    .set({ ...values, version: at.version + 1 })
    .where('district_id', '=', at.districtId)
    .where('id', '=', at.poolId)
    .where('version', '=', at.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refused('cases.out_of_date', { version: at.version + 1, since: [] })
}

async function saveMembers(
  tx: Tx,
  at: { districtId: string; poolId: string },
  members: Given['members'],
): Promise<void> {
  await tx
    .updateTable('cases.pool_member')
    .set({ active: false })
    .where('district_id', '=', at.districtId)
    .where('pool_id', '=', at.poolId)
    .execute()
  for (const [index, member] of members.entries()) {
    const set = {
      position: index + 1,
      cap: member.cap,
      absent_from: member.absentFrom,
      absent_until: member.absentUntil,
      active: true,
    }
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await tx
      .insertInto('cases.pool_member')
      .values({
        district_id: at.districtId,
        pool_id: at.poolId,
        unit_id: member.unitId,
        ...set,
      })
      .onConflict((c) => c.columns(['district_id', 'pool_id', 'unit_id']).doUpdateSet(set))
      .execute()
  }
}

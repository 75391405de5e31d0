import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import type { ProposalKind } from '../../contract/index.ts'
import { orderTraining } from './jobs.ts'
import { putInPlace } from './store.ts'

/** A person puts a version in place, newer or older; refused where another stands than was seen. */
export async function placeModel(
  db: Db,
  caller: Caller,
  order: { kind: ProposalKind; version: number; standing: number | null; now: Date },
): Promise<void> {
  const { districtId } = caller
  const { kind, version, now } = order
  await transact(db, async (tx) => {
    const rows = await tx
      .selectFrom('reading.model')
      .select(['version', 'in_place'])
      .where('district_id', '=', districtId)
      .where('kind', '=', kind)
      .forUpdate()
      .execute()
    if (!rows.some((row) => row.version === version)) throw notFound('reading.model_not_found')
    const standing = rows.find((row) => row.in_place)?.version ?? null
    if (standing === version) return
    if (standing !== order.standing) throw refused('reading.out_of_date', { standing })
    await putInPlace(tx, { districtId, kind, version }, { now, by: caller.personId })
    await audit(tx, caller, {
      act: 'reading.model_placed',
      subjectKind: 'model',
      at: now,
      details: { kind, version, before: standing },
    })
  })
}

/** Learns again as soon as a worker is free. */
export async function orderByPerson(db: Db, caller: Caller, now: Date): Promise<void> {
  await transact(db, async (tx) => {
    await orderTraining(tx, caller.districtId, caller.personId)
    await audit(tx, caller, { act: 'reading.training_ordered', subjectKind: 'district', at: now })
  })
}

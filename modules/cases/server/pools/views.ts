import { sql } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { PoolEntryView } from '../../contract/pools.ts'
import { actorOf } from '../change.ts'
import { visibleTo } from '../scope.ts'
import { titleFor } from '../views.ts'

/** Cases that wait in pools: in the scope, or offered to the caller's own unit. */
export async function poolEntries(
  db: Db,
  caller: Caller,
  of: { caseId?: string } = {},
): Promise<PoolEntryView[]> {
  const rows = await rowsOf(db, caller, of)
  if (rows.length === 0) return []
  const offers = await db
    .selectFrom('cases.pool_offer')
    .selectAll()
    .where('district_id', '=', caller.districtId)
    .where(
      'entry_id',
      'in',
      rows.map((r) => r.id),
    )
    .orderBy('offered_at')
    .execute()
  const { organisations } = await nameOf(db, caller.districtId, {
    organisationIds: offers.map((o) => o.unit_id),
  })
  const byEntry = groupBy(offers, (o) => o.entry_id)
  const own = new Set(actorOf(caller).unitIds)
  return rows.map((row) => {
    const all = byEntry.get(row.id) ?? []
    const asked = all.some((o) => own.has(o.unit_id) && o.answer === null)
    const allowed: PoolEntryView['allowed'] = []
    if (asked && caller.verbs.has('cases.accept')) allowed.push('claim', 'pass')
    if (row.visible && caller.verbs.has('cases.dispatch')) allowed.push('withdraw')
    return {
      id: row.id,
      poolId: row.pool_id,
      poolName: row.pool_name,
      caseId: row.case_id,
      caseLink: row.visible ? row.case_id : null,
      title: titleFor(row, row.visible ? caller.verbs : new Set()),
      shortCode: row.short_code,
      address: row.address,
      matterName: row.matter_name,
      urgency: row.urgency,
      putAt: row.put_at.toISOString(),
      until: row.until.toISOString(),
      // How others answered is for the desk.
      offers: (row.visible ? all : all.filter((o) => own.has(o.unit_id))).map((o) => ({
        unitName: organisations.get(o.unit_id) ?? '',
        answer: o.answer as PoolEntryView['offers'][number]['answer'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      })),
      allowed,
    }
  })
}

function rowsOf(db: Db, caller: Caller, of: { caseId?: string }) {
  const units = actorOf(caller).unitIds
  const asked = sql<boolean>`exists (select from cases.pool_offer o
    where o.district_id = e.district_id and o.entry_id = e.id and o.answer is null
      and o.unit_id = any(${[...units]}::uuid[]))`
  return db
    .selectFrom('cases.pool_entry as e')
    .innerJoin('cases.pool as p', (j) =>
      j.onRef('p.district_id', '=', 'e.district_id').onRef('p.id', '=', 'e.pool_id'),
    )
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'e.district_id').onRef('c.id', '=', 'e.case_id'),
    )
    .selectAll('e')
    .select(['p.name as pool_name', 'c.title', 'c.short_code', 'c.address', 'c.matter_name'])
    .select(['c.urgency', 'c.confidential', visibleTo(caller).as('visible')])
    .where('e.district_id', '=', caller.districtId)
    .where('e.state', '=', 'waiting')
    .where('c.status', '=', 'filed')
    .where((eb) => eb.or([visibleTo(caller), asked]))
    .$if(of.caseId !== undefined, (q) => q.where('e.case_id', '=', of.caseId!))
    .orderBy('e.until')
    .limit(200)
    .execute()
}

/** Where a case waits, and the pools into which this caller may put it. */
export async function poolsOfCase(db: Db, caller: Caller, caseId: string) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select(['c.version', 'c.status'])
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  const [entry] = await poolEntries(db, caller, { caseId })
  const may = caller.verbs.has('cases.dispatch') && kase.status === 'filed' && !entry
  const pools = may
    ? await db
        .selectFrom('cases.pool')
        .select(['id', 'name'])
        .where('district_id', '=', caller.districtId)
        .where('active', '=', true)
        .orderBy('name')
        .execute()
    : []
  return { entry: entry ?? null, version: kase.version, mayPut: pools }
}

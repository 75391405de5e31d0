import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { onDatabase, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, id, later } from '#testing/small-district.ts'
import { runMany, type ManyOrder } from './many/many.ts'
import { letSee } from './sight.ts'
import { issueSupervision } from './supervision/supervise.ts'

/** Filed cases, one beside the other. */
async function filed(db: Db, count: number): Promise<string[]> {
  const ids: string[] = []
  /* oxlint-disable no-await-in-loop -- one after the other */
  for (let n = 0; n < count; n++) {
    const { caseId } = await report(db, { words: `停电 ${n}` })
    await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    ids.push(caseId)
  }
  /* oxlint-enable no-await-in-loop */
  return ids
}

const supervise = async (db: Db, name: string, of: { unit: string; caseIds: readonly string[] }) =>
  issueSupervision(db, {
    caller: await as(db, 'zhao'),
    now: later(60),
    id: id(`supervision/${name}`),
    cases: of.caseIds.map((caseId) => ({ caseId, baseVersion: null })),
    unitId: id(of.unit),
    grade: 'urgent',
    words: '请说明',
    dueAt: later(60 + 24 * 60),
  })

const order = (name: string, caseIds: readonly string[]): ManyOrder & { id: string } => ({
  id: id(`many/${name}`),
  act: 'dispatch',
  unitId: null,
  masterId: null,
  templateId: null,
  words: '',
  rows: caseIds.map((caseId) => ({ caseId, baseVersion: 2 })),
})

/** Whoever sees a case by its rows sees it by its words, and the other way round. */
async function demandSame(db: Db): Promise<void> {
  const { rows } = await sql<{ seen: string[]; sight: string[] }>`
    select array(select unnest(c.seen_by) order by 1) as seen,
      array(select s.unit_id::text from cases.sight s
        where s.district_id = c.district_id and s.case_id = c.id order by 1) as sight
    from cases.case c`.execute(db)
  for (const { seen, sight } of rows) expect(seen).toEqual(sight)
}

describe('units that come to see cases at the same time', () => {
  useDatabase()

  onDatabase('wait for each other in no ring, whatever the order', async (db) => {
    await foundDistrict(db)
    const ids = await filed(db, 6)
    const back = ids.toReversed()
    const wang = { caller: await as(db, 'wang'), now: later(30) }
    // Every one ends well or with a reason; a ring would be a fault of the database.
    const done = await Promise.all([
      supervise(db, 'a', { unit: 'municipal', caseIds: ids }),
      supervise(db, 'b', { unit: 'greening', caseIds: back }),
      supervise(db, 'c', { unit: 'municipal', caseIds: back }),
      supervise(db, 'd', { unit: 'greening', caseIds: ids }),
      runMany(db, order('a', ids), wang),
      runMany(db, order('b', ids), wang),
      runMany(db, order('c', back), wang),
      runMany(db, order('d', back), wang),
    ])
    for (const many of done.slice(4))
      for (const row of many?.rows ?? [])
        expect([undefined, 'cases.out_of_date']).toContain(row.problem?.code)
    await demandSame(db)
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from cases.sight where case_id = any(${ids}::uuid[])
        and unit_id in (${id('municipal')}, ${id('greening')})`.execute(db)
    expect(rows[0]?.n).toBe(12)
  })

  onDatabase('are all noted, though nothing but their noting holds the case', async (db) => {
    await foundDistrict(db)
    const [caseId] = await filed(db, 1)
    const kase = await db
      .selectFrom('cases.case')
      .select(['id', 'district_id'])
      .where('id', '=', caseId!)
      .executeTakeFirstOrThrow()
    const units = ['municipal', 'greening'].map((name) => id(name))
    await Promise.all(
      [units, units.toReversed(), units.slice(1), units.slice(0, 1)].map((some) =>
        db.transaction().execute((tx) => letSee(tx, kase, some)),
      ),
    )
    await demandSame(db)
  })
})

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { does, handled, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { districtId, foundDistrict, later } from '#testing/small-district.ts'
import * as desk from './desk.ts'
import { checkLedger, listRoots, makeDailyRoot } from './roots.ts'

const day = (n: number) => later(n * 24 * 60)
const fine = { brokenCases: [], brokenRoots: [] }

/** Two cases over three days, with a root at the end of each. */
async function threeDays(db: Db): Promise<string> {
  await foundDistrict(db)
  const { caseId } = await handled(db)
  await makeDailyRoot(db, districtId, day(1))
  const two = await report(db, {}, day(1))
  await makeDailyRoot(db, districtId, day(2))
  await desk.note(db, {
    ...(await does(db, 'chen', two.caseId, 2 * 24 * 60 + 5)),
    words: '已联系',
    photos: [],
    public: false,
  })
  await makeDailyRoot(db, districtId, day(3))
  return caseId
}

describe('the record of a district', () => {
  useDatabase()

  inTransaction('is found whole, and a root is made once a day', async (tx) => {
    await threeDays(tx)
    const check = await checkLedger(tx, districtId)
    expect(check).toEqual({ cases: 2, events: 7, roots: 3, ...fine })
    const before = await listRoots(tx, districtId)
    await makeDailyRoot(tx, districtId, later(3 * 24 * 60 + 30))
    expect(await listRoots(tx, districtId)).toEqual(before)
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from cases.root_entry group by day order by day`.execute(tx)
    expect(rows.map((r) => r.n)).toEqual([1, 1, 1])
  })

  inTransaction('shows a changed event', async (tx) => {
    const caseId = await threeDays(tx)
    await sql`update cases.event set body = body || '{"words":"别的话"}' where case_id = ${caseId} and seq = 2`.execute(
      tx,
    )
    expect(await checkLedger(tx, districtId)).toMatchObject({
      brokenCases: [{ brokenAt: 2 }],
      brokenRoots: [],
    })
  })

  inTransaction('shows a cut tail, even where the case row was cut with it', async (tx) => {
    const caseId = await threeDays(tx)
    await sql`delete from cases.event where case_id = ${caseId} and seq = 5`.execute(tx)
    expect((await checkLedger(tx, districtId)).brokenCases).toMatchObject([{ brokenAt: 5 }])
    await sql`update cases.case set version = 4, head_hash = (select hash from cases.event e
      where e.case_id = ${caseId} and e.seq = 4) where id = ${caseId}`.execute(tx)
    const [first] = (await listRoots(tx, districtId)).toReversed()
    expect(await checkLedger(tx, districtId)).toMatchObject({
      brokenCases: [],
      brokenRoots: [{ day: first?.day, why: 'events' }],
    })
  })

  inTransaction(
    'shows entries and roots that were rewritten, by roots kept elsewhere',
    async (tx) => {
      await threeDays(tx)
      const kept = await listRoots(tx, districtId)
      await sql`update cases.root_entry set hash = repeat('0', 64) where day = ${kept[1]?.day ?? ''}`.execute(
        tx,
      )
      expect((await checkLedger(tx, districtId)).brokenRoots).toEqual([
        { day: kept[1]?.day, why: 'entries' },
      ])
      await sql`delete from cases.root_entry`.execute(tx)
      await sql`delete from cases.daily_root`.execute(tx)
      await makeDailyRoot(tx, districtId, day(3))
      expect(await checkLedger(tx, districtId)).toMatchObject(fine)
      const against = await checkLedger(tx, districtId, kept)
      expect(against.brokenRoots.map((r) => r.why)).toEqual(['kept', 'kept', 'kept'])
    },
  )

  inTransaction('is read out by the audit administrator alone', async (tx) => {
    await threeDays(tx)
    await sql`update people.post_kind set verbs = verbs || '{audit.read}'::text[] where code = 'district_centre'`.execute(
      tx,
    )
    const app = await serverOn(tx)
    const url = '/api/cases/roots'
    const audit = { cookie: await signIn(app, tx, 'centre'), 'x-gongzhi': '1' }
    const clerk = { cookie: await signIn(app, tx, 'chen') }
    expect((await app.inject({ url, headers: clerk })).statusCode).toBe(403)
    const list = (await app.inject({ url, headers: audit })).json<{
      rows: { day: string; root: string }[]
    }>()
    expect(list.rows).toHaveLength(3)
    const check = await app.inject({
      method: 'POST',
      url: `${url}/check`,
      headers: audit,
      payload: { kept: list.rows.map(({ day: d, root }) => ({ day: d, root })) },
    })
    expect(check.json()).toMatchObject({ cases: 2, ...fine })
  })
})

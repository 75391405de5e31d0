import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aReason, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, later } from '#testing/small-district.ts'
import { announce } from './announce.ts'
import { checkChain } from './events.ts'
import * as desk from './desk.ts'
import { listCases } from './lists.ts'
import { mindSuspensions } from './suspensions.ts'
import * as unit from './unit.ts'

const minutes = (days: number) => days * 24 * 60
const day = (n: number) => later(minutes(n))

/** At the lamps' unit, and suspended half an hour after it asked, mostly in the first hour; Wang granted it. */
async function suspended(db: Db, resumeAt: Date | null, askedAt = 30): Promise<string> {
  const { caseId } = await report(db)
  await desk.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await desk.dispatch(db, { ...(await does(db, 'wang', caseId, 6)), unitId: null, words: '' })
  await unit.acceptTask(db, await does(db, 'zhou', caseId, 7))
  await unit.askRequest(db, {
    ...(await does(db, 'zhou', caseId, askedAt)),
    kind: 'suspension',
    reasonCode: await aReason(db, 'suspension'),
    words: '等管线改造',
    extension: null,
    resumeAt,
  })
  const { id: requestId } = await db
    .selectFrom('cases.request')
    .select('id')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  await unit.decideRequest(db, {
    ...(await does(db, 'wang', caseId, askedAt + 30)),
    requestId,
    grant: true,
    words: '',
  })
  return caseId
}

const caseNow = (db: Db, caseId: string) =>
  db
    .selectFrom('cases.case')
    .select(['paused', 'due_at', 'version'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()

async function tellLast(db: Db, caseId: string): Promise<void> {
  const event = await db
    .selectFrom('cases.event')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await announce(db, {
    type: event.type,
    key: `${caseId}:${event.seq}`,
    districtId,
    at: event.at.toISOString(),
    body: { caseId, seq: event.seq },
  })
}

/** Who heard, by name, once for each notice. */
async function heard(db: Db, kind: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select p.name from notices.notice n join people.person p
      on p.district_id = n.district_id and p.id = n.person_id
    where n.kind = ${kind} order by n.at, p.name`.execute(db)
  return rows.map((row) => row.name)
}

const saySetting = (db: Db, suspension: object) =>
  sql`update places.district set settings = settings ||
    ${JSON.stringify({ cases: { suspension } })}::jsonb`.execute(db)

describe('a suspension', () => {
  useDatabase()

  inTransaction('ends by itself at its date, by nobody, and both sides hear of it', async (tx) => {
    await foundDistrict(tx)
    const caseId = await suspended(tx, day(10))
    expect(await caseNow(tx, caseId)).toMatchObject({ paused: true, due_at: null })
    expect(await mindSuspensions(tx, day(9.9))).toEqual({ resumed: 0, reminded: 0 })
    expect(await mindSuspensions(tx, day(10))).toEqual({ resumed: 1, reminded: 0 })
    const { paused, due_at, version } = await caseNow(tx, caseId)
    expect([paused, due_at !== null && due_at > day(10)]).toEqual([false, true])
    const event = await tx
      .selectFrom('cases.event')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('seq', '=', version)
      .executeTakeFirstOrThrow()
    expect(event).toMatchObject({
      type: 'case.resumed',
      person_id: null,
      body: { why: 'date', promise: { kind: 'handle' } },
    })
    expect(await mindSuspensions(tx, day(11))).toEqual({ resumed: 0, reminded: 0 })
    await tellLast(tx, caseId)
    await tellLast(tx, caseId)
    expect((await heard(tx, 'case.resumed')).toSorted()).toEqual(['ma', 'wang', 'zhou'])
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ brokenAt: null })
  })

  inTransaction('is left to people where the district says so, who are reminded', async (tx) => {
    await foundDistrict(tx)
    await saySetting(tx, { atDate: 'remind' })
    const caseId = await suspended(tx, day(10))
    expect(await mindSuspensions(tx, day(10))).toEqual({ resumed: 0, reminded: 1 })
    expect(await mindSuspensions(tx, day(11))).toEqual({ resumed: 0, reminded: 0 })
    expect(await caseNow(tx, caseId)).toMatchObject({ paused: true })
    expect(await heard(tx, 'case.suspension_stands')).toEqual(['wang', 'zhao'])
  })

  inTransaction('without a date is brought up every week once it is old', async (tx) => {
    await foundDistrict(tx)
    const caseId = await suspended(tx, null)
    expect(await mindSuspensions(tx, day(29))).toEqual({ resumed: 0, reminded: 0 })
    const reminded = []
    for (let n = 31; n <= 45; n++) reminded.push((await mindSuspensions(tx, day(n))).reminded)
    expect(reminded.flatMap((n, index) => (n === 1 ? [index + 31] : []))).toEqual([31, 38, 45])
    expect(await heard(tx, 'case.suspension_stands')).toHaveLength(6)
    // Once resumed by hand there is nothing to bring up.
    await unit.resume(tx, { ...(await does(tx, 'wang', caseId, minutes(46))), words: '' })
    expect(await mindSuspensions(tx, day(60))).toEqual({ resumed: 0, reminded: 0 })
  })

  inTransaction('stands still, and stays late, where it was late before', async (tx) => {
    await foundDistrict(tx)
    await saySetting(tx, { atDate: 'resume', mostDays: 30 })
    const caseId = await suspended(tx, day(30), minutes(20))
    const still = await caseNow(tx, caseId)
    expect(still.paused).toBe(true)
    expect(still.due_at && still.due_at < day(20)).toBe(true)
    const asked = { view: 'overdue' as const, limit: 50 }
    const late = await listCases(tx, await as(tx, 'centre'), asked, day(21))
    expect(late.rows.map((r) => [r.id, r.overdue])).toEqual([[caseId, true]])
    expect(await mindSuspensions(tx, day(31))).toMatchObject({ resumed: 1 })
    expect((await caseNow(tx, caseId)).paused).toBe(false)
  })
})

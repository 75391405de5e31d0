import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aReason, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  community,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
  type Name,
} from '#testing/small-district.ts'
import { levels, whoHears } from '../domain/escalation.ts'
import { alarms, ringClocks } from './alarms.ts'
import { hearersOf, hearersOfMany } from './hearers.ts'
import * as desk from './desk.ts'
import * as unit from './unit.ts'

/** Filed, and dispatched to the unit of greening, which has one specialist and no manager. */
async function atGreening(db: Db): Promise<string> {
  const { caseId } = await report(db)
  await desk.file(db, { ...(await does(db, 'chen', caseId, 1)), matter: lampMatter, words: '' })
  await desk.dispatch(db, {
    ...(await does(db, 'wang', caseId, 2)),
    unitId: id('greening'),
    words: '',
  })
  return caseId
}

const leaves = (db: Db, name: Name) =>
  sql`delete from people.holding where person_id = ${id(name)}`.execute(db)

/** Who heard of a level, by name. */
async function heard(db: Db, level: string): Promise<string[]> {
  const rows = await db
    .selectFrom('notices.notice as n')
    .innerJoin('people.person as p', (join) =>
      join.onRef('p.district_id', '=', 'n.district_id').onRef('p.id', '=', 'n.person_id'),
    )
    .select('p.name')
    .distinct()
    .where('n.kind', '=', `case.${level}`)
    .orderBy('p.name')
    .execute()
  return rows.map((row) => row.name)
}

const days = (n: number) => later(n * 24 * 60)

describe('escalation', () => {
  useDatabase()

  inTransaction('rings each level once for each clock, whatever was missed', async (tx) => {
    await foundDistrict(tx)
    await atGreening(tx)
    // Nobody was there for weeks; every sweep makes up one level.
    for (let n = 0; n < 12; n++) await ringClocks(tx, days(30 + n))
    const { rows } = await sql<{ clock_id: string; level: string; n: number }>`
      select clock_id, level, count(*)::int as n from cases.escalation group by 1, 2`.execute(tx)
    const clocks = new Set(rows.map((r) => r.clock_id))
    expect(clocks.size).toBe(2)
    expect(rows).toHaveLength(2 * levels.length)
    expect(rows.every((r) => r.n === 1)).toBe(true)
    const { rows: twice } = await sql`
      select person_id, fact_key from notices.notice group by 1, 2 having count(*) > 1`.execute(tx)
    expect(twice).toEqual([])
    expect(await ringClocks(tx, days(60))).toEqual({ rung: 0, failed: [] })
  })

  inTransaction('passes an empty post upward, so that somebody always hears', async (tx) => {
    await foundDistrict(tx)
    await atGreening(tx)
    const sweepTo = async (level: string) => {
      for (let n = 0; n < 12 && (await heard(tx, level)).length === 0; n++)
        await ringClocks(tx, days(30 + n))
      return heard(tx, level)
    }
    expect(await sweepTo('reminder')).toEqual(['sun'])
    await leaves(tx, 'sun')
    expect(await sweepTo('yellow')).toEqual(['wang'])
    // No manager there: the coordinator; without a coordinator the secretary; then the district.
    expect(await sweepTo('manager')).toEqual(['wang'])
    await leaves(tx, 'wang')
    expect(await sweepTo('coordinator')).toEqual(['zhao'])
    await leaves(tx, 'zhao')
    expect(await sweepTo('secretary')).toEqual(['centre'])
    expect(await sweepTo('street')).toEqual(['centre'])
    expect(await sweepTo('district')).toEqual(['centre'])
  })

  inTransaction('lets a sweep find the same people as one who asks alone', async (tx) => {
    await foundDistrict(tx)
    await leaves(tx, 'wang')
    const many = hearersOfMany()
    const units = [null, id('greening'), id('municipal')]
    for (const { level } of levels)
      for (const stage of ['receive', 'verify', 'accept', 'request', 'ruling'] as const)
        for (const communityCode of ['', community, `${districtId}001099`, '999999999999'])
          for (const unitId of units) {
            const of = { districtId, unitId, communityCode, on: monday }
            const kinds = whoHears(level, stage)
            // oxlint-disable-next-line no-await-in-loop -- one connection
            expect(await many(tx, kinds, of)).toEqual(await hearersOf(tx, kinds, of))
          }
  })

  inTransaction(
    'lets a request wait a quarter of what is left, for whoever decides',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atGreening(tx)
      await unit.acceptTask(tx, await does(tx, 'sun', caseId, 2))
      await unit.askRequest(tx, {
        ...(await does(tx, 'sun', caseId, 2)),
        kind: 'extension',
        reasonCode: await aReason(tx, 'extension'),
        words: '等苗木',
        extension: { value: 1, unit: 'WORK_DAY' },
        resumeAt: null,
      })
      // Two working days were left but for a minute: four hours of duty, over lunch.
      const clock = await tx
        .selectFrom('cases.clock')
        .select(['due_at', 'time_limit'])
        .where('stage', '=', 'request')
        .executeTakeFirstOrThrow()
      expect(clock.time_limit).toEqual({ unit: 'MINUTE', value: 240, duty: true })
      expect(clock.due_at).toEqual(new Date('2026-03-16T16:02:00+08:00'))
      await ringClocks(tx, new Date('2026-03-16T16:03:00+08:00'))
      expect(await heard(tx, 'reminder')).toContain('wang')
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from notices.notice n
      join cases.clock k on n.fact_key like k.id::text || ':%'
      where k.stage = 'request' and n.person_id = ${id('sun')}`.execute(tx)
      expect(rows).toEqual([{ n: 0 }])
    },
  )

  inTransaction('goes on past five hundred clocks, and past one that fails', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await sql`insert into cases.clock (district_id, id, case_id, stage, time_limit, started_at, due_at,
        policy_version, calendar_version, next_level, next_alarm_at)
      select district_id, gen_random_uuid(), case_id, stage, time_limit, started_at, due_at,
        policy_version, case when n = 7 then 99 else calendar_version end, next_level, next_alarm_at
      from cases.clock, generate_series(1, 560) n where case_id = ${caseId}`.execute(tx)
    const { rung, failed } = await ringClocks(tx, later(8))
    expect([rung, failed.length]).toEqual([560, 1])
    expect(failed[0]?.error).toMatchObject({ code: 'catalogue.calendar_not_found' })
    await expect(alarms(tx, later(8))).rejects.toThrow('1 clocks could not be rung')
    expect(await ringClocks(tx, later(8))).toMatchObject({ rung: 0 })
  })
})

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Cell } from '#platform/server/spreadsheet/index.ts'
import { does, following, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { rateNames, shareOf } from '../domain/measures.ts'
import { casesBehind, measure } from './measures.ts'
import { measuresSheet } from './sheet.ts'
import { trends } from './trends.ts'
import { freezeMonth, readStatement } from './statements.ts'

const march = { from: '2026-03-01', until: '2026-03-31' }
/** 30 working days on: whatever was promised in March is past. */
const longAfter = later(60 * 24 * 45)

const ask = async (db: Db, name: Name, filters: Record<string, string> = {}, now = longAfter) => ({
  districtId,
  timeZone: 'Asia/Shanghai',
  scope: (await as(db, name)).scope,
  now,
  filters: { ...march, ...filters },
})

/** Closed in time and judged: solved, satisfied only where said. */
async function closed(db: Db, satisfied: number | null) {
  const received = await handled(db)
  await cases.inspect(db, {
    ...(await does(db, 'chen', received.caseId, 130)),
    passed: true,
    words: '',
    photos: [],
  })
  if (satisfied !== null)
    await cases.judgeOwn(db, following(received, 200), {
      solved: satisfied > 1,
      satisfied,
      words: '',
    })
  return received
}

describe('measures', () => {
  useDatabase()

  inTransaction('count every rate with its numerator and denominator', async (tx) => {
    await foundDistrict(tx)
    await closed(tx, 3)
    await closed(tx, 1)
    await closed(tx, null)
    const late = await report(tx)
    await cases.file(tx, {
      ...(await does(tx, 'chen', late.caseId, 5)),
      matter: lampMatter,
      words: '',
    })
    await report(tx) // never taken up: its receiving promise is past
    const { total, groups } = await measure(tx, await ask(tx, 'centre'), 'community')
    expect(total.rates).toEqual({
      response: { numerator: 4, denominator: 5 },
      resolution: { numerator: 1, denominator: 2 },
      satisfaction: { numerator: 1, denominator: 2 },
      onTime: { numerator: 3, denominator: 4 },
      onTimeAfter: { numerator: 3, denominator: 4 },
      closing: { numerator: 3, denominator: 4 },
      rework: { numerator: 0, denominator: 3 },
      return: { numerator: 0, denominator: 3 },
      reopening: { numerator: 0, denominator: 3 },
      answer: { numerator: 2, denominator: 3 },
      attendance: { numerator: 0, denominator: 0 },
      reportInTime: { numerator: 0, denominator: 0 },
    })
    expect(total).toMatchObject({ reported: 5, filed: 4, closed: 3, open: 2, overdue: 2 })
    expect(total).toMatchObject({ meanMinutes: 130, medianMinutes: 130, p90Minutes: 130 })
    expect(total).toMatchObject({ p10Minutes: 130, p25Minutes: 130, p75Minutes: 130 })
    expect(groups.map((g) => [g.key, g.name, g.figures.reported])).toEqual([
      [community, '澜湖社区', 5],
    ])
  })

  inTransaction('open the cases behind each figure, as many as it counts', async (tx) => {
    await foundDistrict(tx)
    await closed(tx, 3)
    await closed(tx, 1)
    await report(tx)
    const whole = await ask(tx, 'centre')
    const { total } = await measure(tx, whole)
    const behind = async (over: object) =>
      (await casesBehind(tx, whole, { part: 'all', limit: 50, ...over })).rows.length
    for (const rate of rateNames) {
      const { numerator, denominator } = total.rates[rate]
      /* oxlint-disable no-await-in-loop -- one connection */
      expect([rate, await behind({ rate })]).toEqual([rate, denominator])
      expect([rate, await behind({ rate, part: 'kept' })]).toEqual([rate, numerator])
      expect([rate, await behind({ rate, part: 'missed' })]).toEqual([
        rate,
        denominator - numerator,
      ])
      /* oxlint-enable no-await-in-loop */
    }
    for (const count of ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const)
      expect([count, await behind({ count })]).toEqual([count, total[count]]) // oxlint-disable-line no-await-in-loop -- one connection
  })

  inTransaction('count who came when a whistle called, by the unit that was called', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    const units = [id('municipal'), id('greening')]
    const whistleId = id('whistle')
    await cases.blowWhistle(tx, {
      ...(await does(tx, 'wang', caseId, 10)),
      id: whistleId,
      kind: 'joint',
      words: '请到场',
      meetAt: '',
      unitIds: units,
      reportInBy: later(60 * 24),
    })
    const figures = async (name: Name, over: object = {}, now = later(60 * 30)) =>
      measure(tx, await ask(tx, name, { ...over }, now), 'unit')
    // Nobody's time has come: nothing of nothing.
    expect((await figures('centre', {}, later(20))).total.rates.attendance.denominator).toBe(0)
    await cases.moveCall(tx, {
      ...(await does(tx, 'zhou', caseId, 30)),
      whistleId,
      unitId: units[0] ?? '',
      to: 'arrived',
      words: '',
      point: null,
    })
    const { total, groups } = await figures('centre')
    expect(total.rates.attendance).toEqual({ numerator: 1, denominator: 2 })
    expect(total.rates.reportInTime).toEqual({ numerator: 1, denominator: 2 })
    const of = (unitId: string | undefined) =>
      groups.find((g) => g.key === unitId)?.figures.rates.attendance
    expect(units.map(of)).toEqual([
      { numerator: 1, denominator: 1 },
      { numerator: 0, denominator: 1 },
    ])
    expect(groups.find((g) => g.key === units[1])?.name).toBe('园林中心')
    // The cases behind it, and each unit in its own scope.
    const behind = async (part: 'kept' | 'missed', unit: string) =>
      casesBehind(tx, await ask(tx, 'centre', { unit }, later(60 * 30)), {
        rate: 'attendance',
        part,
        limit: 50,
      })
    expect((await behind('kept', units[0] ?? '')).rows.map((r) => r.caseId)).toEqual([caseId])
    expect((await behind('kept', units[1] ?? '')).rows).toEqual([])
    expect((await behind('missed', units[1] ?? '')).rows.map((r) => r.caseId)).toEqual([caseId])
    expect((await figures('zhou')).total.rates.attendance).toEqual({ numerator: 1, denominator: 1 })
  })

  inTransaction(
    'page through the cases behind a figure without losing or doubling one',
    async (tx) => {
      await foundDistrict(tx)
      const made = [await report(tx), await report(tx), await report(tx), await report(tx)]
      const whole = await ask(tx, 'centre')
      const seen: string[] = []
      let after: string | undefined
      do {
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const page = await casesBehind(tx, whole, { part: 'all', limit: 3, after })
        seen.push(...page.rows.map((r) => r.caseId))
        after = page.next ?? undefined
      } while (after)
      expect(seen.toSorted()).toEqual(made.map((m) => m.caseId).toSorted())
      await expect(
        casesBehind(tx, whole, { part: 'all', limit: 3, after: 'nonsense' }),
      ).rejects.toMatchObject({ status: 400 })
    },
  )

  inTransaction(
    'see no further than the post: other communities, other units, nobody',
    async (tx) => {
      await foundDistrict(tx)
      await closed(tx, 3)
      const reported = async (name: Name) => (await measure(tx, await ask(tx, name))).total.reported
      expect(await reported('wang')).toBe(1)
      expect(await reported('qian')).toBe(0)
      expect(await reported('zhou')).toBe(1)
      expect(await reported('sun')).toBe(0)
      const nobody = { ...(await ask(tx, 'centre')), scope: { areas: [], units: [] } }
      expect((await measure(tx, nobody)).total.reported).toBe(0)
    },
  )

  inTransaction('say nothing of nothing, and count by day of the district', async (tx) => {
    await foundDistrict(tx)
    const empty = await measure(tx, await ask(tx, 'centre'), 'unit')
    expect(empty.groups).toEqual([])
    expect(rateNames.map((name) => shareOf(empty.total.rates[name]))).toEqual(
      rateNames.map(() => null),
    )
    expect(empty.total.medianMinutes).toBeNull()
    // Half past midnight in Shanghai on 1 April is still 31 March in London.
    await report(tx, {}, new Date('2026-03-31T16:30:00Z'))
    expect((await measure(tx, await ask(tx, 'centre'))).total.reported).toBe(0)
    const april = await ask(tx, 'centre', { from: '2026-04-01', until: '2026-04-01' })
    expect((await measure(tx, april, 'month')).groups.map((g) => g.key)).toEqual(['2026-04'])
    await expect(
      measure(tx, await ask(tx, 'centre', { from: '2026-05-01' })),
    ).rejects.toMatchObject({
      code: 'insight.days_reversed',
    })
  })

  inTransaction('leave out what was filed wrongly, and narrow by every filter', async (tx) => {
    await foundDistrict(tx)
    const wrong = await handledUntilFiled(tx)
    await cases.makeVoid(tx, { ...(await does(tx, 'centre', wrong, 20)), words: '试单' })
    await closed(tx, 3)
    const count = async (filters: Record<string, string>) =>
      (await measure(tx, await ask(tx, 'centre', filters))).total.reported
    expect(await count({})).toBe(1)
    expect(await count({ community, unit: id('municipal'), matter: 'matter:01037' })).toBe(1)
    expect(await count({ channel: 'web', month: '2026-03' })).toBe(1)
    expect(await count({ unit: id('greening') })).toBe(0)
    expect(await count({ channel: 'phone' })).toBe(0)
  })

  inTransaction(
    'keep a month as it stood, whatever happens to its cases afterwards',
    async (tx) => {
      await foundDistrict(tx)
      const judgedLater = await closed(tx, null)
      const inApril = new Date('2026-04-01T17:30:00Z')
      expect(await freezeMonth(tx, districtId, inApril)).toBe(true)
      expect(await freezeMonth(tx, districtId, inApril)).toBe(false)
      await cases.judgeOwn(tx, following(judgedLater, 300), {
        solved: true,
        satisfied: 3,
        words: '',
      })
      const all = { areas: [districtId], units: [] }
      const kept = await readStatement(tx, districtId, { month: '2026-03', scope: all })
      expect(kept.total?.rates.resolution).toEqual({ numerator: 0, denominator: 0 })
      const live = await measure(tx, await ask(tx, 'centre'))
      expect(live.total.rates.resolution).toEqual({ numerator: 1, denominator: 1 })
      const neighbour = { areas: ['420704001015'], units: [] }
      const own = await readStatement(tx, districtId, { month: '2026-03', scope: neighbour })
      expect(own).toMatchObject({ total: null, groups: { community: [] } })
      await expect(
        readStatement(tx, districtId, { month: '2025-01', scope: all }),
      ).rejects.toMatchObject({ status: 404 })
    },
  )

  inTransaction('set what appeals excused beside the raw fact, never in its place', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await handled(tx)
    await closed(tx, 3)
    await sql`update cases.clock set on_time = false
      where case_id = ${caseId} and stage = 'handle'`.execute(tx)
    await sql`update people.post_kind set verbs = array_append(verbs, 'cases.assess')
      where district_id = ${districtId} and code in ('clerk', 'secretary')`.execute(tx)
    const { rows } = await sql<{ id: string }>`select id from cases.clock
      where case_id = ${caseId} and stage = 'handle'`.execute(tx)
    const both = async () => {
      const { total } = await measure(tx, await ask(tx, 'centre'))
      return [total.rates.onTime.numerator, total.rates.onTimeAfter.numerator]
    }
    const appealId = id('appeal')
    await cases.makeAppeal(tx, {
      ...(await does(tx, 'zhou', caseId, 200)),
      id: appealId,
      clockId: rows[0]?.id ?? '',
      words: '停电两天',
      photos: [],
    })
    expect(await both()).toEqual([1, 1])
    for (const name of ['centre', 'zhao'] as const)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await cases.reviewAppeal(tx, {
        ...(await does(tx, name, caseId, 300)), // oxlint-disable-line no-await-in-loop -- one after the other
        appealId,
        grant: true,
        words: '属实',
      })
    expect(await both()).toEqual([1, 2])
    const missed = async (rate: 'onTime' | 'onTimeAfter') =>
      (await casesBehind(tx, await ask(tx, 'centre'), { rate, part: 'missed', limit: 9 })).rows
    expect((await missed('onTime')).map((r) => r.caseId)).toEqual([caseId])
    expect(await missed('onTimeAfter')).toEqual([])
  })

  inTransaction('move on by week and month for each group, also where nothing was', async (tx) => {
    await foundDistrict(tx)
    await closed(tx, 3)
    await closed(tx, 1)
    await report(tx, {}, later(60 * 24 * 7))
    const whole = await ask(tx, 'centre', { from: '2026-03-10', until: '2026-03-30' })
    const satisfied = await trends(tx, whole, {
      by: 'community',
      step: 'week',
      rate: 'satisfaction',
    })
    expect(satisfied.steps).toEqual(['2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'])
    const none = { numerator: 0, denominator: 0 }
    expect(satisfied.groups).toEqual([
      {
        key: community,
        name: '澜湖社区',
        points: [none, { numerator: 1, denominator: 2 }, none, none],
      },
    ])
    const reported = await trends(tx, whole, { by: 'unit', step: 'month', count: 'reported' })
    expect(reported.groups.map((g) => g.points)).toEqual([
      [{ numerator: 1, denominator: 1 }],
      [{ numerator: 2, denominator: 2 }],
    ])
    // The cases of a step are as many as its point says.
    const week = { ...whole, filters: { ...whole.filters, week: '2026-03-16' } }
    expect((await casesBehind(tx, week, { part: 'all', limit: 9 })).rows).toHaveLength(2)
    expect((await measure(tx, whole, 'week')).groups.map((g) => g.key)).toEqual([
      '2026-03-16',
      '2026-03-23',
    ])
    const called = await trends(tx, whole, { by: 'unit', step: 'week', rate: 'attendance' })
    expect(called.groups).toEqual([])
    const elsewhere = await ask(tx, 'qian')
    expect((await trends(tx, elsewhere, { by: 'community', step: 'week' })).groups).toEqual([])
  })

  inTransaction('come as a sheet, each rate with what it is a rate of', async (tx) => {
    await foundDistrict(tx)
    await closed(tx, 3)
    const found = await measure(tx, await ask(tx, 'centre'), 'community')
    const sheet = measuresSheet(found, { by: 'community', ...march, language: 'en' })
    const rows: (readonly Cell[])[] = []
    for await (const row of sheet.rows) rows.push(row)
    const titles = sheet.columns.map((c) => c.title)
    const cells = (row: number, title: string) => rows[row]?.[titles.indexOf(title)]
    expect(rows.map((row) => row[0])).toEqual(['Total', '澜湖社区'])
    expect([cells(1, 'On time numerator'), cells(1, 'On time denominator')]).toEqual([1, 1])
    expect(cells(0, 'On time')).toBe(1)
    // Nothing of nothing is no rate.
    expect(cells(0, 'Whistle attendance')).toBeNull()
    expect(rows.every((row) => row.length === titles.length)).toBe(true)
  })
})

async function handledUntilFiled(db: Db): Promise<string> {
  const { caseId } = await report(db)
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return caseId
}

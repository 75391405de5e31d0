import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
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
      closing: { numerator: 3, denominator: 4 },
      rework: { numerator: 0, denominator: 3 },
      return: { numerator: 0, denominator: 3 },
      reopening: { numerator: 0, denominator: 3 },
      answer: { numerator: 2, denominator: 3 },
    })
    expect(total).toMatchObject({ reported: 5, filed: 4, closed: 3, open: 2, overdue: 2 })
    expect(total).toMatchObject({ meanMinutes: 130, medianMinutes: 130, p90Minutes: 130 })
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
})

async function handledUntilFiled(db: Db): Promise<string> {
  const { caseId } = await report(db)
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return caseId
}

import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { trainDistrict } from '../models/train.ts'
import { hearForReading } from './hear.ts'
import { readingPage } from './page.ts'
import { propose } from './propose.ts'

const train = (db: Db, minute: number) =>
  trainDistrict(db, { districtId, now: later(minute), orderedBy: null })

const lampWords = '北苑门口路灯不亮，晚上很黑'

async function proposedFor(db: Db, text: string) {
  const { caseId } = await report(db, { clientId: crypto.randomUUID(), words: text })
  return { caseId, ...(await propose(db, districtId, { text, caseId })) }
}

/** Cases of a matter, each filed and sent to the unit. */
async function sent(db: Db, to: { unitId: string; matter: typeof lampMatter; words: string[] }) {
  for (const [i, words] of to.words.entries()) {
    const { caseId } = await report(db, { clientId: crypto.randomUUID(), words })
    const { matter, unitId } = to
    await cases.file(db, { ...(await does(db, 'chen', caseId, 5 + i)), matter, words: '' })
    await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 9 + i)), unitId, words: '' })
  }
}

const spots = Array.from({ length: 32 }, (_, i) => `${'甲乙丙丁戊己庚辛'[i % 8]}${i}街`)

const lampRule = async (db: Db, over: object) =>
  cases.saveRule(
    db,
    await as(db, 'centre'),
    {
      id: id('rule/lamps'),
      position: 10,
      name: '路灯归市政',
      whenMatters: ['matter:01037'],
      whenGuides: [],
      whenAreas: [],
      whenUrgency: [],
      unitId: id('municipal'),
      enabled: true,
      version: 0,
      ...over,
    },
    later(0),
  )

describe('units before there are filed cases', () => {
  useDatabase()

  inTransaction('come from the rules of dispatch, by the likely matter', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    const { matter, unit } = await proposedFor(tx, lampWords)
    expect(unit).toMatchObject({
      version: 0,
      ranked: [{ code: id('municipal'), name: '市政中心', rule: '路灯归市政', reasons: [] }],
    })
    const lamp = matter?.ranked.find(({ code }) => code === 'matter:01037')
    expect(unit?.ranked[0]?.confidence).toBeCloseTo(lamp?.confidence ?? -1, 5)
  })

  inTransaction('are surest once the case is filed', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    const { caseId } = await report(tx, { words: lampWords })
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    const { unit } = await propose(tx, districtId, { text: lampWords, caseId })
    expect(unit).toMatchObject({ sure: true, ranked: [{ confidence: 1, rule: '路灯归市政' }] })
  })

  inTransaction('are counted apart from what was learned', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    const { caseId } = await report(tx, { words: lampWords })
    const hear = (type: string, minute: number) =>
      hearForReading(tx, {
        type,
        key: `${caseId}:${type}`,
        districtId,
        at: later(minute).toISOString(),
        body: { caseId, seq: 1 },
      })
    await hear('case.reported', 0)
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    await hear('case.filed', 5)
    const unitId = id('municipal')
    await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 9)), unitId, words: '' })
    await hear('case.dispatched', 9)
    const { agreement } = await readingPage(tx, await as(tx, 'centre'), later(20))
    expect(agreement).toMatchObject([
      { kind: 'matter', origin: 'learned', chosen: 1 },
      { kind: 'unit', origin: 'rule', chosen: 1, first: 1, three: 1 },
    ])
  })

  inTransaction('are none where no rule that applies names one', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    const elsewhere = { whenAreas: ['420704999'] }
    await lampRule(tx, elsewhere)
    expect((await proposedFor(tx, lampWords)).unit).toBeNull()
    await lampRule(tx, { enabled: false, version: 1 })
    expect((await proposedFor(tx, lampWords)).unit).toBeNull()
  })

  inTransaction('are not what the duty list keeps from a community', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    await tx
      .updateTable('people.organisation')
      .set({ handles_cases: true })
      .where('id', '=', id('station'))
      .execute()
    await lampRule(tx, { unitId: id('station'), name: '路灯归社区' })
    expect((await proposedFor(tx, lampWords)).unit?.ranked[0]?.code).toBe(id('station'))
    await cases.saveDuty(
      tx,
      await as(tx, 'centre'),
      {
        id: id('duty/lamps'),
        communityCode: '',
        kind: 'refuse',
        name: '路灯维修',
        basis: '职责清单',
        whenMatters: ['matter:01037'],
        whenGuides: [],
        active: true,
        version: 0,
      },
      later(0),
    )
    expect((await proposedFor(tx, lampWords)).unit).toBeNull()
  })

  inTransaction(
    'are learned where there are cases, by rule where a matter has none',
    async (tx) => {
      await foundDistrict(tx)
      const waste = { kind: 'matter' as const, code: '01007' }
      const words = spots.map((spot) => `${spot}垃圾没人收，臭得很`)
      await sent(tx, { unitId: id('greening'), matter: waste, words: words.slice(0, 30) })
      const paint = { kind: 'matter' as const, code: '01001' }
      const painted = spots.map((spot) => `${spot}墙上乱涂乱画`)
      await sent(tx, { unitId: id('municipal'), matter: paint, words: painted.slice(0, 5) })
      expect(await train(tx, 60 * 24)).toEqual({ matter: 'first', unit: 'first' })
      const known = (await proposedFor(tx, '竹园垃圾没人收，臭得很')).unit
      expect(known?.ranked[0]).toMatchObject({ code: id('greening'), rule: null })
      const { caseId } = await report(tx, { clientId: crypto.randomUUID(), words: lampWords })
      await cases.file(tx, {
        ...(await does(tx, 'chen', caseId, 5)),
        matter: lampMatter,
        words: '',
      })
      const { unit } = await propose(tx, districtId, { text: lampWords, caseId })
      expect(unit?.version).toBe(1)
      expect(unit?.ranked[0]).toMatchObject({ code: id('municipal'), rule: '路灯归市政' })
    },
  )
})

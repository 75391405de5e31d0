import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import type { ProposalView, ReadingPage } from '../../contract/index.ts'
import { endLearning } from '../models/beside.ts'
import { trainDistrict } from '../models/train.ts'
import { hearForReading } from './hear.ts'
import { propose } from './propose.ts'

const wasteMatter = { kind: 'matter' as const, code: '01007' }
const spots = ['东湖里', '槐树巷', '三里桥', '竹园', '南门口', '新塘村', '柳林街', '石桥头']

const heard = (db: Db, type: string, caseId: string, minute = 0) =>
  hearForReading(db, {
    type,
    key: `${caseId}:${type}`,
    districtId,
    at: later(minute).toISOString(),
    body: { caseId, seq: 1 },
  })

/** Filed cases of two matters, dispatched to the unit that mends lamps. */
async function filedCases(db: Db, each: number): Promise<void> {
  for (let i = 0; i < each; i++) {
    const spot = `${spots[i % spots.length]}${'甲乙丙丁'[Math.floor(i / spots.length)]}`
    const lamp = await report(db, {
      clientId: crypto.randomUUID(),
      words: `${spot}路灯不亮，晚上很黑`,
    })
    const file = async (caseId: string, matter: typeof lampMatter) =>
      cases.file(db, { ...(await does(db, 'chen', caseId, 5 + i)), matter, words: '' })
    await file(lamp.caseId, lampMatter)
    const waste = await report(db, {
      clientId: crypto.randomUUID(),
      words: `${spot}垃圾没人收，臭得很`,
    })
    await file(waste.caseId, wasteMatter)
    const unitIds = { [lamp.caseId]: id('municipal'), [waste.caseId]: id('greening') }
    for (const [caseId, unitId] of Object.entries(unitIds))
      await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 10 + i)), unitId, words: '' })
  }
}

const train = (db: Db, minute = 60 * 24) =>
  trainDistrict(db, { districtId, now: later(minute), orderedBy: null })

describe('reading reports', () => {
  useDatabase()

  inTransaction('begins with the words of the catalogue', async (tx) => {
    await foundDistrict(tx)
    expect(await propose(tx, districtId, { text: '路灯不亮' })).toEqual({
      matter: null,
      unit: null,
    })
    expect(await train(tx)).toEqual({ matter: 'first' })
    const { matter, unit } = await propose(tx, districtId, {
      text: '小区门口的路灯坏了，晚上看不见',
    })
    expect(matter?.ranked.map(({ name }) => name).join('|')).toMatch(/灯/)
    expect(unit).toBeNull()
  })

  inTransaction('learns matter and unit from filed cases, and says why', async (tx) => {
    await foundDistrict(tx)
    await filedCases(tx, 20)
    expect(await train(tx)).toEqual({ matter: 'first', unit: 'first' })
    const text = '北苑门口路灯不亮'
    const { matter, unit } = await propose(tx, districtId, { text })
    expect(matter).toMatchObject({ version: 1, sure: true })
    expect(matter?.ranked[0]).toMatchObject({ code: 'matter:01037' })
    const reasons = matter?.ranked[0]?.reasons.map(({ from, to }) => text.slice(from, to))
    expect(reasons?.join('')).toContain('灯')
    expect(unit?.ranked[0]).toMatchObject({ code: id('municipal'), name: '市政中心' })
  })

  inTransaction('answers bad input with a proposal or not sure', async (tx) => {
    await foundDistrict(tx)
    await train(tx)
    const odd = ['😀', '\u0000\u0007', '燈'.repeat(100_000), 'The lamp is out', '1390000']
    for (const text of odd) {
      const { matter } = await propose(tx, districtId, { text })
      expect(matter?.ranked.length).toBe(3)
    }
    expect((await propose(tx, districtId, { text: '😀' })).matter?.sure).toBe(false)
    expect(await propose(tx, districtId, { text: ' \n ' })).toEqual({ matter: null, unit: null })
  })

  inTransaction('keeps a proposal when a report comes, and the choice beside it', async (tx) => {
    await foundDistrict(tx)
    await train(tx, -60)
    const { caseId } = await report(tx, { words: '路灯不亮' })
    await heard(tx, 'case.reported', caseId)
    await heard(tx, 'case.reported', caseId)
    const rows = () => tx.selectFrom('reading.proposal').selectAll().orderBy('kind').execute()
    expect(await rows()).toMatchObject([
      { kind: 'matter', model_version: 1, chosen: null },
      { kind: 'unit', model_version: 0, chosen: null, ranked: [{ rule: '路灯归市政' }] },
    ])
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    await heard(tx, 'case.filed', caseId, 5)
    const [first] = await rows()
    expect(first).toMatchObject({ chosen: 'matter:01037', chosen_at: later(5) })
    await heard(tx, 'case.filed', caseId, 9)
    expect((await rows())[0]?.chosen_at).toEqual(later(5))
  })

  inTransaction(
    'proposes nothing afterwards that it may have learned from the case',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx, { words: '路灯不亮' })
      await train(tx)
      await heard(tx, 'case.reported', caseId)
      expect(await tx.selectFrom('reading.proposal').selectAll().execute()).toEqual([])
    },
  )

  inTransaction('never reads a confidential report', async (tx) => {
    await foundDistrict(tx)
    await train(tx)
    const { caseId } = await report(tx, { words: '路灯不亮', confidential: true })
    await heard(tx, 'case.reported', caseId)
    expect(await tx.selectFrom('reading.proposal').selectAll().execute()).toEqual([])
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
    const answer = await app.inject({ url: `/api/reading/cases/${caseId}/proposals`, headers })
    expect(answer.json()).toEqual({ matter: null, unit: null })
  })

  inTransaction('learns no long numbers and no confidential cases', async (tx) => {
    await foundDistrict(tx)
    const open = await report(tx, { words: '灯坏了，找张三 13900000000 或 42070419900101123X' })
    const closed = await report(tx, {
      clientId: crypto.randomUUID(),
      words: '秘密',
      confidential: true,
    })
    for (const { caseId } of [open, closed])
      await cases.file(tx, {
        ...(await does(tx, 'chen', caseId, 5)),
        matter: lampMatter,
        words: '',
      })
    const texts = await tx.selectFrom('cases.v_filed_text').select('text').execute()
    expect(texts).toEqual([{ text: '灯坏了，找张三 ＊ 或 ＊' }])
  })

  inTransaction('does not put a worse version in place by itself', async (tx) => {
    await foundDistrict(tx)
    await filedCases(tx, 20)
    await train(tx)
    // What was learned meanwhile is overtaken by people who file everything the other way round.
    const [model] = await tx
      .selectFrom('reading.model')
      .selectAll()
      .where('kind', '=', 'matter')
      .execute()
    expect(model?.in_place).toBe(true)
    await tx
      .updateTable('reading.model')
      .set({ scores: JSON.stringify({ ...Object(model?.scores), accuracy: 2 }) })
      .execute()
    expect((await train(tx, 60 * 25)).matter).toBe('worse')
    const kept = await tx
      .selectFrom('reading.model')
      .select(['version', 'in_place'])
      .where('kind', '=', 'matter')
      .orderBy('version')
      .execute()
    expect(kept).toEqual([
      { version: 1, in_place: true },
      { version: 2, in_place: false },
    ])
  })

  inTransaction(
    'answers while it learns; ended in the middle, the old version stands',
    async (tx) => {
      await foundDistrict(tx)
      await filedCases(tx, 20)
      await train(tx)
      const { caseId } = await report(tx, { clientId: crypto.randomUUID(), words: '路灯不亮' })
      const app = await serverOn(tx)
      const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
      const url = `/api/reading/cases/${caseId}/proposals`
      const standing = () => tx.selectFrom('reading.model').select(['kind', 'version']).execute()
      const before = await standing()
      let learned = false
      const training = train(tx, 60 * 25)
        .then(() => 'learned', String)
        .finally(() => (learned = true))
      const answers = [await app.inject({ url, headers }), await app.inject({ url, headers })]
      expect(learned).toBe(false)
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200])
      const ending = setInterval(endLearning, 20)
      expect(await training).toContain('ended early')
      clearInterval(ending)
      expect(await standing()).toEqual(before)
      expect(
        (await app.inject({ url, headers })).json<{ matter: ProposalView }>().matter.version,
      ).toBe(1)
    },
  )

  inTransaction('is kept by whoever may: versions, settings, training', async (tx) => {
    await foundDistrict(tx)
    await train(tx)
    await train(tx, 60 * 25)
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'centre'), 'x-gongzhi': '1' }
    const read = async (url: string) => app.inject({ url, headers })
    const page = (await read('/api/reading')).json<ReadingPage>()
    expect(page.models.map(({ version, inPlace }) => [version, inPlace])).toEqual([
      [2, true],
      [1, false],
    ])
    const place = (standing: number | null) =>
      app.inject({
        method: 'POST',
        url: '/api/reading/models/matter/1/place',
        headers,
        payload: { standing },
      })
    expect((await place(1)).statusCode).toBe(409)
    const placed = await place(2)
    expect(placed.json<ReadingPage>().models.find(({ inPlace }) => inPlace)?.version).toBe(1)
    const save = (sureFrom: number, baseVersion: number) =>
      app.inject({
        method: 'PUT',
        url: '/api/reading/settings',
        headers,
        payload: { sureFrom, baseVersion },
      })
    expect((await save(0.8, page.version)).json<ReadingPage>().sureFrom).toBe(0.8)
    expect((await save(0.9, page.version)).statusCode).toBe(409)
    const ordered = await app.inject({
      method: 'POST',
      url: '/api/reading/training',
      headers,
      payload: {},
    })
    expect(ordered.json<ReadingPage>().training).toBe(true)
    const clerk = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
    expect((await app.inject({ url: '/api/reading', headers: clerk })).statusCode).toBe(403)
  })

  inTransaction(
    'has a proposal for a report in the first answer, before any job ran',
    async (tx) => {
      await foundDistrict(tx)
      await filedCases(tx, 20)
      await train(tx)
      const app = await serverOn(tx)
      const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
      const words = '北苑门口路灯不亮'
      const { caseId } = await report(tx, { clientId: crypto.randomUUID(), words })
      expect(await tx.selectFrom('reading.proposal').selectAll().execute()).toEqual([])
      const answer = await app.inject({ url: `/api/reading/cases/${caseId}/proposals`, headers })
      const { matter, unit } = answer.json<Record<'matter' | 'unit', ProposalView>>()
      expect(matter.ranked[0]).toMatchObject({ code: 'matter:01037' })
      expect(matter.ranked[0]?.reasons.length).toBeGreaterThan(0)
      expect(unit.ranked[0]).toMatchObject({ code: id('municipal') })
    },
  )

  inTransaction('shows a proposal only for cases in sight', async (tx) => {
    await foundDistrict(tx)
    await train(tx)
    const { caseId } = await report(tx, { words: '路灯不亮' })
    const app = await serverOn(tx)
    const ask = async (who: 'chen' | 'qian') => {
      const headers = { cookie: await signIn(app, tx, who), 'x-gongzhi': '1' }
      return app.inject({ url: `/api/reading/cases/${caseId}/proposals`, headers })
    }
    const seen = (await ask('chen')).json<{ matter: ProposalView }>()
    expect(seen.matter.ranked).toHaveLength(3)
    expect((await ask('qian')).statusCode).toBe(404)
  })
})

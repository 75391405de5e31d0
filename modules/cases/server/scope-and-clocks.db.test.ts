import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { aPicture, aReason, does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, id, later, monday } from '#testing/small-district.ts'
import { ringClocks } from './alarms.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { caseCounts, casePoints, listCases } from './lists.ts'
import * as unit from './unit.ts'

describe('scope and clocks', () => {
  useDatabase()

  inTransaction(
    'finds grid and community of the point, and promises in working time',
    async (tx) => {
      await foundDistrict(tx)
      const friday = new Date('2026-03-20T09:50:00Z') // 17:50 on a Friday
      const { caseId, receivePromise } = await report(tx, {}, friday)
      expect(receivePromise).toEqual(new Date('2026-03-23T00:05:00Z')) // Monday 8:05
      const page = await casePage(tx, await as(tx, 'chen'), caseId, friday)
      expect(page).toMatchObject({
        gridCode: '420704001014001',
        communityName: '澜湖社区',
        status: 'reported',
      })
    },
  )

  inTransaction(
    'a scope sees its own and nothing else, in lists, counts, map and pages alike',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      const ask = { view: 'all' as const, limit: 50 }
      for (const [name, sees] of [
        ['chen', 1],
        ['li', 1],
        ['centre', 1],
        ['qian', 0],
        ['zhou', 0],
      ] as const) {
        const caller = await as(tx, name)
        expect((await listCases(tx, caller, ask, monday)).rows, name).toHaveLength(sees)
        expect((await caseCounts(tx, caller, monday)).open, name).toBe(sees)
        expect((await casePoints(tx, caller, ask, monday)).points, name).toHaveLength(sees)
        const page = casePage(tx, caller, caseId, monday)
        if (sees) expect((await page).id).toBe(caseId)
        else await expect(page).rejects.toMatchObject({ status: 404 })
      }
      const nobody = { ...(await as(tx, 'chen')), scope: { areas: [], units: [] } }
      expect((await listCases(tx, nobody, ask, monday)).rows).toEqual([])
    },
  )

  inTransaction('counts what waits for a decision, for whoever may decide it', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await desk.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), unitId: null, words: '' })
    await unit.acceptTask(tx, await does(tx, 'zhou', caseId, 7))
    const asked = async (name: 'wang' | 'zhou' | 'chen' | 'qian') => {
      const caller = await as(tx, name)
      const { rows } = await listCases(tx, caller, { view: 'decide', limit: 50 }, later(30))
      const { decide } = await caseCounts(tx, caller, later(30))
      expect(rows).toHaveLength(decide)
      return decide
    }
    expect(await asked('wang')).toBe(0)
    await unit.askRequest(tx, {
      ...(await does(tx, 'zhou', caseId, 10)),
      kind: 'suspension',
      reasonCode: await aReason(tx, 'suspension'),
      words: '等配件',
      extension: null,
      resumeAt: null,
    })
    const seen: Record<string, number> = {}
    for (const name of ['wang', 'zhou', 'chen', 'qian'] as const) {
      const caller = await as(tx, name)
      const may =
        (await listCases(tx, caller, { view: 'all', limit: 50 }, later(30))).rows.length > 0 &&
        (await casePage(tx, caller, caseId, later(30))).allowed.includes('decide_request')
      seen[name] = await asked(name)
      expect(seen[name], name).toBe(may ? 1 : 0)
    }
    expect(seen['wang']).toBe(1)
    const { id: requestId } = await tx
      .selectFrom('cases.request')
      .select('id')
      .executeTakeFirstOrThrow()
    const decision = { requestId, grant: false, words: '' }
    await unit.decideRequest(tx, { ...(await does(tx, 'wang', caseId, 20)), ...decision })
    expect(await asked('wang')).toBe(0)
  })

  inTransaction(
    'nobody inspects their own work; a failed inspection is rework on the same clock',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await handled(tx)
      const self = { ...(await does(tx, 'li', caseId, 130)), passed: true, words: '', photos: [] }
      self.caller = { ...self.caller, personId: id('zhou') }
      await expect(closing.inspect(tx, self)).rejects.toMatchObject({ code: 'cases.own_work' })
      const promised = (await casePage(tx, await as(tx, 'chen'), caseId, later(130))).ribbon
        .promisedAt
      await closing.inspect(tx, {
        ...(await does(tx, 'li', caseId, 180)),
        passed: false,
        words: '还是不亮',
        photos: [],
      })
      const page = await casePage(tx, await as(tx, 'zhou'), caseId, later(181))
      expect(page).toMatchObject({ status: 'handling', tasks: [{ state: 'rework' }] })
      // An hour (11:00 to 12:00) went by in inspection... the rest of it is lunch, which counts for nobody.
      expect(Date.parse(page.ribbon.promisedAt ?? '')).toBeGreaterThan(
        Date.parse(promised ?? '') - 1,
      )
      expect(page.clocks.filter((c) => c.stage === 'handle')).toHaveLength(1)
    },
  )

  inTransaction(
    'a suspension pauses the promise with its reason and conserves the time left',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 0)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 0)), unitId: null, words: '' })
      await unit.acceptTask(tx, await does(tx, 'zhou', caseId, 0))
      const promised = Date.parse(
        (await casePage(tx, await as(tx, 'wang'), caseId, later(1))).ribbon.promisedAt ?? '',
      )
      await unit.askRequest(tx, {
        ...(await does(tx, 'zhou', caseId, 30)),
        kind: 'suspension',
        reasonCode: await aReason(tx, 'suspension'),
        words: '等配件',
        extension: null,
        resumeAt: null,
      })
      const requestId =
        (await casePage(tx, await as(tx, 'wang'), caseId, later(31))).requests[0]?.id ?? ''
      await unit.decideRequest(tx, {
        ...(await does(tx, 'wang', caseId, 60)),
        requestId,
        grant: true,
        words: '',
      })
      const paused = await casePage(tx, await as(tx, 'wang'), caseId, later(61))
      expect(paused).toMatchObject({ paused: true, dueAt: null, overdue: false })
      await unit.resume(tx, { ...(await does(tx, 'wang', caseId, 60 + 7 * 24 * 60)), words: '' })
      const resumed = await casePage(tx, await as(tx, 'wang'), caseId, later(60 + 7 * 24 * 60))
      // A whole week with the same working hours: exactly a week later.
      expect(Date.parse(resumed.ribbon.promisedAt ?? '') - promised).toBe(7 * 86_400_000)
      expect(resumed.ribbon.pauses).toHaveLength(1)
    },
  )

  inTransaction('each alarm rings once, and tells the posts that should hear it', async (tx) => {
    await foundDistrict(tx)
    await report(tx)
    expect(await ringClocks(tx, later(8))).toEqual({ rung: 1, failed: [] })
    expect(await ringClocks(tx, later(8))).toEqual({ rung: 0, failed: [] })
    for (const minute of [13, 16, 18]) await ringClocks(tx, later(minute))
    const { rows } = await sql<{
      level: string
    }>`select level from cases.escalation order by at`.execute(tx)
    expect(rows.map((r) => r.level)).toEqual(['reminder', 'yellow', 'overdue', 'manager'])
    const { rows: told } = await sql<{
      person_id: string
    }>`select distinct person_id from notices.notice`.execute(tx)
    expect(told.map((t) => t.person_id)).toContain(id('chen'))
    expect(told.map((t) => t.person_id)).not.toContain(id('qian'))
  })

  inTransaction(
    'of a confidential report the unit sees neither words nor reporter’s pictures',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx, {
        confidential: true,
        phone: '13800000000',
        photos: await aPicture(tx),
      })
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), unitId: null, words: '' })
      const seen = JSON.stringify(await casePage(tx, await as(tx, 'zhou'), caseId, later(7)))
      expect(seen).not.toContain('麻纺厂')
      const unitList = await listCases(
        tx,
        await as(tx, 'zhou'),
        { view: 'all', limit: 50 },
        later(7),
      )
      expect(unitList.rows).toHaveLength(1)
      expect(unitList.rows[0]?.title).not.toContain('麻纺厂')
      expect(seen).not.toContain('13800000000')
      expect((await casePage(tx, await as(tx, 'chen'), caseId, later(7))).words).toContain('麻纺厂')
    },
  )

  inTransaction('no open case is without an owner and a running or paused clock', async (tx) => {
    await foundDistrict(tx)
    await handled(tx)
    const { caseId } = await report(tx)
    await desk.askVerification(tx, { ...(await does(tx, 'chen', caseId, 5)), words: '' })
    await desk.answerVerification(tx, {
      ...(await does(tx, 'li', caseId, 15)),
      found: true,
      words: '在',
      photos: [],
    })
    const { rows } = await sql`
      select c.id from cases.case c where c.owner <> 'none' and not exists (
        select from cases.clock k where k.district_id = c.district_id and k.case_id = c.id and k.stopped_at is null)`.execute(
      tx,
    )
    expect(rows).toEqual([])
  })
})

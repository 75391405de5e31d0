import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPicture, does } from '#testing/case-story.ts'
import {
  answer,
  ask,
  atWork,
  call,
  factOf,
  finishLead,
  move,
  seen,
  taskId,
  toldTo,
  units,
} from '#testing/duty-story.ts'
import { as, community, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { ringClocks } from '../alarms.ts'
import { casePage } from '../case-page.ts'
import { checkChain } from '../events.ts'
import { listCases, taskCases } from '../lists.ts'
import { announceDuty } from './announce.ts'
import { finishSupport } from './support.ts'

describe('lead and support', () => {
  useDatabase()

  inTransaction('the lead finishes once the support unit has done its part', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await call(tx, caseId)
    await call(tx, caseId)
    expect((await seen(tx, 'sun', caseId)).support).toMatchObject([
      { state: 'offered', brief: '修剪挡灯的树枝', allowed: ['accept', 'return'] },
    ])
    await expect(call(tx, caseId, { taskId: id('other') })).rejects.toMatchObject({
      code: 'cases.support_called',
    })
    await expect(finishLead(tx, caseId, 20)).rejects.toMatchObject({ code: 'cases.support_open' })
    const page = await casePage(tx, await as(tx, 'zhou'), caseId, later(20))
    expect(page.allowed).not.toContain('finish')
    await move(tx, 'sun', { caseId, minute: 21 }, {})
    await finishSupport(tx, {
      ...(await does(tx, 'sun', caseId, 30)),
      taskId,
      words: '树枝修好了',
      before: [],
      after: await aPicture(tx),
    })
    await finishLead(tx, caseId, 40)
    // Whoever supported has worked on it, too, and inspects nothing here.
    const after = await casePage(tx, await as(tx, 'wang'), caseId, later(41))
    expect(after.hands.map((h) => [h.unit, h.support ?? false])).toEqual([
      ['市政中心', false],
      ['园林中心', true],
    ])
    expect(after.allowed).toContain('inspect')
    await tx
      .updateTable('people.post')
      .set({ kind: 'officer', areas: [community] })
      .where('id', '=', id('sun/post'))
      .execute()
    const asOfficer = { ...(await as(tx, 'gao')), personId: id('sun') }
    await expect(
      cases.inspect(tx, {
        caseId,
        caller: asOfficer,
        now: later(50),
        baseVersion: null,
        passed: true,
        words: '',
        photos: [],
      }),
    ).rejects.toMatchObject({ code: 'cases.own_work' })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('a support unit gives its part back, and the lead releases it', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await call(tx, caseId)
    const giveBack = { to: 'return', words: '' }
    await expect(move(tx, 'sun', { caseId, minute: 14 }, giveBack)).rejects.toMatchObject({
      code: 'cases.reason_needed',
    })
    await expect(move(tx, 'zhou', { caseId, minute: 14 }, { to: 'accept' })).rejects.toMatchObject({
      code: 'cases.not_your_unit',
    })
    await move(tx, 'sun', { caseId, minute: 15 }, { to: 'return', words: '树不归我们' })
    const again = id('support/again')
    await call(tx, caseId, { taskId: again })
    await move(
      tx,
      'zhou',
      { caseId, minute: 17 },
      { taskId: again, to: 'release', words: '不用了' },
    )
    await finishLead(tx, caseId, 40)
    expect((await seen(tx, 'wang', caseId)).support.map((s) => s.state)).toEqual([
      'returned',
      'cancelled',
    ])
  })

  inTransaction(
    'has its task on the phone, its own clock, and hears its own alarms',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      await call(tx, caseId, { dueBy: later(120) })
      const sun = await as(tx, 'sun')
      expect((await taskCases(tx, sun, 'open')).map((t) => [t.id, t.role])).toEqual([
        [caseId, 'support'],
      ])
      const mine = await listCases(tx, sun, { view: 'mine', limit: 50 }, later(20))
      expect(mine.rows.map((r) => r.id)).toEqual([caseId])
      const promise = (await casePage(tx, sun, caseId, later(20))).ribbon.promisedAt
      expect((await seen(tx, 'sun', caseId)).support[0]?.dueAt).toBe(later(120).toISOString())
      await ringClocks(tx, later(125))
      await ringClocks(tx, later(125))
      await ringClocks(tx, later(125))
      const overdue = await toldTo(tx, 'case.overdue')
      expect(overdue).toEqual([id('sun')])
      // The resident's promise is the lead's, whatever the support unit's time is.
      expect((await casePage(tx, sun, caseId, later(130))).ribbon.promisedAt).toBe(promise)
      await announceDuty(tx, await factOf(tx, caseId, 'case.support_called', 12))
      expect(await toldTo(tx, 'case.support_called')).toEqual([id('sun')])
    },
  )

  inTransaction('goes on while the lead changes, and ends with the case', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await call(tx, caseId)
    await cases.makeVoid(tx, { ...(await does(tx, 'centre', caseId, 30)), words: '立错了' })
    expect((await seen(tx, 'wang', caseId)).support[0]?.state).toBe('cancelled')
    const open = await tx
      .selectFrom('cases.clock')
      .select('id')
      .where('case_id', '=', caseId)
      .where('stopped_at', 'is', null)
      .execute()
    expect(open).toEqual([])
  })

  inTransaction('is called by the desk; a unit orders no other unit', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await expect(call(tx, caseId, {}, 'zhou')).rejects.toMatchObject({ status: 403 })
    // Whoever may call is told whom.
    const { allowed, units: choices, onlyPartners } = await seen(tx, 'wang', caseId)
    expect([allowed.includes('call_support'), onlyPartners]).toEqual([true, false])
    expect(choices.map((u) => u.id)).toContain(units.greening)
    await expect(call(tx, caseId, { unitId: units.municipal })).rejects.toMatchObject({
      code: 'cases.support_of_oneself',
    })
    await expect(call(tx, caseId, { dueBy: later(1) })).rejects.toMatchObject({
      code: 'cases.support_time',
    })
  })
})

describe('a hand-over', () => {
  useDatabase()

  inTransaction(
    'counts only once the other accepts; until then the first is responsible',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      const before = await casePage(tx, await as(tx, 'wang'), caseId, later(15))
      await ask(tx, caseId)
      await ask(tx, caseId)
      const meanwhile = await casePage(tx, await as(tx, 'sun'), caseId, later(21))
      expect([meanwhile.unitId, meanwhile.status]).toEqual([units.municipal, 'handling'])
      expect((await taskCases(tx, await as(tx, 'sun'), 'open')).map((t) => t.role)).toEqual([
        'takeover',
      ])
      await expect(answer(tx, 'zhou', { caseId, minute: 22 }, {})).rejects.toMatchObject({
        code: 'cases.not_your_unit',
      })
      await answer(tx, 'sun', { caseId, minute: 30 }, {})
      const after = await casePage(tx, await as(tx, 'sun'), caseId, later(31))
      expect([after.unitId, after.status]).toEqual([units.greening, 'handling'])
      // A change of hands buys no time.
      expect(after.ribbon.promisedAt).toBe(before.ribbon.promisedAt)
      expect(after.hands.map((h) => [h.unit, h.accepted, h.to !== null])).toEqual([
        ['市政中心', true, true],
        ['园林中心', true, false],
      ])
      await expect(finishLead(tx, caseId, 40)).rejects.toMatchObject({
        code: 'cases.not_your_unit',
      })
      await finishLead(tx, caseId, 41, 'sun')
    },
  )

  inTransaction(
    'refused or silent, it stays where it is; silence goes up the posts',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      await ask(tx, caseId)
      await expect(ask(tx, caseId, { handoverId: id('handover/2') })).rejects.toMatchObject({
        code: 'cases.handover_open',
      })
      // Ten turns of the alarms over two weeks: everybody has heard, and nothing was decided.
      for (let turn = 0; turn < 10; turn++) await ringClocks(tx, later(60 * 24 * 14)) // oxlint-disable-line no-await-in-loop -- in turn
      const levels = await tx
        .selectFrom('cases.escalation as e')
        .innerJoin('cases.clock as k', 'k.id', 'e.clock_id')
        .select('e.level')
        .where('k.stage', '=', 'handover')
        .execute()
      expect(levels.map((l) => l.level)).toContain('district')
      const late = await casePage(tx, await as(tx, 'wang'), caseId, later(60 * 24 * 14))
      expect(late.unitId).toBe(units.municipal)
      await expect(
        answer(tx, 'sun', { caseId, minute: 60 * 24 * 15 }, { to: 'refused' }),
      ).rejects.toMatchObject({ code: 'cases.reason_needed' })
      await answer(
        tx,
        'sun',
        { caseId, minute: 60 * 24 * 15 },
        { to: 'refused', words: '不归园林' },
      )
      expect((await seen(tx, 'zhou', caseId)).handovers).toMatchObject([
        { state: 'refused', answer: '不归园林', allowed: [] },
      ])
      await announceDuty(tx, await factOf(tx, caseId, 'case.handover_refused', 60 * 24 * 15))
      expect((await toldTo(tx, 'case.handover_refused')).toSorted()).toEqual(
        [id('zhou'), id('ma')].toSorted(),
      )
      await finishLead(tx, caseId, 60 * 24 * 15 + 5)
    },
  )

  inTransaction('is taken back by whoever asked, and goes with the task', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await ask(tx, caseId)
    await answer(tx, 'ma', { caseId, minute: 25 }, { to: 'withdrawn' })
    await ask(tx, caseId, { handoverId: id('handover/2') })
    await finishLead(tx, caseId, 30)
    expect((await seen(tx, 'zhou', caseId)).handovers.map((h) => h.state)).toEqual([
      'withdrawn',
      'withdrawn',
    ])
    expect(await taskCases(tx, await as(tx, 'sun'), 'open')).toEqual([])
  })
})

import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
  type Name,
} from '#testing/small-district.ts'
import { checkChain } from '../events.ts'
import { answerConsent, changePlan, endPlan, makePlan, moveStep, noteVisit } from './plan.ts'
import { ringPlans } from './ring.ts'
import { planBoard, plansOfCase } from './views.ts'

const planId = id('plan/smoke')
const DAY = 24 * 60
const onDay = (days: number) =>
  new Date(monday.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const step = (name: string, unit: string, days: number) => ({
  id: id(`step/${name}`),
  title: name,
  unitId: id(unit),
  personId: null,
  dueOn: onDay(days),
})
const household = (name: string) => ({
  id: id(`consent/${name}`),
  party: name,
  kind: 'household' as const,
})

async function atWork(db: Db) {
  const { caseId } = await report(db, { words: '楼下饭店油烟呛人' })
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await cases.acceptTask(db, await does(db, 'zhou', caseId, 20))
  return caseId
}

/** Two steps of two units, two households that must agree. */
async function planned(db: Db) {
  const caseId = await atWork(db)
  const make = async () =>
    makePlan(db, {
      ...(await does(db, 'wang', caseId, 30)),
      id: planId,
      goal: '沿外墙装烟道',
      steps: [step('定走向', 'municipal', 7), step('迁绿化', 'greening', 14)],
      consents: [household('201'), household('301')],
    })
  await make()
  await make()
  return caseId
}

const at = async (db: Db, name: Name, caseId: string, minute: number) => ({
  ...(await does(db, name, caseId, minute)),
  planId,
})
const move = async (db: Db, name: Name, caseId: string, over: object) =>
  moveStep(db, {
    ...(await at(db, name, caseId, 60)),
    stepId: id('step/定走向'),
    to: 'done',
    words: '图纸已定',
    photos: [],
    ...over,
  })
const consent = async (db: Db, caseId: string, who: string, answer: 'agreed' | 'refused') =>
  answerConsent(db, {
    ...(await at(db, 'li', caseId, 90)),
    consentId: id(`consent/${who}`),
    answer,
    words: '',
    photos: await aPicture(db),
  })
const end = async (db: Db, caseId: string, how: 'done' | 'dropped') =>
  endPlan(db, { ...(await at(db, 'wang', caseId, 200)), how, words: '油烟没有了' })
const finish = async (db: Db, caseId: string) =>
  cases.finish(db, {
    ...(await does(db, 'zhou', caseId, 300)),
    words: '烟道装好',
    before: [],
    after: await aPicture(db),
  })
const only = async (db: Db, name: Name, caseId: string, minute = 60) =>
  (await plansOfCase(db, await as(db, name), { caseId, now: later(minute) })).plans[0]

describe('a plan for one problem', () => {
  useDatabase()

  inTransaction('is followed over steps, visits and consent until done', async (tx) => {
    await foundDistrict(tx)
    const caseId = await planned(tx)
    await expect(finish(tx, caseId)).rejects.toMatchObject({
      code: 'cases.plan_open',
      details: { steps: 2, consents: 2, goal: '沿外墙装烟道' },
    })
    for (const round of [1, 2, 3])
      await noteVisit(tx, {
        ...(await at(tx, 'li', caseId, 60 + round)),
        visitId: id(`visit/${round}`),
        round,
        visitedAt: later(60),
        words: '挨户说明',
      })
    await consent(tx, caseId, '201', 'agreed')
    await consent(tx, caseId, '301', 'refused')
    await move(tx, 'zhou', caseId, { to: 'doing' })
    await move(tx, 'zhou', caseId, { photos: await aPicture(tx) })
    await move(tx, 'sun', caseId, { stepId: id('step/迁绿化') })
    await expect(end(tx, caseId, 'done')).rejects.toMatchObject({
      code: 'cases.plan_unfinished',
      details: { steps: 0, consents: 1 },
    })
    await consent(tx, caseId, '301', 'agreed')
    await end(tx, caseId, 'done')
    await finish(tx, caseId)
    // A plan made while the work waits for inspection holds back the closing, too.
    const close = async () =>
      cases.inspect(tx, {
        ...(await does(tx, 'li', caseId, 400)),
        passed: true,
        words: '',
        photos: [],
      })
    const late = { id: id('plan/late'), goal: '再看一次', steps: [step('再看', 'greening', 30)] }
    await makePlan(tx, { ...(await does(tx, 'wang', caseId, 350)), ...late, consents: [] })
    await expect(close()).rejects.toMatchObject({ code: 'cases.plan_open' })
    await endPlan(tx, {
      ...(await does(tx, 'wang', caseId, 390)),
      planId: late.id,
      how: 'dropped',
      words: '不必了',
    })
    await close()
    const { plans } = await plansOfCase(tx, await as(tx, 'wang'), { caseId, now: later(410) })
    expect(plans.find((p) => p.id === planId)).toMatchObject({
      state: 'done',
      open: { steps: 0, consents: 0 },
      allowed: [],
      visits: [{ round: 1 }, { round: 2 }, { round: 3 }],
      endedWords: '油烟没有了',
    })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('brings its units to the case, each to its own step', async (tx) => {
    await foundDistrict(tx)
    const caseId = await planned(tx)
    const plan = await only(tx, 'sun', caseId)
    expect(plan?.steps.map((s) => s.moves)).toEqual([[], ['doing', 'done']])
    await expect(move(tx, 'sun', caseId, {})).rejects.toMatchObject({
      code: 'cases.plan_step_not_yours',
    })
    await expect(move(tx, 'zhou', caseId, { to: 'dropped' })).rejects.toMatchObject({ status: 403 })
    expect(await planBoard(tx, await as(tx, 'qian'), { state: 'open', now: later(60) })).toEqual([])
    expect(
      (await planBoard(tx, await as(tx, 'sun'), { state: 'open', now: later(60) })).length,
    ).toBe(1)
  })

  inTransaction(
    'is made by whoever leads, one at a time, and changed with what was before',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await planned(tx)
      const make = async (name: Name, over: object) =>
        makePlan(tx, {
          ...(await does(tx, name, caseId, 40)),
          id: id('plan/2'),
          goal: '另一个',
          steps: [step('x', 'municipal', 3)],
          consents: [],
          ...over,
        })
      await expect(make('wang', {})).rejects.toMatchObject({ code: 'cases.plan_made' })
      await expect(make('zhou', {})).rejects.toMatchObject({ status: 403 })
      const change = async (over: object) =>
        changePlan(tx, {
          ...(await at(tx, 'wang', caseId, 50)),
          steps: [],
          consents: [],
          words: '',
          ...over,
        })
      await expect(change({ steps: [step('x', 'nobody', 3)] })).rejects.toMatchObject({
        code: 'cases.unit_not_found',
      })
      await expect(
        change({ steps: [{ ...step('x', 'municipal', 3), personId: id('sun') }] }),
      ).rejects.toMatchObject({ code: 'cases.person_not_in_unit' })
      await change({
        steps: [
          { ...step('定走向', 'municipal', 20), personId: id('zhou') },
          step('验收', 'municipal', 30),
        ],
        consents: [household('401')],
        words: '住户要求改走向',
      })
      const plan = await only(tx, 'wang', caseId)
      expect(plan?.steps.map((s) => [s.title, s.dueOn, s.person])).toEqual([
        ['定走向', onDay(20), 'zhou'],
        ['迁绿化', onDay(14), null],
        ['验收', onDay(30), null],
      ])
      expect(plan?.consents).toHaveLength(3)
      await end(tx, caseId, 'dropped')
      await make('wang', {})
      expect(await only(tx, 'wang', caseId)).toMatchObject({ goal: '另一个', state: 'open' })
    },
  )

  inTransaction('rings late steps, each level once for a day', async (tx) => {
    await foundDistrict(tx)
    await planned(tx)
    const ringOn = (days: number) => ringPlans(tx, later(DAY * days))
    expect(await ringOn(7)).toBe(0)
    expect(await ringOn(8)).toBe(1)
    expect(await ringOn(8)).toBe(0)
    expect(await ringOn(10)).toBe(1)
    expect(await ringOn(14)).toBe(1)
    expect(await ringOn(40)).toBe(3)
    const told = await tx
      .selectFrom('notices.notice')
      .select(['kind', 'person_id'])
      .where('kind', 'like', 'plan.%')
      .execute()
    // Each unit heard of its step when the plan was made.
    expect(told.filter((n) => n.kind === 'plan.step')).toHaveLength(3)
    const of = (kind: string) => told.filter((n) => n.kind === kind).map((n) => n.person_id)
    expect(of('plan.unit').toSorted()).toEqual([id('zhou'), id('ma'), id('sun')].toSorted())
    expect(new Set(of('plan.lead'))).toEqual(new Set([id('wang')]))
    expect(new Set(of('plan.secretary'))).toEqual(new Set([id('zhao')]))
  })
})

import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, aReason, does, following, handled } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { answer, ask, atWork, call, handoverId, move, seen, taskId } from '#testing/duty-story.ts'
import { as, districtId, foundDistrict, id, later, monday } from '#testing/small-district.ts'
import { finishSupport } from './duties/support.ts'
import { checkChain } from './events.ts'
import { makePlan, moveStep } from './plans/plan.ts'
import { openSteps } from './plans/views.ts'
import { askRequest } from './unit.ts'
import { issueSupervision, replySupervision } from './supervision/supervise.ts'
import { supervisionBoard } from './supervision/views.ts'

const typesOf = async (db: Db, caseId: string) =>
  (
    await db
      .selectFrom('cases.event')
      .select(['type', 'body'])
      .where('case_id', '=', caseId)
      .orderBy('seq')
      .execute()
  ).map((e) => e.type)

/** As a phone does that heard no answer: the same, twice, on the version it saw. */
async function twice<T>(send: () => Promise<T>): Promise<T> {
  await send()
  return send()
}
const DAYS = 24 * 60
const day = (n: number) => new Date(monday.getTime() + n * 86_400_000).toISOString().slice(0, 10)
const step = (name: string, days: number, unit = 'municipal') => ({
  id: id(name),
  title: name,
  unitId: id(unit),
  personId: null,
  dueOn: day(days),
})
const taken = { code: 'cases.client_id_taken', status: 409 }

describe('what a phone sends until it hears an answer', () => {
  useDatabase()

  inTransaction('counts once of a support unit: accepting, finishing, giving back', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await call(tx, caseId)
    const { version } = await seen(tx, 'sun', caseId)
    const at = { caseId, minute: 21 }
    const said = { doneAt: later(14).toISOString(), sentAt: later(21).toISOString() }
    const accepts = { clientId: id('phone/1'), baseVersion: version, said }
    await twice(async () => move(tx, 'sun', at, accepts))
    expect((await seen(tx, 'sun', caseId)).version).toBe(version + 1)
    const other = move(tx, 'sun', at, { ...accepts, to: 'return', words: '不归我们' })
    await expect(other).rejects.toMatchObject(taken)
    const given = {
      taskId,
      words: '树枝修好了',
      before: [],
      after: await aPicture(tx),
      clientId: id('phone/2'),
      baseVersion: version + 1,
    }
    await twice(async () => finishSupport(tx, { ...(await does(tx, 'sun', caseId, 30)), ...given }))
    const again = id('support/again')
    await call(tx, caseId, { taskId: again })
    const back = { taskId: again, to: 'return', words: '没车', clientId: id('phone/3') }
    await twice(async () => move(tx, 'sun', { caseId, minute: 40 }, back))
    expect((await typesOf(tx, caseId)).slice(-5)).toEqual([
      'case.support_called',
      'case.support_accepted',
      'case.support_finished',
      'case.support_called',
      'case.support_returned',
    ])
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('counts once of a request, on which the clock runs on', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    const { version } = await seen(tx, 'zhou', caseId)
    const asks = async (over: { reasonCode?: string } = {}) =>
      askRequest(tx, {
        ...(await does(tx, 'zhou', caseId, 30)),
        baseVersion: version,
        clientId: id('phone/ask'),
        kind: 'extension',
        reasonCode: await aReason(tx, 'extension'),
        words: '等配件',
        extension: { value: 2, unit: 'WORK_DAY' },
        resumeAt: null,
        ...over,
      })
    await twice(asks)
    expect(await tx.selectFrom('cases.request').select('state').execute()).toEqual([
      { state: 'asked' },
    ])
    expect(
      (await typesOf(tx, caseId)).filter((type) => type === 'case.request_asked'),
    ).toHaveLength(1)
    await expect(asks({ reasonCode: 'another' })).rejects.toMatchObject(taken)
  })

  inTransaction('counts once of a hand-over: asking and taking over', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await twice(async () => ask(tx, caseId))
    const answers = { clientId: id('phone/1'), words: '我们接' }
    await twice(async () => answer(tx, 'sun', { caseId, minute: 30 }, answers))
    await expect(
      answer(tx, 'sun', { caseId, minute: 31 }, { clientId: id('phone/2') }),
    ).rejects.toMatchObject({ status: 409 })
    const view = await seen(tx, 'sun', caseId)
    expect(view.handovers).toMatchObject([{ id: handoverId, state: 'accepted' }])
    expect((await typesOf(tx, caseId)).slice(-2)).toEqual([
      'case.handover_asked',
      'case.handover_accepted',
    ])
  })

  inTransaction(
    "counts once of a plan's step, which its unit sees until it is done",
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      const planId = id('plan')
      await makePlan(tx, {
        ...(await does(tx, 'wang', caseId, 30)),
        id: planId,
        goal: '沿外墙装烟道',
        steps: [step('后做', 9), step('先做', 2), step('迁绿化', 1, 'greening')],
        consents: [],
      })
      const own = async (name: 'zhou' | 'sun' | 'qian') =>
        (await openSteps(tx, await as(tx, name), later(DAYS * 5))).map(({ step: s }) => [
          s.title,
          s.overdue,
        ])
      expect(await own('zhou')).toEqual([
        ['先做', true],
        ['后做', false],
      ])
      expect(await own('sun')).toEqual([['迁绿化', true]])
      expect(await own('qian')).toEqual([])
      const photos = await aPicture(tx)
      const done = {
        planId,
        stepId: id('先做'),
        to: 'done' as const,
        words: '定好了',
        photos,
        clientId: id('phone/step'),
      }
      await twice(async () => moveStep(tx, { ...(await does(tx, 'zhou', caseId, 40)), ...done }))
      expect(await own('zhou')).toEqual([['后做', false]])
      await expect(
        moveStep(tx, { ...(await does(tx, 'zhou', caseId, 41)), ...done, to: 'doing' }),
      ).rejects.toMatchObject(taken)
      const held = await tx
        .selectFrom('cases.plan_step')
        .select('file_ids')
        .where('id', '=', id('先做'))
        .executeTakeFirstOrThrow()
      expect(held.file_ids).toEqual(photos)
    },
  )

  inTransaction(
    'counts once of a reply to an order, which the unit then need not see',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      await issueSupervision(tx, {
        caller: await as(tx, 'zhao'),
        now: later(60),
        id: id('order'),
        cases: [{ caseId, baseVersion: null }],
        unitId: id('municipal'),
        grade: 'urgent',
        words: '请说明',
        dueAt: later(60 + DAYS),
      })
      const toReply = async (name: 'zhou' | 'sun' | 'zhao') =>
        (
          await supervisionBoard(tx, await as(tx, name), {
            state: 'open',
            toReply: true,
            now: later(70),
          })
        ).map((o) => o.cases.map((c) => c.id))
      expect(await toReply('zhou')).toEqual([[caseId]])
      expect(await toReply('sun')).toEqual([])
      expect(await toReply('zhao')).toEqual([])
      await twice(async () =>
        replySupervision(tx, {
          caller: await as(tx, 'zhou'),
          now: later(80),
          supervisionId: id('order'),
          baseVersion: 1,
          id: id('phone/reply'),
          words: '材料今天到',
          photos: [],
          said: { doneAt: later(50).toISOString(), sentAt: later(80).toISOString() },
        }),
      )
      expect(
        (await typesOf(tx, caseId)).filter((t) => t === 'case.supervision_replied'),
      ).toHaveLength(1)
      expect(await toReply('zhou')).toEqual([])
    },
  )

  inTransaction('counts once of a resident: the verdict, then the reopening', async (tx) => {
    await foundDistrict(tx)
    const received = await handled(tx)
    const { caseId } = received
    await cases.inspect(tx, {
      ...(await does(tx, 'gao', caseId, 140)),
      passed: true,
      words: '',
      photos: [],
    })
    const verdict = { solved: false, satisfied: 1, words: '又坏了', clientId: id('phone/verdict') }
    const judge = () => cases.judgeOwn(tx, following(received, 150), verdict)
    const first = await twice(judge)
    expect(first.verdict).toMatchObject({ solved: false })
    await expect(
      cases.judgeOwn(tx, following(received, 151), { ...verdict, solved: true }),
    ).rejects.toMatchObject(taken)
    const photos = await aPicture(tx)
    const why = { words: '天一黑就灭', photos, clientId: id('phone/reopen') }
    const page = await twice(() => cases.reopenOwn(tx, following(received, 160), why))
    expect(page.status).toBe('dispatched')
    const types = await typesOf(tx, caseId)
    expect(types.filter((t) => t === 'case.reopened')).toHaveLength(1)
    expect(types.filter((t) => t === 'case.judged')).toHaveLength(1)
    // Nobody can later guess from the chain what the resident wrote and had erased.
    const links = await tx.selectFrom('cases.event').select('canonical').execute()
    expect(links.some((l) => l.canonical.includes('天一黑就灭'))).toBe(false)
  })
})

import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { noticesJobs, type Driver } from '#modules/notices/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { checkChain } from '../events.ts'
import { announceSupervision, ringSupervisions } from './ring.ts'
import {
  answerSupervision,
  issueSupervision,
  replySupervision,
  withdrawSupervision,
} from './supervise.ts'
import { supervisionBoard, supervisionsOfCase, supervisionView } from './views.ts'

const supervisionId = id('supervision/lamp')
const DAY = 24 * 60

/** A lamp at the municipal unit, accepted; the secretary can supervise it. */
async function lampAtWork(db: Db, over: Record<string, unknown> = {}) {
  const { caseId } = await report(db, over)
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await cases.acceptTask(db, await does(db, 'zhou', caseId, 20))
  return caseId
}

const issue = async (db: Db, caseIds: readonly string[], over: object = {}) =>
  issueSupervision(db, {
    caller: await as(db, 'zhao'),
    now: later(60),
    id: supervisionId,
    cases: caseIds.map((caseId) => ({ caseId, baseVersion: null })),
    unitId: id('municipal'),
    grade: 'urgent',
    words: '路灯三天没修，请说明',
    dueAt: later(60 + DAY),
    ...over,
  })

const on = async (db: Db, name: Name, minute: number) => ({
  caller: await as(db, name),
  now: later(minute),
  supervisionId,
  baseVersion: null,
})

const noticesOf = async (db: Db, kind: string) =>
  (
    await db
      .selectFrom('notices.notice')
      .select('person_id')
      .where('kind', '=', `supervision.${kind}`)
      .execute()
  )
    .map((n) => n.person_id)
    .toSorted()

const people = (...names: string[]) => names.map(id).toSorted()

/** Late at night: 22:40 in Shanghai, so that half of the time passes inside the quiet hours. */
async function mailed(tx: Db, urgency: 'routine' | 'emergency') {
  const sent: string[] = []
  const driver: Driver = {
    channel: 'email',
    send: async ({ subject }) => void sent.push(subject),
  }
  const jobs = noticesJobs({
    cipher,
    drivers: [driver],
    addressesOf: async () => ({
      email: 'zhou@example.org',
      wecom: null,
      language: 'zh-CN' as const,
    }),
  })
  const caseIds = [await lampAtWork(tx), await lampAtWork(tx)]
  await tx.updateTable('cases.case').set({ urgency }).where('id', 'in', caseIds).execute()
  for (const [index, caseId] of caseIds.entries())
    await issue(tx, [caseId], { id: id(`night/${index}`), dueAt: later(60 + 16 * 60) })
  const night = later(12 * 60 + 30)
  const deliver = (at: Date) => jobs['notices.deliver']!({}, { db: tx, clock: () => at })
  expect(await ringSupervisions(tx, night)).toBe(2)
  const notices = await tx
    .selectFrom('notices.notice')
    .select('id')
    .where('person_id', '=', id('zhou'))
    .execute()
  for (const { id: noticeId } of notices)
    await jobs['notices.email']!({ districtId, noticeId }, { db: tx, clock: () => night })
  await deliver(night)
  const atNight = [...sent]
  await deliver(later(22 * 60 + 5))
  return { atNight, inAll: sent }
}

describe('an order of supervision', () => {
  useDatabase()

  inTransaction('goes from issue over reply, sending back and reply to its end', async (tx) => {
    await foundDistrict(tx)
    const caseId = await lampAtWork(tx)
    await issue(tx, [caseId])
    const reply = async (minute: number, name: string, words: string) =>
      replySupervision(tx, {
        ...(await on(tx, 'zhou', minute)),
        id: id(name),
        words,
        photos: await aPicture(tx),
      })
    await reply(120, 'reply/1', '配件没到')
    await expect(reply(130, 'reply/x', '再说一遍')).rejects.toMatchObject({
      code: 'cases.supervision_wrong_state',
    })
    const back = async (over: object) =>
      answerSupervision(tx, {
        ...(await on(tx, 'zhao', 200)),
        accept: false,
        words: '今天必须修好',
        dueAt: later(200 + 300),
        ...over,
      })
    await expect(back({ words: '' })).rejects.toMatchObject({ code: 'cases.supervision_words' })
    await expect(back({ dueAt: null })).rejects.toMatchObject({
      code: 'cases.supervision_deadline',
    })
    await expect(back({ caller: await as(tx, 'centre') })).rejects.toMatchObject({
      code: 'cases.supervision_not_yours',
    })
    await back({})
    await reply(200 + 400, 'reply/2', '已换新灯')
    await answerSupervision(tx, {
      ...(await on(tx, 'zhao', 700)),
      accept: true,
      words: '好',
      dueAt: null,
    })
    const view = await supervisionView(tx, await as(tx, 'zhao'), {
      id: supervisionId,
      now: later(701),
    })
    expect(view).toMatchObject({
      state: 'accepted',
      level: 'community',
      round: 2,
      allowed: [],
      replies: [
        { round: 1, late: false, answer: 'sent_back', answerWords: '今天必须修好' },
        { round: 2, late: true, answer: 'accepted' },
      ],
    })
    const { rows } = { rows: await tx.selectFrom('cases.event').select('type').execute() }
    expect(rows.filter((r) => r.type.startsWith('case.superv'))).toHaveLength(5)
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('is issued by whoever may, once, in time, and over open cases', async (tx) => {
    await foundDistrict(tx)
    const caseId = await lampAtWork(tx)
    await expect(issue(tx, [caseId], { caller: await as(tx, 'wang') })).rejects.toMatchObject({
      status: 403,
    })
    await expect(issue(tx, [caseId], { dueAt: later(61) })).rejects.toMatchObject({
      code: 'cases.supervision_deadline',
    })
    await expect(issue(tx, [caseId], { unitId: id('nobody') })).rejects.toMatchObject({
      code: 'cases.unit_not_found',
    })
    await issue(tx, [caseId])
    await issue(tx, [caseId])
    const own = await supervisionsOfCase(tx, await as(tx, 'zhao'), { caseId, now: later(61) })
    expect(own.supervisions).toHaveLength(1)
    await expect(issue(tx, [caseId], { caller: await as(tx, 'centre') })).rejects.toMatchObject({
      code: 'cases.client_id_taken',
    })
    const stale = [{ caseId, baseVersion: 1 }]
    await expect(issue(tx, [], { id: id('other'), cases: stale })).rejects.toMatchObject({
      code: 'cases.out_of_date',
    })
    await cases.makeVoid(tx, { ...(await does(tx, 'centre', caseId, 90)), words: '误报' })
    await expect(issue(tx, [caseId], { id: id('other') })).rejects.toMatchObject({
      code: 'cases.wrong_status',
    })
  })

  inTransaction('stands over several cases, and brings them before its unit only', async (tx) => {
    await foundDistrict(tx)
    const both = [await lampAtWork(tx), await lampAtWork(tx)]
    await issue(tx, both, { unitId: id('greening') })
    const board = async (name: Name) =>
      supervisionBoard(tx, await as(tx, name), { state: 'open', now: later(70) })
    expect((await board('sun'))[0]).toMatchObject({
      cases: [{ id: both[0] }, { id: both[1] }],
      allowed: ['reply'],
    })
    expect((await board('zhao'))[0]?.allowed).toEqual(['withdraw'])
    expect(await board('qian')).toEqual([])
    await expect(
      replySupervision(tx, {
        ...(await on(tx, 'zhou', 80)),
        id: id('reply'),
        words: '不是我',
        photos: [],
      }),
    ).rejects.toMatchObject({ code: 'cases.supervision_not_addressed' })
    await withdrawSupervision(tx, { ...(await on(tx, 'zhao', 90)), words: '发错单位' })
    expect(await board('sun')).toEqual([])
    for (const caseId of both) {
      const { supervisions } = await supervisionsOfCase(tx, await as(tx, 'zhao'), {
        caseId,
        now: later(91),
      })
      expect(supervisions[0]).toMatchObject({ state: 'withdrawn', endedWords: '发错单位' })
    }
  })

  inTransaction('rings each level once a round, the unit first and then upward', async (tx) => {
    await foundDistrict(tx)
    const caseId = await lampAtWork(tx)
    await issue(tx, [caseId])
    const ringAt = async (share: number) => ringSupervisions(tx, later(60 + DAY * share))
    expect(await ringAt(0.4)).toBe(0)
    expect(await ringAt(0.5)).toBe(1)
    expect(await ringAt(0.6)).toBe(0)
    expect(await ringAt(0.85)).toBe(1)
    expect(await ringAt(1)).toBe(1)
    expect(await ringAt(1.2)).toBe(1)
    expect(await ringAt(1.6)).toBe(1)
    expect(await ringAt(2.5)).toBe(1)
    expect(await ringAt(3.5)).toBe(1)
    expect(await ringAt(99)).toBe(0)
    expect(await noticesOf(tx, 'reminder')).toEqual(people('zhou', 'ma'))
    expect(await noticesOf(tx, 'overdue')).toEqual(people('zhou', 'ma', 'zhao'))
    expect(await noticesOf(tx, 'manager')).toEqual(people('ma'))
    expect(await noticesOf(tx, 'secretary')).toEqual(people('zhao'))
    // Nobody holds the street's post: it goes past it, and is said twice to nobody.
    expect(await noticesOf(tx, 'street')).toEqual(people('centre'))
    await replySupervision(tx, {
      ...(await on(tx, 'zhou', 60 + DAY * 100)),
      id: id('reply'),
      words: '修好了',
      photos: [],
    })
    expect(await ringSupervisions(tx, later(60 + DAY * 100.5))).toBe(0)
    expect(await ringSupervisions(tx, later(60 + DAY * 101))).toBe(1)
    expect(await ringSupervisions(tx, later(60 + DAY * 200))).toBe(0)
    expect(await noticesOf(tx, 'judge')).toEqual(people('zhao'))
  })

  inTransaction('tells the other side of each step, once over however many cases', async (tx) => {
    await foundDistrict(tx)
    const both = [await lampAtWork(tx), await lampAtWork(tx)]
    await issue(tx, both)
    for (const caseId of both) {
      const { version } = await supervisionsOfCase(tx, await as(tx, 'zhao'), {
        caseId,
        now: later(61),
      })
      const fact = {
        type: 'case.supervised',
        key: `${caseId}:${version}`,
        districtId,
        at: later(60).toISOString(),
        body: { caseId, seq: version },
      }
      await announceSupervision(tx, fact)
      await announceSupervision(tx, fact)
    }
    expect(await noticesOf(tx, 'issued')).toEqual(people('zhou', 'ma'))
  })

  inTransaction('rests in the quiet hours and comes as one digest', async (tx) => {
    await foundDistrict(tx)
    const { atNight, inAll } = await mailed(tx, 'routine')
    expect(atNight).toEqual([])
    expect(inAll).toHaveLength(1)
    expect(inAll[0]).toContain('2')
  })

  inTransaction('does not wait where an emergency is supervised', async (tx) => {
    await foundDistrict(tx)
    const { atNight } = await mailed(tx, 'emergency')
    expect(atNight.length).toBeGreaterThan(0)
  })

  inTransaction('refuses what stands on an order that has changed', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await handled(tx)
    await issue(tx, [caseId], { now: later(130) })
    const late = { ...(await on(tx, 'zhou', 140)), baseVersion: 0, id: id('r'), photos: [] }
    await expect(replySupervision(tx, { ...late, words: '迟了' })).rejects.toMatchObject({
      code: 'cases.out_of_date',
    })
  })
})

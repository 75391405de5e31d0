import { sql } from 'kysely'
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
import { casePage } from '../case-page.ts'
import { saveDuty } from '../duties/duty-list.ts'
import { checkChain } from '../events.ts'
import { mindSuspensions } from '../suspensions.ts'
import { parkCase, reviewParked } from './park.ts'
import { ringParked } from './ring.ts'
import { parkedLedger, parkedOfCase } from './views.ts'

const parkedId = id('parked/lamp')
const DAY = 24 * 60
const onDay = (days: number) =>
  new Date(monday.getTime() + days * 86_400_000).toISOString().slice(0, 10)

async function filed(db: Db) {
  const { caseId } = await report(db)
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return caseId
}

async function atWork(db: Db) {
  const caseId = await filed(db)
  await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await cases.acceptTask(db, await does(db, 'zhou', caseId, 20))
  return caseId
}

const park = async (db: Db, caseId: string, over: object = {}) =>
  parkCase(db, {
    ...(await does(db, 'zhao', caseId, 60)),
    id: parkedId,
    reasonCode: 'project-or-money',
    plan: '列入明年改造计划',
    reviewOn: onDay(30),
    keeperPostId: id('wang/post'),
    ...over,
  })

const review = async (
  db: Db,
  caseId: string,
  over: object,
  { name = 'wang', minute = DAY }: { name?: Name; minute?: number } = {},
) =>
  reviewParked(db, {
    ...(await does(db, name, caseId, minute)),
    parkedId,
    id: id('review'),
    act: 'prolonged',
    words: '资金还在批',
    reviewOn: null,
    keeperPostId: null,
    ...over,
  })

const standing = async (db: Db, caseId: string) =>
  db
    .selectFrom('cases.case')
    .select(['status', 'owner', 'paused', 'unit_id'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()

const noticesOf = async (db: Db, kind: string) =>
  (
    await db
      .selectFrom('notices.notice')
      .select('person_id')
      .where('kind', '=', `parked.${kind}`)
      .execute()
  ).map((n) => n.person_id)

const ledger = async (db: Db, name: Name, filters: object, minute = 70) =>
  parkedLedger(db, await as(db, name), { filters, now: later(minute) })

describe('a parked problem', () => {
  useDatabase()

  inTransaction('stands still with owner, plan and keeper, and no date resumes it', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await park(tx, caseId)
    await park(tx, caseId)
    expect(await standing(tx, caseId)).toEqual({
      status: 'handling',
      owner: 'unit',
      paused: true,
      unit_id: id('municipal'),
    })
    expect(await mindSuspensions(tx, later(DAY * 400))).toEqual({ resumed: 0, reminded: 0 })
    expect((await ledger(tx, 'wang', { mine: true })).parked).toMatchObject([
      { plan: '列入明年改造计划', reviewOn: onDay(30), due: false, allowed: ['review'] },
    ])
    expect((await ledger(tx, 'zhao', { due: true })).parked).toEqual([])
    expect((await ledger(tx, 'zhao', { due: true }, DAY * 30)).parked).toHaveLength(1)
    expect((await ledger(tx, 'qian', {})).parked).toEqual([])
    await expect(park(tx, caseId, { id: id('other') })).rejects.toMatchObject({
      code: 'cases.parked_already',
    })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction(
    'takes no date that is past or too far, and no keeper who is not there',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await atWork(tx)
      const refusal = (over: object, why: object) =>
        expect(park(tx, caseId, over)).rejects.toMatchObject(why)
      await refusal({ reviewOn: onDay(0) }, { code: 'cases.parked_review_date' })
      await refusal({ reviewOn: onDay(366) }, { code: 'cases.parked_review_date' })
      await refusal(
        { keeperPostId: id('qian/post') },
        {
          code: 'cases.parked_keeper',
        },
      )
      await refusal({ reasonCode: 'nothing' }, { code: 'cases.reason_not_found' })
      await refusal({ caller: await as(tx, 'wang') }, { status: 403 })
      expect(await standing(tx, caseId)).toMatchObject({ paused: false })
    },
  )

  inTransaction('is prolonged, handed over and resumed by its review', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await park(tx, caseId)
    await expect(
      review(tx, caseId, { reviewOn: onDay(60) }, { name: 'chen' }),
    ).rejects.toMatchObject({
      code: 'cases.parked_not_yours',
    })
    await expect(review(tx, caseId, { reviewOn: onDay(400) })).rejects.toMatchObject({
      code: 'cases.parked_review_date',
    })
    await review(tx, caseId, { reviewOn: onDay(60) })
    await review(tx, caseId, { reviewOn: onDay(60) })
    await review(tx, caseId, {
      id: id('review/2'),
      act: 'handed_over',
      keeperPostId: id('zhao/post'),
      words: '我调走了',
    })
    await expect(
      review(tx, caseId, { id: id('review/3'), act: 'resumed', words: '有钱了' }),
    ).rejects.toMatchObject({ code: 'cases.parked_not_yours' })
    await review(
      tx,
      caseId,
      { id: id('review/3'), act: 'resumed', words: '有钱了' },
      { name: 'zhao' },
    )
    expect(await standing(tx, caseId)).toMatchObject({ status: 'handling', paused: false })
    const { parked, mayPark } = await parkedOfCase(tx, await as(tx, 'zhao'), {
      caseId,
      now: later(DAY * 2),
    })
    expect(parked[0]?.reviews.map((r) => r.act)).toEqual(['prolonged', 'handed_over', 'resumed'])
    expect(parked[0]).toMatchObject({ reviewOn: onDay(60), allowed: [] })
    expect(parked[0]?.endedAt).not.toBeNull()
    expect(mayPark).toBe('in_place')
  })

  inTransaction('rings its keeper on the day, then upward, each once', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await park(tx, caseId)
    const ringOn = (days: number) => ringParked(tx, later(DAY * days))
    expect(await ringOn(29)).toBe(0)
    expect(await ringOn(30)).toBe(1)
    expect(await ringOn(31)).toBe(0)
    expect(await ringOn(33)).toBe(1)
    expect(await ringOn(60)).toBe(2)
    expect(await ringOn(90)).toBe(0)
    expect(await noticesOf(tx, 'kept')).toEqual([id('wang')])
    expect(await noticesOf(tx, 'keeper')).toEqual([id('wang')])
    expect(await noticesOf(tx, 'secretary')).toEqual([id('zhao')])
    expect(await noticesOf(tx, 'district')).toEqual([id('centre')])
    await review(tx, caseId, { reviewOn: onDay(120) }, { minute: DAY * 91 })
    expect(await ringOn(119)).toBe(0)
    expect(await ringOn(120)).toBe(1)
  })

  inTransaction('without a responsible party falls to the community, which owns it', async (tx) => {
    await foundDistrict(tx)
    const caseId = await filed(tx)
    const nobody = { reasonCode: 'no-responsible-party', plan: '社区先巡查，等确权' }
    await expect(park(tx, caseId)).rejects.toMatchObject({ code: 'cases.wrong_status' })
    await expect(park(tx, caseId, nobody)).rejects.toMatchObject({ code: 'cases.no_last_resort' })
    await sql`update people.organisation set handles_cases = true
      where district_id = ${districtId} and id = ${id('station')}`.execute(tx)
    await park(tx, caseId, nobody)
    expect(await standing(tx, caseId)).toEqual({
      status: 'handling',
      owner: 'unit',
      paused: true,
      unit_id: id('station'),
    })
    expect((await ledger(tx, 'zhao', { reason: 'no-responsible-party' })).parked).toMatchObject([
      { lastResort: true, reason: '无责任主体' },
    ])
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.clock
      where case_id = ${caseId} and stopped_at is null`.execute(tx)
    expect(rows[0]?.n).toBe(1)
  })

  inTransaction('is taken on against the duty list only by the own secretary', async (tx) => {
    await foundDistrict(tx)
    const caseId = await filed(tx)
    const nobody = { reasonCode: 'no-responsible-party', plan: '社区先巡查，等确权' }
    await sql`update people.organisation set handles_cases = true
      where district_id = ${districtId} and id = ${id('station')}`.execute(tx)
    const entry = {
      id: id('entry'),
      communityCode: '',
      kind: 'refuse' as const,
      name: '路灯维修',
      basis: '履职事项清单',
      whenMatters: ['matter:01037'],
      whenGuides: [],
      active: true,
      version: 0,
    }
    await saveDuty(tx, await as(tx, 'centre'), entry, later(0))
    const takingOn = { words: '居民天天走', means: '街道出钱，志愿者出工' }
    const refusal = (over: object, why: object) =>
      expect(park(tx, caseId, { ...nobody, ...over })).rejects.toMatchObject(why)
    const centre = await as(tx, 'centre')
    await refusal({ caller: centre, takingOn }, { code: 'cases.last_resort_theirs' })
    await refusal(
      {},
      { code: 'cases.last_resort_words', details: { entry: '路灯维修', basis: '履职事项清单' } },
    )
    await refusal({ takingOn: { ...takingOn, means: ' ' } }, { code: 'cases.last_resort_words' })
    const at = { caseId, now: later(60) }
    expect(await parkedOfCase(tx, await as(tx, 'zhao'), at)).toMatchObject({
      mayPark: 'take_on',
      kept: { entry: '路灯维修', basis: '履职事项清单' },
    })
    expect(await parkedOfCase(tx, centre, at)).toMatchObject({ mayPark: null })
    await park(tx, caseId, { ...nobody, takingOn })
    await park(tx, caseId, { ...nobody, takingOn })
    const { events } = await casePage(tx, await as(tx, 'zhao'), caseId, later(61))
    expect(events.map((e) => e.type).slice(-4)).toEqual([
      'case.taken_on',
      'case.dispatched',
      'case.accepted',
      'case.parked',
    ])
    expect(events.at(-4)).toMatchObject({
      words: '居民天天走',
      details: { entry: '路灯维修', means: '街道出钱，志愿者出工' },
    })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('is kept and reviewed though its time was over before', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    const late = { now: later(DAY * 40), reviewOn: onDay(60) }
    await park(tx, caseId, late)
    expect((await ledger(tx, 'zhao', {}, DAY * 41)).parked).toHaveLength(1)
    await review(tx, caseId, { reviewOn: onDay(90) }, { minute: DAY * 50 })
    expect(await ringParked(tx, later(DAY * 90))).toBe(1)
    await review(tx, caseId, { id: id('r2'), act: 'resumed' }, { minute: DAY * 91 })
    expect((await ledger(tx, 'zhao', {}, DAY * 92)).parked).toEqual([])
  })

  inTransaction('ends when the work is finished after all', async (tx) => {
    await foundDistrict(tx)
    const caseId = await atWork(tx)
    await park(tx, caseId)
    await cases.finish(tx, {
      ...(await does(tx, 'zhou', caseId, DAY)),
      words: '提前修好',
      before: [],
      after: await aPicture(tx),
    })
    expect((await ledger(tx, 'zhao', {}, DAY * 2)).parked).toEqual([])
    await expect(
      review(tx, caseId, { act: 'resumed' }, { name: 'zhao', minute: DAY * 2 }),
    ).rejects.toMatchObject({
      code: 'cases.parked_over',
    })
  })
})

import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aPicture, aReason, does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import * as unit from './unit.ts'

/** Mended at once by the officer who saw it. */
async function settled(db: Db, by: Name = 'gao'): Promise<string> {
  const { caseId } = await report(db)
  await desk.settle(db, {
    ...(await does(db, by, caseId, 10)),
    matter: lampMatter,
    words: '当场扶正',
    before: [],
    after: await aPicture(db),
  })
  return caseId
}

/** A person in a post that is not theirs: what counts is who they are. */
async function inPostOf(db: Db, person: Name, post: Name) {
  return { ...(await as(db, post)), personId: id(person) }
}

const passes = { passed: true, words: '', photos: [] }
const verdict = { solved: true, satisfied: 3, words: '好了' }

describe('nobody judges their own work', () => {
  useDatabase()

  inTransaction('not in another post, nor as who began it, nor rounds later', async (tx) => {
    await foundDistrict(tx)
    const caseId = await settled(tx)
    const tries = (person: Name, post: Name, minute: number) =>
      inPostOf(tx, person, post).then((caller) => ({
        caseId,
        caller,
        now: later(minute),
        baseVersion: null,
      }))
    const own = { code: 'cases.own_work' }
    for (const post of ['gao', 'chen', 'wang', 'centre', 'li'] as const)
      await expect(
        closing.inspect(tx, { ...(await tries('gao', post, 20)), ...passes }),
        post,
      ).rejects.toMatchObject(own)
    await closing.inspect(tx, { ...(await tries('li', 'li', 30)), ...passes })
    for (const post of ['chen', 'wang', 'li'] as const)
      await expect(
        closing.callBack(tx, { ...(await tries('gao', post, 40)), ...verdict, way: 'call' }),
        post,
      ).rejects.toMatchObject(own)

    // Settled once, reopened, now a unit's: whoever settled it then still does not inspect it.
    await closing.reopen(tx, { ...(await tries('wang', 'wang', 50)), words: '又坏了' })
    await desk.dispatch(tx, { ...(await tries('wang', 'wang', 51)), unitId: null, words: '' })
    await unit.acceptTask(tx, await tries('ma', 'ma', 52))
    await unit.finish(tx, {
      ...(await tries('zhou', 'zhou', 60)),
      words: '换了灯',
      before: [],
      after: await aPicture(tx),
    })
    for (const person of ['gao', 'zhou', 'ma'] as const) {
      const input = { ...(await tries(person, 'wang', 70)), ...passes }
      await expect(closing.inspect(tx, input), person).rejects.toMatchObject(own)
    }
    await closing.inspect(tx, { ...(await tries('li', 'li', 71)), ...passes })
  })

  inTransaction('nor grants what they asked for themselves', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await desk.file(tx, { ...(await does(tx, 'chen', caseId, 1)), matter: lampMatter, words: '' })
    await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 2)), unitId: null, words: '' })
    await unit.askRequest(tx, {
      ...(await does(tx, 'zhou', caseId, 3)),
      kind: 'return',
      reasonCode: await aReason(tx, 'return'),
      words: '不归我们',
      extension: null,
      resumeAt: null,
    })
    const page = await casePage(tx, await as(tx, 'wang'), caseId, later(4))
    const decide = { requestId: page.requests[0]?.id ?? '', grant: true, words: '' }
    const caller = await inPostOf(tx, 'zhou', 'wang')
    await expect(
      unit.decideRequest(tx, { caseId, caller, now: later(5), baseVersion: null, ...decide }),
    ).rejects.toMatchObject({ code: 'cases.own_work' })
    await unit.decideRequest(tx, { ...(await does(tx, 'wang', caseId, 6)), ...decide })
  })
})

describe('verdicts taken by staff', () => {
  useDatabase()

  inTransaction(
    'at a door or by telephone are kept with who took them, once a round',
    async (tx) => {
      await foundDistrict(tx)
      for (const [way, who] of [
        ['visit', 'li'],
        ['call', 'chen'],
      ] as const) {
        const caseId = await settled(tx)
        await closing.inspect(tx, { ...(await does(tx, 'wang', caseId, 30)), ...passes })
        const input = { ...(await does(tx, who, caseId, 60)), ...verdict, way }
        await closing.callBack(tx, input)
        await expect(closing.callBack(tx, input)).rejects.toMatchObject({
          code: 'cases.already_judged',
        })
        const kept = await tx
          .selectFrom('cases.verdict')
          .select(['way', 'taken_by', 'solved', 'satisfied'])
          .where('case_id', '=', caseId)
          .execute()
        expect(kept).toEqual([{ way, taken_by: id(who), solved: true, satisfied: 3 }])
      }
      const silent = await settled(tx)
      await closing.inspect(tx, { ...(await does(tx, 'wang', silent, 30)), ...passes })
      const page = await casePage(tx, await as(tx, 'chen'), silent, later(5000))
      expect(page.verdicts).toMatchObject([{ answeredAt: null, solved: null, satisfied: null }])
    },
  )
})

describe('inspection in batches', () => {
  useDatabase()

  inTransaction('judges each from its pictures and says why not, row by row', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx, () => later(200))
    const headers = { cookie: await signIn(app, tx, 'li', later(200)), 'x-gongzhi': '1' }
    const [good, bad] = [await settled(tx), (await handled(tx)).caseId]
    const own = await settled(tx, 'li')
    const blind = await withoutPicture(tx)
    const url = '/api/cases/inspections'
    const list = (await app.inject({ url, headers })).json<{
      rows: { case: { id: string; version: number }; did: string; photos: { role: string }[] }[]
    }>()
    expect(list.rows.map((r) => r.case.id).toSorted()).toEqual([good, bad, blind].toSorted())
    expect(list.rows.find((r) => r.case.id === good)).toMatchObject({
      did: '当场扶正',
      settledOnSpot: true,
      photos: [{ role: 'after' }],
    })
    const version = (caseId: string) =>
      list.rows.find((r) => r.case.id === caseId)?.case.version ?? 2
    const row = (caseId: string, over: object = {}) => ({
      caseId,
      baseVersion: version(caseId),
      passed: true,
      ...over,
    })
    const absent = crypto.randomUUID()
    const reply = await app.inject({
      method: 'POST',
      url,
      headers,
      payload: {
        rows: [
          row(own),
          row(good),
          row(absent),
          row(blind),
          row(bad, { passed: false, words: '还是歪的' }),
          row(good),
        ],
      },
    })
    expect(reply.json()).toMatchObject({
      done: 2,
      rows: [
        { caseId: own, done: false, problem: { code: 'cases.own_work' } },
        { caseId: good, done: true, problem: null },
        { caseId: absent, done: false, problem: { code: 'cases.case_not_found' } },
        { caseId: blind, done: false, problem: { code: 'cases.no_picture_to_judge' } },
        { caseId: bad, done: true, problem: null },
        { caseId: good, done: false, problem: { code: 'cases.out_of_date' } },
      ],
    })
    const closed = await casePage(tx, await as(tx, 'chen'), good, later(201))
    expect(closed.status).toBe('closed')
    expect(closed.events.at(-1)?.details).toMatchObject({ fromPictures: true })
    expect((await casePage(tx, await as(tx, 'chen'), bad, later(201))).status).toBe('handling')
    const zhou = { cookie: await signIn(app, tx, 'zhou', later(200)) }
    expect((await app.inject({ url, headers: zhou })).statusCode).toBe(403)
  })
})

/** Of a class that needs no picture: nobody can judge it from one. */
async function withoutPicture(db: Db): Promise<string> {
  const { caseId } = await report(db)
  const matter = { kind: 'matter' as const, code: '10998' }
  await desk.file(db, { ...(await does(db, 'chen', caseId, 5)), matter, words: '' })
  await desk.dispatch(db, {
    ...(await does(db, 'wang', caseId, 6)),
    unitId: id('municipal'),
    words: '',
  })
  await unit.acceptTask(db, await does(db, 'zhou', caseId, 7))
  await unit.finish(db, {
    ...(await does(db, 'zhou', caseId, 60)),
    words: '已走访',
    before: [],
    after: [],
  })
  return caseId
}

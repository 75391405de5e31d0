import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, following, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  lamp,
  later,
  type Name,
} from '#testing/small-district.ts'
import { casePage } from '../case-page.ts'
import { checkChain } from '../events.ts'
import { followPage } from '../follow.ts'
import { ledger } from '../ledger.ts'
import { likelyAtEntry, likelyOfCase, nearbyPublic } from './likely.ts'
import { mergeCase, mindFollowers, takeApart } from './merge.ts'
import { mergingOfCase } from './views.ts'

const near = (metres: number) => ({ ...lamp, lon: lamp.lon + metres / 96_000 })
const outage = (db: Db, words: string, metres = 0, over: Record<string, unknown> = {}) =>
  report(db, { words, place: near(metres), ...over }, later(metres / 10))

const file = async (db: Db, caseId: string, minute = 20) =>
  cases.file(db, { ...(await does(db, 'chen', caseId, minute)), matter: lampMatter, words: '' })

const merge = async (
  db: Db,
  caseId: string,
  masterId: string,
  over: Record<string, unknown> = {},
) =>
  mergeCase(db, { ...(await does(db, 'chen', caseId, 30)), masterId, words: '同一次停电', ...over })

const rowOf = (db: Db, caseId: string) =>
  db.selectFrom('cases.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

const typesOf = async (db: Db, caseId: string) =>
  (
    await db
      .selectFrom('cases.event')
      .select('type')
      .where('case_id', '=', caseId)
      .orderBy('seq')
      .execute()
  ).map((e) => e.type)

/** The master's lamp is lit and looked at; the fact of its closing is heard. */
async function closed(db: Db, caseId: string, minute = 200) {
  await cases.dispatch(db, {
    ...(await does(db, 'wang', caseId, minute - 90)),
    unitId: null,
    words: '',
  })
  await cases.acceptTask(db, await does(db, 'zhou', caseId, minute - 60))
  await cases.finish(db, {
    ...(await does(db, 'zhou', caseId, minute - 30)),
    words: '已恢复供电',
    before: [],
    after: await aPicture(db),
  })
  await cases.inspect(db, {
    ...(await does(db, 'gao', caseId, minute)),
    passed: true,
    words: '',
    photos: [],
  })
  await hear(db, caseId, 'case.closed', minute)
}

async function hear(db: Db, caseId: string, type: string, minute: number) {
  const { version: seq } = await rowOf(db, caseId)
  await mindFollowers(db, {
    type,
    key: `${caseId}:${seq}`,
    districtId,
    at: later(minute).toISOString(),
    body: { caseId, seq },
  })
}

describe('likely duplicates', () => {
  useDatabase()

  inTransaction('are found around a point, in the scope, and say why', async (tx) => {
    await foundDistrict(tx)
    const first = await outage(tx, '整栋楼都停电了')
    const second = await outage(tx, '我家停电了', 80)
    await outage(tx, '楼道堆了纸箱', 10)
    await outage(tx, '停电了', 700)
    const rows = await likelyOfCase(tx, await as(tx, 'chen'), first.caseId, later(60))
    expect(rows.map((r) => r.case.id)).toEqual([second.caseId])
    expect(rows[0]?.likeness).toMatchObject({ metres: 80, sameMatter: null })
    expect(rows[0]?.likeness.shared).toContain('停电')
    const entry = { words: '3栋停电', place: near(20), address: '', addressId: null }
    const atEntry = async (name: Name) =>
      (await likelyAtEntry(tx, await as(tx, name), entry, later(60))).map((r) => r.case.id)
    expect((await atEntry('chen')).toSorted()).toEqual([first.caseId, second.caseId].toSorted())
    expect(await atEntry('qian')).toEqual([])
  })

  inTransaction(
    'never show the words of a confidential report to who may not read them',
    async (tx) => {
      await foundDistrict(tx)
      await outage(tx, '隔壁偷电，停电', 0, { confidential: true })
      const entry = { words: '隔壁偷电', place: near(5), address: '', addressId: null }
      expect(await likelyAtEntry(tx, await as(tx, 'chen'), entry, later(60))).toHaveLength(1)
      expect(await likelyAtEntry(tx, await as(tx, 'li'), entry, later(60))).toEqual([])
      expect(await nearbyPublic(tx, districtId, entry, later(60))).toEqual([])
    },
  )

  inTransaction('ask a resident only about what the ledger shows', async (tx) => {
    await foundDistrict(tx)
    const { caseId, shortCode } = await outage(tx, '路灯不亮，我是三楼张某')
    const entry = { words: '路灯坏了', place: near(30), address: '', addressId: null }
    expect(await nearbyPublic(tx, districtId, entry, later(60))).toEqual([])
    await file(tx, caseId)
    await cases.publish(tx, {
      ...(await does(tx, 'chen', caseId, 40)),
      public: true,
      publicWords: '路灯不亮',
    })
    const rows = await nearbyPublic(tx, districtId, entry, later(60))
    expect(rows).toMatchObject([{ shortCode, title: '路灯不亮', status: 'filed', metres: 30 }])
    expect(JSON.stringify(rows)).not.toContain('张某')
  })
})

describe('merging', () => {
  useDatabase()

  inTransaction(
    'lets followers close with the master, each told, judging and measured once',
    async (tx) => {
      await foundDistrict(tx)
      const master = await outage(tx, '整栋停电')
      const follower = await outage(tx, '我家停电', 50)
      await file(tx, master.caseId)
      await merge(tx, follower.caseId, master.caseId)
      expect(await rowOf(tx, follower.caseId)).toMatchObject({ status: 'merged', owner: 'none' })
      await closed(tx, master.caseId)
      await hear(tx, master.caseId, 'case.closed', 200)
      expect(await typesOf(tx, follower.caseId)).toEqual([
        'case.reported',
        'case.merged',
        'case.closed_with_master',
      ])
      const page = await followPage(tx, following(follower, 210))
      expect(page).toMatchObject({
        status: 'closed',
        unitName: '市政中心',
        words: '我家停电',
        done: '已恢复供电',
        allowed: ['judge', 'reopen'],
      })
      expect(page.joinedAt).toBe(later(30).toISOString())
      await cases.judgeOwn(tx, following(follower, 220), {
        solved: false,
        satisfied: 1,
        words: '我家还没有',
      })
      await cases.judgeOwn(tx, following(master, 221), {
        solved: true,
        satisfied: 3,
        words: '好了',
      })
      const again = cases.judgeOwn(tx, following(follower, 222), {
        solved: true,
        satisfied: 3,
        words: '',
      })
      await expect(again).rejects.toMatchObject({ code: 'cases.already_judged' })
      const { rows } = await sql`select case_id, asked, answered, solved, satisfied
      from cases.v_measured_case`.execute(tx)
      expect(rows).toEqual([
        { case_id: master.caseId, asked: 2, answered: 2, solved: 1, satisfied: 1 },
      ])
      const { followers } = await mergingOfCase(tx, await as(tx, 'chen'), master.caseId, later(230))
      expect(followers).toMatchObject([
        { judged: { solved: false, satisfied: 1 }, mayTakeApart: true },
      ])
      expect(await checkChain(tx, districtId, follower.caseId)).toMatchObject({ intact: true })
      expect(await checkChain(tx, districtId, master.caseId)).toMatchObject({ intact: true })
    },
  )

  inTransaction('reopens the master for a follower, whose words stay its own', async (tx) => {
    await foundDistrict(tx)
    const master = await outage(tx, '整栋停电')
    const follower = await outage(tx, '我家停电', 50)
    await file(tx, master.caseId)
    await merge(tx, follower.caseId, master.caseId)
    await closed(tx, master.caseId)
    const why = { words: '三单元还黑着', photos: [], clientId: id('phone/reopen') }
    await cases.reopenOwn(tx, following(follower, 300), why)
    await cases.reopenOwn(tx, following(follower, 301), why)
    expect(await rowOf(tx, master.caseId)).toMatchObject({ status: 'dispatched', reopenings: 1 })
    expect((await followPage(tx, following(follower, 301))).status).toBe('dispatched')
    const others = JSON.stringify([
      await followPage(tx, following(master, 301)),
      await casePage(tx, await as(tx, 'zhou'), master.caseId, later(301)),
    ])
    expect(others).not.toContain('三单元')
    expect(others).not.toContain('我家停电')
    const own = JSON.stringify(await followPage(tx, following(follower, 301)))
    expect(own).toContain('三单元还黑着')
    expect(own).not.toContain('整栋停电')
  })

  inTransaction('leads to the end of a chain, and takes followers along', async (tx) => {
    await foundDistrict(tx)
    const [a, b, c, d] = [
      await outage(tx, '停电一', 0),
      await outage(tx, '停电二', 10),
      await outage(tx, '停电三', 20),
      await outage(tx, '停电四', 30),
    ]
    await merge(tx, a.caseId, b.caseId)
    await merge(tx, b.caseId, c.caseId)
    const { followers } = await mergingOfCase(tx, await as(tx, 'chen'), c.caseId, later(60))
    expect(followers.map((f) => f.case.id).toSorted()).toEqual([a.caseId, b.caseId].toSorted())
    await merge(tx, d.caseId, a.caseId)
    expect(
      (await mergingOfCase(tx, await as(tx, 'chen'), d.caseId, later(60))).master,
    ).toMatchObject({
      shortCode: c.shortCode,
    })
    const refusals: [string, string, string][] = [
      [c.caseId, c.caseId, 'cases.merge_itself'],
      [c.caseId, a.caseId, 'cases.merge_in_circle'],
      [a.caseId, c.caseId, 'cases.wrong_status'],
      [c.caseId, id('nothing'), 'cases.case_not_found'],
    ]
    for (const [from, to, code] of refusals)
      await expect(merge(tx, from, to), code).rejects.toMatchObject({ code })
    const elsewhere = await report(tx, { place: { ...lamp, lon: 114.905 } })
    await expect(merge(tx, c.caseId, elsewhere.caseId)).rejects.toMatchObject({ status: 404 })
    const asWorker = merge(tx, d.caseId, c.caseId, { caller: await as(tx, 'li') })
    await expect(asWorker).rejects.toMatchObject({ status: 403 })
  })

  inTransaction('is taken apart again, with the clock as it would have been', async (tx) => {
    await foundDistrict(tx)
    const master = await outage(tx, '整栋停电')
    const apart = await outage(tx, '电梯不动', 20)
    await file(tx, apart.caseId)
    const before = await rowOf(tx, apart.caseId)
    await merge(tx, apart.caseId, master.caseId)
    await takeApart(tx, { ...(await does(tx, 'chen', apart.caseId, 400)), words: '是电梯自己坏了' })
    expect(await rowOf(tx, apart.caseId)).toMatchObject({
      status: 'filed',
      owner: 'desk',
      due_at: before.due_at,
      handle_promise: before.handle_promise,
    })
    expect((await typesOf(tx, master.caseId)).slice(-2)).toEqual([
      'case.follower_added',
      'case.follower_removed',
    ])
    const { past, master: none } = await mergingOfCase(
      tx,
      await as(tx, 'chen'),
      apart.caseId,
      later(401),
    )
    expect(none).toBeNull()
    expect(past).toMatchObject([{ how: 'taken_apart', endedWords: '是电梯自己坏了' }])
    await merge(tx, apart.caseId, master.caseId)
    const { rows } = await sql`select count(*)::int as n from cases.v_measured_case`.execute(tx)
    expect(rows).toEqual([{ n: 1 }])
  })

  inTransaction(
    'sets followers free when the master is withdrawn, and hides no emergency',
    async (tx) => {
      await foundDistrict(tx)
      const master = await outage(tx, '整栋停电')
      const follower = await outage(tx, '我家停电', 50)
      const danger = await outage(tx, '电线冒火', 60, { danger: 'fire' })
      await merge(tx, follower.caseId, master.caseId)
      await expect(merge(tx, danger.caseId, master.caseId)).rejects.toMatchObject({
        code: 'cases.merge_hides_emergency',
      })
      await cases.withdrawOwn(tx, following(master, 40), '看错了')
      await hear(tx, master.caseId, 'case.withdrawn', 40)
      await hear(tx, master.caseId, 'case.withdrawn', 40)
      expect(await rowOf(tx, follower.caseId)).toMatchObject({ status: 'reported', owner: 'desk' })
      expect(await typesOf(tx, follower.caseId)).toEqual([
        'case.reported',
        'case.merged',
        'case.taken_apart',
      ])
    },
  )

  inTransaction('leaks nothing of a confidential report', async (tx) => {
    await foundDistrict(tx)
    const master = await outage(tx, '店铺私拉电线', 0, { photos: await aPicture(tx) })
    const secret = await outage(tx, '我是店里员工', 10, {
      confidential: true,
      phone: '13800000001',
      photos: await aPicture(tx),
    })
    await file(tx, master.caseId)
    await merge(tx, secret.caseId, master.caseId)
    await closed(tx, master.caseId)
    await cases.judgeOwn(tx, following(secret, 220), {
      solved: true,
      satisfied: 3,
      words: '谢谢，员工某',
    })
    const unit = await as(tx, 'zhou')
    const seen = JSON.stringify([
      await casePage(tx, unit, master.caseId, later(230)),
      await mergingOfCase(tx, unit, master.caseId, later(230)),
      await followPage(tx, following(master, 230)),
    ])
    expect(seen).not.toContain('员工')
    const own = await followPage(tx, following(secret, 230))
    expect(JSON.stringify(own)).not.toContain('私拉电线')
    expect(own.photos.map((p) => p.role).toSorted()).toEqual(['after', 'report'])
    const look = await cases
      .followPage(tx, { ...following(secret, 230), key: undefined })
      .catch((e: unknown) => e)
    expect(look).toMatchObject({ status: 404 })
    const shown = await ledger(tx, districtId, { limit: 10 }, later(230))
    expect(JSON.stringify(shown)).not.toContain(secret.shortCode)
  })

  inTransaction('writes to every reporter with their own link', async (tx) => {
    await foundDistrict(tx)
    await sql`update places.district set demo = false`.execute(tx)
    const master = await outage(tx, '整栋停电', 0, { phone: '13800000001' })
    const follower = await outage(tx, '我家停电', 50, { phone: '13800000002' })
    await file(tx, master.caseId)
    await merge(tx, follower.caseId, master.caseId)
    await closed(tx, master.caseId)
    const { version: seq } = await rowOf(tx, master.caseId)
    const fact = {
      type: 'case.closed',
      key: `${master.caseId}:${seq}`,
      districtId,
      at: later(200).toISOString(),
      body: { caseId: master.caseId, seq },
    }
    await cases.tellReporters(tx, fact, { cipher, publicUrl: 'https://x.test', canSend: true })
    const sent = await tx.selectFrom('notices.delivery').selectAll().execute()
    const bodies = sent.map((d) => cipher.open(d.body))
    expect(bodies).toHaveLength(2)
    for (const one of [master, follower])
      expect(bodies.filter((b) => b.includes(`/follow/${one.shortCode}?key=o`))).toHaveLength(1)
  })
})

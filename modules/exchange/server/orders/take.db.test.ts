import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import { aReason, does } from '#testing/case-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { aReceiver } from '#testing/receiver.ts'
import { as, cipher, community, districtId, foundDistrict, later } from '#testing/small-district.ts'
import {
  linked,
  order,
  taking,
  caseRow,
  clocksOf,
  aPhotograph,
  carried,
  outgoing,
  store,
} from '#testing/order-story.ts'
import { forgetOrders } from './forget.ts'
import { fetchPictures } from './pictures.ts'
import { listOrders, orderPage, settlePictures } from './reconcile.ts'
import { takeOrder } from './take.ts'

describe('orders of a hotline', () => {
  useDatabase()

  inTransaction('become cases: one each, with deadline, place, contact and words', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const first = await takeOrder(tx, order(), taking(link))
    expect(first).toMatchObject({ externalId: 'HD20260316001', result: 'made', faults: [] })
    const row = await caseRow(tx, first.caseId ?? '')
    expect(row).toMatchObject({
      number: first.caseNumber,
      short_code: first.shortCode,
      channel: 'hotline',
      urgency: 'urgent',
      words: '路灯不亮\n麻纺厂西八栋路灯不亮三天了',
      community_code: community,
      address: '澜湖 西八栋',
    })
    // Two working days of return window, and the hotline's own deadline beside ours.
    expect(row.refuse_until).toEqual(new Date('2026-03-18T02:00:00Z'))
    const [clock] = await clocksOf(tx, row.id)
    expect(clock).toMatchObject({ due_at: new Date('2026-03-20T10:00:00Z'), stopped_at: null })
    const contact = await tx.selectFrom('cases.report').selectAll().executeTakeFirstOrThrow()
    expect(cipher.open(contact.phone_cipher ?? '')).toBe('13812345678')
    const kept = await tx.selectFrom('exchange.order').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(kept)).not.toMatch(/李秀英|13812345678|麻纺厂/)
  })

  inTransaction('are emptied once their case has long ended, and still known', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const first = await takeOrder(tx, order(), taking(link))
    const sweep = { districtId, before: later(3000), dry: false }
    expect(await forgetOrders(tx, sweep)).toEqual({ found: 0, kept: 0, done: 0 })
    await sql`update cases.case set status = 'withdrawn', owner = 'none'
      where id = ${first.caseId}`.execute(tx)
    expect(await forgetOrders(tx, { ...sweep, dry: true })).toEqual({ found: 1, kept: 0, done: 0 })
    expect(await forgetOrders(tx, sweep)).toEqual({ found: 1, kept: 0, done: 1 })
    expect(await forgetOrders(tx, sweep)).toEqual({ found: 0, kept: 0, done: 0 })
    expect(await takeOrder(tx, order(), taking(link, 3))).toEqual({ ...first, result: 'same' })
  })

  inTransaction('get the same answer when they come again, and change nothing', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const first = await takeOrder(tx, order(), taking(link))
    const again = await takeOrder(tx, order(), taking(link, 3))
    expect(again).toEqual({ ...first, result: 'same' })
    // As an object in another order of fields, and with fields that nobody maps: the same order.
    const turned = Object.fromEntries(Object.entries(order()).toReversed())
    expect(await takeOrder(tx, { ...turned, 内部字段: 1 }, taking(link, 4))).toEqual(again)
    expect(await tx.selectFrom('cases.case').selectAll().execute()).toHaveLength(1)
    expect((await caseRow(tx, first.caseId ?? '')).version).toBe(1)
  })

  onDatabase('make one case when sent many times at once', async (db) => {
    await db.transaction().execute((tx) => foundDistrict(tx))
    const link = await linked(db)
    const taken = await Promise.all(
      Array.from({ length: 8 }, (_, n) => takeOrder(db, order(), taking(link, n))),
    )
    expect(new Set(taken.map((t) => t.caseId)).size).toBe(1)
    expect(taken.map((t) => t.result).toSorted()).toEqual([
      'made',
      ...Array<string>(7).fill('same'),
    ])
    expect(await db.selectFrom('cases.case').selectAll().execute()).toHaveLength(1)
  })

  inTransaction(
    'that change move the deadline and leave an event; old news changes nothing',
    async (tx) => {
      await foundDistrict(tx)
      const link = await linked(tx)
      const { caseId } = await takeOrder(tx, order({ 更新时间: '2026-03-16 09:31' }), taking(link))
      const longer = order({ 到期时间: '2026-03-25 18:00', 更新时间: '2026-03-16 11:00' })
      expect(await takeOrder(tx, longer, taking(link, 60))).toMatchObject({
        result: 'changed',
        caseId,
      })
      expect((await clocksOf(tx, caseId!)).map((c) => [c.due_at, c.stopped_at !== null])).toEqual([
        [new Date('2026-03-20T10:00:00Z'), true],
        [new Date('2026-03-25T10:00:00Z'), false],
      ])
      // The first version again, come late.
      const late = await takeOrder(tx, order({ 更新时间: '2026-03-16 09:31' }), taking(link, 90))
      expect(late.result).toBe('stale')
      // Only some fields: what is left out has not changed.
      const words = {
        工单编号: 'HD20260316001',
        主要内容: '三盏都不亮',
        更新时间: '2026-03-16 12:00',
      }
      expect((await takeOrder(tx, words, taking(link, 120))).result).toBe('changed')
      const events = await tx
        .selectFrom('cases.event')
        .select(['type', 'body', 'personal'])
        .where('case_id', '=', caseId)
        .orderBy('seq')
        .execute()
      expect(events.map((e) => e.type)).toEqual([
        'case.reported',
        'case.order_changed',
        'case.order_changed',
      ])
      expect(events[1]?.body).toMatchObject({
        fields: ['到期时间'],
        dueAt: '2026-03-25T10:00:00.000Z',
      })
      expect(events[2]).toMatchObject({
        body: { fields: ['主要内容'] },
        personal: { words: '三盏都不亮' },
      })
      expect((await cases.checkChain(tx, districtId, caseId!)).intact).toBe(true)
    },
  )

  inTransaction(
    'that cannot be read are kept with the field and the reason, and mended by a later one',
    async (tx) => {
      await foundDistrict(tx)
      const link = await linked(tx)
      const wrong = await takeOrder(tx, order({ 到期时间: '尽快', 紧急程度: '火急' }), taking(link))
      expect(wrong).toMatchObject({
        result: 'refused',
        caseId: null,
        faults: [
          { field: '紧急程度', reason: 'unknown_value', value: '火急' },
          { field: '到期时间', reason: 'no_time', value: '尽快' },
        ],
      })
      const empty = await takeOrder(tx, { 工单编号: 'HD2' }, taking(link))
      expect(empty.faults).toEqual([{ field: '主要内容', reason: 'missing', value: '' }])
      const lost = await takeOrder(
        tx,
        order({ 工单编号: 'HD3', 附件: [randomUUID()] }),
        taking(link),
      )
      expect(lost).toMatchObject({
        result: 'refused',
        faults: [{ reason: 'files.file_not_found' }],
      })
      expect(await tx.selectFrom('cases.case').selectAll().execute()).toEqual([])
      const caller = await as(tx, 'centre')
      const ask = { limit: 50, show: 'refused' as const }
      expect((await listOrders(tx, caller, ask, later(5))).rows).toHaveLength(3)
      const mended = await takeOrder(tx, order(), taking(link, 5))
      expect(mended.result).toBe('made')
      const after = await listOrders(tx, caller, ask, later(5))
      expect([after.rows.length, after.counts.refused]).toEqual([2, 2])
    },
  )

  inTransaction('go back only inside the return window', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const { caseId } = await takeOrder(
      tx,
      order({ 退单截止时间: '2026-03-16 12:00' }),
      taking(link),
    )
    const reasonCode = await aReason(tx, 'refusal')
    const refusing = async (minute: number) =>
      cases.refuse(tx, {
        ...(await does(tx, 'chen', caseId!, minute)),
        reasonCode,
        words: '属于供电公司',
      })
    await expect(refusing(121)).rejects.toMatchObject({ code: 'cases.return_window_over' })
    await refusing(119)
    expect((await caseRow(tx, caseId!)).status).toBe('refused')
    expect((await clocksOf(tx, caseId!))[0]?.stopped_at).toEqual(later(119))
  })

  inTransaction(
    'bring the verdict of the call-back, which stays what it is and may open the case again',
    async (tx) => {
      await foundDistrict(tx)
      const link = await linked(tx)
      const { caseId } = await takeOrder(tx, order(), taking(link))
      await carried(tx, caseId!)
      // Nobody asks them a second time.
      expect(await tx.selectFrom('cases.verdict').selectAll().execute()).toEqual([])
      const callback = {
        工单编号: 'HD20260316001',
        回访时间: '2026-03-17 10:00',
        是否联系: '是',
        是否解决: '部分解决',
        是否满意: '基本满意',
        不满意原因: '还有一盏不亮',
      }
      expect((await takeOrder(tx, callback, taking(link, 1500))).result).toBe('changed')
      expect((await takeOrder(tx, callback, taking(link, 1501))).result).toBe('same')
      expect((await caseRow(tx, caseId!)).status).toBe('closed')
      const worse = {
        ...callback,
        回访时间: '2026-03-18 10:00',
        是否解决: '未解决',
        是否满意: '不满意',
        工单状态: '二次办理',
      }
      expect((await takeOrder(tx, worse, taking(link, 3000))).result).toBe('changed')
      expect(await caseRow(tx, caseId!)).toMatchObject({
        status: 'dispatched',
        reopenings: 1,
        satisfied: null,
      })
      const { rows } =
        await sql`select solved, satisfied, contacted, again from exchange.v_order_verdict order by asked_at`.execute(
          tx,
        )
      expect(rows).toEqual([
        { solved: 'part', satisfied: 2, contacted: true, again: false },
        { solved: 'no', satisfied: 1, contacted: true, again: true },
      ])
    },
  )

  inTransaction('that are taken back end the case where it can end', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const { caseId } = await takeOrder(tx, order(), taking(link))
    const back = { 工单编号: 'HD20260316001', 工单状态: '撤单', 状态说明: '重复派单' }
    expect((await takeOrder(tx, back, taking(link, 5))).result).toBe('changed')
    expect(await caseRow(tx, caseId!)).toMatchObject({ status: 'withdrawn', owner: 'none' })
    const closed = await takeOrder(tx, order({ 工单编号: 'HD2' }), taking(link))
    await carried(tx, closed.caseId!)
    expect((await takeOrder(tx, { ...back, 工单编号: 'HD2' }, taking(link, 500))).result).toBe(
      'changed',
    )
    expect((await caseRow(tx, closed.caseId!)).status).toBe('closed')
  })

  inTransaction(
    'bring pictures by address, tried again until they come or are given up',
    async (tx) => {
      await foundDistrict(tx)
      const jpeg = await sharp({
        create: { width: 30, height: 20, channels: 3, background: '#a33' },
      })
        .jpeg()
        .toBuffer()
      const pictures = await aReceiver(
        503,
        (response) => response.writeHead(404).end(),
        (response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(jpeg),
      )
      const link = await linked(tx)
      const urls = [`http://${pictures.host}/a.jpg`, `http://${pictures.host}/b.jpg`]
      const sent = await aPhotograph(tx)
      const { caseId } = await takeOrder(
        tx,
        order({ 附件: `${urls.join('；')} ${sent} http://192.168.7.7/inner.jpg` }),
        taking(link),
      )
      const fetch = (minute: number) => fetchPictures(tx, { store, outgoing }, () => later(minute))
      expect(await fetch(1)).toBe(0)
      expect(await fetch(5)).toBe(1)
      pictures.close()
      const held = await tx
        .selectFrom('cases.attachment')
        .select(['role', 'file_id'])
        .where('case_id', '=', caseId)
        .execute()
      expect(held.map((a) => a.role).toSorted()).toEqual(['addition', 'report'])
      const caller = await as(tx, 'centre')
      const { rows } = await listOrders(tx, caller, { limit: 5, show: 'stuck' }, later(9))
      expect(rows[0]).toMatchObject({ stuck: 1 })
      const page = await orderPage(tx, caller, rows[0]!.id, cipher)
      expect(page.pictures.find((p) => p.state === 'stuck')).toMatchObject({
        error: 'answered 404',
      })
      // Into the inner network nobody is sent by what an order says.
      expect(page.pictures.find((p) => p.url.includes('192.168'))).toMatchObject({
        state: 'waiting',
        error: 'forbidden_address',
      })
      expect(page.fields.map((f) => f.value).join()).not.toMatch(/李秀英|13812345678/)
      const giveUp = { orderId: page.id, to: 'dropped' as const, now: later(10) }
      expect(await settlePictures(tx, caller, giveUp)).toEqual({ pictures: 1 })
    },
  )
})

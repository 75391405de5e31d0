import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import * as cases from '#modules/cases/server/index.ts'
import { aReason, does, lampMatter } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aReceiver } from '#testing/receiver.ts'
import { as, community, districtId, foundDistrict, later, monday } from '#testing/small-district.ts'
import {
  linked,
  order,
  taking,
  hear,
  deliver,
  said,
  caseRow,
  clocksOf,
  carried,
} from '#testing/order-story.ts'
import { mappingPresets } from '../../domain/presets.ts'
import { answerFile, takeFile } from './files.ts'
import { linksOf } from './links.ts'
import { listOrders } from './reconcile.ts'
import { takeOrder } from './take.ts'

const Pictures = z.array(z.object({ data: z.string() }))

describe('answers to orders', () => {
  useDatabase()

  inTransaction('hear every step in their own words, with photographs, in order', async (tx) => {
    await foundDistrict(tx)
    const hotline = await aReceiver(500)
    const link = await linked(tx, { way: 'http', url: hotline.url })
    const { caseId, caseNumber } = await takeOrder(tx, order(), taking(link))
    await carried(tx, caseId!)
    await hear(tx, caseId!)
    await hear(tx, caseId!)
    expect((await deliver(tx, link)).sent).toBe(0)
    expect((await deliver(tx, link, 302)).sent).toBe(3)
    hotline.close()
    const [failed, ...rest] = hotline.got
    const bodies = rest.map(({ body }) => said(body))
    expect(bodies.map((b) => b['办理状态'])).toEqual(['已派单', '办理中', '已办结'])
    expect(failed?.headers['idempotency-key']).toBe(rest[0]?.headers['idempotency-key'])
    expect(rest[0]?.headers['x-token']).toBe('hotline-secret')
    expect(bodies[2]).toMatchObject({
      工单编号: 'HD20260316001',
      案件编号: caseNumber,
      回复口径: '换了灯泡',
      承办单位: '市政中心',
      操作时间: '2026-03-16 12:10:00',
    })
    const [picture] = Pictures.parse(bodies[2]?.['附件'])
    expect(await sharp(Buffer.from(picture!.data, 'base64')).metadata()).toMatchObject({
      width: 40,
    })
    // The deadline of the order ran until the case was closed, not until it was finished.
    expect((await clocksOf(tx, caseId!))[0]?.stopped_at).toEqual(later(130))
  })

  inTransaction(
    'are told of a return with its reason, and of an extension with the new time',
    async (tx) => {
      await foundDistrict(tx)
      const hotline = await aReceiver()
      const link = await linked(tx, { way: 'http', url: hotline.url })
      const returned = await takeOrder(tx, order(), taking(link))
      await cases.refuse(tx, {
        ...(await does(tx, 'chen', returned.caseId!, 10)),
        reasonCode: await aReason(tx, 'refusal'),
        words: '属于供电公司',
      })
      const longer = await takeOrder(tx, order({ 工单编号: 'HD2' }), taking(link))
      const caseId = longer.caseId!
      const chen = await does(tx, 'chen', caseId, 5)
      await cases.file(tx, { ...chen, matter: lampMatter, words: '' })
      await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), unitId: null, words: '' })
      await cases.acceptTask(tx, await does(tx, 'zhou', caseId, 7))
      await cases.askRequest(tx, {
        ...(await does(tx, 'zhou', caseId, 8)),
        kind: 'extension',
        reasonCode: await aReason(tx, 'extension'),
        words: '等配件',
        extension: { value: 1, unit: 'WORK_DAY' },
        resumeAt: null,
      })
      const { id: requestId } = await tx
        .selectFrom('cases.request')
        .select('id')
        .executeTakeFirstOrThrow()
      await cases.decideRequest(tx, {
        ...(await does(tx, 'wang', caseId, 9)),
        requestId,
        grant: true,
        words: '同意',
      })
      await hear(tx, returned.caseId!)
      await hear(tx, caseId)
      await deliver(tx, link)
      hotline.close()
      const bodies = hotline.got.map(({ body }) => said(body))
      expect(bodies.find((b) => b['办理状态'] === '退单')).toMatchObject({
        工单编号: 'HD20260316001',
        办理过程: '属于供电公司',
        理由: expect.stringMatching(/./) as unknown,
      })
      expect(bodies.find((b) => b['办理状态'] === '延期')).toMatchObject({
        工单编号: 'HD2',
        承诺时间: expect.stringMatching(/^2026-03-/) as unknown,
        理由: expect.stringMatching(/./) as unknown,
      })
      // Our extension is not theirs: only they move their deadline.
      expect((await clocksOf(tx, caseId)).map((c) => c.due_at)).toEqual([
        new Date('2026-03-20T10:00:00Z'),
      ])
    },
  )

  inTransaction('come and go by files too, with a trial that changes nothing', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx, { way: 'file' })
    const csv = [
      '\uFEFF工单编号,标题,主要内容,到期时间,社区',
      'HD1,路灯,"西八栋路灯不亮,请修",2026-03-20 18:00,澜湖社区',
      'HD2,井盖,井盖不见了,下周,澜湖社区',
      'HD3,,,2026-03-20 18:00,澜湖社区',
    ].join('\r\n')
    const trial = await takeFile(tx, { csv, dryRun: true }, taking(link))
    expect(trial.counts).toEqual({ made: 1, refused: 2 })
    expect(trial.lines.map((l) => [l.line, l.faults[0]?.field])).toEqual([
      [2, undefined],
      [3, '到期时间'],
      [4, '主要内容'],
    ])
    expect(await tx.selectFrom('exchange.order').selectAll().execute()).toEqual([])
    const real = await takeFile(tx, { csv, dryRun: false }, taking(link))
    expect(real.counts).toEqual(trial.counts)
    expect((await takeFile(tx, { csv, dryRun: false }, taking(link, 5))).counts).toEqual({
      same: 1,
      refused: 2,
    })
    await expect(
      takeFile(tx, { csv: '编号\n1', dryRun: true }, taking(link)),
    ).rejects.toMatchObject({
      code: 'exchange.column_missing',
      details: { column: '工单编号' },
    })
    const caseId = real.lines[0]!.caseId!
    await carried(tx, caseId)
    await hear(tx, caseId)
    const caller = await as(tx, 'centre')
    const first = await answerFile(tx, caller, { link, now: later(200) })
    expect([first.rows, first.csv.split('\r\n')[0]]).toEqual([
      3,
      '\uFEFF工单编号,办理状态,操作时间,案件编号,承办单位,办理过程,理由,回复口径,承诺时间,附件,序号',
    ])
    expect(first.csv).toContain('HD1,已办结,2026-03-16 12:10:00,4207042026')
    expect(first.pictures).toHaveLength(1)
    // Taken once; the same file can be had again, a second one is empty.
    expect((await answerFile(tx, caller, { link, now: later(210) })).rows).toBe(0)
    const again = new Date(first.takenAt!)
    expect((await answerFile(tx, caller, { link, now: later(220), again })).csv).toBe(first.csv)
  })

  inTransaction('come from the city platform by the same port, under its codes', async (tx) => {
    await foundDistrict(tx)
    const platform = await aReceiver(
      (response) => response.writeHead(200).end('{"code":500,"msg":"busy"}'),
      ...Array.from(
        { length: 9 },
        () => (response: { end: (body: string) => void }) => response.end('{"code":0}'),
      ),
    )
    const link = await linked(tx, {
      kind: 'city_platform',
      code: 'city',
      mapping: mappingPresets.city_platform,
      way: 'http',
      url: platform.url,
    })
    const record = {
      taskNum: 'P-77',
      eventDesc: '暴露垃圾',
      coordinateX: 114.8905,
      coordinateY: 30.3905,
      status: 'DISPATCHED',
      deadline: '2026-03-18 10:00:00',
    }
    const { caseId } = await takeOrder(tx, record, taking(link))
    expect(await caseRow(tx, caseId!)).toMatchObject({ channel: 'api', community_code: community })
    await carried(tx, caseId!)
    await hear(tx, caseId!)
    // A 200 that says no is a no.
    expect((await deliver(tx, link)).sent).toBe(0)
    expect((await deliver(tx, link, 303)).sent).toBe(5)
    platform.close()
    const states = platform.got.map(({ body }) => said(body)['status'])
    expect(states).toEqual(['FILED', 'FILED', 'DISPATCHED', 'ACCEPTED', 'HANDLED', 'CLOSED'])
    await takeOrder(tx, { ...record, status: 'REWORK' }, taking(link, 500))
    expect(await caseRow(tx, caseId!)).toMatchObject({ status: 'dispatched', reopenings: 1 })
  })

  inTransaction('are seen in the scope of their cases', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const { caseId } = await takeOrder(tx, order(), taking(link))
    await takeOrder(tx, order({ 工单编号: 'HD2', 到期时间: '?' }), taking(link))
    const seen = async (name: 'centre' | 'chen' | 'qian' | 'zhou') => {
      const { rows } = await listOrders(tx, await as(tx, name), { limit: 9, show: 'all' }, monday)
      return rows.map((row) => row.externalId)
    }
    expect((await seen('centre')).toSorted()).toEqual(['HD2', 'HD20260316001'])
    expect(await seen('chen')).toEqual(['HD20260316001'])
    expect([await seen('qian'), await seen('zhou')]).toEqual([[], []])
    await cases.file(tx, { ...(await does(tx, 'chen', caseId!, 5)), matter: lampMatter, words: '' })
    await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId!, 6)), unitId: null, words: '' })
    expect(await seen('zhou')).toEqual(['HD20260316001'])
    expect((await linksOf(tx, districtId)).map((l) => l.code)).toEqual(['hotline'])
  })
})

import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { SheetTold } from '#platform/shared/sheets.ts'
import { demand } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { linked, order as orderOf, outgoing, taking } from '#testing/order-story.ts'
import { as, cipher, foundDistrict, monday } from '#testing/small-district.ts'
import { exchangeRoutes } from '../index.ts'
import type { Link } from './links.ts'
import { takeOrder } from './take.ts'

async function serve(db: Tx, link: Link, verbs = ['exchange.orders']) {
  const caller = { ...(await as(db, 'centre')), verbs: new Set(verbs) }
  const app = fastify()
  prepare(app)
  exchangeRoutes(
    {
      app,
      db,
      clock: () => monday,
      gate: async (_, access) => {
        if (access.includes('.')) demand(caller, access)
        return caller
      },
    },
    { cipher, outgoing, publicUrl: 'https://gongzhi.example' },
  )
  const url = `/api/exchange/links/${link.id}/sheets/orders`
  const post = async (path: string, csv: Buffer, more: object = {}) =>
    app.inject({
      method: 'POST',
      url: `${url}/${path}`,
      payload: { file: csv.toString('base64'), ...more },
    })
  const check = async (csv: string | Buffer) =>
    SheetTold.parse((await post('check', Buffer.from(csv))).json())
  return {
    post,
    check,
    take: async (csv: string) => {
      const told = { seen: (await check(csv)).seen, reason: '昨夜没有网络' }
      return SheetTold.parse((await post('apply', Buffer.from(csv), told)).json())
    },
    download: async (format: string) => app.inject({ url: `${url}?format=${format}` }),
  }
}

const casesIn = async (tx: Tx) => (await tx.selectFrom('cases.case').select('id').execute()).length
const head = '工单编号,标题,主要内容,诉求时间,到期时间,来电人,联系电话,紧急程度,社区'

describe('orders as a sheet', () => {
  useDatabase()

  inTransaction(
    'come in whole, are the same by program and by file, and go out without who',
    async (tx) => {
      await foundDistrict(tx)
      const link = await linked(tx)
      const { check, take, download } = await serve(tx, link)
      const csv = [
        head,
        'A1,路灯不亮,=三天了,2026-03-16 09:30,2026-03-20 18:00,李秀英,13812345678,紧急,澜湖',
        'A2,井盖响,半夜很响,2026-03-16 09:40,,,,一般,',
      ].join('\n')
      expect(await check(csv)).toMatchObject({ created: 2, faulty: 0, applied: false })
      expect(await casesIn(tx)).toBe(0)
      expect(await take(csv)).toMatchObject({ created: 2, applied: true })
      expect(await casesIn(tx)).toBe(2)
      expect(await check(csv)).toMatchObject({ same: 2, created: 0, changed: 0 })
      const out = (await download('csv')).payload
      expect(out).toContain(`'=三天了`)
      expect(out).not.toMatch(/李秀英|13812345678/)
      expect(await check((await download('xlsx')).rawPayload)).toMatchObject({
        changed: 0,
        faulty: 0,
      })
      const sent = await takeOrder(tx, { 工单编号: 'A2', 紧急程度: '一般' }, taking(link, 5))
      expect(sent.result).toBe('same')
      const later = `${head}\nA2,井盖响,半夜很响,2026-03-16 09:40,2026-03-18 18:00,,,一般,\n`
      expect(await take(later)).toMatchObject({ changed: 1, created: 0, applied: true })
      expect(await casesIn(tx)).toBe(2)
      const acts = await tx.selectFrom('people.audit').select('act').execute()
      expect(acts.filter((a) => a.act === 'exchange.orders_taken')).toHaveLength(2)
      expect(acts.filter((a) => a.act === 'exchange.orders_downloaded')).toHaveLength(2)
    },
  )

  inTransaction('name every cell that cannot be read, and then make no case', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    const { take } = await serve(tx, link)
    const csv = [
      head,
      'B1,路灯不亮,三天了,,,,,一般,',
      'B2,路灯不亮,三天了,昨天,尽快,,,一般,',
      'B3,路灯不亮,三天了,,,,,着急,',
      'B4,,,,,,,一般,',
      'B1,路灯不亮,三天了,,,,,一般,',
    ].join('\n')
    const { faults, applied } = await take(csv)
    expect(faults.map((f) => f.cell)).toEqual(['D3', 'E3', 'H4', 'C5', 'A6'])
    expect(applied).toBe(false)
    expect(await casesIn(tx)).toBe(0)
    expect(await tx.selectFrom('exchange.order').select('id').execute()).toEqual([])
  })

  inTransaction('leave what the port has refused to the list of orders', async (tx) => {
    await foundDistrict(tx)
    const link = await linked(tx)
    await takeOrder(tx, orderOf({ 到期时间: '尽快' }), taking(link))
    const { check, download } = await serve(tx, link)
    expect(await check((await download('xlsx')).rawPayload)).toMatchObject({ lines: 0 })
    const reader = await serve(tx, link, [])
    expect((await reader.post('check', Buffer.from('a\n'))).statusCode).toBe(403)
  })
})

import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aProgram, serverOn, signIn } from '#testing/http.ts'
import { linked, order } from '#testing/order-story.ts'
import { districtId, foundDistrict } from '#testing/small-district.ts'

describe('orders by program', () => {
  useDatabase()

  inTransaction('are taken from the program of the link, and from no other', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const clientId = randomUUID()
    const token = await aProgram(tx, app, {
      id: clientId,
      name: '市民热线',
      verbs: ['exchange.receive'],
    })
    const other = await aProgram(tx, app, { name: '别的程序', verbs: ['exchange.receive'] })
    await linked(tx, { clientId })
    const send = (bearer: string, orders: object[], code = 'hotline') =>
      app.inject({
        method: 'POST',
        url: `/api/exchange/links/${code}/orders`,
        headers: { authorization: `Bearer ${bearer}` },
        payload: { orders },
      })
    const wrong = { ...order({ 工单编号: 'HD2' }), 到期时间: '尽快' }
    const first = await send(token, [order(), wrong, order({ 工单编号: 'HD3' })])
    expect(first.statusCode).toBe(200)
    const results = () => first.json<{ orders: { result: string; caseNumber: string }[] }>().orders
    expect(results().map((o) => o.result)).toEqual(['made', 'refused', 'made'])
    expect(results()[0]?.caseNumber).toMatch(new RegExp(`^${districtId}\\d{13}$`))
    const again = await send(token, [order()])
    expect(again.json()).toMatchObject({
      orders: [{ result: 'same', caseNumber: results()[0]?.caseNumber }],
    })
    for (const [bearer, code] of [
      [other, 'hotline'],
      [token, 'elsewhere'],
    ] as const) {
      const reply = await send(bearer, [order()], code)
      expect([reply.statusCode, reply.json()]).toEqual([
        404,
        { code: 'exchange.link_not_found', details: {} },
      ])
    }
    expect((await send('gz_none', [order()])).statusCode).toBe(401)
    // The desk sees them where it works; the reconciliation is for the district's centre.
    const cookie = await signIn(app, tx, 'centre')
    const seen = await app.inject({ url: '/api/exchange/orders', headers: { cookie } })
    expect(seen.json()).toMatchObject({ counts: { refused: 1 }, rows: { length: 3 } })
    const clerk = await signIn(app, tx, 'chen')
    const refused = await app.inject({ url: '/api/exchange/orders', headers: { cookie: clerk } })
    expect(refused.statusCode).toBe(403)
  })
})

import { createHmac, randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { handled, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aReceiver, type Got } from '#testing/receiver.ts'
import { as, cipher, districtId, foundDistrict, later, monday } from '#testing/small-district.ts'
import { addressGuard, areNetworks } from '../outgoing/addresses.ts'
import { send } from '../outgoing/send.ts'
import { deliverTo, type Target } from '../outbox/deliver.ts'
import { listHistory, settleStuck, sweepHistory } from '../outbox/history.ts'
import { webhookCarrier } from './carry.ts'
import { hearForWebhooks } from './hear.ts'
import { listSubscriptions, makeSecret, saveSubscription, sendTest } from './subscriptions.ts'

const outgoing = { production: false, networks: ['127.0.0.0/8'], patience: 400 }
const parts = { cipher, outgoing }
const carriers = [webhookCarrier(cipher, outgoing)]

async function subscribed(db: Db, url: string, over: Record<string, unknown> = {}) {
  const input = {
    id: randomUUID(),
    name: '数据平台',
    url,
    types: ['case.reported', 'case.filed', 'case.dispatched', 'case.accepted', 'case.finished'],
    active: true,
    baseVersion: null,
    now: monday,
    ...over,
  }
  const { secret } = await saveSubscription(db, await as(db, 'centre'), input, parts)
  const target: Target = { districtId, targetKind: 'subscription', targetId: input.id }
  return { target, input, secret: secret ?? '' }
}

const fact = (caseId: string, seq: number, type: string): Fact => ({
  type,
  key: `${caseId}:${seq}`,
  districtId,
  at: monday.toISOString(),
  body: { caseId, seq },
})

const deliver = (db: Db, target: Target, minute = 200) =>
  deliverTo(db, carriers, target, () => later(minute))

/** The signature holds under the secret; the library also asks that the message is of now. */
function verified(secret: string, { body, headers }: Got): boolean {
  const id = String(headers['webhook-id'])
  const at = new Date(Number(headers['webhook-timestamp']) * 1000)
  const own = new Webhook(secret).sign(id, at, body)
  // Once more by the text of the specification alone, without the library that signed.
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const said = `${id}.${Math.floor(at.getTime() / 1000)}.${body}`
  expect(own).toBe(`v1,${createHmac('sha256', key).update(said).digest('base64')}`)
  return String(headers['webhook-signature']).split(' ').includes(own)
}

const seqs = (got: readonly Got[]) =>
  got.map(({ body }) => Number(/"version":(\d+)/.exec(body)?.[1]))

describe('webhooks', () => {
  useDatabase()

  inTransaction('are signed, carry ids and codes, and nothing that somebody wrote', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver()
    const { target, secret } = await subscribed(tx, receiver.url)
    const { caseId, number, shortCode } = await report(tx, {
      name: '李秀英',
      phone: '13812345678',
      words: '楼上李秀英家漏水',
      address: '竹林北路 12 号 3 单元',
    })
    await hearForWebhooks(tx, fact(caseId, 1, 'case.reported'))
    await hearForWebhooks(tx, fact(caseId, 1, 'case.reported'))
    expect((await deliver(tx, target)).sent).toBe(1)
    receiver.close()
    const [got] = receiver.got
    expect(receiver.got).toHaveLength(1)
    expect(verified(secret, got!)).toBe(true)
    expect(verified(`whsec_${Buffer.alloc(32).toString('base64')}`, got!)).toBe(false)
    expect(JSON.parse(got!.body)).toMatchObject({
      type: 'case.reported',
      timestamp: monday.toISOString(),
      data: { caseId, number, shortCode, version: 1, districtId, communityCode: '420704001014' },
    })
    expect(got!.body).not.toMatch(/李秀英|13812345678|漏水|竹林/)
  })

  inTransaction('do not tell where a confidential report comes from', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver()
    const { target } = await subscribed(tx, receiver.url)
    const { caseId } = await report(tx, { confidential: true })
    await hearForWebhooks(tx, fact(caseId, 1, 'case.reported'))
    await deliver(tx, target)
    receiver.close()
    expect(JSON.parse(receiver.got[0]!.body)).toMatchObject({ data: { communityCode: null } })
  })

  inTransaction('keep the order of a case, however facts and failures come', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver(500)
    const { target } = await subscribed(tx, receiver.url)
    const { caseId } = await handled(tx)
    const other = await report(tx, {}, later(1))
    // The last fact is heard first; it brings along the four before it.
    await hearForWebhooks(tx, fact(caseId, 5, 'case.finished'))
    for (const [seq, type] of [
      [2, 'case.filed'],
      [1, 'case.reported'],
    ] as const)
      await hearForWebhooks(tx, fact(caseId, seq, type))
    await hearForWebhooks(tx, fact(other.caseId, 1, 'case.reported'))
    // The first fails: nothing of its case goes past it, the other case does.
    expect((await deliver(tx, target, 150)).sent).toBe(1)
    expect(receiver.got).toHaveLength(2)
    expect((await deliver(tx, target, 150)).sent).toBe(0)
    expect((await deliver(tx, target, 152)).sent).toBe(5)
    receiver.close()
    const own = receiver.got.filter(({ body }) => body.includes(caseId))
    expect(seqs(own)).toEqual([1, 1, 2, 3, 4, 5])
    // Tried again under the same id, by which a receiver knows it.
    expect(own[0]!.headers['webhook-id']).toBe(own[1]!.headers['webhook-id'])
  })

  inTransaction('tell only what was subscribed, from then on', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver()
    const { caseId } = await handled(tx)
    const { target, input } = await subscribed(tx, receiver.url, {
      types: ['case.finished'],
      now: later(60),
    })
    await hearForWebhooks(tx, fact(caseId, 4, 'case.accepted'))
    await hearForWebhooks(tx, fact(caseId, 5, 'case.finished'))
    await deliver(tx, target)
    expect(seqs(receiver.got)).toEqual([5])
    // A change of types loses nothing of what stays.
    const caller = await as(tx, 'centre')
    const types = ['case.finished', 'case.closed']
    await saveSubscription(tx, caller, { ...input, types, baseVersion: 0, now: later(125) }, parts)
    const stopped = { ...input, types, active: false, baseVersion: 1, now: later(126) }
    await saveSubscription(tx, caller, stopped, parts)
    await hearForWebhooks(tx, fact((await handled(tx)).caseId, 5, 'case.finished'))
    expect((await deliver(tx, target)).sent).toBe(0)
    receiver.close()
  })

  inTransaction('sign with both secrets while one follows the other', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver()
    const { target, secret: first } = await subscribed(tx, receiver.url)
    const caller = await as(tx, 'centre')
    const order = { subscriptionId: target.targetId, graceHours: 2, now: monday }
    const { secret: second } = await makeSecret(tx, caller, order, parts)
    expect((await listSubscriptions(tx, districtId, later(119)))[0]!.secrets).toHaveLength(2)
    const test = (minute: number) =>
      sendTest(tx, caller, { subscriptionId: target.targetId, now: later(minute) }, parts)
    expect(await test(60)).toMatchObject({ status: 200, error: null })
    expect(await test(121)).toMatchObject({ status: 200 })
    receiver.close()
    const [during, after] = receiver.got
    expect([first, second!].map((s) => verified(s, during!))).toEqual([true, true])
    expect([first, second!].map((s) => verified(s, after!))).toEqual([false, true])
    const rows = await tx.selectFrom('exchange.subscription_secret').selectAll().execute()
    expect(rows.map((r) => r.secret_cipher).join()).not.toContain(first.slice(6))
  })

  inTransaction('give up after ten tries; a person sends again or drops', async (tx) => {
    await foundDistrict(tx)
    const receiver = await aReceiver(...Array.from({ length: 10 }, () => 503), (response) =>
      response.writeHead(200).end(),
    )
    const { target } = await subscribed(tx, receiver.url)
    const { caseId } = await handled(tx)
    await hearForWebhooks(tx, fact(caseId, 2, 'case.filed'))
    for (let day = 0; day < 20; day++) await deliver(tx, target, 200 + day * 1440)
    const { rows } = await listHistory(tx, target, { limit: 50 })
    const stuck = rows.find((row) => row.state === 'stuck')
    expect(stuck).toMatchObject({ attempts: 10, lastStatus: 503, behind: 1, position: 1 })
    expect(stuck!.tries).toHaveLength(10)
    const caller = await as(tx, 'centre')
    const settle = (to: 'waiting' | 'dropped') =>
      settleStuck(tx, caller, {
        deliveryId: stuck!.id,
        kind: 'subscription',
        to,
        now: later(60 * 24 * 30),
      })
    await settle('waiting')
    await expect(settle('dropped')).rejects.toMatchObject({ code: 'exchange.not_stuck' })
    expect((await deliver(tx, target, 60 * 24 * 30)).sent).toBe(2)
    expect(seqs(receiver.got.slice(-2))).toEqual([1, 2])
    await sweepHistory(tx, later(60 * 24 * 300))
    // The last stays, so that nothing is told anew.
    const left = await tx.selectFrom('exchange.delivery').select(['position', 'state']).execute()
    expect(left).toEqual([{ position: 2, state: 'sent' }])
    await hearForWebhooks(tx, fact(caseId, 5, 'case.finished'))
    expect((await deliver(tx, target, 60 * 24 * 301)).sent).toBe(3)
    receiver.close()
    expect(seqs(receiver.got.slice(-3))).toEqual([3, 4, 5])
  })

  inTransaction('take a redirect, silence and a broken line for failures', async (tx) => {
    await foundDistrict(tx)
    const elsewhere = await aReceiver()
    const receiver = await aReceiver(
      (response) => response.writeHead(302, { location: elsewhere.url }).end(),
      () => undefined,
      (response) => response.destroy(),
      (response) => response.writeHead(429, { 'retry-after': '7200' }).end(),
    )
    const { target } = await subscribed(tx, receiver.url)
    const { caseId } = await report(tx)
    await hearForWebhooks(tx, fact(caseId, 1, 'case.reported'))
    for (const minute of [1, 10, 60, 300]) await deliver(tx, target, minute)
    receiver.close()
    elsewhere.close()
    const [row] = (await listHistory(tx, target, { limit: 5 })).rows
    expect(row!.tries.map((t) => t.status ?? t.error)).toEqual([302, 'timeout', 'broken', 429])
    expect(elsewhere.got).toEqual([])
    // Longer than asked for is the own pause here; asked for and kept is shown by its rule.
    expect(new Date(row!.nextAt!).getTime()).toBeGreaterThanOrEqual(later(420).getTime())
  })

  inTransaction(
    'refuse an address that is not https, carries a secret or lies inside',
    async (tx) => {
      await foundDistrict(tx)
      const caller = await as(tx, 'centre')
      const save = (url: string, production: boolean, networks: string[] = []) =>
        saveSubscription(
          tx,
          caller,
          {
            id: randomUUID(),
            name: url.slice(0, 60),
            url,
            types: ['case.closed'],
            active: true,
            baseVersion: null,
            now: monday,
          },
          { cipher, outgoing: { production, networks } },
        )
      await expect(save('http://city.example/h', true)).rejects.toMatchObject({
        code: 'exchange.url_not_https',
      })
      await expect(save('https://a:b@city.example/h', true)).rejects.toMatchObject({
        code: 'exchange.url_with_secret',
      })
      for (const host of [
        '10.1.2.3',
        '127.1',
        '[::1]',
        '169.254.169.254',
        '2130706433',
        '[::ffff:7f00:1]',
      ])
        await expect(save(`https://${host}/h`, true)).rejects.toMatchObject({
          code: 'exchange.url_inside',
        })
      expect((await save('https://10.1.2.3/h', true, ['10.0.0.0/8'])).secret).toMatch(/^whsec_/)
    },
  )
})

describe('calls to other systems', () => {
  it('go to the public internet and to the networks that were named', () => {
    const allowed = addressGuard(['10.20.0.0/16', '::1'])
    for (const address of ['8.8.8.8', '10.20.3.4', '2400:3200::1', '::1'])
      expect([address, allowed(address)]).toEqual([address, true])
    for (const address of [
      '10.21.0.1',
      '192.168.1.1',
      '172.31.255.255',
      '100.64.0.1',
      '0.0.0.0',
      '255.255.255.255',
      'fe80::1',
      'fc00::1',
      '::',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '2002:a00:1::1',
      'city.example',
    ])
      expect([address, allowed(address)]).toEqual([address, false])
    expect(areNetworks(['10.0.0.0/8', '::1', '2400::/12'])).toBe(true)
    expect([['10.0.0.0/40'], ['city.example'], ['10.0.0']].map(areNetworks)).toEqual([
      false,
      false,
      false,
    ])
  })

  it('do not go to an address of IPv4 in disguise', () => {
    const allowed = addressGuard([])
    fc.assert(fc.property(fc.ipV4(), (address) => !allowed(`::ffff:${address}`)))
  })

  it('connect to the address that was judged, whatever the name says later', async () => {
    const receiver = await aReceiver()
    const answers = ['127.0.0.1', '10.0.0.1']
    let asked = 0
    const resolve = async () => [{ address: answers[asked++] ?? '10.0.0.1', family: 4 }]
    const call = (networks: string[]) =>
      send(
        { url: `http://rebinding.example:${receiver.port}/`, headers: {}, body: '' },
        { production: false, networks, resolve },
      )
    expect((await call(['127.0.0.0/8'])).status).toBe(200)
    expect([asked, receiver.got[0]!.headers.host]).toEqual([
      1,
      `rebinding.example:${receiver.port}`,
    ])
    await expect(call(['127.0.0.0/8'])).rejects.toMatchObject({ why: 'forbidden_address' })
    receiver.close()
  })
})

import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect } from 'vitest'
import { z } from 'zod'
import { saveDistrict } from '#modules/places/server/index.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { deliverDue } from './deliver.ts'
import { notify, noticesJobs, sendTo, webhookDriver, type Driver } from './index.ts'
import { listStuck } from './stuck.ts'

const districtId = '421202'
/** Ten in the morning there. */
const start = new Date('2026-11-23T02:00:00Z')
/** A time of that Monday there, or of a day after it. */
const at = (time: string, day = 23) => new Date(`2026-11-${day}T${time}:00+08:00`)
const cipher = aesCipher(randomBytes(32))

const Posted = z.object({
  channel: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
})

let gateway: Server | undefined
afterEach(() => {
  gateway?.closeAllConnections()
  gateway?.close()
  gateway = undefined
})

/** A gateway with an answer for each call, the last one for ever; `hang` never answers. */
async function gatewayOf(answers: (number | 'hang')[], channel: 'sms' | 'wecom' = 'sms') {
  const posted: (z.infer<typeof Posted> & { authorization: string | undefined })[] = []
  const server = createServer((request, response: ServerResponse) => {
    let body = ''
    request.on('data', (data: Buffer) => (body += data.toString('utf8')))
    request.on('end', () => {
      const { authorization } = request.headers
      posted.push({ ...Posted.parse(JSON.parse(body)), authorization })
      const answer = answers.length > 1 ? answers.shift()! : answers[0]!
      if (answer !== 'hang') response.writeHead(answer).end('{}')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  gateway = server
  const { port } = server.address() as AddressInfo // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on TCP
  const url = `http://127.0.0.1:${port}/send`
  return { driver: webhookDriver({ channel, url, token: 'secret', patience: 300 }), posted }
}

const run = (db: Db, driver: Driver, now: Date) =>
  deliverDue(db, { cipher, drivers: [driver], addressesOf: async () => undefined }, () => now)

const text = {
  districtId,
  channel: 'sms' as const,
  address: '13800001234',
  subject: '案件进展',
  body: '您反映的路灯已修好。',
  factKey: 'case.closed 1',
  now: start,
}

const outbox = (db: Db) =>
  db
    .selectFrom('notices.delivery')
    .select(['state', 'attempts', 'next_at', 'last_error'])
    .orderBy('created_at')
    .execute()

const found = (db: Db, settings: Record<string, unknown> = {}) =>
  saveDistrict(db, {
    districtId,
    name: '咸安区',
    nameEn: "Xian'an",
    lon: 114.3,
    lat: 29.85,
    settings,
    now: start,
  })

describe('a gateway for SMS and WeCom', () => {
  useDatabase()

  for (const channel of ['sms', 'wecom'] as const)
    inTransaction(`takes a message of ${channel} once`, async (tx) => {
      const { driver, posted } = await gatewayOf([200], channel)
      await sendTo(tx, cipher, { ...text, channel })
      await sendTo(tx, cipher, { ...text, channel })
      expect(await run(tx, driver, start)).toBe(1)
      expect(posted).toEqual([
        {
          channel,
          to: text.address,
          subject: text.subject,
          text: text.body,
          authorization: 'Bearer secret',
        },
      ])
    })

  inTransaction('keeps neither number nor words readable', async (tx) => {
    await sendTo(tx, cipher, text)
    const rows = await tx.selectFrom('notices.delivery').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/13800001234|路灯/)
  })

  inTransaction('is tried again with growing pauses after a fault of its own', async (tx) => {
    const { driver, posted } = await gatewayOf([500, 503, 200])
    await sendTo(tx, cipher, text)
    expect(await run(tx, driver, start)).toBe(0)
    expect(await outbox(tx)).toMatchObject([
      { state: 'waiting', next_at: at('10:01'), last_error: 'the gateway answered 500' },
    ])
    expect(await run(tx, driver, at('10:01'))).toBe(0)
    expect(await outbox(tx)).toMatchObject([{ next_at: at('10:03') }])
    expect(await run(tx, driver, at('10:02'))).toBe(0)
    expect(await run(tx, driver, at('10:03'))).toBe(1)
    expect(posted).toHaveLength(3)
  })

  inTransaction('that refuses for good leaves the message with the stuck ones', async (tx) => {
    const { driver, posted } = await gatewayOf([422])
    await sendTo(tx, cipher, text)
    await run(tx, driver, start)
    await run(tx, driver, at('12:00'))
    expect(posted).toHaveLength(1)
    expect((await listStuck(tx, cipher, districtId, { limit: 10 })).rows).toMatchObject([
      { channel: 'sms', address: '138***1234', lastError: 'the gateway answered 422', attempts: 1 },
    ])
  })

  for (const answer of [401, 404, 429])
    inTransaction(`that answers ${answer} is asked again later`, async (tx) => {
      const { driver } = await gatewayOf([answer, 200])
      await sendTo(tx, cipher, text)
      await run(tx, driver, start)
      expect(await run(tx, driver, at('10:01'))).toBe(1)
    })

  inTransaction('that hangs is given up for now', async (tx) => {
    const { driver, posted } = await gatewayOf(['hang', 200])
    await sendTo(tx, cipher, text)
    expect(await run(tx, driver, start)).toBe(0)
    const [row] = await outbox(tx)
    expect(row).toMatchObject({ state: 'waiting', next_at: at('10:01') })
    expect(row?.last_error).toMatch(/timeout|aborted/)
    expect(await run(tx, driver, at('10:01'))).toBe(1)
    expect(posted).toHaveLength(2)
  })
})

const send = (db: Db, n: number, over: Partial<typeof text> & { urgent?: boolean } = {}) =>
  sendTo(db, cipher, {
    ...text,
    body: `第 ${n} 条`,
    factKey: `fact ${n}`,
    now: new Date(at('22:00').getTime() + n),
    ...over,
  })

const addressesOf = async () => ({
  email: 'zhou@example.org',
  wecom: null,
  language: 'en' as const,
})

describe('quiet hours', () => {
  useDatabase()

  inTransaction('put off all but the urgent, and several become one', async (tx) => {
    await found(tx)
    const { driver, posted } = await gatewayOf([200])
    for (const n of [1, 2, 3]) await send(tx, n)
    await send(tx, 4, { address: '13900005678' })
    await send(tx, 5, { urgent: true })
    const night = at('22:01')
    expect(await run(tx, driver, night)).toBe(1)
    expect(posted.map((p) => p.text)).toEqual(['第 5 条'])
    expect(await run(tx, driver, at('07:59', 24))).toBe(0)
    expect(await run(tx, driver, at('08:00', 24))).toBe(2)
    expect(posted.slice(1).map(({ to, subject, text: words }) => ({ to, subject, words }))).toEqual(
      expect.arrayContaining([
        {
          to: text.address,
          subject: '您有 3 条新消息',
          words: '第 1 条\n第 2 条\n第 3 条',
        },
        { to: '13900005678', subject: '案件进展', words: '第 4 条' },
      ]),
    )
    expect((await outbox(tx)).every((row) => row.state === 'sent' && row.attempts === 1)).toBe(true)
    expect(await run(tx, driver, at('09:00', 24))).toBe(0)
  })

  inTransaction('do not lose a digest that fails', async (tx) => {
    await found(tx)
    const { driver, posted } = await gatewayOf([500, 200])
    for (const n of [1, 2]) await send(tx, n)
    await run(tx, driver, at('23:00'))
    expect(await run(tx, driver, at('08:00', 24))).toBe(0)
    expect(await outbox(tx)).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    expect(await run(tx, driver, at('08:01', 24))).toBe(1)
    expect(posted.at(-1)?.text).toBe('第 1 条\n第 2 条')
  })

  inTransaction('hold what is to be tried again, too', async (tx) => {
    await found(tx)
    const { driver } = await gatewayOf([500, 200])
    await send(tx, 1, { now: at('20:59') })
    await run(tx, driver, at('20:59'))
    expect(await run(tx, driver, at('21:30'))).toBe(0)
    expect(await outbox(tx)).toMatchObject([
      { state: 'waiting', attempts: 1, next_at: at('08:00', 24) },
    ])
    expect(await run(tx, driver, at('08:00', 24))).toBe(1)
  })

  inTransaction('are as the district sets them', async (tx) => {
    await found(tx, { notices: { quietHours: { from: '12:00', to: '14:00' } } })
    const { driver } = await gatewayOf([200])
    await send(tx, 1, { now: at('12:30') })
    expect(await run(tx, driver, at('12:30'))).toBe(0)
    expect(await run(tx, driver, at('14:00'))).toBe(1)
    await send(tx, 2)
    expect(await run(tx, driver, at('22:01'))).toBe(1)
  })

  inTransaction('hold the mail of staff, but not an urgent one', async (tx) => {
    await found(tx)
    const mails: string[] = []
    const driver: Driver = {
      channel: 'email',
      send: async ({ subject }) => void mails.push(subject),
    }
    const jobs = noticesJobs({ cipher, drivers: [driver], addressesOf })
    const tell = async (title: string, urgent: boolean) => {
      const words = { title, body: '' }
      await notify(tx, {
        districtId,
        personId: randomUUID(),
        kind: 'case',
        urgent,
        words: { 'zh-CN': words, en: words },
        factKey: title,
        at: at('22:00'),
      })
    }
    await tell('one', false)
    await tell('two', false)
    await tell('gas', true)
    const notices = await tx.selectFrom('notices.notice').select('id').execute()
    for (const { id: noticeId } of notices)
      await jobs['notices.email']!({ districtId, noticeId }, { db: tx, clock: () => at('22:00') })
    await run(tx, driver, at('22:00'))
    expect(mails).toEqual(['gas'])
    await run(tx, driver, at('08:00', 24))
    expect(mails).toEqual(['gas', 'You have 2 new messages'])
  })
})

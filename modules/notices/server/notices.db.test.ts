import { randomBytes, randomUUID } from 'node:crypto'
import { createServer, type AddressInfo, type Server } from 'node:net'
import fastify from 'fastify'
import { afterEach, describe, expect } from 'vitest'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { deliverDue } from './deliver.ts'
import {
  noticesJobs,
  noticesRoutes,
  notify,
  sendTo,
  smtpDriver,
  type Delivering,
  type Driver,
} from './index.ts'

const district = '421202'
const start = new Date('2026-11-23T02:00:00Z')
const cipher = aesCipher(randomBytes(32))
const zhou: Caller = { ...anonymous(district), personId: randomUUID(), postId: randomUUID() }
const clerk: Caller = { ...zhou, personId: randomUUID(), verbs: new Set(['notices.read_outbox']) }

let smtp: Server | undefined
afterEach(() => {
  smtp?.close()
  smtp = undefined
})

/** A mail server that gives these answers to MAIL FROM, the last one for ever, and keeps the mails. */
async function mailServer(answers: string[]): Promise<{ driver: Driver; mails: string[] }> {
  const mails: string[] = []
  const server = createServer((socket) => {
    let [pending, mail] = ['', undefined as string | undefined]
    const say = (line: string) => socket.write(`${line}\r\n`)
    const obey = (line: string) => {
      if (mail !== undefined) {
        if (line !== '.') return void (mail += `${line}\n`)
        mails.push(mail)
        mail = undefined
        return say('250 taken')
      }
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'MAIL') return say(answers.length > 1 ? answers.shift()! : answers[0]!)
      if (verb === 'DATA') {
        mail = ''
        return say('354 go on')
      }
      if (verb === 'QUIT') return socket.end('221 bye\r\n')
      return say('250 ok')
    }
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      pending += data.toString('utf8')
      const lines = pending.split('\r\n')
      pending = lines.pop() ?? ''
      for (const line of lines) obey(line)
    })
    say('220 test')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  smtp = server
  const { port } = server.address() as AddressInfo // oxlint-disable-line typescript/no-unsafe-type-assertion -- it listens on TCP
  const url = `smtp://127.0.0.1:${port}`
  return { driver: smtpDriver({ url, from: 'station@example.org' }), mails }
}

const letter = {
  districtId: district,
  channel: 'email' as const,
  address: 'zhou@example.org',
  subject: 'Case closed',
  body: 'The lamp shines again.',
  factKey: 'case.closed 1',
  now: start,
}
const words = {
  'zh-CN': { title: '已结案', body: '路灯已修复。' },
  en: { title: 'Closed', body: 'The lamp shines again.' },
}
const notice = { districtId: district, personId: zhou.personId!, kind: 'case', words, at: start }

const addressesOf = async () => ({
  email: 'zhou@example.org',
  wecom: null,
  language: 'zh-CN' as const,
})

/** Reached by both ways. */
const both = async () => ({
  email: 'zhou@example.org',
  wecom: 'ZhouLin',
  language: 'en' as const,
})

const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const run = (db: Db, drivers: Driver[], at: Date) =>
  deliverDue(db, { cipher, drivers, addressesOf: async () => undefined }, () => at)
const outbox = (db: Db) =>
  db
    .selectFrom('notices.delivery')
    .select(['id', 'state', 'attempts', 'next_at', 'last_error'])
    .executeTakeFirstOrThrow()

function serve(db: Db, caller: Caller) {
  const app = fastify()
  prepare(app)
  const gate = async (_request: unknown, access: string) => {
    if (access.includes('.')) demand(caller, access)
    return caller
  }
  noticesRoutes({ app, db, clock: () => start, gate }, { cipher })
  return (method: 'GET' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, ...(payload ? { payload } : {}) })
}

describe('the outbox', () => {
  useDatabase()

  inTransaction('sends a message once, however often the fact is told', async (tx) => {
    const { driver, mails } = await mailServer(['250 ok'])
    await sendTo(tx, cipher, letter)
    await sendTo(tx, cipher, letter)
    expect(await run(tx, [driver], start)).toBe(1)
    expect(await run(tx, [driver], later(600))).toBe(0)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toContain('Subject: Case closed')
    expect(await outbox(tx)).toMatchObject({ state: 'sent', attempts: 1 })
    const { address_cipher } = await tx
      .selectFrom('notices.delivery')
      .select('address_cipher')
      .executeTakeFirstOrThrow()
    expect(address_cipher).not.toContain('zhou')
  })

  inTransaction('tries again a minute after a passing refusal', async (tx) => {
    const { driver, mails } = await mailServer(['451 busy', '250 ok'])
    await sendTo(tx, cipher, letter)
    expect(await run(tx, [driver], start)).toBe(0)
    expect(await outbox(tx)).toMatchObject({ state: 'waiting', next_at: later(1) })
    expect(await run(tx, [driver], later(0.5))).toBe(0)
    expect(await run(tx, [driver], later(1))).toBe(1)
    expect(mails).toHaveLength(1)
  })

  inTransaction('is stuck after eight failures; the desk sends again or drops', async (tx) => {
    const { driver } = await mailServer(['550 no such person'])
    await sendTo(tx, cipher, letter)
    for (let n = 0; n < 10; n++) await run(tx, [driver], later(n * 61))
    const { id, ...row } = await outbox(tx)
    expect(row).toMatchObject({ state: 'stuck', attempts: 8 })
    expect(row.last_error).toContain('no such person')

    const call = serve(tx, clerk)
    expect((await call('GET', '/api/notices/stuck')).json()).toMatchObject({
      rows: [{ id, address: 'z***@example.org', attempts: 8 }],
      next: null,
    })
    expect((await serve(tx, zhou)('GET', '/api/notices/stuck')).statusCode).toBe(403)
    const again = `/api/notices/stuck/${id}/send-again`
    expect((await call('POST', again)).json()).toEqual({ state: 'waiting' })
    expect((await call('POST', again)).json()).toMatchObject({ code: 'notices.not_stuck' })
    const absent = await call('POST', `/api/notices/stuck/${randomUUID()}/drop`)
    expect(absent.statusCode).toBe(404)
    for (let n = 0; n < 10; n++) await run(tx, [driver], later(n * 61))
    expect((await call('POST', `/api/notices/stuck/${id}/drop`)).json()).toEqual({
      state: 'dropped',
    })
    const audits = await tx.selectFrom('people.audit').select('act').orderBy('act').execute()
    expect(audits.map((a) => a.act)).toEqual(['notices.dropped', 'notices.sent_again'])
  })

  onDatabase('is emptied by two workers without a message going twice', async (db) => {
    const sent: string[] = []
    const driver: Driver = {
      channel: 'email',
      send: async ({ subject }) => void sent.push(subject),
    }
    for (let n = 0; n < 20; n++)
      await sendTo(db, cipher, { ...letter, subject: String(n), factKey: `fact ${n}` })
    await Promise.all([run(db, [driver], start), run(db, [driver], start)])
    expect(sent.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 20 }, (_, n) => String(n)),
    )
  })
})

describe('my inbox', () => {
  useDatabase()

  inTransaction('has one notice per fact, pages, and marks as read', async (tx) => {
    for (const n of [1, 2, 2, 3])
      await notify(tx, { ...notice, factKey: `fact ${n}`, at: later(n) })
    await notify(tx, { ...notice, personId: randomUUID(), factKey: 'other' })
    const call = serve(tx, zhou)
    interface Page {
      rows: { id: string; at: string; read: boolean }[]
      next: string | null
      unread: number
    }
    const first = (await call('GET', '/api/notices?limit=2')).json<Page>()
    expect(first.rows.map((r) => r.at)).toEqual([later(3), later(2)].map((d) => d.toISOString()))
    expect(first.unread).toBe(3)
    const rest = (await call('GET', `/api/notices?limit=2&after=${first.next}`)).json<Page>()
    expect([rest.rows.length, rest.next]).toEqual([1, null])
    const some = await call('POST', '/api/notices/read', { ids: [first.rows[0]!.id] })
    expect(some.json()).toEqual({ unread: 2 })
    const all = await call('POST', '/api/notices/read', { until: later(9).toISOString() })
    expect(all.json()).toEqual({ unread: 0 })
    expect((await call('GET', '/api/notices?unread=true')).json<Page>().rows).toEqual([])
    expect((await call('GET', '/api/notices?after=x')).json()).toMatchObject({
      code: 'notices.bad_cursor',
    })
    expect((await serve(tx, anonymous(district))('GET', '/api/notices')).statusCode).toBe(403)
  })

  inTransaction('is mailed in the language of whoever has an address', async (tx) => {
    await notify(tx, { ...notice, factKey: 'fact' })
    const { id } = await tx.selectFrom('notices.notice').select('id').executeTakeFirstOrThrow()
    const driver: Driver = { channel: 'email', send: async () => undefined }
    const payload = { districtId: district, noticeId: id }
    const tools = { db: tx, clock: () => start }
    await noticesJobs({ cipher, drivers: [], addressesOf })['notices.email']!(payload, tools)
    expect(await tx.selectFrom('notices.delivery').select('id').execute()).toEqual([])
    const jobs = noticesJobs({ cipher, drivers: [driver], addressesOf })
    await jobs['notices.email']!(payload, tools)
    await jobs['notices.email']!(payload, tools)
    const mails = await tx.selectFrom('notices.delivery').select('subject').execute()
    expect(mails).toEqual([{ subject: '已结案' }])
  })

  inTransaction(
    'goes by WeCom too to whoever has an account there, once by each way',
    async (tx) => {
      await notify(tx, { ...notice, factKey: 'fact' })
      const { id } = await tx.selectFrom('notices.notice').select('id').executeTakeFirstOrThrow()
      const sent: string[] = []
      const by = (channel: 'email' | 'wecom'): Driver => ({
        channel,
        send: async ({ address, subject }) => void sent.push(`${channel} ${address} ${subject}`),
      })
      const told = async (tools: Pick<Delivering, 'drivers' | 'addressesOf'>) => {
        const jobs = noticesJobs({ cipher, ...tools })
        const at = { db: tx, clock: () => start }
        await jobs['notices.email']!({ districtId: district, noticeId: id }, at)
        await jobs['notices.deliver']!({}, at)
      }
      await told({ drivers: [by('wecom')], addressesOf })
      expect(sent).toEqual([])
      await told({ drivers: [by('wecom')], addressesOf: both })
      expect(sent).toEqual(['wecom ZhouLin Closed'])
      await told({ drivers: [by('email'), by('wecom')], addressesOf: both })
      expect(sent).toEqual(['wecom ZhouLin Closed', 'email zhou@example.org Closed'])
    },
  )
})

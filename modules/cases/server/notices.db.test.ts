import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aReason, does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, cipher, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { announce } from './announce.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { followPage } from './follow.ts'
import { reopenOwn } from './own-changes.ts'
import { tellReporters } from './tell-reporters.ts'
import * as unit from './unit.ts'

const phone = '13812345678'
const tools = { cipher, publicUrl: 'https://city.example', canSend: true }

/** Tells every fact so far to whoever hears facts, as the jobs do, and as often as asked. */
async function tellAll(db: Db, over: Partial<typeof tools> = {}): Promise<void> {
  const events = await db.selectFrom('cases.event').selectAll().orderBy('at').execute()
  for (const event of events) {
    const fact = {
      type: event.type,
      key: `${event.case_id}:${event.seq}`,
      districtId: event.district_id,
      at: event.at.toISOString(),
      body: { caseId: event.case_id, seq: event.seq },
    }
    await announce(db, fact)
    await tellReporters(db, fact, { ...tools, ...over })
  }
}

/** What waits in the outbox, in the clear. */
async function texts(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('notices.delivery')
    .select(['channel', 'address_cipher', 'body'])
    .orderBy('created_at')
    .execute()
  for (const row of rows)
    expect([row.channel, cipher.open(row.address_cipher)]).toEqual(['sms', phone])
  return rows.map((row) => cipher.open(row.body))
}

const noticesOf = async (db: Db, name: 'zhou' | 'ma' | 'sun') =>
  db
    .selectFrom('notices.notice')
    .select(['kind', 'words'])
    .where('person_id', '=', id(name))
    .orderBy('at')
    .execute()

/** Filed, dispatched and accepted at once. */
async function inHandling(db: Db, caseId: string) {
  await desk.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await desk.dispatch(db, { ...(await does(db, 'wang', caseId, 6)), unitId: null, words: '' })
  await unit.acceptTask(db, await does(db, 'zhou', caseId, 7))
}

async function asksFor(db: Db, caseId: string, kind: 'extension' | 'suspension') {
  await unit.askRequest(db, {
    ...(await does(db, 'zhou', caseId, 30)),
    kind,
    reasonCode: await aReason(db, kind),
    words: '等配件',
    extension: kind === 'extension' ? { value: 1, unit: 'WORK_DAY' } : null,
    resumeAt: null,
  })
  const page = await casePage(db, await as(db, 'wang'), caseId, later(31))
  await unit.decideRequest(db, {
    ...(await does(db, 'wang', caseId, 40)),
    requestId: page.requests.at(-1)?.id ?? '',
    grant: true,
    words: '',
  })
}

describe('messages to the reporter', () => {
  useDatabase()

  inTransaction('tell the promises and ask in the end, once each', async (tx) => {
    await foundDistrict(tx)
    const received = await report(tx, { phone, words: '麻纺厂东三栋的灯坏了' })
    const { caseId, shortCode, lookKey } = received
    await inHandling(tx, caseId)
    await asksFor(tx, caseId, 'extension')
    await tellAll(tx)
    await tellAll(tx)
    const link = `https://city.example/${districtId}/follow/${shortCode}?key=${lookKey}`
    const [first, filed, moved, ...more] = await texts(tx)
    expect(first).toBe(`您的上报已收到，编号 ${shortCode}，3月16日 10:15 前受理。查看进展：${link}`)
    expect(filed).toMatch(new RegExp(`${shortCode} 已立案，承诺 3月18日 \\d\\d:05 前办结`))
    expect(moved).toMatch(/办结时间改为 3月19日 \d\d:05 前/)
    expect(more).toEqual([])
    expect(JSON.stringify(await texts(tx))).not.toContain('麻纺厂')
  })

  inTransaction('ask whether it is fixed, with a link that can answer', async (tx) => {
    await foundDistrict(tx)
    const received = await handled(tx, { phone })
    await closing.inspect(tx, {
      ...(await does(tx, 'li', received.caseId, 140)),
      passed: true,
      words: '',
      photos: [],
    })
    await tellAll(tx)
    const last = (await texts(tx)).at(-1) ?? ''
    expect(last).toContain('修好了吗')
    const key = new URL(last.slice(last.indexOf('https://'))).searchParams.get('key') ?? ''
    const page = await followPage(tx, {
      caller: { ...(await as(tx, 'li')), personId: null },
      cipher,
      now: later(150),
      shortCode: received.shortCode,
      key,
    })
    expect(page.allowed).toContain('judge')
    await reopenOwn(
      tx,
      {
        caller: await as(tx, 'li'),
        cipher,
        now: later(200),
        shortCode: received.shortCode,
        key,
      },
      { words: '又灭了', photos: [] },
    )
    await tellAll(tx)
    expect((await texts(tx)).at(-1)).toContain('已重新办理')
  })

  inTransaction('say why it waits, and why not and where else', async (tx) => {
    await foundDistrict(tx)
    const paused = await report(tx, { phone })
    await inHandling(tx, paused.caseId)
    await asksFor(tx, paused.caseId, 'suspension')
    await unit.resume(tx, { ...(await does(tx, 'wang', paused.caseId, 600)), words: '' })
    const other = await report(tx, { phone })
    await desk.refuse(tx, {
      ...(await does(tx, 'chen', other.caseId, 601)),
      reasonCode: 'outside-district',
      words: '',
    })
    await tellAll(tx)
    const all = await texts(tx)
    const { name } = await tx
      .selectFrom('catalogue.reason')
      .select('name')
      .where('kind', '=', 'suspension')
      .where('code', '=', await aReason(tx, 'suspension'))
      .executeTakeFirstOrThrow()
    expect(all.filter((t) => t.includes(`暂停计时，原因：${name}`))).toHaveLength(1)
    expect(all.filter((t) => t.includes('办结时间改为'))).toHaveLength(1)
    expect(all.at(-1)).toContain('不予受理：不在本区范围。请向所在地社区或 12345 反映。')
  })

  inTransaction(
    'go to nobody without a mobile phone, without SMS, or in a demonstration',
    async (tx) => {
      await foundDistrict(tx)
      await report(tx)
      await report(tx, { phone: '0711-3223344' })
      await tellAll(tx)
      await report(tx, { phone })
      await tellAll(tx, { canSend: false })
      await tx.updateTable('places.district').set({ demo: true }).execute()
      await tellAll(tx)
      expect(await texts(tx)).toEqual([])
    },
  )
})

describe('a promise', () => {
  useDatabase()

  inTransaction('never changes silently: an event, and a notice to the unit', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx, { phone })
    await desk.askVerification(tx, { ...(await does(tx, 'chen', caseId, 5)), words: '' })
    await desk.answerVerification(tx, {
      ...(await does(tx, 'li', caseId, 35)),
      found: true,
      words: '',
      photos: [],
    })
    await inHandling(tx, caseId)
    await asksFor(tx, caseId, 'suspension')
    await unit.resume(tx, { ...(await does(tx, 'wang', caseId, 600)), words: '' })
    await tellAll(tx)
    const page = await casePage(tx, await as(tx, 'chen'), caseId, later(601))
    const promises = page.events.flatMap((e) =>
      e.details['promise'] === undefined ? [] : [[e.type, e.details['promise']]],
    )
    expect(promises).toMatchObject([
      ['case.verified', { kind: 'receive', from: '2026-03-16T02:15:00.000Z' }],
      ['case.filed', { kind: 'handle', from: null }],
      ['case.resumed', { kind: 'handle' }],
    ])
    const told = await noticesOf(tx, 'zhou')
    expect(told.map((n) => n.kind)).toEqual([
      'case.dispatched',
      'case.request_granted',
      'case.resumed',
    ])
    expect(JSON.stringify(told.at(-1)?.words)).toMatch(/承诺时间由 3月18日 \d\d:\d\d 改为 3月1/)
    expect(await noticesOf(tx, 'sun')).toEqual([])
  })
})

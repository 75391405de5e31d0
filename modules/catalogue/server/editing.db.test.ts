import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { calendarOf, catalogueRoutes, currentPolicy, limitFor, seedCatalogue } from './index.ts'

const district = '421202'
const now = new Date('2026-11-23T02:00:00Z')
const wang: Caller = {
  ...anonymous(district, '10.0.0.1'),
  personId: randomUUID(),
  postId: randomUUID(),
  verbs: new Set(['catalogue.read', 'catalogue.edit']),
}
const li: Caller = { ...wang, verbs: new Set(['catalogue.read']) }

async function aDistrict(db: Tx): Promise<void> {
  await db
    .insertInto('places.district')
    .values({ district_id: district, name: 'D', name_en: 'D', lon: 114, lat: 30, created_at: now })
    .execute()
  await db
    .insertInto('people.person')
    .values({ district_id: district, id: wang.personId!, name: '王敏', created_at: now })
    .execute()
  await seedCatalogue(db, district, now)
}

function serve(db: Db, caller: Caller, clock = () => now) {
  const app = fastify()
  prepare(app)
  const gate = async (_request: unknown, access: string) => {
    if (access.includes('.')) demand(caller, access)
    return caller
  }
  catalogueRoutes({ app, db, clock, gate })
  return async (method: 'GET' | 'PUT' | 'POST', path: string, payload?: object) => {
    const url = `/api/catalogue/${path}`
    const reply = await app.inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>(), reply }
  }
}

const firstOf = (rows: Record<string, unknown>[], kind: string) =>
  rows.find((r) => r['kind'] === kind && r['major'] === '01')

describe('matters', () => {
  useDatabase()

  inTransaction('are counted by big class, with the next code of one’s own', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const majors = async () =>
      (await call('GET', 'majors')).reply.json<{ rows: Record<string, unknown>[] }>().rows
    expect(firstOf(await majors(), 'component')).toMatchObject({ own: 0, nextCode: '01999' })
    const own = {
      name: '共享雨伞架',
      guideItemCode: null,
      filingStandard: '',
      closingStandard: '',
      hint: '',
      lead: '',
      urgency: 'routine',
      hazard: false,
      active: true,
      baseVersion: null,
      reason: '本区增加',
    }
    expect((await call('PUT', 'matters/component/01999', own)).status).toBe(200)
    expect(firstOf(await majors(), 'component')).toMatchObject({ own: 1, nextCode: '01998' })
    const list = await call('GET', 'matters?kind=component&major=01&limit=500')
    const codes = list.reply.json<{ rows: { code: string }[] }>().rows.map((r) => r.code)
    expect(codes.every((c) => c.startsWith('01'))).toBe(true)
    expect(codes).toContain('01999')
  })

  inTransaction('show standard, guide, limits by urgency and who changed them', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const page = (await call('GET', 'matters/matter/09005')).reply.json<{
      matter: Record<string, unknown>
    }>()
    expect(page).toMatchObject({
      standard: { standard: 'GB/T 47678.5-2026', name: '店外经营' },
      guide: { code: 'GL09', origin: 'preset' },
      limits: { routine: { unit: 'URGENT_HOUR' } },
    })
    const { matter } = page
    const { code: _, kind: __, ...edit } = matter
    await call('PUT', 'matters/matter/09005', { ...edit, hint: 'x', baseVersion: 0, reason: 'r' })
    const { body } = await call('GET', 'history?subject=matter&key=matter/09005')
    expect(body).toMatchObject({
      rows: [{ version: 1, by: '王敏', before: { hint: matter['hint'] }, after: { hint: 'x' } }],
    })
  })
})

describe('deadlines', () => {
  useDatabase()

  inTransaction('begin to bind on their day and can be withdrawn before', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const { limits } = await currentPolicy(tx, district)
    const body = {
      limits: { ...limits, workDay: 'END_OF_DAY' },
      baseVersion: 1,
      reason: 'next year',
    }
    const late = await call('POST', 'policies', { ...body, startsAt: '2026-11-22T00:00:00Z' })
    expect(late).toMatchObject({ status: 400, body: { code: 'catalogue.starts_in_the_past' } })
    const startsAt = '2027-01-01T00:00:00.000Z'
    expect((await call('POST', 'policies', { ...body, startsAt })).body).toMatchObject({
      version: 2,
      startsAt,
    })
    expect((await call('GET', 'policies')).body).toMatchObject({
      current: { version: 1 },
      planned: { version: 2, startsAt, by: '王敏' },
    })
    expect((await currentPolicy(tx, district, new Date(startsAt))).version).toBe(2)
    const second = await call('POST', 'policies', { ...body, baseVersion: 2 })
    expect(second).toMatchObject({ status: 409, body: { code: 'catalogue.policy_planned' } })
    expect((await call('POST', 'policies/2/withdraw', { reason: 'too early' })).body).toMatchObject(
      {
        version: 2,
        withdrawnAt: now.toISOString(),
      },
    )
    expect((await currentPolicy(tx, district, new Date(startsAt))).version).toBe(1)
    expect((await call('POST', 'policies/2/withdraw', { reason: 'x' })).status).toBe(409)
    expect((await call('POST', 'policies/9/withdraw', { reason: 'x' })).status).toBe(404)
    expect((await call('POST', 'policies', { ...body, baseVersion: 2 })).body).toMatchObject({
      version: 3,
    })
    expect(
      await limitFor(tx, district, { stage: 'handle', class: 'enforcement', urgency: 'routine' }),
    ).toMatchObject({ limit: { unit: 'WORK_DAY', reading: 'END_OF_DAY' }, policyVersion: 3 })
  })

  inTransaction('are tried out by the rules that bind clocks', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, li)
    const at = '2026-09-30T08:00:00.000Z'
    const asked = { at, stage: 'handle', class: 'enforcement', urgency: 'routine' }
    const { body, reply } = await call('POST', 'deadline', asked)
    expect(body).toMatchObject({
      from: 'class',
      limit: { value: 5, unit: 'WORK_DAY' },
      measure: 'duty',
      estimated: false,
      policyVersion: 1,
      otherReading: { reading: 'END_OF_DAY' },
    })
    const { days } = reply.json<{ days: { day: string }[] }>()
    expect(days.find((d) => d.day === '2026-10-01')).toMatchObject({ working: false })
    expect(days.find((d) => d.day === '2026-10-10')).toMatchObject({ working: true })
    const own = { ...asked, matter: { kind: 'matter', code: '01002' } }
    expect((await call('POST', 'deadline', own)).body).toMatchObject({ from: 'matter' })
    const absent = { ...asked, matter: { kind: 'matter', code: '99999' } }
    expect((await call('POST', 'deadline', absent)).status).toBe(404)
    const bad = { ...asked, limit: { value: 1.5, unit: 'LEGAL_DAY' } }
    expect((await call('POST', 'deadline', bad)).body).toMatchObject({
      code: 'catalogue.unusable_limits',
    })
  })
})

describe('reasons, labels and statutory days', () => {
  useDatabase()

  inTransaction('reasons are put into an order, once per order that was seen', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const codes = async () =>
      (await call('GET', 'reasons?kind=refusal')).reply
        .json<{ rows: { code: string }[] }>()
        .rows.map((r) => r.code)
    const seen = await codes()
    const moved = [...seen.slice(1), seen[0]!]
    expect((await call('POST', 'reasons/refusal/order', { codes: moved, seen })).status).toBe(200)
    expect(await codes()).toEqual(moved)
    const again = await call('POST', 'reasons/refusal/order', { codes: moved, seen })
    expect(again).toMatchObject({ status: 409, body: { code: 'catalogue.out_of_date' } })
    const short = { codes: moved.slice(1), seen: moved }
    expect((await call('POST', 'reasons/refusal/order', short)).body).toMatchObject({
      code: 'catalogue.not_the_same_reasons',
    })
    const added = { name: '新', nameEn: 'new', door: '', doorEn: '', active: true }
    const put = { ...added, baseVersion: null, reason: 'r' }
    expect((await call('PUT', 'reasons/refusal/own-1', put)).status).toBe(200)
    expect((await codes()).at(-1)).toBe('own-1')
    expect((await call('GET', 'history?subject=reason_order&key=refusal')).body).toMatchObject({
      rows: [{ version: 1, before: { order: seen }, after: { order: moved } }],
    })
  })

  inTransaction('states are called as the district says, and say so to anybody', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const put = { name: '办理中', nameEn: 'At work', baseVersion: 0, reason: '与窗口一致' }
    expect((await call('PUT', 'labels/handling', put)).body).toMatchObject({
      name: '办理中',
      presetName: '处置中',
      origin: 'district',
      version: 1,
    })
    expect((await call('PUT', 'labels/handling', put)).status).toBe(409)
    expect((await call('PUT', 'labels/nonsense', put)).status).toBe(404)
    expect((await serve(tx, li)('PUT', 'labels/filed', put)).status).toBe(403)
    const open = await serve(tx, anonymous(district))('GET', `../public/${district}/labels`)
    expect(open.body).toEqual({
      rows: [{ status: 'handling', name: '办理中', nameEn: 'At work' }],
    })
  })

  inTransaction('statutory days are tried, then added, and never changed', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const days = [
      { date: '2026-10-01', off: false, name: '' },
      { date: '2027-01-01', off: true, name: '元旦' },
    ]
    const order = { file: { days }, source: '国办发明电', dryRun: true }
    const tried = (await call('POST', 'state-days', order)).body
    expect(tried).toMatchObject({
      added: [{ day: '2027-01-01' }],
      differing: [{ known: { off: true }, given: { off: false } }],
      knownUntil: '2026-12-31',
      knownUntilAfter: '2027-12-31',
      done: false,
    })
    expect((await calendarOf(tx, district)).knownUntil).toBe('2026-12-31')
    const done = await call('POST', 'state-days', { ...order, dryRun: false })
    expect(done.body).toMatchObject({ done: true })
    const calendar = await calendarOf(tx, district)
    expect(calendar.knownUntil).toBe('2027-12-31')
    expect(calendar.days['2026-10-01']).toMatchObject({ off: true })
    const broken = { ...order, file: { days: [{ date: '2027-02-30', off: true }] } }
    expect(await call('POST', 'state-days', broken)).toMatchObject({
      status: 400,
      body: { code: 'catalogue.unusable_days', details: { problem: 'bad_day', at: 1 } },
    })
    const audits = await tx.selectFrom('people.audit').select('act').execute()
    expect(audits).toEqual([{ act: 'catalogue.state_days_added' }])
  })
})

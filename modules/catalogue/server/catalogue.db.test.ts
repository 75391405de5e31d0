import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { describe, expect } from 'vitest'
import type { Caller } from '#platform/server/caller.ts'
import { anonymous, demand } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { calendarOf, catalogueRoutes, importStateDays, limitFor, seedCatalogue } from './index.ts'
import { currentPolicy, readMatter, reasonOf, searchMatters } from './index.ts'

const district = '421202'
const now = new Date('2026-11-23T02:00:00Z')

async function aDistrict(db: Tx, id = district): Promise<void> {
  await db
    .insertInto('places.district')
    .values({ district_id: id, name: 'D', name_en: 'D', lon: 114, lat: 30, created_at: now })
    .execute()
  await seedCatalogue(db, id, now)
}

const wang: Caller = {
  ...anonymous(district, '10.0.0.1'),
  personId: randomUUID(),
  postId: randomUUID(),
  verbs: new Set(['catalogue.read', 'catalogue.edit']),
}
const li: Caller = { ...wang, verbs: new Set(['catalogue.read']) }

function serve(db: Db, caller: Caller) {
  const app = fastify()
  prepare(app)
  const gate = async (_request: unknown, access: string) => {
    if (access.includes('.')) demand(caller, access)
    return caller
  }
  catalogueRoutes({ app, db, clock: () => now, gate })
  return (method: 'GET' | 'PUT' | 'POST', url: string, payload?: object) =>
    app.inject({ method, url, ...(payload ? { payload } : {}) })
}

const edit = {
  name: '店外经营',
  guideItemCode: 'GL09',
  filingStandard: 'goods outside the door',
  closingStandard: 'goods inside',
  hint: '',
  lead: '',
  urgency: 'routine',
  hazard: false,
  active: true,
  reason: 'our own wording',
}

describe('the catalogue of a district', () => {
  useDatabase()

  inTransaction('is seeded once, and again without touching what was edited', async (tx) => {
    await aDistrict(tx)
    const put = { ...edit, baseVersion: 0 }
    const reply = await serve(tx, wang)('PUT', '/api/catalogue/matters/matter/09005', put)
    expect(reply.json()).toMatchObject({ version: 1, origin: 'district' })
    await seedCatalogue(tx, district, now)
    expect(await readMatter(tx, district, 'matter', '09005')).toMatchObject({
      version: 1,
      filingStandard: 'goods outside the door',
    })
    const counts = await tx
      .selectFrom('catalogue.matter')
      .select((eb) => ['kind', eb.fn.countAll<number>().as('n')])
      .groupBy('kind')
      .orderBy('kind')
      .execute()
    expect(counts).toEqual([
      { kind: 'component', n: 153 },
      { kind: 'matter', n: 270 },
    ])
    const items = await tx.selectFrom('catalogue.guide_item').select('code').execute()
    expect(items).toHaveLength(31)
  })

  inTransaction('finds matters by words, by code and by the code of 2013', async (tx) => {
    await aDistrict(tx)
    const names = async (text: string) =>
      (await searchMatters(tx, district, text)).map((m) => `${m.kind}/${m.code}`)
    expect(await names('店外经营')).toContain('matter/09005')
    expect(await names('09005')).toContain('matter/09005')
    expect(await names('0405')).toContain('matter/09005')
    expect(await names('０９００５')).toContain('matter/09005')
    expect(await names('没有这样的事项名')).toEqual([])
    expect(await names('!?')).toEqual([])
  })

  inTransaction('writes revision and audit with an edit, and shows them', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    await call('PUT', '/api/catalogue/matters/matter/09005', { ...edit, baseVersion: 0 })
    const page = (await call('GET', '/api/catalogue/matters/matter/09005')).json()
    expect(page).toMatchObject({
      matter: { class: 'management' },
      legacyCodes: [{ code: '0405' }],
      history: [{ version: 1, reason: 'our own wording', byPerson: wang.personId }],
      allowed: ['edit'],
    })
    const audits = await tx.selectFrom('people.audit').select(['act', 'subject_id']).execute()
    expect(audits).toEqual([{ act: 'catalogue.matter_edited', subject_id: 'matter/09005' }])
  })

  inTransaction('refuses the second of two edits of one version', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const body = { ...edit, baseVersion: 0 }
    expect((await call('PUT', '/api/catalogue/matters/matter/09005', body)).statusCode).toBe(200)
    const second = await call('PUT', '/api/catalogue/matters/matter/09005', body)
    expect(second.statusCode).toBe(409)
    expect(second.json()).toMatchObject({
      code: 'catalogue.out_of_date',
      details: { version: 1, since: [{ version: 1 }] },
    })
  })

  inTransaction('says why an edit makes no sense', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const tried = async (code: string, over: object) => {
      const url = `/api/catalogue/matters/matter/${code}`
      const reply = await call('PUT', url, { ...edit, baseVersion: 0, ...over })
      return [reply.statusCode, reply.json<{ code: string }>().code]
    }
    expect(await tried('09005', { name: 'other' })).toEqual([409, 'catalogue.standard_name'])
    expect(await tried('09005', { baseVersion: null })).toEqual([409, 'catalogue.code_taken'])
    expect(await tried('09900', {})).toEqual([404, 'catalogue.matter_not_found'])
    expect(await tried('09900', { baseVersion: null, guideItemCode: 'GL99' })).toEqual([
      400,
      'catalogue.guide_item_not_found',
    ])
    expect(await tried('9', {})).toEqual([400, 'request.malformed'])
    expect((await tried('09900', { baseVersion: null, name: 'Kiosks' }))[0]).toBe(200)
  })

  inTransaction('lets a reader read and not edit', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, li)
    expect((await call('GET', '/api/catalogue/matters?limit=2')).json()).toMatchObject({
      rows: [{ code: '01001' }, { code: '01002' }],
      next: 'component/01002',
    })
    const next = await call('GET', '/api/catalogue/matters?limit=1&after=component/01002')
    expect(next.json()).toMatchObject({ rows: [{ code: '01003' }] })
    const url = '/api/catalogue/matters/matter/09005'
    expect((await call('GET', url)).json()).toMatchObject({ allowed: [] })
    expect((await call('PUT', url, { ...edit, baseVersion: 0 })).statusCode).toBe(403)
    expect((await serve(tx, anonymous(district))('GET', url)).statusCode).toBe(403)
  })

  inTransaction('tells anybody its guide, marked as preset until it is edited', async (tx) => {
    await aDistrict(tx)
    const reply = await serve(tx, anonymous(district))('GET', `/api/public/${district}/catalogue`)
    const { classes } = reply.json<{ classes: { class: string; items: object[] }[] }>()
    expect(classes.map((c) => [c.class, c.items.length])).toEqual([
      ['outreach', 6],
      ['service', 9],
      ['management', 10],
      ['enforcement', 6],
    ])
    expect(classes[2]!.items[0]).toMatchObject({ code: 'GL01', origin: 'preset' })
    const absent = await serve(tx, anonymous('999999'))('GET', '/api/public/999999/catalogue')
    expect(absent.statusCode).toBe(404)
  })

  inTransaction('edits items and reasons, and offers no retired reason', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const { item } = (await call('GET', '/api/catalogue/guide-items/GL01')).json<{ item: object }>()
    const changed = { ...item, name: 'Trees', baseVersion: 0, reason: 'shorter' }
    const edited = await call('PUT', '/api/catalogue/guide-items/GL01', changed)
    expect(edited.json()).toMatchObject({ name: 'Trees', origin: 'district', version: 1 })

    const url = '/api/catalogue/reasons/refusal/outside-district'
    expect(await reasonOf(tx, district, 'refusal', 'outside-district')).toBeDefined()
    const retired = { name: 'a', nameEn: 'b', door: '', doorEn: '', active: false }
    const body = { ...retired, baseVersion: 0, reason: 'unused' }
    expect((await call('PUT', url, body)).statusCode).toBe(200)
    expect(await reasonOf(tx, district, 'refusal', 'outside-district')).toBeUndefined()
    const open = await call('GET', `/api/public/${district}/reasons?kind=refusal`)
    expect(open.body).not.toContain('outside-district')
  })
})

describe('deadlines', () => {
  useDatabase()

  inTransaction('come from the matter, then from class and urgency', async (tx) => {
    await aDistrict(tx)
    const matter = { kind: 'matter', code: '01002' } as const
    expect(await limitFor(tx, district, { stage: 'handle', matter, urgency: 'routine' })).toEqual({
      limit: { value: 2, unit: 'URGENT_HOUR' },
      policyVersion: 1,
    })
    expect(
      await limitFor(tx, district, { stage: 'handle', class: 'enforcement', urgency: 'routine' }),
    ).toMatchObject({ limit: { value: 5, unit: 'WORK_DAY' } })
    expect(await limitFor(tx, district, { stage: 'accept', urgency: 'emergency' })).toMatchObject({
      limit: { value: 30, unit: 'MINUTE' },
    })
  })

  inTransaction('change with a new version only, made on the one that was seen', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const { limits } = await currentPolicy(tx, district)
    const own = { 'matter/01002': { handle: { value: 1, unit: 'URGENT_HOUR' } } }
    const body = { limits: { ...limits, own }, baseVersion: 1, reason: 'stricter' }
    expect((await call('POST', '/api/catalogue/policies', body)).json()).toMatchObject({
      version: 2,
    })
    expect((await call('POST', '/api/catalogue/policies', body)).json()).toMatchObject({
      code: 'catalogue.out_of_date',
      details: { version: 2 },
    })
    const wrong = { 'matter/01002': { handle: { value: 1.5, unit: 'LEGAL_DAY' } } }
    const refused = { ...body, limits: { ...limits, own: wrong }, baseVersion: 2 }
    expect((await call('POST', '/api/catalogue/policies', refused)).json()).toEqual({
      code: 'catalogue.unusable_limits',
      details: { problems: ['own.matter/01002.handle'] },
    })
    expect((await call('GET', '/api/catalogue/policies')).json()).toMatchObject({
      current: { version: 2 },
      versions: [{ version: 2, reason: 'stricter' }, { version: 1 }],
    })
    expect((await call('GET', '/api/catalogue/policies/9')).statusCode).toBe(404)
  })

  inTransaction('count with one calendar object until a day or a version changes', async (tx) => {
    await aDistrict(tx)
    const first = await calendarOf(tx, district)
    expect(await calendarOf(tx, district)).toBe(first)
    expect(first).toMatchObject({ version: 1, knownUntil: '2026-12-31', timeZone: 'Asia/Shanghai' })
    const newYear = { day: '2027-01-01', off: true, name: 'New Year', source: 'test' }
    await importStateDays(tx, [newYear])
    const second = await calendarOf(tx, district)
    expect(second.knownUntil).toBe('2027-12-31')
    await importStateDays(tx, [newYear])
    expect(await calendarOf(tx, district)).toBe(second)
  })

  inTransaction('show the months of the calendar and warn near their end', async (tx) => {
    await aDistrict(tx)
    const call = serve(tx, wang)
    const url = '/api/catalogue/calendar?from=2026-10&months=4'
    const page = (await call('GET', url)).json<{
      horizon: string
      months: { month: string; days: { working: boolean; source: string; estimated: boolean }[] }[]
    }>()
    expect(page.horizon).toBe('ending')
    expect(page.months.map((m) => [m.month, m.days.length])).toEqual([
      ['2026-10', 31],
      ['2026-11', 30],
      ['2026-12', 31],
      ['2027-01', 31],
    ])
    expect(page.months[0]!.days[0]).toMatchObject({ working: false, source: 'state' })
    expect(page.months[0]!.days[9]).toMatchObject({ working: true, source: 'state' })
    expect(page.months[3]!.days[3]).toMatchObject({ working: true, estimated: true })

    const body = {
      hours: [{ from: '09:00', to: '17:00' }],
      weekdays: [1, 2, 3, 4, 5, 6],
      overrides: { '2026-11-30': { off: true, name: 'fair' } },
      baseVersion: 1,
      reason: 'winter hours',
    }
    const saved = await call('POST', '/api/catalogue/calendar', body)
    expect(saved.json()).toMatchObject({ version: 2, weekdays: [1, 2, 3, 4, 5, 6] })
    expect((await call('POST', '/api/catalogue/calendar', body)).statusCode).toBe(409)
    const overlapping = [
      { from: '09:00', to: '17:00' },
      { from: '16:00', to: '18:00' },
    ]
    const bad = await call('POST', '/api/catalogue/calendar', {
      ...body,
      hours: overlapping,
      baseVersion: 2,
    })
    expect(bad.json()).toMatchObject({ code: 'catalogue.unusable_calendar' })
    expect((await calendarOf(tx, district, 1)).workWeekdays).toEqual([1, 2, 3, 4, 5])
  })

  onDatabase('let one of two simultaneous editors win', async (db) => {
    await db.transaction().execute((tx) => aDistrict(tx))
    const call = serve(db, wang)
    const { limits } = await currentPolicy(db, district)
    const body = { limits, baseVersion: 1, reason: 'race' }
    const replies = await Promise.all([
      call('POST', '/api/catalogue/policies', body),
      call('POST', '/api/catalogue/policies', body),
      call('POST', '/api/catalogue/policies', body),
    ])
    expect(replies.map((r) => r.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
  })
})

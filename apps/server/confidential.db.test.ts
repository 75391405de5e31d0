import type { FastifyInstance } from 'fastify'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { announce, exportCases } from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { aReport, districtId, foundDistrict, id, type Name } from '#testing/small-district.ts'

/** Words that stand only in what the reporter sent. */
const marks = { words: '麻雀标记', added: '喜鹊标记', again: '乌鸦标记', judged: '画眉标记' }
const secret = { name: '林小满', phone: '13812345678' }
const told = [...Object.values(marks), ...Object.values(secret)]

const Row = z.looseObject({ id: z.string(), version: z.int(), allowed: z.array(z.string()) })

/** A browser of one person: cookies, versions and all. */
async function browser(app: FastifyInstance, db: Db, name: Name) {
  const cookie = await signIn(app, db, name)
  const headers = { cookie, 'x-gongzhi': '1' }
  const get = (url: string) => app.inject({ url, headers })
  return {
    cookie,
    get,
    async change(caseId: string, action: string, payload: object = {}) {
      const { version } = Row.parse((await get(`/api/cases/${caseId}`)).json())
      const reply = await app.inject({
        method: 'POST',
        url: `/api/cases/${caseId}/${action}`,
        headers,
        payload: { baseVersion: version, ...payload },
      })
      expect(reply.statusCode, `${name} ${action} ${reply.body.slice(0, 200)}`).toBe(200)
      return reply
    },
  }
}

const matter = { kind: 'matter', code: '01037' }

/** A confidential report up to its handling by the municipal unit; every word of it is marked. */
async function confidentialCase(app: FastifyInstance, db: Db) {
  const picture = await sendPicture(app)
  const {
    source: _,
    channel: __,
    ...body
  } = aReport({
    words: `${marks.words}：楼下老板半夜倒油`,
    photos: [picture],
    confidential: true,
    ...secret,
  })
  const receipt = (
    await app.inject({ method: 'POST', url: `/api/public/${districtId}/reports`, payload: body })
  ).json<{ shortCode: string; ownKey: string; lookKey: string }>()
  const own = `/api/public/${districtId}/cases/${receipt.shortCode}`
  const { id: caseId } = await db.selectFrom('cases.case').select('id').executeTakeFirstOrThrow()
  const addedPicture = await sendPicture(app)
  await app.inject({
    method: 'POST',
    url: `${own}/additions`,
    payload: {
      key: receipt.ownKey,
      clientId: crypto.randomUUID(),
      words: marks.added,
      photos: [addedPicture],
    },
  })
  const [chen, wang] = [await browser(app, db, 'chen'), await browser(app, db, 'wang')]
  await chen.change(caseId, 'receive')
  await chen.change(caseId, 'file', { matter })
  await wang.change(caseId, 'dispatch')
  return { caseId, receipt, own, pictures: [picture, addedPicture], chen, wang }
}

/** Tells every fact so far to whoever hears facts, as the jobs do. */
async function tellAll(db: Db): Promise<void> {
  const events = await db.selectFrom('cases.event').selectAll().execute()
  for (const event of events)
    await announce(db, {
      type: event.type,
      key: `${event.case_id}:${event.seq}`,
      districtId: event.district_id,
      at: event.at.toISOString(),
      body: { caseId: event.case_id, seq: event.seq },
    })
}

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
})

async function readable(app: FastifyInstance): Promise<string[]> {
  await app.ready()
  return Object.entries(Document.parse(app.swagger()).paths)
    .filter(([, methods]) => 'get' in methods)
    .map(([path]) => path)
}

/** Every GET of the description, its parameters filled with what there is. */
function addresses(paths: readonly string[], of: Record<string, string>): string[] {
  const filled = paths.map((path) =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => of[name] ?? 'x'),
  )
  const searches = told.flatMap((word) =>
    ['/api/cases', '/api/cases/points'].map((path) => `${path}?q=${encodeURIComponent(word)}`),
  )
  return [...filled, ...searches, '/api/tasks?state=done', '/api/cases?view=mine']
}

function expectNothingTold(text: string, where: string): void {
  for (const word of told) expect(text.includes(word), `${word} in ${where}`).toBe(false)
}

describe('a confidential report', () => {
  useDatabase()

  inTransaction('is closed to the unit in every answer of every endpoint', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const { caseId, receipt, own, pictures, chen } = await confidentialCase(app, tx)
    const zhou = await browser(app, tx, 'zhou')
    const after = await sendPicture(app, zhou.cookie)
    for (const [action, payload] of [
      ['accept', {}],
      ['arrive', {}],
      ['note', { words: '已到现场' }],
      ['finish', { words: '修好了', after: [after] }],
    ] as const)
      expectNothingTold((await zhou.change(caseId, action, payload)).body, action)
    await (await browser(app, tx, 'li')).change(caseId, 'inspect', { passed: true })
    const spoken = { key: receipt.ownKey, words: marks.judged, solved: false, satisfied: 1 }
    await app.inject({ method: 'POST', url: `${own}/verdict`, payload: spoken })
    const again = { key: receipt.ownKey, words: marks.again }
    await app.inject({ method: 'POST', url: `${own}/reopening`, payload: again })
    await tellAll(tx)

    const paths = await readable(app)
    expect(paths).toContain('/api/notices')
    const all = addresses(paths, { caseId, districtId, shortCode: receipt.shortCode })
    const li = await browser(app, tx, 'li')
    for (const url of all)
      for (const who of [zhou, li]) {
        const { body } = await who.get(url)
        expectNothingTold(body, url)
        for (const picture of pictures)
          expect(body.includes(picture), `a picture of the reporter in ${url}`).toBe(false)
      }
    const tasks = await zhou.get('/api/tasks?state=done')
    expect(tasks.json()).toMatchObject({ rows: [{ case: { id: caseId, thumb: after } }] })
    // Nor to whoever comes too late and is told what the others did.
    const late = await app.inject({
      method: 'POST',
      url: `/api/cases/${caseId}/note`,
      headers: { cookie: zhou.cookie, 'x-gongzhi': '1' },
      payload: { baseVersion: 1, words: '来晚了' },
    })
    expect(late.json()).toMatchObject({ code: 'cases.out_of_date' })
    expect(late.body).toContain('case.added')
    expectNothingTold(late.body, 'out of date')
    const searched = await zhou.get(`/api/cases?q=${encodeURIComponent(marks.words)}`)
    expect(searched.json<{ rows: object[] }>().rows).toEqual([])
    const mine = await zhou.get('/api/cases')
    expect(mine.json<{ rows: object[] }>().rows).toHaveLength(1)
    for (const picture of pictures) {
      expect(mine.body).not.toContain(`"thumb":"${picture}"`)
      for (const kind of ['thumb', 'public', 'original'])
        expect((await zhou.get(`/api/files/${picture}/${kind}`)).statusCode).toBeGreaterThan(399)
    }
    expect((await zhou.get(`/api/files/${after}/thumb`)).statusCode).toBe(200)
    const notices = await tx.selectFrom('notices.notice').select('words').execute()
    expect(notices.length).toBeGreaterThan(3)
    expectNothingTold(JSON.stringify(notices), 'notices')
    for await (const line of exportCases(tx, districtId)) expectNothingTold(line, 'export')

    // The desk, which the reporter trusted, still sees all of it.
    const desk = await chen.get(`/api/cases/${caseId}`)
    for (const word of Object.values(marks)) expect(desk.body).toContain(word)
    expectNoContact(desk.body)
    expect((await chen.get(`/api/files/${pictures[0]}/thumb`)).statusCode).toBe(200)
    const found = await chen.get(`/api/cases?q=${encodeURIComponent(marks.words)}`)
    expect(found.json<{ rows: object[] }>().rows).toHaveLength(1)
  })

  inTransaction('tells the public nothing, published or not', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const { caseId, receipt, own, pictures, chen } = await confidentialCase(app, tx)
    const stranger = await app.inject(own)
    expect(stranger.statusCode).toBe(404)
    await chen.change(caseId, 'publish', { public: true })
    for (const url of [
      own,
      `${own}?key=${receipt.lookKey}`,
      `/api/public/${districtId}/ledger`,
      `/api/public/${districtId}/ledger?q=${encodeURIComponent(marks.words)}`,
    ]) {
      const { body } = await app.inject(url)
      expectNothingTold(body, url)
      expect(body).not.toContain(pictures[0])
      expect(body).not.toContain('麻纺厂')
    }
    const release = await app.inject({
      method: 'POST',
      url: `/api/cases/${caseId}/release-photo`,
      headers: { cookie: chen.cookie, 'x-gongzhi': '1' },
      payload: { baseVersion: await versionOf(tx), fileId: pictures[0], released: true },
    })
    expect(release.json()).toMatchObject({ code: 'cases.confidential_picture' })
    const photo = `/api/public/${districtId}/photos/${pictures[0]}/thumb`
    expect((await app.inject(photo)).statusCode).toBe(404)
    expect((await app.inject(`${photo}?key=${receipt.ownKey}`)).statusCode).toBe(200)
  })
})

describe('pictures and contacts', () => {
  useDatabase()

  inTransaction('a picture is seen in the scope of its case only', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const picture = await sendPicture(app)
    const { source: _, channel: __, ...body } = aReport({ photos: [picture] })
    await app.inject({ method: 'POST', url: `/api/public/${districtId}/reports`, payload: body })
    const { id: caseId } = await tx.selectFrom('cases.case').select('id').executeTakeFirstOrThrow()
    const status = async (name: Name, kind = 'thumb') =>
      (await (await browser(app, tx, name)).get(`/api/files/${picture}/${kind}`)).statusCode
    expect(await status('zhou')).toBe(404)
    const chen = await browser(app, tx, 'chen')
    await chen.change(caseId, 'file', { matter })
    await (await browser(app, tx, 'wang')).change(caseId, 'dispatch')
    const seen: [Name, string, number][] = [
      ['zhou', 'thumb', 200],
      ['zhou', 'public', 200],
      ['zhou', 'original', 403],
      ['sun', 'thumb', 404],
      ['sun', 'public', 404],
      ['qian', 'thumb', 404],
      ['qian', 'original', 404],
      ['li', 'thumb', 200],
      ['chen', 'original', 200],
    ]
    for (const [name, kind, expected] of seen)
      expect(await status(name, kind), `${name} ${kind}`).toBe(expected)
  })

  inTransaction('a contact is shown by verb and scope, and every look is logged', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const { caseId } = await confidentialCase(app, tx)
    const stored = await tx.selectFrom('cases.report').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(`${secret.phone}|${secret.name}`))
    const look = async (name: Name) =>
      app.inject({
        method: 'POST',
        url: `/api/cases/${caseId}/contact`,
        headers: { cookie: (await browser(app, tx, name)).cookie, 'x-gongzhi': '1' },
        payload: { reason: '核实地点' },
      })
    expect((await look('zhou')).json()).toMatchObject({ code: 'request.forbidden' })
    expect((await look('qian')).json()).toMatchObject({ code: 'cases.case_not_found' })
    const looks = () =>
      tx
        .selectFrom('people.audit')
        .select(['person_id', 'subject_id', 'details'])
        .where('act', '=', 'cases.contact_seen')
        .execute()
    expect(await looks()).toEqual([])
    expect((await look('chen')).json()).toEqual(secret)
    await look('wang')
    expect(await looks()).toMatchObject([
      { person_id: id('chen'), subject_id: caseId, details: { reason: '核实地点' } },
      { person_id: id('wang') },
    ])
  })
})

function expectNoContact(text: string): void {
  for (const word of Object.values(secret)) expect(text).not.toContain(word)
}

const versionOf = async (db: Db) =>
  (await db.selectFrom('cases.case').select('version').executeTakeFirstOrThrow()).version

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { z } from 'zod'
import type { Db } from '#platform/server/database.ts'
import { arbitraryOf, type Known } from '#testing/arbitrary.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { handled } from '#testing/case-story.ts'
import { as, districtId, foundDistrict, id } from '#testing/small-district.ts'
import { endpointsOf, type Described } from '#testing/endpoints.ts'
import { serverOn, signIn } from '#testing/http.ts'

// Every endpoint there is, three times over: more than the usual time on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

/** FUZZ_SEED=… FUZZ_RUNS=… for other values than those of every day. */
const seed = Number(process.env['FUZZ_SEED'] ?? 20261125)
const runs = Number(process.env['FUZZ_RUNS'] ?? 3)

const wordFolders = [
  ...readdirSync('modules').map((m) => `modules/${m}/words`),
  'platform/web/words',
]
const Words = z.record(z.string(), z.string())
const wordsIn = (language: string) => {
  const files = wordFolders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((file) => new RegExp(`[./]${language}\\.json$`).test(file))
  return new Set(
    files.flatMap((file) => Object.keys(Words.parse(JSON.parse(readFileSync(file, 'utf8'))))),
  )
}
const sentences = { zh: wordsIn('zh-CN'), en: wordsIn('en') }

const Refusal = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) })

/** Never a fault of ours; whatever is refused has a sentence in both languages. */
function expectAnswer(reply: LightMyRequestResponse, what: string): void {
  expect(reply.statusCode, `${what}\n${reply.body.slice(0, 300)}`).toBeLessThan(500)
  if (reply.statusCode < 400) return
  const { code } = Refusal.parse(reply.json())
  expect(sentences.zh, `${what}: no Chinese for ${code}`).toContain(`error.${code}`)
  expect(sentences.en, `${what}: no English for ${code}`).toContain(`error.${code}`)
}

interface Sender {
  app: FastifyInstance
  endpoints: Described[]
  cookie: string
  known: Known
}

/** The whole server, and somebody who holds every verb there is and sees the whole district. */
async function everythingOn(tx: Db): Promise<Sender & { caseId: string; shortCode: string }> {
  await foundDistrict(tx)
  const { caseId, shortCode } = await handled(tx)
  const app = await serverOn(tx)
  const endpoints = await endpointsOf(app)
  const verbs = [...new Set(endpoints.map((e) => e.access))].filter((verb) => verb.includes('.'))
  const all = [...new Set([...verbs, ...(await as(tx, 'centre')).verbs])]
  await sql`update people.post_kind set verbs = ${all} where code = 'district_centre'`.execute(tx)
  const cookie = await signIn(app, tx, 'centre')
  const { rows } = await sql<{ id: string }>`select id from files.file
    union all select id from cases.task union all select id from cases.report
    union all select id from people.holding limit 20`.execute(tx)
  const uuids = [
    caseId,
    id('centre'),
    id('centre/post'),
    id('zhou'),
    id('municipal'),
    id('station'),
    ...rows.map((row) => row.id),
  ]
  return { app, endpoints, cookie, caseId, shortCode, known: { uuids } }
}

const leaving = (e: Described) => /sign-out|sessions|view-as$/.test(e.path)

/** A request that the description allows. */
function requestOf(e: Described, known: Known, path: Record<string, string> = {}) {
  const at = (place: string) => e.parameters.filter((p) => p.in === place)
  const record = (place: string) =>
    fc.record(Object.fromEntries(at(place).map((p) => [p.name, arbitraryOf(p.schema, known)])), {
      requiredKeys: at(place).flatMap((p) => (p.required ? [p.name] : [])),
    })
  return fc
    .record({
      path: record('path'),
      query: record('query'),
      body: arbitraryOf(e.body ?? {}, known),
    })
    .map(({ path: generated, query, body }): InjectOptions => {
      const values: Record<string, unknown> = { ...generated, districtId, ...path }
      const asked = Object.entries(query).filter(
        ([, value]) => value !== undefined && value !== null,
      )
      return {
        method: e.method,
        url: `${e.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => text(values[name]))}?${asked
          .map(([name, value]) => `${name}=${text(value)}`)
          .join('&')}`,
        ...(e.method === 'GET' || e.body === null ? {} : { payload: body as object }), // oxlint-disable-line typescript/no-unsafe-type-assertion -- sent as JSON
      }
    })
}

/** Half a character cannot stand in an address. */
const wellFormed = (text: string) => text.replaceAll(/[\uD800-\uDFFF]/g, '')

const text = (value: unknown) => encodeURIComponent(wellFormed(String(value))) || 'x'

const samples = (e: Described, known: Known, path: Record<string, string> = {}) =>
  fc.sample(requestOf(e, known, path), { numRuns: runs, seed })

const whatOf = ({ method, url, payload }: InjectOptions) =>
  `FUZZ_SEED=${seed} ${method} ${JSON.stringify([url, payload]).slice(0, 400)}`

// There are many, and each is asked dozens of times.
describe('every endpoint', { timeout: 180_000 }, () => {
  useDatabase()

  inTransaction('answers whatever its description allows, once and again', async (tx) => {
    const { app, endpoints, cookie, caseId, shortCode, known } = await everythingOn(tx)
    expect(endpoints.length).toBeGreaterThan(60)
    const refused = new Set<string>()
    for (const e of endpoints.filter((one) => !leaving(one)))
      for (const path of [{}, { id: caseId, caseId, shortCode }])
        for (const request of samples(e, known, path)) {
          const headers = { cookie, 'x-gongzhi': '1' }
          const first = await app.inject({ ...request, headers })
          expectAnswer(first, whatOf(request))
          if (first.statusCode === 400) refused.add(first.json<{ code: string }>().code)
          expectAnswer(await app.inject({ ...request, headers }), `again: ${whatOf(request)}`)
        }
    // Rules were reached behind the shapes.
    expect(refused.size).toBeGreaterThan(5)
  })

  inTransaction('says 401 to strangers, and 403 to a post without the verb', async (tx) => {
    const { app, endpoints, known } = await everythingOn(tx)
    const cookie = await signIn(app, tx, 'zhou')
    const { verbs } = await as(tx, 'zhou')
    for (const e of endpoints.filter((one) => one.access !== 'public'))
      for (const request of samples(e, known)) {
        const stranger = await app.inject(request)
        expectAnswer(stranger, whatOf(request))
        expect([400, 401], whatOf(request)).toContain(stranger.statusCode)
        if (e.access === 'signed-in' || verbs.has(e.access)) continue
        const other = await app.inject({ ...request, headers: { cookie, 'x-gongzhi': '1' } })
        expectAnswer(other, whatOf(request))
        expect([400, 403], whatOf(request)).toContain(other.statusCode)
      }
  })

  inTransaction('refuses what is malformed, of another type or too large, in words', async (tx) => {
    const { app, endpoints, cookie } = await everythingOn(tx)
    const bodies: [string, string | Buffer][] = [
      ['application/json', '{"words": "一'],
      ['application/json', '"text"'],
      ['application/json', 'null'],
      ['application/json', '{"__proto__": {"verbs": ["*"]}, "constructor": 1}'],
      ['application/json', JSON.stringify({ words: 'x'.repeat(1_100_000) })],
      ['application/xml', '<words/>'],
      ['text/plain', '路灯不亮'],
      ['', 'x'],
      ['application/json', Buffer.from([0xff, 0xfe, 0x00])],
    ]
    for (const e of endpoints.filter((one) => one.method !== 'GET' && !leaving(one)))
      for (const [type, payload] of bodies) {
        const url = e.path
          .replaceAll('{districtId}', districtId)
          .replaceAll(/\{\w+\}/g, crypto.randomUUID())
        const headers = { cookie, 'x-gongzhi': '1', 'content-type': type }
        const reply = await app.inject({ method: e.method, url, headers, payload })
        expectAnswer(reply, `${e.method} ${e.path} ${type} ${payload.toString().slice(0, 40)}`)
        // Pictures, whole files of places and sheets have limits of their own.
        if (payload.length > 1_000_000 && e.body && !/\/(files|places|sheets)\//.test(e.path))
          expect(reply.statusCode, `${e.method} ${e.path}`).toBe(413)
      }
  })

  inTransaction(
    'tells who is late what happened meanwhile, wherever a version is sent',
    async (tx) => {
      const { app, endpoints, cookie, caseId, known } = await everythingOn(tx)
      const late = endpoints.filter(
        (e) => /^\/api\/cases\/\{\w+\}\//.test(e.path) && e.body?.properties?.['baseVersion'],
      )
      expect(late.length).toBeGreaterThan(15)
      const headers = { cookie, 'x-gongzhi': '1' }
      const answered = new Set<string>()
      for (const e of late)
        for (const request of samples(e, known, { id: caseId, caseId })) {
          const payload = { ...(request.payload as object), baseVersion: 1 } // oxlint-disable-line typescript/no-unsafe-type-assertion -- made by requestOf
          const reply = await app.inject({ ...request, payload, headers })
          expectAnswer(reply, whatOf({ ...request, payload }))
          if (reply.statusCode !== 409) continue
          answered.add(e.path)
          expect(reply.json(), whatOf({ ...request, payload })).toMatchObject({
            code: 'cases.out_of_date',
            details: { since: expect.arrayContaining([expect.anything()]) as unknown },
          })
        }
      expect(answered.size).toBeGreaterThan(late.length / 2)
    },
  )
})

import type { FastifyInstance } from 'fastify'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import * as cases from '#modules/cases/server/index.ts'
import { listGuideItems } from '#modules/catalogue/server/index.ts'
import { recordsOf } from '#kernel/csv.ts'
import type { Db } from '#platform/server/database.ts'
import { does, handled, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aProgram, serverOn } from '#testing/http.ts'
import { districtId, foundDistrict, later } from '#testing/small-district.ts'
import { openFields } from '../../domain/open-data.ts'

const root = `/api/public/${districtId}`
const get = (app: FastifyInstance, path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `${root}${path}`, headers })

/** On the ledger, in the words of the desk. */
async function published(
  db: Db,
  over: Record<string, unknown> = {},
  publicWords: string | null = null,
) {
  const kase = await handled(db, over)
  const on = await does(db, 'chen', kase.caseId, 125)
  await cases.publish(db, { ...on, public: true, publicWords })
  return kase
}

const Features = z.object({
  type: z.literal('FeatureCollection'),
  licence: z.object({ name: z.string() }),
  features: z.array(
    z.object({
      id: z.string(),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }).nullable(),
      properties: z.record(z.string(), z.unknown()),
    }),
  ),
})

describe('open data', () => {
  useDatabase()

  inTransaction('hold what the public ledger shows, and nothing else', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const personal = { name: '李秀英', phone: '13812345678', words: '李秀英家门口的灯不亮' }
    const shown = await published(tx, personal, '=路灯不亮，已修')
    const hidden = await published(tx, { ...personal, confidential: true })
    const kept = await report(tx, personal)
    const csv = await get(app, '/open-data/cases.csv')
    expect(csv.statusCode).toBe(200)
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'cache-control': 'public, max-age=300',
      link: expect.stringContaining('rel="license"') as unknown,
    })
    const [head, ...rows] = recordsOf(csv.body.replace('\uFEFF', '')).map((r) => r.cells)
    expect(head).toEqual(openFields.map((f) => f.name))
    expect(rows.map((cells) => cells[0] ?? '').toSorted()).toEqual(
      [shown.shortCode, hidden.shortCode].toSorted(),
    )
    // No formula for a spreadsheet, no person, and of a confidential report no place.
    expect(csv.body).toContain("'=路灯不亮，已修")
    expect(csv.body).not.toMatch(/李秀英|13812345678/)
    expect(csv.body).not.toContain(kept.shortCode)
    const secret = rows.find((cells) => cells[0] === hidden.shortCode)
    const at = (name: string) => secret?.[openFields.findIndex((f) => f.name === name)]
    expect(['address', 'community_code', 'lon', 'lat'].map(at)).toEqual(['', '', '', ''])

    const geo = Features.parse((await get(app, '/open-data/cases.geojson')).json())
    const feature = geo.features.find((f) => f.id === shown.shortCode)
    expect(feature).toMatchObject({
      geometry: { coordinates: [114.8905, 30.3905] },
      properties: { unit: '市政中心', status: 'handled', community: '澜湖社区' },
    })
    expect(geo.features.find((f) => f.id === hidden.shortCode)?.geometry).toBeNull()
  })

  inTransaction(
    'are not sent again while nothing has changed, and are again when it has',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx)
      const kase = await published(tx)
      const first = await get(app, '/open-data/cases.csv')
      const tag = String(first.headers.etag)
      expect((await get(app, '/open-data/cases.csv', { 'if-none-match': tag })).statusCode).toBe(
        304,
      )
      const on = await does(tx, 'chen', kase.caseId, 130)
      await cases.inspect(tx, { ...on, passed: true, words: '', photos: [] })
      const then = await get(app, '/open-data/cases.csv', { 'if-none-match': tag })
      expect([then.statusCode, then.body.includes(',closed,')]).toEqual([200, true])
      const march = await get(app, '/open-data/cases.csv?from=2026-03-16&until=2026-03-16')
      const april = await get(app, '/open-data/cases.csv?from=2026-04-01')
      expect([march, april].map((r) => recordsOf(r.body).length)).toEqual([2, 1])
      expect((await get(app, '/open-data/cases.csv?from=gestern')).statusCode).toBe(400)
      expect((await app.inject('/api/public/999999/open-data/cases.csv')).statusCode).toBe(404)
    },
  )

  inTransaction('say what their fields mean, and under which licence they are', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const about = (await get(app, '/open-data')).json<{
      fields: unknown[]
      files: { path: string }[]
    }>()
    expect(about.fields).toHaveLength(openFields.length)
    for (const { path } of about.files) expect((await app.inject(path)).statusCode).toBe(200)
    const meta = (await get(app, '/open-data/cases.csv-metadata.json')).json<{
      tableSchema: { columns: { name: string }[] }
    }>()
    expect(meta).toMatchObject({
      'dc:license': { '@id': expect.stringContaining('https://') as unknown },
    })
    expect(meta.tableSchema.columns.map((c) => c.name)).toEqual(openFields.map((f) => f.name))
  })
})

describe('Open311', () => {
  useDatabase()

  inTransaction('reads what is public, as JSON and as XML', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const { shortCode } = await published(tx, {}, '路灯 <不亮> & 已修')
    const list = (await get(app, '/open311/v2/requests.json?start_date=2026-03-01T00:00:00Z')).json<
      object[]
    >()
    expect(list).toEqual([
      expect.objectContaining({
        service_request_id: shortCode,
        status: 'open',
        status_notes: 'handled',
        lat: 30.3905,
        long: 114.8905,
        agency_responsible: '市政中心',
      }),
    ])
    const xml = await get(app, `/open311/v2/requests/${shortCode}.xml`)
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(xml.body).toContain(`<service_request_id>${shortCode}</service_request_id>`)
    expect(xml.body).toContain('<description>路灯 &lt;不亮&gt; &amp; 已修</description>')
    const closed = await get(
      app,
      `/open311/v2/requests.json?status=closed&start_date=2026-03-01T00:00:00Z`,
    )
    expect(closed.json()).toEqual([])
    const none = await get(app, '/open311/v2/requests/AAAAAA.json')
    expect([none.statusCode, none.json()]).toEqual([
      404,
      [{ code: 404, description: 'There is no such public request' }],
    ])
    const services = (await get(app, '/open311/v2/services.json')).json<
      { service_code: string }[]
    >()
    expect(services.length).toBeGreaterThan(20)
    const one = await get(app, `/open311/v2/services/${services[0]!.service_code}.xml`)
    expect(one.body).toContain('<service_definition><service_code>')
  })

  inTransaction(
    'takes a request of a program with its key, once however often it is sent',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx, () => later(5))
      const token = await aProgram(tx, app, { name: '某应用', verbs: ['cases.report'] })
      const [item] = await listGuideItems(tx, districtId)
      const form = (over: Record<string, string> = {}) =>
        new URLSearchParams({
          api_key: token,
          service_code: item!.code,
          description: '路口 <路灯> 不亮',
          lat: '30.3905',
          long: '114.8905',
          first_name: '秀英',
          last_name: '李',
          phone: '13812345678',
          ...over,
        }).toString()
      const post = (payload: string, format = 'json') =>
        app.inject({
          method: 'POST',
          url: `${root}/open311/v2/requests.${format}`,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload,
        })
      const first = await post(form())
      expect(first.statusCode).toBe(200)
      const [made] = first.json<{ service_request_id: string }[]>()
      expect((await post(form())).json()).toEqual(first.json())
      expect((await post(form(), 'xml')).body).toContain(made!.service_request_id)
      expect(await tx.selectFrom('cases.case').select('channel').execute()).toEqual([
        { channel: 'api' },
      ])
      const answers = await Promise.all([
        post(form({ api_key: '' })),
        post(form({ api_key: 'gz_wrong' })),
        post(form({ service_code: 'none' })),
        post(form({ lat: 'north' })),
      ])
      expect(answers.map((a) => a.statusCode)).toEqual([401, 401, 404, 400])
      expect(answers[3].json()).toEqual([
        { code: 400, description: expect.stringContaining('lat') as unknown },
      ])
    },
  )
})

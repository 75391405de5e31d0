import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { placesRoutes, saveAddress, saveArea, saveDistrict } from './index.ts'

const now = new Date('2026-11-23T01:00:00Z')
const districtId = '421202'
const community = '421202001001'

const box = (w: number, s: number, e: number, n: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ],
  ],
})

async function aDistrict(tx: Tx): Promise<void> {
  await saveDistrict(tx, { districtId, name: '甲区', nameEn: 'Jia', lon: 114.3, lat: 29.8, now })
  await saveArea(tx, { districtId, code: '421202001', level: 'street', name: '一街' })
  const boundary = box(114.3, 29.8, 114.32, 29.82)
  await saveArea(tx, { districtId, code: community, level: 'community', name: '一社区', boundary })
}

const keeper = randomUUID()

function server(db: Db, areas: string[] = [districtId]) {
  const app = fastify()
  prepare(app)
  const caller: Caller = {
    ...anonymous(districtId),
    personId: keeper,
    verbs: new Set(['places.read', 'places.edit', 'settings.edit']),
    scope: { areas, units: [] },
  }
  placesRoutes(
    {
      app,
      db,
      clock: () => now,
      gate: async (_, access) => {
        if (access.includes('.')) demand(caller, access)
        return caller
      },
    },
    {
      tiles: { url: 'https://tiles.example/{z}/{x}/{y}.png', attribution: '© Tiles' },
      personNames: async () => new Map([[keeper, '孔丽华']]),
    },
  )
  const post = (url: string, payload: object) => app.inject({ method: 'POST', url, payload })
  return { app, post, get: (url: string) => app.inject({ url }) }
}

const collection = (...features: object[]) => ({ type: 'FeatureCollection', features })
const road = (name: string, ...coordinates: number[][]) => ({
  type: 'Feature',
  properties: { name },
  geometry: { type: 'LineString', coordinates },
})

describe('the base map', () => {
  useDatabase()

  inTransaction(
    'is taken in, served compactly under its own name, and asked for once',
    async (tx) => {
      await aDistrict(tx)
      const { post, get, app } = server(tx)
      const reply = await post('/api/places/basemap', {
        kind: 'roads',
        source: '测绘院',
        geojson: collection(
          road('永安大道', [114.3, 29.8], [114.305, 29.800_000_01], [114.31, 29.8]),
          {
            type: 'Feature',
            properties: {},
            geometry: { type: 'Point', coordinates: [114.3, 29.8] },
          },
        ),
      })
      expect(reply.json()).toMatchObject({ features: 1, leftOut: 1, source: '测绘院' })
      const map = (await get(`/api/public/${districtId}/map`)).json()
      expect(map).toMatchObject({
        tiles: 'https://tiles.example/{z}/{x}/{y}.png',
        layers: [{ kind: 'roads', schematic: false }],
        areas: { features: [{ properties: { code: community } }] },
      })
      const { url } = map.layers[0]
      const layer = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
      expect(layer.headers).toMatchObject({ 'content-encoding': 'gzip' })
      expect(layer.headers['cache-control']).toContain('immutable')
      const plain = await get(url)
      expect(plain.json().features[0].geometry.coordinates).toHaveLength(2)
      const again = await app.inject({ url, headers: { 'if-none-match': plain.headers['etag'] } })
      expect(again.statusCode).toBe(304)
      const gone = await post('/api/places/basemap/roads/remove', {})
      expect(gone.json()).toEqual({ layers: [] })
      expect((await get(url)).json()).toMatchObject({ code: 'places.basemap_not_found' })
    },
  )

  inTransaction(
    'refuses an empty file, and whoever does not keep the whole district',
    async (tx) => {
      await aDistrict(tx)
      const empty = { kind: 'water', geojson: collection(road('路', [114.3, 29.8])) }
      expect((await server(tx).post('/api/places/basemap', empty)).json()).toMatchObject({
        code: 'places.basemap_empty',
      })
      expect((await server(tx, [community]).post('/api/places/basemap', empty)).statusCode).toBe(
        403,
      )
    },
  )
})

const grid = (code: string, name: string, geometry: object) => ({
  type: 'Feature',
  properties: { code, name },
  geometry,
})

describe('grids from a file', () => {
  useDatabase()
  const halves = collection(
    grid(`${community}001`, '一网格', box(114.3, 29.8, 114.31, 29.82)),
    grid(`${community}002`, '二网格', box(114.31, 29.8, 114.32, 29.82)),
  )

  inTransaction('are counted first, then taken in, and a second time are the same', async (tx) => {
    await aDistrict(tx)
    const { post, get } = server(tx)
    const send = (dryRun: boolean) => post('/api/places/grids/import', { geojson: halves, dryRun })
    expect((await send(true)).json()).toEqual({ added: 2, changed: 0, same: 0, faults: [] })
    expect((await get('/api/places/areas?level=grid')).json()).toEqual({ areas: [] })
    expect((await send(false)).json()).toMatchObject({ added: 2 })
    expect((await send(false)).json()).toMatchObject({ added: 0, same: 2 })
    const { revisions } = (await get('/api/places/revisions')).json()
    expect(revisions).toMatchObject([
      { act: 'places.grids_imported', personName: '孔丽华', after: { added: 2 } },
    ])
  })

  inTransaction('name the feature that is wrong and take in none', async (tx) => {
    await aDistrict(tx)
    const { post, get } = server(tx)
    const reply = await post('/api/places/grids/import', {
      dryRun: false,
      geojson: collection(
        ...halves.features,
        grid('4212020010', '短', box(114.3, 29.8, 114.31, 29.82)),
        grid(`${community}003`, '', box(114.3, 29.8, 114.31, 29.82)),
        grid(`${community}001`, '又一', box(114.3, 29.8, 114.31, 29.82)),
        grid('421202001777001', '无社区', box(114.3, 29.8, 114.31, 29.82)),
        grid(`${community}004`, '反', box(29.8, 114.3, 29.82, 114.31)),
        grid(`${community}005`, '点', { type: 'Point', coordinates: [114.3, 29.8] }),
        grid(`${community}006`, '结', {
          type: 'Polygon',
          coordinates: [
            [
              [114.3, 29.8],
              [114.31, 29.81],
              [114.31, 29.8],
              [114.3, 29.81],
              [114.3, 29.8],
            ],
          ],
        }),
      ),
    })
    expect(
      reply.json().faults.map((f: { feature: number; fault: string }) => [f.feature, f.fault]),
    ).toEqual([
      [3, 'code_does_not_fit'],
      [4, 'name_missing'],
      [5, 'twice'],
      [6, 'community_unknown'],
      [7, 'swapped'],
      [8, 'not_a_polygon'],
      [9, 'crosses_itself'],
    ])
    expect((await get('/api/places/areas?level=grid')).json()).toEqual({ areas: [] })
  })
})

describe('the tree of areas', () => {
  useDatabase()

  inTransaction('hangs every area under one in use, and retires leaves first', async (tx) => {
    await aDistrict(tx)
    const { post, get } = server(tx)
    const save = (code: string, level: string, over: object = {}) =>
      post('/api/places/areas', { code, level, name: '名', baseVersion: null, ...over })
    expect((await save('421202009001', 'community')).json()).toMatchObject({
      code: 'places.parent_missing',
    })
    const retire = await save('421202001', 'street', { active: false, baseVersion: 0 })
    expect(retire.json()).toMatchObject({ code: 'places.has_children', details: { count: 1 } })
    expect((await save(`${community}001`, 'grid')).statusCode).toBe(200)
    const { revisions } = (await get(`/api/places/revisions?kind=area&id=${community}001`)).json()
    expect(revisions).toMatchObject([
      { act: 'places.area_saved', before: null, after: { name: '名' } },
    ])
    const tie = box(114.3, 29.8, 114.31, 29.81)
    const [a, b, c, d] = tie.coordinates[0]!
    const crossed = { type: 'Polygon', coordinates: [[a, c, b, d, a]] }
    expect((await save(`${community}002`, 'grid', { boundary: crossed })).json()).toMatchObject({
      code: 'places.outline_crosses_itself',
    })
  })
})

const csv = (...lines: string[]) => ['code,address,building,lon,lat,system', ...lines].join('\r\n')

describe('addresses', () => {
  useDatabase()
  const good = [
    `${community},甲区一街永福巷 1 号,东三栋,114.305,29.805,WGS84`,
    `${community},"甲区一街永福巷 2 号, 后院",,114.306,29.806,GCJ-02`,
  ]

  inTransaction('are taken in from a CSV once, however often it is sent', async (tx) => {
    await aDistrict(tx)
    const { post, get } = server(tx)
    const send = (text: string, dryRun = false) =>
      post('/api/places/addresses/import', { csv: text, dryRun })
    const counted = { rows: 2, added: 2, changed: 0, same: 0, faults: [], faulty: 0 }
    expect((await send(csv(...good), true)).json()).toEqual(counted)
    expect((await send(csv(...good))).json()).toEqual(counted)
    expect((await send(csv(...good))).json()).toMatchObject({ added: 0, same: 2 })
    const moved = csv(good[0]!.replace('114.305', '114.3051'))
    expect((await send(moved)).json()).toMatchObject({ changed: 1 })
    const page = (await get('/api/places/addresses?limit=1')).json()
    expect(page.rows).toMatchObject([{ name: '东三栋', lon: 114.3051, version: 1, token: null }])
    const rest = await get(`/api/places/addresses?limit=1&after=${encodeURIComponent(page.next)}`)
    expect(rest.json()).toMatchObject({ rows: [{ kind: 'landmark' }], next: null })
    expect(rest.json().rows[0].lon).not.toBe(114.306)
    const found = (await get('/api/places/addresses?q=东三')).json()
    expect(found.rows).toHaveLength(1)
  })

  inTransaction('name the line that is wrong and take in none', async (tx) => {
    await aDistrict(tx)
    const { post } = server(tx)
    const reply = await post('/api/places/addresses/import', {
      dryRun: false,
      csv: csv(
        good[0]!,
        '42120,甲,,114.3,29.8,',
        `${community},,一栋,114.3,29.8,`,
        `${community},乙,,29.8,114.3,`,
        `${community},乙,,x,29.8,`,
        `${community},乙,,114.3,29.8,北京54`,
        good[0]!,
        '421202001777,丙,,114.3,29.8,',
      ),
    })
    expect(reply.json()).toMatchObject({ rows: 8, faulty: 7 })
    expect(
      reply.json().faults.map((f: { line: number; fault: string }) => [f.line, f.fault]),
    ).toEqual([
      [3, 'code_does_not_fit'],
      [4, 'address_missing'],
      [5, 'swapped'],
      [6, 'number_malformed'],
      [7, 'system_unknown'],
      [8, 'twice'],
      [9, 'area_unknown'],
    ])
    const headless = await post('/api/places/addresses/import', { dryRun: true, csv: 'a,b\n1,2' })
    expect(headless.json().faults).toMatchObject([{ line: 1, fault: 'column_missing' }])
    const { rows } = await sql`select 1 from places.address`.execute(tx)
    expect(rows).toEqual([])
  })
})

describe('the telephones of a district', () => {
  useDatabase()

  inTransaction('go out to residents as the district has set them', async (tx) => {
    await aDistrict(tx)
    const { post, get } = server(tx)
    const saved = await post('/api/places/district', {
      name: '甲区',
      nameEn: 'Jia',
      lon: 114.3,
      lat: 29.8,
      baseVersion: 0,
      settings: { telephone: '0000-1', gasTelephone: ' 0000-2 ', stationTelephone: '0000-3' },
    })
    expect(saved.json()).toMatchObject({ settings: { gasTelephone: '0000-2' } })
    expect((await get(`/api/public/${districtId}/district`)).json()).toMatchObject({
      telephone: '0000-1',
      gasTelephone: '0000-2',
    })
    const { revisions } = (await get('/api/places/revisions?kind=district')).json()
    expect(revisions).toMatchObject([
      { before: { settings: { gasTelephone: '' } }, after: { settings: { telephone: '0000-1' } } },
    ])
  })
})

describe('door codes', () => {
  useDatabase()

  inTransaction('are made once per address, revoked, and replaced by a new one', async (tx) => {
    await aDistrict(tx)
    const id = randomUUID()
    await saveAddress(tx, {
      districtId,
      id,
      kind: 'building',
      name: '一栋',
      fullText: '甲区一街一栋',
      lon: 114.305,
      lat: 29.805,
    })
    const { post, get } = server(tx)
    const make = () => post('/api/places/doorplates', { addressIds: [id] })
    const first = (await make()).json()
    expect(first).toMatchObject({ made: 1, doorplates: [{ name: '一栋', revokedAt: null }] })
    expect((await make()).json()).toMatchObject({ made: 0, doorplates: first.doorplates })
    const { token } = first.doorplates[0]
    const revoked = (await post(`/api/places/doorplates/${token}/revoke`, { replace: true })).json()
    expect(revoked.replacedBy).not.toBe(token)
    expect((await get(`/api/public/${districtId}/doorplates/${token}`)).json()).toMatchObject({
      revoked: true,
    })
    const { revisions } = (await get('/api/places/revisions?kind=doorplate')).json()
    expect(revisions).toHaveLength(3)
    expect(revisions[0]).toMatchObject({ after: { fullText: '甲区一街一栋' } })
    const list = (await get('/api/places/addresses')).json()
    expect(list.rows[0].token).toBe(revoked.replacedBy)
    expect(
      (await server(tx, ['421202002']).post('/api/places/doorplates', { addressIds: [id] }))
        .statusCode,
    ).toBe(403)
  })
})

import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  importDivisions,
  issueDoorplate,
  locate,
  placesRoutes,
  readDistrict,
  revokeDoorplate,
  saveAddress,
  saveArea,
  saveDistrict,
  searchAddresses,
  toStored,
} from './index.ts'

const now = new Date('2026-11-23T01:00:00Z')
const districtId = '421202'
const community = '421202001001'
const grid = `${community}001`

const square = (lon: number, lat: number, size: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
})

async function aDistrict(tx: Tx): Promise<void> {
  await saveDistrict(tx, { districtId, name: '甲区', nameEn: 'Jia', lon: 114.3, lat: 29.8, now })
  const area = { districtId, schematic: true }
  await saveArea(tx, { ...area, code: '421202001', level: 'street', name: '一街' })
  const boundary = square(114.3, 29.8, 0.02)
  await saveArea(tx, { ...area, code: community, level: 'community', name: '一社区', boundary })
  await saveArea(tx, {
    ...area,
    code: grid,
    level: 'grid',
    name: '一网格',
    boundary: square(114.3, 29.8, 0.01),
  })
}

async function anAddress(tx: Tx, name: string, lon = 114.305): Promise<string> {
  const id = randomUUID()
  const fullText = `甲区一街${name}`
  await saveAddress(tx, { districtId, id, kind: 'building', name, fullText, lon, lat: 29.805 })
  return id
}

function server(db: Db, who: Partial<Caller> = {}) {
  const app = fastify()
  prepare(app)
  const caller = { ...anonymous(districtId), ...who }
  placesRoutes({
    app,
    db,
    clock: () => now,
    gate: async (_, access) => {
      if (access.includes('.')) demand(caller, access)
      return caller
    },
  })
  return app
}

const editor = (areas: string[]): Partial<Caller> => ({
  personId: randomUUID(),
  postId: randomUUID(),
  verbs: new Set(['places.read', 'places.edit', 'settings.edit']),
  scope: { areas, units: [] },
})

describe('places', () => {
  useDatabase()

  inTransaction('locates by grid, then community, then the nearest, then nothing', async (tx) => {
    await aDistrict(tx)
    const at = (lon: number, lat: number) => locate(tx, districtId, { lon, lat })
    const streetCode = '421202001'
    expect(await at(114.305, 29.805)).toEqual({
      streetCode,
      communityCode: community,
      gridCode: grid,
    })
    const ungridded = { streetCode, communityCode: community, gridCode: '' }
    expect(await at(114.315, 29.815)).toEqual(ungridded)
    expect(await at(114.325, 29.81)).toEqual(ungridded)
    expect(await at(115, 30)).toEqual({ streetCode: '', communityCode: '', gridCode: '' })
    await saveArea(tx, {
      districtId,
      code: `${community}002`,
      level: 'grid',
      name: '二网格',
      boundary: square(114.31, 29.81, 0.01),
    })
    expect((await at(114.315, 29.815)).gridCode).toBe(`${community}002`)
  })

  inTransaction('converts coordinates and refuses swapped ones', async () => {
    const stored = toStored({ lon: 114.3, lat: 29.8, system: 'GCJ02' })
    expect(stored.lon).not.toBe(114.3)
    expect(Math.abs(stored.lon - 114.3)).toBeLessThan(0.01)
    expect(() => toStored({ lon: 29.8, lat: 114.3, system: 'WGS84' })).toThrow(
      'places.point_out_of_range',
    )
  })

  inTransaction('completes addresses by any part, nearest first', async (tx) => {
    await aDistrict(tx)
    await anAddress(tx, '麻纺厂西八栋', 114.301)
    await anAddress(tx, '麻纺厂东二栋', 114.309)
    const names = async (text: string, lon?: number) => {
      const near = lon === undefined ? undefined : { lon, lat: 29.805 }
      return (await searchAddresses(tx, districtId, text, near)).map((a) => a.name)
    }
    expect(await names('麻')).toHaveLength(2)
    expect(await names('西八')).toEqual(['麻纺厂西八栋'])
    expect(await names('麻纺', 114.31)).toEqual(['麻纺厂东二栋', '麻纺厂西八栋'])
    expect(await names('无此地')).toEqual([])
    const url = `/api/public/${districtId}/addresses?q=${encodeURIComponent('西八栋')}`
    const reply = await server(tx).inject(url)
    expect(reply.json()).toMatchObject({ addresses: [{ gridCode: grid, kind: 'building' }] })
  })

  inTransaction('says that a door code is revoked, and no longer where it hung', async (tx) => {
    await aDistrict(tx)
    const addressId = await anAddress(tx, '一栋')
    const { token } = await issueDoorplate(tx, { districtId, addressId, now })
    const url = `/api/public/${districtId}/doorplates/${token}`
    expect((await server(tx).inject(url)).json()).toMatchObject({
      revoked: false,
      address: { id: addressId },
    })
    await revokeDoorplate(tx, { districtId, token, now })
    expect((await server(tx).inject(url)).json()).toEqual({ revoked: true, address: null })
    const unknown = await server(tx).inject(`${url}x`)
    expect(unknown.json()).toMatchObject({ code: 'places.doorplate_not_found' })
  })

  inTransaction('imports divisions twice and changes nothing the second time', async (tx) => {
    const line = {
      code: '421202001001',
      name: '一居委会',
      kind: 'community',
      street_code: '421202001',
      street: '一街道',
      area_code: '421202',
      area: '甲区',
      city_code: '4212',
      city: '甲市',
    }
    expect(await importDivisions(tx, [line])).toEqual({ divisions: 4, changed: 4 })
    await tx
      .updateTable('places.division')
      .set({ name: '手改', by_hand: true })
      .where('code', '=', '421202001')
      .execute()
    expect(await importDivisions(tx, [line])).toEqual({ divisions: 4, changed: 0 })
    const app = server(tx, editor([]))
    const reply = await app.inject('/api/places/divisions?under=421202')
    expect(reply.json()).toMatchObject({ divisions: [{ name: '手改', kind: 'street' }] })
  })

  inTransaction('shows a district with outlines, and its settings with defaults', async (tx) => {
    await aDistrict(tx)
    expect((await readDistrict(tx, districtId)).settings).toMatchObject({ deskIdleMinutes: 30 })
    const reply = await server(tx).inject(`/api/public/${districtId}/district`)
    expect(reply.json()).toMatchObject({
      name: '甲区',
      telephone: '12345',
      areas: { features: [{ properties: { code: community, schematic: true } }, {}] },
    })
    const absent = await server(tx).inject('/api/public/999999/district')
    expect(absent.statusCode).toBe(404)
  })

  inTransaction('lets an area be edited inside the scope only, and on its version', async (tx) => {
    await aDistrict(tx)
    const payload = { code: community, level: 'community', name: '新名', baseVersion: 0 }
    const save = (areas: string[], over = {}) =>
      server(tx, editor(areas)).inject({
        method: 'POST',
        url: '/api/places/areas',
        payload: { ...payload, ...over },
      })
    expect((await save(['421202002'])).statusCode).toBe(403)
    expect((await save([districtId])).json()).toMatchObject({ name: '新名', version: 1 })
    expect((await save([districtId])).json()).toMatchObject({ name: '新名', version: 1 })
    const late = await save([districtId], { name: '别名' })
    expect(late.statusCode).toBe(409)
    expect(late.json()).toEqual({ code: 'places.out_of_date', details: { version: 1 } })
    const misfit = await save([districtId], { level: 'grid' })
    expect(misfit.json()).toMatchObject({ code: 'places.code_does_not_fit' })
  })

  inTransaction('keeps settings of other modules and refuses senseless ones', async (tx) => {
    await aDistrict(tx)
    const save = (settings: object, baseVersion: number) =>
      server(tx, editor([districtId])).inject({
        method: 'POST',
        url: '/api/places/district',
        payload: { name: '甲区', nameEn: 'Jia', lon: 114.3, lat: 29.8, settings, baseVersion },
      })
    const reply = await save({ deskIdleMinutes: 60, casesNote: 'x' }, 0)
    expect(reply.json()).toMatchObject({ settings: { deskIdleMinutes: 60, casesNote: 'x' } })
    expect((await save({ deskIdleMinutes: 1 }, 1)).statusCode).toBe(400)
  })
})

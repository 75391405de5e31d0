import { randomUUID } from 'node:crypto'
import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { SheetTold } from '#platform/shared/sheets.ts'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { community, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { addressesWithin } from '../addresses.ts'
import { placesRoutes, saveDistrict } from '../index.ts'

function serve(db: Tx, areas: string[] = [districtId], verbs = ['places.read', 'places.edit']) {
  const app = fastify()
  prepare(app)
  const caller: Caller = {
    ...anonymous(districtId),
    personId: randomUUID(),
    verbs: new Set(verbs),
    scope: { areas, units: [] },
  }
  placesRoutes({
    app,
    db,
    clock: () => monday,
    gate: async (_, access) => {
      if (access.includes('.')) demand(caller, access)
      return caller
    },
  })
  const post = async (path: string, csv: Buffer, more: object = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/places/sheets/addresses/${path}`,
      payload: { file: csv.toString('base64'), ...more },
    })
  const told = async (path: string, csv: string | Buffer, more?: object) =>
    SheetTold.parse((await post(path, Buffer.from(csv), more)).json())
  return {
    post,
    told,
    take: async (csv: string) =>
      told('apply', csv, { seen: (await told('check', csv)).seen, reason: '普查' }),
    download: async () =>
      (await app.inject({ method: 'GET', url: '/api/places/sheets/addresses' })).rawPayload,
  }
}

const head = '完整地址,名称,类别,属于（上一级的完整地址）,社区代码（可空，按坐标认）,经度,纬度'

describe('addresses as a sheet', () => {
  useDatabase()

  inTransaction('come in once, an estate before its buildings, and out again', async (tx) => {
    await foundDistrict(tx)
    const { told, take, download } = serve(tx)
    const csv = [
      head,
      '文星大道8号,=湖畔,小区,,,114.8951234,30.395',
      '文星大道8号3栋,3栋,楼栋,文星大道8号,,114.8952,30.3951',
    ].join('\n')
    expect(await told('check', csv)).toMatchObject({ created: 2, faulty: 0, applied: false })
    expect(await addressesWithin(tx, districtId)).toEqual([])
    expect(await take(csv)).toMatchObject({ created: 2, applied: true })
    const there = await addressesWithin(tx, districtId)
    const estate = there.find((a) => a.name === '=湖畔')
    expect(estate).toMatchObject({ communityCode: community, kind: 'estate', lon: 114.895123 })
    expect(there.find((a) => a.name === '3栋')).toMatchObject({ parentId: estate?.id })
    expect(await told('check', csv)).toMatchObject({ same: 2, created: 0, changed: 0 })
    expect(await told('check', await download())).toMatchObject({ same: 2, faulty: 0 })
    const written = await tx.selectFrom('places.revision').select('act').execute()
    expect(written.map((r) => r.act).sort()).toEqual([
      'places.address_saved',
      'places.address_saved',
      'places.addresses_imported',
    ])
  })

  inTransaction('name the cell of every fault, and then take nothing', async (tx) => {
    await foundDistrict(tx)
    const { told, take } = serve(tx)
    const csv = [
      head,
      '甲路1号,甲,楼栋,没有的小区,,114.895,30.395',
      '甲路2号,乙,房子,,,114.895,30.395',
      '甲路3号,丙,楼栋,,,东经一百度,30.395',
      '甲路4号,丁,楼栋,,999999999999,114.895,30.395',
      '甲路5号,戊,楼栋,,,30.395,114.895',
      '甲路6号,己,楼栋,,,114.895,30.395',
      '甲路6号,己,楼栋,,,114.895,30.395',
    ].join('\n')
    const { faults, applied } = await take(csv)
    expect(faults.map((f) => f.cell)).toEqual(['D2', 'C3', 'F4', 'E5', 'A6', 'A8'])
    expect(applied).toBe(false)
    expect(await addressesWithin(tx, districtId)).toEqual([])
    expect((await told('check', csv)).faults.at(-2)?.why).toContain('经纬度')
  })

  inTransaction(
    'are told in the system of the district, and points stay that nobody moved',
    async (tx) => {
      await foundDistrict(tx)
      const { told, take, download } = serve(tx)
      await take(`${head}\n甲路1号,甲,楼栋,,,114.8951231,30.3951239`)
      await saveDistrict(tx, {
        districtId,
        name: '鄂城区',
        nameEn: 'Echeng',
        lon: 114.89,
        lat: 30.39,
        settings: { coordinateSystem: 'GCJ02' },
        now: monday,
      })
      const [before] = await addressesWithin(tx, districtId)
      const sheet = await download()
      expect(await told('check', sheet)).toMatchObject({ same: 1, faulty: 0 })
      const moved = `${head}\n甲路1号,甲,楼栋,,,114.9011,30.3935`
      expect(await take(moved)).toMatchObject({ changed: 1, applied: true })
      const [after] = await addressesWithin(tx, districtId)
      expect(after?.lon).not.toBe(before?.lon)
      expect(Math.abs((after?.lon ?? 0) - 114.9011)).toBeGreaterThan(0.003)
      expect(await told('check', moved)).toMatchObject({ same: 1 })
    },
  )

  inTransaction('stay inside what the caller keeps', async (tx) => {
    await foundDistrict(tx)
    const elsewhere = serve(tx, ['420704001015'])
    const csv = `${head}\n甲路1号,甲,楼栋,,,114.895,30.395`
    expect(await elsewhere.told('check', csv)).toMatchObject({ faulty: 1 })
    await serve(tx).take(csv)
    expect((await elsewhere.told('check', csv)).faults[0]?.why).toContain('管不到')
    const reader = serve(tx, [districtId], ['places.read'])
    expect((await reader.post('check', Buffer.from('a\n'))).statusCode).toBe(403)
  })
})

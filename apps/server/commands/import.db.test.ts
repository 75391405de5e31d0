import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { saveDistrict } from '#modules/places/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { readCsv, takes } from './import.ts'

const divisions = `\uFEFFcode,name,kind,street_code,street,area_code,area,city_code,city
991002001001,一居委会,community,991002001,甲街道,991002,甲区,9910,甲市
991002001201,"二村, 委会",village,991002001,甲街道,991002,甲区,9910,甲市
`
const roads = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: '一路' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [114.3, 29.8],
          [114.31, 29.8],
        ],
      },
    },
  ],
}

let folder = ''
const file = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongzhi-import-'))
  await writeFile(file('divisions.csv.gz'), gzipSync(divisions))
  await writeFile(file('roads.geojson'), JSON.stringify(roads))
  await writeFile(file('broken.geojson'), '{')
})
afterAll(() => rm(folder, { recursive: true }))

describe('the import command', () => {
  useDatabase()

  inTransaction('takes divisions in once, and a later edition over the earlier', async (tx) => {
    const take = (edition: string[]) =>
      takes['divisions']?.(tx, file('divisions.csv.gz'), edition) ?? Promise.reject(new Error('?'))
    expect(await take([])).toMatchObject({ divisions: 5, changed: 5 })
    expect(await take([])).toMatchObject({ divisions: 5, changed: 0 })
    expect(await take(['--edition', '2023'])).toMatchObject({ divisions: 5, changed: 5 })
    const lines = await readCsv(file('divisions.csv.gz'))
    expect(lines[1]).toMatchObject({ code: '991002001201', name: '二村, 委会' })
    const rows = await tx
      .selectFrom('places.division')
      .select(['code', 'edition'])
      .where('code', '=', '991002001201')
      .execute()
    expect(rows).toEqual([{ code: '991002001201', edition: '2023' }])
  })

  inTransaction('takes a base layer in and says in words what it cannot read', async (tx) => {
    await saveDistrict(tx, {
      districtId: '991002',
      name: '甲区',
      nameEn: 'Jia',
      lon: 114.3,
      lat: 29.8,
      now: new Date('2026-11-25T00:00:00Z'),
    })
    const take = (name: string, ...args: string[]) =>
      takes['basemap']?.(tx, file(name), args) ?? Promise.reject(new Error('?'))
    const district = ['--district', '991002']
    expect(await take('roads.geojson', ...district, '--kind', 'roads')).toMatchObject({
      features: 1,
      leftOut: 0,
    })
    await expect(take('roads.geojson', ...district, '--kind', 'trees')).rejects.toThrow('--kind')
    await expect(take('broken.geojson', ...district, '--kind', 'roads')).rejects.toThrow('GeoJSON')
    await expect(take('roads.geojson', '--kind', 'roads')).rejects.toThrow('--district')
  })
})

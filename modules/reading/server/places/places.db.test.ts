import { describe, expect } from 'vitest'
import { saveAddress } from '#modules/places/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { community, districtId, foundDistrict, id } from '#testing/small-district.ts'
import { findPlaces } from './find.ts'

const at = { lon: 114.8905, lat: 30.3905 }
const estate = '鄂城区凤凰街道澜湖社区丰润园小区'

async function estateWithHouses(tx: Tx): Promise<void> {
  await foundDistrict(tx)
  const one = { districtId, ...at, communityCode: community }
  await saveAddress(tx, {
    ...one,
    id: id('estate'),
    kind: 'estate',
    name: '丰润园小区',
    fullText: estate,
  })
  for (const house of ['6栋', '16栋'])
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await saveAddress(tx, {
      ...one,
      id: id(house),
      kind: 'building',
      name: house,
      fullText: `${estate}${house}`,
      parentId: id('estate'),
    })
}

describe('places in words', () => {
  useDatabase()

  inTransaction('are the district’s own, down to the house', async (tx) => {
    await estateWithHouses(tx)
    const words = '你好，丰润园六号楼楼道灯不亮'
    const { rows, sure } = await findPlaces(tx, districtId, words)
    expect(rows[0]).toMatchObject({ id: id('6栋'), fullText: `${estate}6栋`, ...at })
    expect([sure, words.slice(rows[0]?.from, rows[0]?.to)]).toEqual([true, '丰润园六号楼'])
  })

  inTransaction('are found however they are written, here and in the register', async (tx) => {
    await estateWithHouses(tx)
    await saveAddress(tx, {
      districtId,
      ...at,
      communityCode: community,
      id: id('market'),
      kind: 'landmark',
      name: '東門 農貿市場',
      fullText: '鄂城区東門農貿市場',
    })
    const found = async (words: string) => {
      const { rows } = await findPlaces(tx, districtId, words)
      return [rows[0]?.id, words.slice(rows[0]?.from, rows[0]?.to)]
    }
    expect(await found('您好，豐潤园六號樓樓道燈不亮')).toEqual([id('6栋'), '豐潤园六號樓'])
    expect(await found('东门农贸市场占道')).toEqual([id('market'), '东门农贸市场'])
    expect(await found('昨日東門農贸市場佔道')).toEqual([id('market'), '東門農贸市場'])
  })

  inTransaction('are none of another district, and none where none is named', async (tx) => {
    await estateWithHouses(tx)
    expect((await findPlaces(tx, '990001', '丰润园小区6栋')).rows).toEqual([])
    for (const odd of ['', '😀😀', '路灯不亮', '\u0000%_', "'; drop table", '噪'.repeat(100_000)])
      // oxlint-disable-next-line no-await-in-loop -- one connection
      expect(await findPlaces(tx, districtId, odd)).toEqual({ rows: [], sure: false })
  })
})

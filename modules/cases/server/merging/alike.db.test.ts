import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, lamp, later, type Name } from '#testing/small-district.ts'
import { alikeAtDesk } from './alike.ts'

const at = (db: Db, words: string, metres: number, over: Record<string, unknown> = {}) =>
  report(
    db,
    { words, place: { ...lamp, lon: lamp.lon + metres / 96_000 }, ...over },
    later(metres / 10),
  )

const groups = async (db: Db, name: Name) =>
  (await alikeAtDesk(db, await as(db, name), later(60))).map(({ rows }) =>
    rows.map((r) => r.case.id),
  )

describe('what waits at the desk and is likely one trouble', () => {
  useDatabase()

  inTransaction('stands in one group, led by what is filed, in the own scope only', async (tx) => {
    await foundDistrict(tx)
    const first = await at(tx, '整栋楼都停电了', 0)
    const second = await at(tx, '我家停电了', 60)
    const filed = await at(tx, '停电了没人管', 30)
    await at(tx, '楼道堆了纸箱', 10)
    await at(tx, '停电了', 1000)
    await cases.file(tx, {
      ...(await does(tx, 'chen', filed.caseId, 20)),
      matter: lampMatter,
      words: '',
    })
    expect(await groups(tx, 'chen')).toEqual([[filed.caseId, first.caseId, second.caseId]])
    const [group] = await alikeAtDesk(tx, await as(tx, 'chen'), later(60))
    expect(group?.rows.map((r) => r.likeness?.shared.includes('停电') ?? null)).toEqual([
      null,
      true,
      true,
    ])
    expect(await groups(tx, 'qian')).toEqual([])
  })

  inTransaction('shows no emergency as following, and no confidential words', async (tx) => {
    await foundDistrict(tx)
    const calm = await at(tx, '电线掉下来了', 0)
    const danger = await at(tx, '电线掉下来冒火', 20, { danger: 'fire' })
    await at(tx, '偷接电线', 500, { confidential: true })
    await at(tx, '有人偷接电线', 510, { confidential: true })
    expect((await groups(tx, 'chen'))[0]).toEqual([danger.caseId, calm.caseId])
    expect(await groups(tx, 'chen')).toHaveLength(2)
    expect(await groups(tx, 'li')).toEqual([[danger.caseId, calm.caseId]])
  })
})

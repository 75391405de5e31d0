import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { hearStandIns } from './index.ts'

describe('who is asked to stand in', () => {
  useDatabase()

  inTransaction('hears of it once, of which post and until when', async (tx) => {
    const personId = randomUUID()
    const fact = {
      type: 'people.stand_in_asked',
      key: randomUUID(),
      districtId: '421202',
      at: '2026-11-24T02:00:00Z',
      body: {
        personId,
        settled: false,
        postTitle: '牵头人',
        fromName: '李明',
        from: '2026-11-25',
        until: '2026-11-27',
      },
    }
    await hearStandIns(tx, fact)
    await hearStandIns(tx, fact)
    await hearStandIns(tx, { ...fact, type: 'people.another' })
    const told = await tx
      .selectFrom('notices.notice')
      .select(['words', 'link'])
      .where('person_id', '=', personId)
      .execute()
    expect(told).toEqual([
      {
        link: '/console/me',
        words: {
          'zh-CN': {
            title: '同事请您代理岗位',
            body: '李明 2026-11-25 至 2026-11-27 请假，岗位：牵头人',
          },
          en: {
            title: 'You are asked to stand in',
            body: '李明 is away from 2026-11-25 to 2026-11-27: 牵头人',
          },
        },
      },
    ])
  })
})

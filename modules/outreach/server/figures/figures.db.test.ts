import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, community, foundDistrict, id, later } from '#testing/small-district.ts'
import { correctRecord, recordOutreach } from '../records/record.ts'
import { besidesOf, figuresOf } from './figures.ts'

describe('figures of a month', () => {
  useDatabase()

  inTransaction(
    'go by channel and community, as they stand; a sheet names the records',
    async (tx) => {
      await foundDistrict(tx)
      const asking = async (by: 'li' | 'wang' | 'qian', minute = 0) => ({
        caller: await as(tx, by),
        now: later(minute),
      })
      const said = async (
        name: string,
        reached: number | null,
        counted: 'heads' | 'estimate' | 'none',
      ) =>
        recordOutreach(tx, await asking('li'), {
          id: id(`record/${name}`),
          channel: 'lecture',
          words: name,
          areaCode: name === 'a' ? community : `${community}001`,
          reached,
          counted,
        })
      await said('a', 30, 'heads')
      await said('b', 50, 'estimate')
      await said('c', null, 'none')
      await said('d', 7, 'heads')
      await correctRecord(tx, await asking('li', 5), {
        recordId: id('record/d'),
        id: id('fix'),
        words: '记重了',
        struck: true,
        reached: 7,
        counted: 'heads',
      })
      expect(await figuresOf(tx, await asking('wang'), '2026-03')).toEqual([
        {
          channel: 'lecture',
          communityCode: community,
          communityName: '澜湖社区',
          times: 3,
          reached: 30,
          estimated: 50,
          uncounted: 1,
          questions: 0,
        },
      ])
      expect(await figuresOf(tx, await asking('wang'), '2026-02')).toEqual([])
      expect(await figuresOf(tx, await asking('qian'), '2026-03')).toEqual([])
      expect(await besidesOf(tx, await asking('wang'), '2026-03')).toMatchObject({ putUp: 0 })
      const app = await serverOn(tx)
      const headers = { cookie: await signIn(app, tx, 'wang') }
      const sheet = await app.inject({ url: '/api/outreach/figures/sheet?month=2026-03', headers })
      expect(sheet.statusCode).toBe(200)
      expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK')
      const figures = await app.inject({ url: '/api/outreach/figures', headers })
      expect(figures.json()).toMatchObject({ month: '2026-03', rows: [{ times: 3 }] })
    },
  )
})

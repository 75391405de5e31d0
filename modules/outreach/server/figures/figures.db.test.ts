import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, community, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import type { recordFigures } from '../../domain/counting.ts'
import { listEvents, saveEvent } from '../events/keep.ts'
import { listLeaflets } from '../leaflets/views.ts'
import { changePosting, listPostings } from '../records/postings.ts'
import { correctRecord, recordOutreach } from '../records/record.ts'
import { listRecords } from '../records/views.ts'
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
      // Each figure opens what it is made of: what was struck is in none.
      const behind = async (figure: (typeof recordFigures)[number]) => {
        const filter = { channel: 'lecture', under: community, month: '2026-03', limit: 30 }
        const { rows } = await listRecords(tx, await asking('wang'), { ...filter, figure })
        return rows.map(({ words }) => words).toSorted()
      }
      expect(await behind('times')).toEqual(['a', 'b', 'c'])
      expect(await behind('reached')).toEqual(['a'])
      expect(await behind('estimated')).toEqual(['b'])
      expect(await behind('uncounted')).toEqual(['c'])
      const app = await serverOn(tx)
      const headers = { cookie: await signIn(app, tx, 'wang') }
      const sheet = await app.inject({ url: '/api/outreach/figures/sheet?month=2026-03', headers })
      expect(sheet.statusCode).toBe(200)
      expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK')
      const figures = await app.inject({ url: '/api/outreach/figures', headers })
      expect(figures.json()).toMatchObject({ month: '2026-03', rows: [{ times: 3 }] })
    },
  )

  inTransaction(
    'open the events, postings and leaflets behind them; a month begins at midnight of the district',
    async (tx) => {
      await foundDistrict(tx)
      const wang = async (at: string) => ({ caller: await as(tx, 'wang'), now: new Date(at) })
      // Half past midnight of the first of April in the district is still March elsewhere.
      const early = '2026-03-31T16:30:00.000Z'
      await saveEvent(tx, await wang('2026-03-20T02:00:00.000Z'), {
        id: id('event'),
        title: '城管开放日',
        titleEn: '',
        what: '当面问',
        place: '活动室',
        areaCode: community,
        startsAt: early,
        endsAt: '2026-04-01T02:00:00.000Z',
        signUpUntil: early,
        seats: null,
        open: true,
        baseVersion: null,
      })
      await recordOutreach(tx, await wang('2026-03-20T02:00:00.000Z'), {
        id: id('record'),
        channel: 'notice_board',
        words: '贴通知',
        areaCode: community,
        place: '东门',
        posting: { id: id('posting'), untilOn: '2026-04-20' },
      })
      await changePosting(tx, await wang(early), {
        postingId: id('posting'),
        id: id('down'),
        act: 'taken_down',
        untilOn: null,
        keeperId: null,
        words: '',
      })
      await tx
        .insertInto('outreach.leaflet')
        .values({
          district_id: districtId,
          id: id('leaflet'),
          code: 'AC3DE4',
          area_code: community,
          title: '垃圾分四类',
          created_at: new Date(early),
          created_by: id('writer'),
          matters: [],
          newest: 1,
          shown: 1,
        })
        .execute()
      await tx
        .insertInto('outreach.leaflet_opening')
        .values(
          ['2026-03-31', '2026-04-01'].map((day, n) => ({
            district_id: districtId,
            leaflet_id: id('leaflet'),
            day,
            via: 'code',
            times: n + 2,
          })),
        )
        .execute()
      const asking = await wang('2026-04-02T02:00:00.000Z')
      const march = await besidesOf(tx, asking, '2026-03')
      const april = await besidesOf(tx, asking, '2026-04')
      expect(march).toMatchObject({ events: 0, putUp: 1, takenDown: 0, openings: 2 })
      expect(april).toMatchObject({ events: 1, putUp: 0, takenDown: 1, openings: 3 })
      for (const month of ['2026-03', '2026-04']) {
        const besides = month === '2026-03' ? march : april
        const page = { month, limit: 30 }
        const events = await listEvents(tx, asking, { ...page, show: 'coming' })
        expect(events.rows).toHaveLength(besides.events)
        for (const [show, count] of [
          ['put_up', besides.putUp],
          ['taken_down', besides.takenDown],
        ] as const) {
          const found = await listPostings(tx, asking, { ...page, show, mine: 'no' })
          expect(found.rows).toHaveLength(count)
        }
        const opened = await listLeaflets(tx, asking, { openedIn: month, limit: 30 })
        expect(opened.rows.map((row) => row.opened)).toEqual([besides.openings])
      }
    },
  )
})

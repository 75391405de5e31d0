import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { aPicture, lampMatter } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  community,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import type { PatrolRecord, RouteInput } from '../../contract/patrols.ts'
import { readLog } from '../log/keep.ts'
import { patrolsDone } from '../log/sources.ts'
import { proposeRoute } from './proposal.ts'
import { recordPatrols } from './record.ts'
import { forgetTracks } from './retention.ts'
import { listRoutes, saveRoute } from './rounds.ts'
import { readLooks, readOwnPatrols } from './views.ts'

const grid = `${community}001`
const by = async (db: Db, name: Name, minute = 0) => ({
  caller: await as(db, name),
  now: later(minute),
  cipher,
})
const round = (over: Partial<RouteInput> = {}): RouteInput => ({
  id: id('round'),
  name: '竹林北路一圈',
  areaCode: grid,
  points: ['a', 'b', 'c'].map((name, n) => ({
    id: id(`point/${name}`),
    name: `点 ${name}`,
    lon: 114.8905 + n / 1000,
    lat: 30.3905,
    look: '门前堆物',
    matters: ['占道经营'],
  })),
  baseVersion: null,
  ...over,
})
const phone = (minute: number) => later(minute).toISOString()
const begin: PatrolRecord = {
  is: 'begin',
  patrolId: id('walk'),
  routeId: id('round'),
  at: phone(0),
}
const stop = (name: string, over: object = {}): PatrolRecord => ({
  is: 'stop',
  id: id(`stop/${name}`),
  patrolId: id('walk'),
  pointId: id('point/a'),
  name: '',
  place: null,
  kind: 'well',
  at: phone(10),
  words: '',
  photos: [],
  settled: null,
  ...over,
})
const end: PatrolRecord = {
  is: 'end',
  patrolId: id('walk'),
  at: phone(40),
  words: '一路正常',
  track: [
    { lon: 114.8905, lat: 30.3905 },
    { lon: 114.8921, lat: 30.3905 },
  ],
}
const problem = (name: string, over: object = {}) =>
  stop(name, { kind: 'problem', words: '路灯不亮', at: phone(20), ...over })

const send = async (db: Db, records: PatrolRecord[], at = 60, name: Name = 'li') =>
  recordPatrols(db, await by(db, name, at), { sentAt: phone(at), records })

const founded = async (db: Db) => {
  await foundDistrict(db)
  await saveRoute(db, await by(db, 'wang'), round())
}

describe('a patrol', () => {
  useDatabase()

  inTransaction('is the same in whatever order its records come, and however often', async (tx) => {
    await founded(tx)
    const records = [
      begin,
      stop('1'),
      problem('2', { pointId: id('point/b') }),
      stop('3', { kind: 'note', words: '摊位少了', at: phone(30) }),
      end,
    ]
    const seen: unknown[] = []
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...records, ...records], { minLength: 10 }),
        async (all) => {
          await tx.deleteFrom('fieldwork.patrol_stop').execute()
          await tx.deleteFrom('fieldwork.patrol').execute()
          for (let n = 0; n < all.length; n += 3)
            expect((await send(tx, all.slice(n, n + 3), 60)).refused).toEqual([]) // oxlint-disable-line no-await-in-loop
          const { patrols } = await readOwnPatrols(tx, await by(tx, 'li'))
          seen.push(patrols)
          expect(patrols).toEqual(seen[0])
        },
      ),
      { numRuns: 6 },
    )
    expect(seen[0]).toMatchObject([
      {
        routeName: '竹林北路一圈',
        startedAt: phone(0),
        endedAt: phone(40),
        words: '一路正常',
        track: [{ lon: 114.8905 }, { lon: 114.8921 }],
        stops: [
          { kind: 'well', name: '点 a' },
          { kind: 'problem', name: '点 b', caseId: expect.any(String) },
          { kind: 'note', words: '摊位少了' },
        ],
      },
    ])
    const cases = await tx
      .selectFrom('cases.case')
      .select(['channel', 'grid_code', 'words'])
      .execute()
    expect(cases).toEqual([{ channel: 'patrol', grid_code: grid, words: '路灯不亮' }])
  })

  inTransaction(
    'keeps both clocks, and knows the hour though the phone is years off',
    async (tx) => {
      await founded(tx)
      await recordPatrols(tx, await by(tx, 'li', 120), {
        sentAt: '2019-01-01T02:00:00.000Z',
        records: [stop('1', { at: '2019-01-01T01:00:00.000Z' })],
      })
      const row = await tx.selectFrom('fieldwork.patrol_stop').selectAll().executeTakeFirstOrThrow()
      expect([row.at, row.received_at]).toEqual([later(60), later(120)])
      expect(row.phone_at.toISOString()).toBe('2019-01-01T01:00:00.000Z')
    },
  )

  inTransaction('names what it cannot take, and takes the rest', async (tx) => {
    await founded(tx)
    const { refused, cases } = await send(tx, [
      begin,
      stop('1'),
      stop('2', { pointId: id('nowhere') }),
      stop('3', { photos: [id('no picture')] }),
      problem('4', { words: '' }),
      problem('5'),
    ])
    expect(cases.map((c) => c.stopId)).toEqual([id('stop/5')])
    expect(Object.fromEntries(refused.map((r) => [r.id, r.code]))).toEqual({
      [id('stop/2')]: 'fieldwork.point_not_found',
      [id('stop/3')]: 'files.file_not_found',
      [id('stop/4')]: 'fieldwork.problem_empty',
    })
    const again = await send(tx, [stop('1', { words: '别的' })])
    expect(again.refused).toEqual([{ id: id('stop/1'), code: 'fieldwork.stop_id_taken' }])
    // Another's walk is nobody else's to end or to add to.
    const other = await send(tx, [end, stop('6')], 70, 'gao')
    expect(other.refused.map((r) => r.code)).toEqual([
      'fieldwork.patrol_not_yours',
      'fieldwork.patrol_not_yours',
    ])
    // Outside the own area there are no points.
    expect((await send(tx, [stop('7', { patrolId: id('w2') })], 70, 'qian')).refused).toEqual([
      { id: id('stop/7'), code: 'fieldwork.point_not_found' },
    ])
  })

  inTransaction(
    'shows which points were looked at without who, and its track to nobody else',
    async (tx) => {
      await founded(tx)
      await send(tx, [begin, stop('1'), stop('2', { pointId: id('point/c'), at: phone(15) }), end])
      const looks = await readLooks(tx, await by(tx, 'wang', 60), {})
      expect(looks.routes[0]?.points.map((p) => p.looks)).toEqual([
        [{ at: phone(10), kind: 'well' }],
        [],
        [{ at: phone(15), kind: 'well' }],
      ])
      expect(JSON.stringify(looks)).not.toContain(id('li'))
      expect((await readOwnPatrols(tx, await by(tx, 'wang'))).patrols).toEqual([])
      expect((await readLooks(tx, await by(tx, 'qian', 60), {})).routes).toEqual([])
      const { routes } = await listRoutes(tx, await by(tx, 'li', 60))
      expect(routes[0]).toMatchObject({ mayEdit: false, areaName: '第一网格' })
      expect(routes[0]?.points.map((p) => p.lookedAt)).toEqual([phone(10), null, phone(15)])
    },
  )

  inTransaction('forgets where one walked: coarse after a month, gone after two', async (tx) => {
    await founded(tx)
    const beside = stop('free', {
      pointId: null,
      name: '桥头',
      place: { lon: 114.89123, lat: 30.39123 },
    })
    await send(tx, [begin, beside, end])
    const after = async (days: number) => {
      await forgetTracks(tx, '420704', later(days * 24 * 60))
      const { patrols } = await readOwnPatrols(tx, await by(tx, 'li'))
      const place = await tx
        .selectFrom('fieldwork.patrol_stop')
        .select(['lon', 'lat', 'name'])
        .executeTakeFirst()
      return [patrols[0]?.trackKept, patrols[0]?.track, place?.lon, place?.name]
    }
    expect(await after(29)).toMatchObject(['walked', [{}, {}], 114.89123, '桥头'])
    expect(await after(31)).toEqual([
      'coarse',
      [
        { lon: 114.891, lat: 30.391 },
        { lon: 114.892, lat: 30.391 },
      ],
      114.891,
      '桥头',
    ])
    expect(await after(61)).toEqual(['gone', [], null, '桥头'])
  })

  inTransaction('settles on the spot what can be, with pictures before and after', async (tx) => {
    await founded(tx)
    const [before, after] = [await aPicture(tx), await aPicture(tx)]
    const settled = { matter: lampMatter, after }
    const there = { pointId: null, place: { lon: 114.8906, lat: 30.3906 }, photos: before, settled }
    const { cases, refused } = await send(tx, [begin, problem('1', there)])
    expect(refused).toEqual([])
    const kase = await tx
      .selectFrom('cases.case')
      .select(['id', 'status', 'settled_on_spot'])
      .executeTakeFirst()
    expect(kase).toEqual({ id: cases[0]?.caseId, status: 'handled', settled_on_spot: true })
    // Where it cannot be settled nothing is half done: no stop and no case.
    const wrong = { ...there, settled: { ...settled, after: [id('no picture')] } }
    expect((await send(tx, [problem('2', wrong)])).refused).toEqual([
      { id: id('stop/2'), code: 'files.file_not_found' },
    ])
    expect(await tx.selectFrom('cases.case').select('id').execute()).toHaveLength(1)
    // A step over the border it is no less mended: the case is the neighbours', and its work done.
    const over = { ...there, place: { lon: 114.9006, lat: 30.3906 }, photos: [] }
    const [more, then] = [await aPicture(tx), await aPicture(tx)]
    const beyond = problem('3', { ...over, photos: more, settled: { ...settled, after: then } })
    expect((await send(tx, [beyond])).refused).toEqual([])
    const { rows } = await sql`select community_code, status from cases.case
      where community_code <> ${community}`.execute(tx)
    expect(rows).toEqual([{ community_code: '420704001015', status: 'handled' }])
  })

  inTransaction('feeds the log of the day', async (tx) => {
    await founded(tx)
    await send(tx, [begin, stop('1'), stop('2', { pointId: id('point/b') }), problem('3'), end])
    const { lines } = await readLog(
      tx,
      { caller: await as(tx, 'li'), now: later(90), sources: [patrolsDone] },
      { keeper: 'me', day: '2026-03-16' },
    )
    expect(lines).toMatchObject([
      {
        part: 'patrols',
        of: { label: '竹林北路一圈', kind: 'route' },
        acts: [
          { act: 'patrol.well', times: 2 },
          { act: 'patrol.problem', times: 1 },
          { act: 'patrol.done', times: 1 },
        ],
      },
    ])
  })
})

describe('a round', () => {
  useDatabase()

  inTransaction(
    'is proposed by what is known, with its reasons, and edited by people',
    async (tx) => {
      await founded(tx)
      await send(tx, [
        begin,
        problem('1', { pointId: id('point/b') }),
        stop('2', { pointId: id('point/b') }),
      ])
      const { points } = await proposeRoute(tx, await by(tx, 'wang', 60 * 24), {
        area: grid,
        most: 5,
      })
      expect(points).toEqual([
        expect.objectContaining({ lon: 114.8915, reasons: [{ risk: 'open', count: 1 }] }),
      ])
      const later9 = await proposeRoute(tx, await by(tx, 'wang', 60 * 24 * 9), {
        area: grid,
        most: 5,
      })
      expect(later9.points[0]?.reasons).toEqual([
        { risk: 'open', count: 1 },
        { risk: 'unseen', count: 8 },
      ])
      await expect(
        proposeRoute(tx, await by(tx, 'wang'), { area: '420704001015', most: 5 }),
      ).rejects.toMatchObject({ code: 'fieldwork.area_not_yours' })
    },
  )

  inTransaction(
    'keeps what was seen at a point that came off it, and minds who was faster',
    async (tx) => {
      await founded(tx)
      await send(tx, [begin, stop('1')])
      const wang = await by(tx, 'wang', 60)
      const less = round({ baseVersion: 0, points: round().points.slice(1) })
      expect(await saveRoute(tx, wang, less)).toEqual({ id: id('round'), version: 1 })
      expect(await saveRoute(tx, wang, less)).toEqual({ id: id('round'), version: 1 })
      await expect(
        saveRoute(tx, wang, round({ baseVersion: 0, name: '另一个' })),
      ).rejects.toMatchObject({
        code: 'fieldwork.out_of_date',
      })
      const { routes } = await listRoutes(tx, wang)
      expect(routes[0]?.points.map((p) => p.name)).toEqual(['点 b', '点 c'])
      const { routes: looked } = await readLooks(tx, wang, {})
      expect(looked[0]?.points.map((p) => [p.name, p.looks.length])).toEqual([
        ['点 b', 0],
        ['点 c', 0],
        ['点 a', 1],
      ])
      await expect(saveRoute(tx, await by(tx, 'qian'), less)).rejects.toMatchObject({
        code: 'fieldwork.area_not_yours',
      })
      const twice = round({ id: id('r2'), points: [round().points[0]!, round().points[0]!] })
      await expect(saveRoute(tx, wang, twice)).rejects.toMatchObject({
        code: 'fieldwork.point_twice',
      })
      await expect(saveRoute(tx, wang, round({ id: id('r3') }))).rejects.toMatchObject({
        code: 'fieldwork.point_elsewhere',
      })
    },
  )
})

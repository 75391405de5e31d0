import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { saveArea } from '#modules/places/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, asks, aWorld, community, districtId, holding, now } from '#testing/people-world.ts'
import * as people from './index.ts'

const seat = { seat: 'officer', kinds: ['officer'], name: '队员', least: 1, most: null }

describe('staffing models', () => {
  useDatabase()

  inTransaction('are presets until the district edits one; what it was is kept', async (tx) => {
    const world = await aWorld(tx)
    const { get, save } = asks(world, world.security)
    const { models } = await get('staffing-models')
    expect(models.map((m: { code: string }) => m.code)).toEqual([
      '1+1+N+X',
      '1245',
      '2+1+1+1',
      'four-tiers',
    ])
    const { preset, stations, version, status: _, ...model } = models[2]
    expect([preset, stations, version]).toEqual([true, 0, 0])
    const three = model.seats.map((s: object, i: number) =>
      i === 0 ? { ...s, least: 3, most: 3 } : s,
    )
    const edited = { ...model, seats: three, baseVersion: 0 }
    expect(await save('staffing-models', edited)).toMatchObject({ preset: false, version: 1 })
    expect(await save('staffing-models', edited)).toMatchObject({ version: 1 })
    const late = await save('staffing-models', { ...model, baseVersion: 0 })
    expect([late.status, late.code, late.details]).toEqual([
      409,
      'people.out_of_date',
      { version: 1 },
    ])
    const history = await get(`staffing-models/${encodeURIComponent('2+1+1+1')}/history`)
    expect(history.revisions).toMatchObject([
      { version: 1, personName: '安全管理员', before: [{ least: 2 }, {}, {}, {}] },
    ])
  })

  inTransaction('are added, and refused when they make no sense', async (tx) => {
    const world = await aWorld(tx)
    const { save } = asks(world, world.security)
    const model = { code: 'ours', name: '本区模型', seats: [seat], baseVersion: null }
    expect(await save('staffing-models', model)).toMatchObject({ preset: false, version: 0 })
    const code = async (seats: object[], over = {}) =>
      (await save('staffing-models', { ...model, code: 'other', seats, ...over })).code
    expect(await code([seat, seat])).toBe('people.seat_twice')
    expect(await code([{ ...seat, least: 3, most: 2 }])).toBe('people.seat_turned_round')
    expect(await code([{ ...seat, kinds: ['nobody'] }])).toBe('people.unknown_reference')
    expect(await code([{ ...seat, kinds: [] }])).toBe('request.malformed')
    expect(await code([{ ...seat, name: '另' }], { code: 'ours' })).toBe('people.code_taken')
    const reader = asks(world, world.system)
    expect((await reader.save('staffing-models', model)).status).toBe(403)
  })
})

describe('stations', () => {
  useDatabase()

  inTransaction(
    'name who sits where, who serves elsewhere too, and where there is none',
    async (tx) => {
      const world = await aWorld(tx)
      const { get, save } = asks(world, world.security)
      const second = '421202001002'
      await saveArea(tx, { districtId, code: second, level: 'community', name: '二社区' })
      const ids = [randomUUID(), randomUUID()]
      const station = (at: number, communityCode: string) => ({
        id: ids[at],
        name: at === 0 ? '一站' : '二站',
        communityCode,
        modelCode: '2+1+1+1',
        hours: '8:00 到 18:00',
        baseVersion: null,
      })
      const places = await get('stations')
      expect(places.without).toHaveLength(2)
      expect(await save('stations', station(0, community))).toMatchObject({
        hours: '8:00 到 18:00',
      })
      await save('stations', station(1, second))
      const one = await aPlace(world, 'officer')
      const two = await aPlace(world, 'officer', [second])
      for (const [at, { postId, post }] of [one, two].entries()) {
        await save('posts', { ...post, stationId: ids[at], seat: 'officer', baseVersion: 0 })
        await save('holdings', holding(postId, one.personId))
      }
      const { stations, without } = await get('stations')
      expect(without).toEqual([])
      const [first] = stations
      expect(first.seats[0]).toMatchObject({ held: 1, missing: 1, postIds: [one.postId] })
      expect(first.posts[0].holders).toEqual([
        {
          personId: one.personId,
          name: '李明',
          also: ['二站 officer'],
          standsInFor: null,
          awayUntil: null,
          onDutyUntil: null,
        },
      ])
      const nowhere = await save('stations', { ...station(0, '421202001009'), id: randomUUID() })
      expect(nowhere.code).toBe('people.community_not_found')
    },
  )
})

describe('a district of 53 communities', () => {
  useDatabase()

  inTransaction('spreads 79 officers over 106 posts, and tells who serves twice', async (tx) => {
    const world = await aWorld(tx)
    const { get } = asks(world, world.security)
    const { organisationId } = await aPlace(world, 'clerk')
    const officers = Array.from({ length: 79 }, () => randomUUID())
    /* oxlint-disable no-await-in-loop -- one connection: one after the other */
    for (const id of officers) await people.savePerson(tx, { districtId, id, name: '队员', now })
    for (let n = 0; n < 53; n++) {
      const communityCode = `4212020${String(n + 10).padStart(2, '0')}001`
      const stationId = randomUUID()
      await saveArea(tx, { districtId, code: communityCode, level: 'community', name: `社区${n}` })
      await people.saveStation(tx, {
        districtId,
        id: stationId,
        name: `站${n}`,
        communityCode,
        modelCode: '2+1+1+1',
      })
      for (const seatNumber of [0, 1]) {
        const postId = randomUUID()
        await people.savePost(tx, {
          districtId,
          id: postId,
          kind: 'officer',
          title: `队员${seatNumber + 1}`,
          organisationId,
          stationId,
          areas: [communityCode],
        })
        const personId = officers[(n * 2 + seatNumber) % officers.length]!
        await people.appoint(tx, { districtId, ...holding(postId, personId), baseVersion: null })
      }
    }
    /* oxlint-enable no-await-in-loop */
    const { stations } = await get('stations')
    expect(stations).toHaveLength(53)
    expect(stations.every((s: Station) => s.seats[0]?.held === 2)).toBe(true)
    const twice = stations
      .flatMap((s: Station) => s.posts)
      .filter((p: Station['posts'][0]) => (p.holders[0]?.also.length ?? 0) > 0)
    // 106 posts and 79 officers: 27 of them hold two each.
    expect(twice).toHaveLength(54)
  })
})

interface Station {
  seats: { held: number }[]
  posts: { holders: { also: string[] }[] }[]
}

describe('posts and organisations', () => {
  useDatabase()

  inTransaction('refuse one person twice at once, and take back what has not begun', async (tx) => {
    const world = await aWorld(tx)
    const { get, save } = asks(world, world.security)
    const { postId, personId } = await aPlace(world, 'clerk')
    const first = holding(postId, personId, { until: '2026-12-31' })
    expect((await save('holdings', first)).status).toBe(200)
    const again = await save('holdings', holding(postId, personId, { from: '2026-12-31' }))
    expect([again.status, again.code]).toEqual([409, 'people.holding_overlaps'])
    const next = holding(postId, personId, { from: '2027-01-01' })
    expect((await save('holdings', next)).status).toBe(200)
    expect((await save(`holdings/${first.id}/withdraw`, {})).code).toBe('people.holding_has_begun')
    expect((await save(`holdings/${next.id}/withdraw`, {})).status).toBe(200)
    expect((await get(`holdings?postId=${postId}`)).holdings).toHaveLength(1)
    const ended = await save('holdings', { ...first, until: '2026-11-23', baseVersion: 0 })
    expect(ended).toMatchObject({ until: '2026-11-23', version: 1 })
  })

  inTransaction('keep organisations in a tree, and names apart', async (tx) => {
    const world = await aWorld(tx)
    const { get, save } = asks(world, world.security)
    const { organisationId } = await aPlace(world, 'clerk')
    const known = (await get('organisations')).organisations
    const { version, ...parent } = known.find((o: { id: string }) => o.id === organisationId)
    const child = { ...parent, id: randomUUID(), name: '中队', parentId: organisationId }
    expect((await save('organisations', { ...child, baseVersion: null })).status).toBe(200)
    const loop = { ...parent, parentId: child.id, baseVersion: version }
    expect((await save('organisations', loop)).code).toBe('people.organisation_below_itself')
    const twice = { ...child, id: randomUUID(), baseVersion: null }
    expect((await save('organisations', twice)).code).toBe('people.organisation_name_taken')
  })

  inTransaction('say which kind of post is the own one', async (tx) => {
    const world = await aWorld(tx)
    const { get, save } = asks(world, world.security)
    const { kinds } = await get('post-kinds')
    const own = kinds.filter((k: { own: boolean }) => k.own)
    expect(own).toMatchObject([{ code: 'security_admin', posts: 1 }])
    const clerk = { code: 'clerk', name: '甲', nameEn: 'A', reach: 'areas', verbs: [] }
    expect((await save('post-kinds', { ...clerk, baseVersion: null })).code).toBe(
      'people.code_taken',
    )
  })
})

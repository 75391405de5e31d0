import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Place } from '#modules/cases/contract/followed.ts'
import type { Db } from '#platform/server/database.ts'
import { does, handled, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  community,
  foundDistrict,
  id,
  lamp,
  later,
  type Name,
} from '#testing/small-district.ts'
import { followedPlaces, followPlace, stopFollowing, tellOfPlaces } from './followed.ts'

const follow = async (db: Db, name: Name, place: Place, key = 'place') =>
  followPlace(
    db,
    await as(db, name),
    { id: id(`${name}/${key}`), name: '麻纺厂一带', place },
    later(0),
  )

const notices = (db: Db) =>
  db.selectFrom('notices.notice').select(['person_id', 'words', 'link']).execute()

const grid = { kind: 'area' as const, areaCode: `${community}001` }

describe('a followed place', () => {
  useDatabase()

  inTransaction(
    'tells of what is new and closed there, once, and keeps still otherwise',
    async (tx) => {
      await foundDistrict(tx)
      await follow(tx, 'wang', grid)
      await follow(tx, 'wang', grid)
      expect(await tellOfPlaces(tx, later(5))).toEqual({ told: 0, failed: [] })
      const { caseId } = await handled(tx)
      await cases.inspect(tx, {
        ...(await does(tx, 'gao', caseId, 200)),
        passed: true,
        words: '',
        photos: [],
      })
      await report(tx, { words: '垃圾没人清', place: { ...lamp, lat: 30.3985 } })
      await sql`update cases.case set reported_at = ${later(10)}`.execute(tx)
      expect(await tellOfPlaces(tx, later(300))).toEqual({ told: 1, failed: [] })
      expect(await tellOfPlaces(tx, later(400))).toEqual({ told: 0, failed: [] })
      const told = await notices(tx)
      expect(told).toMatchObject([
        {
          person_id: id('wang'),
          link: '/console/followed',
          words: { 'zh-CN': { title: '麻纺厂一带：新增 1 件，办结 1 件' } },
        },
      ])
      const [place] = await followedPlaces(tx, await as(tx, 'wang'), later(300))
      expect(place).toMatchObject({ open: 0, news: [{ what: 'closed' }, { what: 'new' }] })
    },
  )

  inTransaction('is a grid, an estate or a circle, each in the own scope', async (tx) => {
    await foundDistrict(tx)
    await report(tx, { address: '丰润园小区3栋' })
    const circle = { kind: 'circle' as const, lon: lamp.lon + 0.001, lat: lamp.lat, metres: 120 }
    const openFor = async (name: Name, place: Place, key: string) => {
      await follow(tx, name, place, key)
      const rows = await followedPlaces(tx, await as(tx, name), later(10))
      return rows.find((r) => r.id === id(`${name}/${key}`))?.open
    }
    expect(await openFor('wang', grid, 'grid')).toBe(1)
    expect(await openFor('wang', { kind: 'address', address: '丰润园' }, 'estate')).toBe(1)
    expect(await openFor('wang', { kind: 'address', address: '福星城' }, 'other')).toBe(0)
    expect(await openFor('wang', circle, 'circle')).toBe(1)
    expect(await openFor('wang', { ...circle, metres: 50 }, 'small')).toBe(0)
    expect(await openFor('qian', grid, 'grid')).toBe(0)
  })

  inTransaction(
    'ends when it is stopped, and says nothing to who has left the post',
    async (tx) => {
      await foundDistrict(tx)
      await follow(tx, 'wang', grid)
      await follow(tx, 'chen', grid)
      await stopFollowing(tx, await as(tx, 'wang'), id('wang/place'), later(1))
      await expect(
        stopFollowing(tx, await as(tx, 'wang'), id('chen/place'), later(1)),
      ).rejects.toMatchObject({ status: 404 })
      await sql`update people.holding set holds_until = '2026-03-01' where person_id = ${id('chen')}`.execute(
        tx,
      )
      await report(tx, {}, later(2))
      expect(await tellOfPlaces(tx, later(60))).toEqual({ told: 0, failed: [] })
      expect(await notices(tx)).toEqual([])
    },
  )
})

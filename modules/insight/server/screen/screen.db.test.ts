import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, community, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { Screen } from '../../contract/index.ts'
import { readScreen } from './screen.ts'

const wall = async (db: Db, name: Name, minutes: number) =>
  Screen.parse(await readScreen(db, await as(db, name), later(minutes)))

describe('the wall', () => {
  useDatabase()

  inTransaction('counts today, what is open and late, and lists it without anybody', async (tx) => {
    await foundDistrict(tx)
    const done = await handled(tx)
    await cases.inspect(tx, {
      ...(await does(tx, 'chen', done.caseId, 130)),
      passed: true,
      words: '',
      photos: [],
    })
    const filed = await report(tx)
    await cases.file(tx, {
      ...(await does(tx, 'chen', filed.caseId, 140)),
      matter: lampMatter,
      words: '',
    })
    const fresh = await report(tx)
    const screen = await wall(tx, 'centre', 150)
    expect(screen.today).toMatchObject({ reported: 3, closed: 1, open: 2 })
    expect(screen.areas).toEqual([])
    expect(screen.rates.response.denominator).toBeGreaterThan(0)
    expect(screen.newest.map((c) => c.caseId).sort()).toEqual(
      [done.caseId, filed.caseId, fresh.caseId].sort(),
    )
    // Not filed yet: neither matter nor place is known to be fit for a wall.
    expect(screen.newest.find((c) => c.caseId === fresh.caseId)).toMatchObject({
      matterName: null,
      place: null,
    })
    expect(screen.points.map((p) => p.caseId)).toEqual([filed.caseId])
    const [own] = screen.communities
    expect(own).toMatchObject({ code: community, open: 2 })
    expect(own?.days).toHaveLength(14)
    expect(own?.days.at(-1)).toBe(3)
    expect(JSON.stringify(screen)).not.toMatch(/13\d{9}|李秀英|王/)
    const longAfter = await wall(tx, 'centre', 60 * 24 * 20)
    expect(longAfter.today).toMatchObject({ reported: 0, closed: 0, open: 2, overdue: 2 })
    expect(longAfter.overdue.map((c) => c.lateSince !== null)).toEqual([true, true])
    const since = longAfter.overdue.map((c) => c.lateSince ?? '')
    expect(since).toEqual(since.toSorted())
  })

  inTransaction('shows no place and no matter of a confidential report', async (tx) => {
    await foundDistrict(tx)
    const secret = await report(tx, { confidential: true })
    await cases.file(tx, {
      ...(await does(tx, 'chen', secret.caseId, 5)),
      matter: lampMatter,
      words: '',
    })
    const screen = await wall(tx, 'centre', 10)
    expect(screen.newest).toMatchObject([{ matterName: null, place: null }])
    expect(screen.points).toEqual([])
  })

  inTransaction('names the units that a whistle waits for, and keeps to the scope', async (tx) => {
    await foundDistrict(tx)
    const { caseId, shortCode } = await report(tx)
    await cases.file(tx, {
      ...(await does(tx, 'chen', caseId, 5)),
      matter: lampMatter,
      words: '',
    })
    await cases.blowWhistle(tx, {
      ...(await does(tx, 'wang', caseId, 10)),
      id: id('whistle'),
      kind: 'emergency',
      words: '请到现场',
      meetAt: '',
      reportInBy: later(60),
      unitIds: [id('municipal')],
    })
    const screen = await wall(tx, 'zhao', 20)
    expect(screen.areas).toEqual(['澜湖社区'])
    expect(screen.awaited).toMatchObject([{ shortCode, unitName: '市政中心', late: false }])
    const elsewhere = await wall(tx, 'qian', 20)
    expect(elsewhere).toMatchObject({ newest: [], awaited: [], points: [], communities: [] })
    expect(elsewhere.today).toEqual({ reported: 0, closed: 0, open: 0, overdue: 0 })
  })
})

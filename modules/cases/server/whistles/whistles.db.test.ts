import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { checkChain } from '../events.ts'
import { announceWhistle, markAbsent, remindWhistles } from './ring.ts'
import { whistleBoard, whistlesOfCase } from './views.ts'
import {
  blowWhistle,
  closeWhistle,
  judgeCall,
  moveCall,
  noteWhistle,
  raiseWhistle,
} from './whistle.ts'

const whistleId = id('whistle/smoke')
const units = { municipal: id('municipal'), greening: id('greening') }

async function smoke(db: Db) {
  const { caseId } = await report(db, { words: '楼下饭店油烟呛人' })
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return caseId
}

/** The coordinator calls two units, to report in within a day. */
async function blown(db: Db, over: object = {}) {
  const caseId = await smoke(db)
  await blowWhistle(db, {
    ...(await does(db, 'wang', caseId, 10)),
    id: whistleId,
    kind: 'hard',
    words: '26 家店没有烟道，请到场会商',
    meetAt: '社区服务中心',
    reportInBy: later(60 * 24),
    unitIds: [units.municipal, units.greening],
    ...over,
  })
  return caseId
}

const move = async (db: Db, name: Name, at: { caseId: string; minute: number }, over: object) =>
  moveCall(db, {
    ...(await does(db, name, at.caseId, at.minute)),
    whistleId,
    unitId: units.municipal,
    to: 'acknowledged',
    words: '',
    point: null,
    ...over,
  })

const statesOf = async (db: Db, name: Name, caseId: string) => {
  const { whistles } = await whistlesOfCase(db, await as(db, name), caseId)
  return Object.fromEntries((whistles[0]?.calls ?? []).map((c) => [c.unitId, c.state]))
}

describe('a whistle', () => {
  useDatabase()

  inTransaction('runs from the blow over reporting in and judging to its close', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx)
    await move(tx, 'zhou', { caseId, minute: 20 }, {})
    await move(
      tx,
      'zhou',
      { caseId, minute: 90 },
      {
        to: 'arrived',
        words: '三人到场',
        point: { lon: 114.89, lat: 30.39 },
      },
    )
    await move(
      tx,
      'wang',
      { caseId, minute: 95 },
      {
        unitId: units.greening,
        to: 'excused',
        words: '与绿化无关',
      },
    )
    await noteWhistle(tx, {
      ...(await does(tx, 'wang', caseId, 120)),
      whistleId,
      noteId: id('note/1'),
      kind: 'meeting',
      heldAt: later(100),
      words: '定由城管局牵头，月底前出改造方案',
    })
    const close = async (name: Name) =>
      closeWhistle(tx, { ...(await does(tx, name, caseId, 200)), whistleId, words: '方案已定' })
    await expect(close('wang')).rejects.toMatchObject({ code: 'cases.whistle_unjudged' })
    await judgeCall(tx, {
      ...(await does(tx, 'wang', caseId, 190)),
      whistleId,
      unitId: units.municipal,
      grade: 3,
      words: '来得快',
    })
    await expect(close('zhou')).rejects.toMatchObject({ status: 403 })
    await close('wang')
    const { whistles } = await whistlesOfCase(tx, await as(tx, 'wang'), caseId)
    expect(whistles[0]).toMatchObject({
      state: 'closed',
      level: 'community',
      closingWords: '方案已定',
      allowed: ['note'],
      notes: [{ words: '定由城管局牵头，月底前出改造方案' }],
    })
    expect(await statesOf(tx, 'wang', caseId)).toEqual({
      [units.municipal]: 'arrived',
      [units.greening]: 'excused',
    })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
  })

  inTransaction('brings the case before the units that are called, and no others', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx, { unitIds: [units.greening] })
    const board = async (name: Name) =>
      (await whistleBoard(tx, await as(tx, name), 'open')).map((w) => w.caseId)
    expect(await board('sun')).toEqual([caseId])
    expect(await board('zhou')).toEqual([])
    expect(await board('wang')).toEqual([caseId])
    expect(await board('qian')).toEqual([])
    await expect(whistlesOfCase(tx, await as(tx, 'zhou'), caseId)).rejects.toMatchObject({
      status: 404,
    })
    await expect(
      move(tx, 'sun', { caseId, minute: 30 }, { unitId: units.municipal }),
    ).rejects.toMatchObject({
      status: 404,
    })
  })

  inTransaction('reminds once at half time, and marks absent whoever has not come', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx)
    await move(tx, 'zhou', { caseId, minute: 30 }, {})
    expect(await remindWhistles(tx, later(60 * 11))).toBe(0)
    expect(await remindWhistles(tx, later(60 * 13))).toBe(1)
    expect(await remindWhistles(tx, later(60 * 14))).toBe(0)
    expect(await markAbsent(tx, later(60 * 23))).toEqual({ marked: 0, failed: [] })
    expect(await markAbsent(tx, later(60 * 25))).toEqual({ marked: 1, failed: [] })
    expect(await markAbsent(tx, later(60 * 26))).toEqual({ marked: 0, failed: [] })
    expect(await statesOf(tx, 'wang', caseId)).toEqual({
      [units.municipal]: 'absent',
      [units.greening]: 'absent',
    })
    await move(tx, 'zhou', { caseId, minute: 60 * 30 }, { to: 'arrived' })
    const { whistles } = await whistlesOfCase(tx, await as(tx, 'wang'), caseId)
    expect(whistles[0]?.calls.find((c) => c.unitId === units.municipal)).toMatchObject({
      state: 'arrived',
      late: true,
    })
  })

  inTransaction('blows once however often it is sent, and not into nothing', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx)
    const again = async (over: object) =>
      blowWhistle(tx, {
        ...(await does(tx, 'wang', caseId, 11)),
        id: whistleId,
        kind: 'hard',
        words: 'x',
        meetAt: '',
        reportInBy: later(600),
        unitIds: [units.municipal],
        ...over,
      })
    await again({})
    expect((await whistlesOfCase(tx, await as(tx, 'wang'), caseId)).whistles).toHaveLength(1)
    const other = { id: id('whistle/2') }
    await expect(again({ ...other, reportInBy: later(5) })).rejects.toMatchObject({
      code: 'cases.whistle_time',
    })
    await expect(again({ ...other, unitIds: [id('nobody')] })).rejects.toMatchObject({
      code: 'cases.unit_not_found',
    })
    await expect(again({ ...other, unitIds: [] })).rejects.toMatchObject({ status: 400 })
    await expect(again({ ...other, caller: await as(tx, 'chen') })).rejects.toMatchObject({
      status: 403,
    })
    const elsewhere = await smoke(tx)
    await expect(again({ caseId: elsewhere })).rejects.toMatchObject({
      code: 'cases.client_id_taken',
    })
  })

  inTransaction('is taken up by the district, which then judges and closes', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx, { unitIds: [units.municipal] })
    const raise = async (name: Name) =>
      raiseWhistle(tx, { ...(await does(tx, name, caseId, 60)), whistleId, words: '区里牵头' })
    await expect(raise('wang')).rejects.toMatchObject({ code: 'cases.whistle_level' })
    await raise('centre')
    await move(tx, 'zhou', { caseId, minute: 70 }, { to: 'arrived' })
    const judge = async (name: Name) =>
      judgeCall(tx, {
        ...(await does(tx, name, caseId, 80)),
        whistleId,
        unitId: units.municipal,
        grade: 2,
        words: '',
      })
    await expect(judge('wang')).rejects.toMatchObject({ code: 'cases.whistle_not_yours' })
    await judge('centre')
    await closeWhistle(tx, { ...(await does(tx, 'centre', caseId, 90)), whistleId, words: '' })
    const { whistles } = await whistlesOfCase(tx, await as(tx, 'wang'), caseId)
    expect(whistles[0]).toMatchObject({ level: 'district', state: 'closed' })
  })

  inTransaction('tells the called units, once', async (tx) => {
    await foundDistrict(tx)
    const caseId = await blown(tx)
    const { version } = await whistlesOfCase(tx, await as(tx, 'wang'), caseId)
    const fact = {
      type: 'case.whistled',
      key: `${caseId}:${version}`,
      districtId,
      at: later(10).toISOString(),
      body: { caseId, seq: version },
    }
    await announceWhistle(tx, fact)
    await announceWhistle(tx, fact)
    const told = await tx
      .selectFrom('notices.notice')
      .select('person_id')
      .where('kind', '=', 'case.whistled')
      .execute()
    expect(told.map((t) => t.person_id).toSorted()).toEqual(
      [id('zhou'), id('ma'), id('sun')].toSorted(),
    )
  })

  inTransaction('calls party members by a community, not by a district', async (tx) => {
    await foundDistrict(tx)
    await sql`update people.organisation set kind = 'party'
      where district_id = ${districtId} and id = ${units.greening}`.execute(tx)
    const caseId = await blown(tx, { unitIds: [units.greening] })
    const again = async (name: Name) =>
      blowWhistle(tx, {
        ...(await does(tx, name, caseId, 20)),
        id: id('whistle/party'),
        kind: 'joint',
        words: '请党员先锋队来',
        meetAt: '',
        reportInBy: later(600),
        unitIds: [units.greening],
      })
    await expect(again('centre')).rejects.toMatchObject({ code: 'cases.whistle_callee' })
    await sql`update places.district set settings = settings || ${JSON.stringify({
      cases: {
        whistle: {
          levels: { coordinator: 'street' },
          callees: { community: [], street: ['party'], district: ['bureau'] },
        },
      },
    })}::jsonb where district_id = ${districtId}`.execute(tx)
    await again('wang')
    const { whistles } = await whistlesOfCase(tx, await as(tx, 'wang'), caseId)
    expect(whistles.map((w) => w.level).toSorted()).toEqual(['community', 'street'])
    const asked = await whistlesOfCase(tx, await as(tx, 'zhao'), caseId)
    expect(asked.mayBlow).toBe(false)
  })
})

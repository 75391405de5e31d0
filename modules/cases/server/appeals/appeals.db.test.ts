import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { does, handled } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { makeAppeal, reviewAppeal } from './appeal.ts'
import { appealBoard, appealsOfCase } from './views.ts'

const appealId = id('appeal/lamp')

/** A lamp mended late: the raw fact stands on its handling clock. */
async function lateLamp(db: Db) {
  const { caseId } = await handled(db)
  await sql`update cases.clock set on_time = false
    where case_id = ${caseId} and stage = 'handle'`.execute(db)
  const { rows } = await sql<{ id: string }>`select id from cases.clock
    where case_id = ${caseId} and stage = 'handle'`.execute(db)
  await sql`update people.post_kind set verbs = array_append(verbs, 'cases.assess')
    where district_id = ${districtId} and code in ('clerk', 'secretary')`.execute(db)
  return { caseId, clockId: rows[0]!.id }
}

const appeal = async (
  db: Db,
  at: { caseId: string; clockId: string; minute: number },
  name: Name = 'zhou',
) =>
  makeAppeal(db, {
    ...(await does(db, name, at.caseId, at.minute)),
    id: appealId,
    clockId: at.clockId,
    words: '等供电公司停电两天，有停电通知为证',
    photos: [],
  })

const review = async (db: Db, caseId: string, name: Name, grant: boolean) =>
  reviewAppeal(db, { ...(await does(db, name, caseId, 300)), appealId, grant, words: '看过通知' })

const published = async (db: Db) =>
  (
    await sql<Record<string, unknown>>`select state, on_time, on_time_after from cases.v_appeal
      where district_id = ${districtId}`.execute(db)
  ).rows[0]

describe('an appeal against lateness', () => {
  useDatabase()

  inTransaction('is granted by two people, and the raw fact stays', async (tx) => {
    await foundDistrict(tx)
    const late = await lateLamp(tx)
    const before = await appealsOfCase(tx, await as(tx, 'zhou'), {
      caseId: late.caseId,
      now: later(200),
    })
    expect(before.late.map((l) => l.clockId)).toEqual([late.clockId])
    await appeal(tx, { ...late, minute: 200 })
    await appeal(tx, { ...late, minute: 201 })
    expect(await published(tx)).toEqual({ state: 'asked', on_time: false, on_time_after: false })
    expect((await appealBoard(tx, await as(tx, 'centre'), 'open'))[0]?.allowed).toEqual(['first'])
    await review(tx, late.caseId, 'centre', true)
    await expect(review(tx, late.caseId, 'centre', true)).rejects.toMatchObject({
      code: 'cases.own_work',
    })
    expect((await appealBoard(tx, await as(tx, 'centre'), 'open'))[0]?.allowed).toEqual([])
    await review(tx, late.caseId, 'zhao', true)
    expect(await published(tx)).toEqual({ state: 'granted', on_time: false, on_time_after: true })
    expect(await appealBoard(tx, await as(tx, 'centre'), 'open')).toEqual([])
    const [decided] = await appealBoard(tx, await as(tx, 'centre'), 'decided')
    expect(decided).toMatchObject({
      state: 'granted',
      reviews: [{ grants: true }, { grants: true, words: '看过通知' }],
    })
    await expect(review(tx, late.caseId, 'chen', false)).rejects.toMatchObject({
      code: 'cases.appeal_wrong_state',
    })
  })

  inTransaction('is decided by the second reviewer, also against the first', async (tx) => {
    await foundDistrict(tx)
    const late = await lateLamp(tx)
    await appeal(tx, { ...late, minute: 200 })
    await review(tx, late.caseId, 'centre', true)
    await review(tx, late.caseId, 'zhao', false)
    expect(await published(tx)).toEqual({ state: 'denied', on_time: false, on_time_after: false })
  })

  inTransaction('is made only by the unit that was late, once, and in time', async (tx) => {
    await foundDistrict(tx)
    const late = await lateLamp(tx)
    await expect(appeal(tx, { ...late, minute: 200 }, 'sun')).rejects.toMatchObject({ status: 404 })
    await expect(appeal(tx, { ...late, minute: 200 }, 'chen')).rejects.toMatchObject({
      status: 403,
    })
    await expect(appeal(tx, { ...late, minute: 60 * 24 * 30 })).rejects.toMatchObject({
      code: 'cases.appeal_too_late',
    })
    await expect(appeal(tx, { ...late, clockId: id('clock'), minute: 200 })).rejects.toMatchObject({
      code: 'cases.late_clock_not_found',
    })
    await appeal(tx, { ...late, minute: 200 })
    await expect(
      makeAppeal(tx, {
        ...(await does(tx, 'ma', late.caseId, 210)),
        id: id('appeal/again'),
        clockId: late.clockId,
        words: '再来',
        photos: [],
      }),
    ).rejects.toMatchObject({ code: 'cases.appeal_made' })
    await expect(review(tx, late.caseId, 'zhou', true)).rejects.toMatchObject({ status: 403 })
  })
})

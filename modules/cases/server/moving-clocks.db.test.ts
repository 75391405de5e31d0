import { describe, expect } from 'vitest'
import {
  currentPolicy,
  importStateDays,
  saveCalendar,
  savePolicy,
} from '#modules/catalogue/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { sql } from 'kysely'
import { does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, districtId, foundDistrict, id, later, monday } from '#testing/small-district.ts'
import { announce } from './announce.ts'
import { casePage } from './case-page.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import { hearCalendar } from './jobs.ts'
import { moveClocks, previewMoves, type MoveOrder } from './moving-clocks.ts'
import * as unit from './unit.ts'

/** The system administrator of the district, here beside another post. */
async function administrator(db: Db) {
  const centre = await as(db, 'centre')
  return { ...centre, verbs: new Set([...centre.verbs, 'catalogue.edit']) }
}

/** Lamps within a day where it was two. */
async function shorten(db: Db): Promise<void> {
  const { limits, version } = await currentPolicy(db, districtId)
  const own = {
    ...limits.own,
    'matter/01037': { handle: { value: 1, unit: 'WORK_DAY' as const } },
  }
  await savePolicy(
    db,
    { limits: { ...limits, own }, baseVersion: version },
    { caller: await administrator(db), now: later(60), reason: '路灯一天修好' },
  )
}

async function inHandling(db: Db, minute = 5): Promise<string> {
  const { caseId } = await report(db, {}, later(minute - 5))
  await desk.file(db, {
    ...(await does(db, 'chen', caseId, minute)),
    matter: lampMatter,
    words: '',
  })
  await desk.dispatch(db, { ...(await does(db, 'wang', caseId, minute)), unitId: null, words: '' })
  await unit.acceptTask(db, await does(db, 'zhou', caseId, minute))
  return caseId
}

/** The jobs that wait under a name. */
async function jobsOf<T>(db: Db, name: string): Promise<T[]> {
  const { rows } = await sql<{ payload: T }>`
    select j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = ${name}`.execute(
    db,
  )
  return rows.map((row) => row.payload)
}

const promiseOf = async (db: Db, caseId: string) =>
  (await casePage(db, await as(db, 'chen'), caseId, later(60))).ribbon.promisedAt

const shanghai = (day: string, time: string) =>
  new Date(`2026-03-${day}T${time}:00+08:00`).toISOString()

describe('a new policy', () => {
  useDatabase()

  inTransaction('binds new clocks only, until it is applied with a reason', async (tx) => {
    await foundDistrict(tx)
    const caseId = await inHandling(tx)
    const done = (await handled(tx)).caseId
    await shorten(tx)
    expect(await promiseOf(tx, caseId)).toBe(shanghai('18', '10:05'))
    const fresh = await inHandling(tx, 65)
    expect(await promiseOf(tx, fresh)).toBe(shanghai('17', '11:05'))

    const preview = await previewMoves(tx, districtId)
    expect(preview).toMatchObject({ open: 3, moved: 1, earlier: 1, later: 0, policyVersion: 2 })
    expect(preview.rows).toEqual([
      expect.objectContaining({
        caseId,
        stage: 'handle',
        unitName: '市政中心',
        from: shanghai('18', '10:05'),
        to: shanghai('17', '10:05'),
      }),
    ])

    const order: MoveOrder = {
      districtId,
      basis: 'policy',
      reason: '路灯一天修好',
      by: await administrator(tx),
    }
    expect(await moveClocks(tx, order, later(70))).toEqual({ moved: 1 })
    expect(await moveClocks(tx, order, later(71))).toEqual({ moved: 0 })
    const page = await casePage(tx, await as(tx, 'chen'), caseId, later(72))
    expect(page.ribbon.promisedAt).toBe(shanghai('17', '10:05'))
    expect(page.events.at(-1)).toMatchObject({
      type: 'case.clocks_moved',
      words: '路灯一天修好',
      details: { why: 'policy', promise: { from: shanghai('18', '10:05') } },
    })
    expect(page.version).toBe(page.events.length)
    expect(page.clocks.at(-1)).toMatchObject({ policyVersion: 2 })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
    expect((await previewMoves(tx, districtId)).moved).toBe(0)
    expect((await casePage(tx, await as(tx, 'chen'), done, later(72))).events.at(-1)?.type).toBe(
      'case.finished',
    )
  })

  inTransaction(
    'moves what its administrator has seen, over HTTP, and the unit is told',
    async (tx) => {
      await foundDistrict(tx)
      const caseId = await inHandling(tx)
      await shorten(tx)
      const app = await serverOn(tx, () => later(70))
      await sql`update people.post_kind set verbs = verbs || '{catalogue.edit}'::text[] where code = 'district_centre'`.execute(
        tx,
      )
      const cookie = await signIn(app, tx, 'centre', later(70))
      const headers = { cookie, 'x-gongzhi': '1' }
      const url = '/api/clocks/moves'
      expect((await app.inject({ url, headers })).json()).toMatchObject({ moved: 1 })
      const apply = (seen: number) =>
        app.inject({ method: 'POST', url, headers, payload: { reason: '路灯一天修好', seen } })
      expect((await apply(9)).json()).toEqual({
        code: 'cases.preview_out_of_date',
        details: { moved: 1 },
      })
      expect(await jobsOf(tx, 'cases.move_clocks')).toEqual([])
      expect((await apply(1)).json()).toEqual({ moved: 1 })
      const clerk = await signIn(app, tx, 'chen', later(70))
      expect((await app.inject({ url, headers: { cookie: clerk } })).statusCode).toBe(403)
      const [order] = await jobsOf<MoveOrder>(tx, 'cases.move_clocks')
      await moveClocks(tx, order!, later(71))
      const event = await tx
        .selectFrom('cases.event')
        .select(['seq', 'person_id', 'at'])
        .where('case_id', '=', caseId)
        .where('type', '=', 'case.clocks_moved')
        .executeTakeFirstOrThrow()
      expect(event.person_id).toBe(id('centre'))
      await announce(tx, {
        type: 'case.clocks_moved',
        key: `${caseId}:${event.seq}`,
        districtId,
        at: event.at.toISOString(),
        body: { caseId, seq: event.seq },
      })
      const told = await tx
        .selectFrom('notices.notice')
        .select(['person_id', 'words'])
        .where('kind', '=', 'case.clocks_moved')
        .execute()
      expect(told.map((t) => t.person_id).toSorted()).toEqual([id('ma'), id('zhou')].toSorted())
      expect(JSON.stringify(told[0]?.words)).toContain('由 3月18日 10:05 改为 3月17日 10:05')
      const audited = await tx
        .selectFrom('people.audit')
        .select(['details'])
        .where('act', '=', 'cases.clocks_moved')
        .execute()
      expect(audited).toEqual([{ details: { reason: '路灯一天修好', moved: 1 } }])
    },
  )

  inTransaction(
    'leaves fixed instants, and one case that fails holds back no other',
    async (tx) => {
      await foundDistrict(tx)
      const fixed = await report(tx)
      await desk.file(tx, {
        ...(await does(tx, 'chen', fixed.caseId, 5)),
        matter: lampMatter,
        words: '',
        handleBy: later(600),
      })
      const [broken, sound] = [await inHandling(tx), await inHandling(tx)].toSorted()
      await shorten(tx)
      // A row that no change can be made to: its version is taken already.
      await sql`insert into cases.event select district_id, case_id, seq + 4, type, at, person_id, post_id,
      organisation_id, body, personal, salt, canonical, hash from cases.event
      where case_id = ${broken} and seq = 1`.execute(tx)
      const order: MoveOrder = { districtId, basis: 'policy', reason: '测试', by: null }
      await expect(moveClocks(tx, order, later(70))).rejects.toThrow(broken)
      expect(await promiseOf(tx, sound!)).toBe(shanghai('17', '10:05'))
      expect(await promiseOf(tx, broken!)).toBe(shanghai('18', '10:05'))
      expect(await promiseOf(tx, fixed.caseId)).toBe(later(600).toISOString())
    },
  )
})

/** What the facts lead to: orders, and the orders to moved clocks. */
async function work(db: Db): Promise<number> {
  const facts = await jobsOf<Fact>(db, 'fact')
  for (const fact of facts) await hearCalendar(db, fact)
  let moved = 0
  for (const order of await jobsOf<MoveOrder>(db, 'cases.move_clocks'))
    moved += (await moveClocks(db, order, later(70))).moved
  return moved
}

describe('a calendar that changes', () => {
  useDatabase()

  inTransaction('by imported state days derives open clocks again', async (tx) => {
    await foundDistrict(tx)
    const caseId = await inHandling(tx)
    const off = { day: '2026-03-17', off: true, name: '临时放假', source: '国务院办公厅通知' }
    await importStateDays(tx, [off], later(60))
    expect(await promiseOf(tx, caseId)).toBe(shanghai('18', '10:05'))
    expect(await work(tx)).toBe(1)
    expect(await promiseOf(tx, caseId)).toBe(shanghai('19', '10:05'))
    const page = await casePage(tx, await as(tx, 'chen'), caseId, later(72))
    expect(page.events.at(-1)).toMatchObject({
      type: 'case.clocks_moved',
      who: null,
      words: '国务院办公厅通知',
      details: { why: 'calendar' },
    })
    const facts = (await jobsOf(tx, 'fact')).length
    await importStateDays(tx, [off], later(61))
    expect(await jobsOf(tx, 'fact')).toHaveLength(facts)
    expect(await work(tx)).toBe(0)
  })

  inTransaction('makes firm what was an estimate, without another promise', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx, {}, new Date('2026-12-31T09:00:00Z'))
    await desk.file(tx, {
      ...(await does(tx, 'chen', caseId, 0)),
      now: new Date('2026-12-31T09:01:00Z'),
      matter: lampMatter,
      words: '',
    })
    const estimated = () =>
      tx.selectFrom('cases.case').select(['promise_estimated', 'handle_promise']).executeTakeFirst()
    const before = await estimated()
    expect(before?.promise_estimated).toBe(true)
    const days = ['2027-01-01', '2027-12-31'].map((day) => {
      return { day, off: true, name: '元旦', source: '国务院办公厅通知' }
    })
    await importStateDays(tx, days, later(60))
    await work(tx)
    const after = await estimated()
    expect(after?.promise_estimated).toBe(false)
  })

  inTransaction('by the district’s own hand, too, with its reason', async (tx) => {
    await foundDistrict(tx)
    const caseId = await inHandling(tx)
    await saveCalendar(
      tx,
      {
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '18:00' },
        ],
        weekdays: [1, 2, 3, 4, 5],
        overrides: { '2026-03-17': { off: true, name: '本区运动会' } },
        baseVersion: 1,
      },
      { caller: await administrator(tx), now: later(60), reason: '本区运动会' },
    )
    expect(await work(tx)).toBe(1)
    const page = await casePage(tx, await as(tx, 'chen'), caseId, later(72))
    expect(page.events.at(-1)?.words).toBe('本区运动会')
    expect(page.clocks.find((c) => c.stoppedAt === null)?.calendarVersion).toBe(2)
    expect(Date.parse(page.ribbon.promisedAt ?? '')).toBeGreaterThan(
      Date.parse(shanghai('18', '10:05')),
    )
    expect(monday.getTime()).toBeLessThan(Date.parse(page.ribbon.promisedAt ?? ''))
  })
})

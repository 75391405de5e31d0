import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import {
  aReport,
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
  type Name,
} from '#testing/small-district.ts'
import { ringClocks } from './alarms.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import { followPage, judgeOwn, reopenOwn } from './follow.ts'
import { caseCounts, casePoints, listCases } from './lists.ts'
import { reportCase } from './report.ts'
import * as unit from './unit.ts'

const lampMatter = { kind: 'matter' as const, code: '01037' }
const report = (db: Db, over: Record<string, unknown> = {}, now = monday) =>
  reportCase(db, aReport(over), { cipher, caller: anonymous(districtId), now })

/** What one person does to a case at a minute of the story. */
const does = async (db: Db, name: Name, caseId: string, minute: number) => ({
  caseId,
  caller: await as(db, name),
  now: later(minute),
  baseVersion: null,
})

async function handled(db: Db) {
  const received = await report(db)
  const { caseId } = received
  await desk.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await desk.dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await unit.acceptTask(db, await does(db, 'zhou', caseId, 20))
  await unit.finish(db, {
    ...(await does(db, 'zhou', caseId, 120)),
    words: '换了灯泡',
    before: [],
    after: await aPicture(db),
  })
  return received
}

/** A picture as the files module would have stored it. */
async function aPicture(db: Db): Promise<string[]> {
  const fileId = crypto.randomUUID()
  await sql`insert into files.file (district_id, id, sha256, kind, media_type, bytes, created_at)
    values (${districtId}, ${fileId}, ${'0'.repeat(64)}, 'original', 'image/jpeg', 1, ${monday})`.execute(
    db,
  )
  return [fileId]
}

const following = (r: { shortCode: string; ownKey: string }, minute: number, key = r.ownKey) => ({
  caller: anonymous(districtId),
  cipher,
  now: later(minute),
  shortCode: r.shortCode,
  key,
})

describe('the loop', () => {
  useDatabase()

  inTransaction(
    'runs from a report to the reporter’s verdict, and the chain verifies',
    async (tx) => {
      await foundDistrict(tx)
      const received = await handled(tx)
      await closing.inspect(tx, {
        ...(await does(tx, 'li', received.caseId, 140)),
        passed: true,
        words: '',
        photos: [],
      })
      const before = await followPage(tx, following(received, 150))
      expect(before).toMatchObject({
        status: 'closed',
        unitName: '市政中心',
        done: '换了灯泡',
        level: 'own',
      })
      expect(before.allowed).toContain('judge')
      const after = await judgeOwn(tx, following(received, 160), {
        solved: true,
        satisfied: 3,
        words: '谢谢',
      })
      expect(after.verdict).toEqual({ solved: true, satisfied: 3 })
      expect(after.allowed).not.toContain('judge')
      const page = await casePage(tx, await as(tx, 'chen'), received.caseId, later(170))
      expect(page.events.map((e) => e.type)).toEqual([
        'case.reported',
        'case.filed',
        'case.dispatched',
        'case.accepted',
        'case.finished',
        'case.closed',
        'case.judged',
      ])
      expect(page.routing).toMatchObject({
        unitName: '市政中心',
        why: ['matter'],
        rule: { name: '路灯归市政' },
      })
      expect(page.clocks.every((c) => c.stoppedAt !== null && c.onTime)).toBe(true)
      expect(await checkChain(tx, districtId, received.caseId)).toEqual({
        events: 7,
        intact: true,
        brokenAt: null,
      })
      await sql`update cases.event set body = body || '{"unit":"x"}' where seq = 3`.execute(tx)
      expect(await checkChain(tx, districtId, received.caseId)).toMatchObject({
        intact: false,
        brokenAt: 3,
      })
    },
  )

  inTransaction('erasing a reporter’s words breaks no chain, changing them does', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await sql`update cases.event set personal = null`.execute(tx)
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
    await sql`update cases.event set personal = '{"words":"别的话"}'`.execute(tx)
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: false })
  })

  inTransaction(
    'a repeated send is one case with one answer; another body under its id is refused',
    async (tx) => {
      await foundDistrict(tx)
      const body = { clientId: id('phone/1') }
      const [first, second] = [await report(tx, body), await report(tx, body, later(3))]
      expect(second).toEqual(first)
      await expect(report(tx, { ...body, words: '别的' })).rejects.toMatchObject({
        code: 'cases.client_id_taken',
      })
      expect(first.number).toBe('4207042026031600001')
      expect((await report(tx)).number).toBe('4207042026031600002')
    },
  )

  inTransaction(
    'finds grid and community of the point, and promises in working time',
    async (tx) => {
      await foundDistrict(tx)
      const friday = new Date('2026-03-20T09:50:00Z') // 17:50 on a Friday
      const { caseId, receivePromise } = await report(tx, {}, friday)
      expect(receivePromise).toEqual(new Date('2026-03-23T00:05:00Z')) // Monday 8:05
      const page = await casePage(tx, await as(tx, 'chen'), caseId, friday)
      expect(page).toMatchObject({
        gridCode: '420704001014001',
        communityName: '澜湖社区',
        status: 'reported',
      })
    },
  )

  inTransaction(
    'a scope sees its own and nothing else, in lists, counts, map and pages alike',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      const ask = { view: 'all' as const, limit: 50 }
      for (const [name, sees] of [
        ['chen', 1],
        ['li', 1],
        ['centre', 1],
        ['qian', 0],
        ['zhou', 0],
      ] as const) {
        const caller = await as(tx, name)
        expect((await listCases(tx, caller, ask, monday)).rows, name).toHaveLength(sees)
        expect((await caseCounts(tx, caller, monday)).open, name).toBe(sees)
        expect((await casePoints(tx, caller, ask, monday)).points, name).toHaveLength(sees)
        const page = casePage(tx, caller, caseId, monday)
        if (sees) expect((await page).id).toBe(caseId)
        else await expect(page).rejects.toMatchObject({ status: 404 })
      }
      const nobody = { ...(await as(tx, 'chen')), scope: { areas: [], units: [] } }
      expect((await listCases(tx, nobody, ask, monday)).rows).toEqual([])
    },
  )

  inTransaction('tells who comes too late what the other did', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    await desk.receive(tx, { ...(await does(tx, 'chen', caseId, 1)), baseVersion: 1 })
    const late = desk.file(tx, {
      ...(await does(tx, 'wang', caseId, 2)),
      baseVersion: 1,
      matter: lampMatter,
      words: '',
    })
    await expect(late).rejects.toMatchObject({
      status: 409,
      code: 'cases.out_of_date',
      details: { since: [{ type: 'case.received' }] },
    })
  })

  inTransaction(
    'nobody inspects their own work; a failed inspection is rework on the same clock',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await handled(tx)
      const self = { ...(await does(tx, 'li', caseId, 130)), passed: true, words: '', photos: [] }
      self.caller = { ...self.caller, personId: id('zhou') }
      await expect(closing.inspect(tx, self)).rejects.toMatchObject({ code: 'cases.own_work' })
      const promised = (await casePage(tx, await as(tx, 'chen'), caseId, later(130))).ribbon
        .promisedAt
      await closing.inspect(tx, {
        ...(await does(tx, 'li', caseId, 180)),
        passed: false,
        words: '还是不亮',
        photos: [],
      })
      const page = await casePage(tx, await as(tx, 'zhou'), caseId, later(181))
      expect(page).toMatchObject({ status: 'handling', tasks: [{ state: 'rework' }] })
      // An hour (11:00 to 12:00) went by in inspection... the rest of it is lunch, which counts for nobody.
      expect(Date.parse(page.ribbon.promisedAt ?? '')).toBeGreaterThan(
        Date.parse(promised ?? '') - 1,
      )
      expect(page.clocks.filter((c) => c.stage === 'handle')).toHaveLength(1)
    },
  )

  inTransaction(
    'a return goes back to the desk with what was said; the second to the coordinator, then no more',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
      for (const round of [1, 2]) {
        await desk.dispatch(tx, {
          ...(await does(tx, 'wang', caseId, round * 10)),
          unitId: id('greening'),
          words: '',
        })
        await unit.askRequest(tx, {
          ...(await does(tx, 'sun', caseId, round * 10 + 1)),
          kind: 'return',
          reasonCode: await aReason(tx, 'return'),
          words: '不归我们管',
          extension: null,
          resumeAt: null,
        })
        const asked = await casePage(tx, await as(tx, 'wang'), caseId, later(round * 10 + 2))
        expect(asked).toMatchObject({ status: 'dispatched', unitName: '园林中心' })
        const request = asked.requests.find((r) => r.state === 'asked')
        await unit.decideRequest(tx, {
          ...(await does(tx, 'wang', caseId, round * 10 + 3)),
          requestId: request?.id ?? '',
          grant: true,
          words: '',
        })
        expect((await casePage(tx, await as(tx, 'wang'), caseId, later(60))).owner).toBe(
          round === 1 ? 'desk' : 'coordinator',
        )
      }
      await desk.dispatch(tx, {
        ...(await does(tx, 'wang', caseId, 40)),
        unitId: id('greening'),
        words: '',
      })
      const third = unit.askRequest(tx, {
        ...(await does(tx, 'sun', caseId, 41)),
        kind: 'return',
        reasonCode: await aReason(tx, 'return'),
        words: '还是不归',
        extension: null,
        resumeAt: null,
      })
      await expect(third).rejects.toMatchObject({ code: 'cases.no_return_left' })
    },
  )

  inTransaction(
    'a suspension pauses the promise with its reason and conserves the time left',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 0)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 0)), unitId: null, words: '' })
      await unit.acceptTask(tx, await does(tx, 'zhou', caseId, 0))
      const promised = Date.parse(
        (await casePage(tx, await as(tx, 'wang'), caseId, later(1))).ribbon.promisedAt ?? '',
      )
      await unit.askRequest(tx, {
        ...(await does(tx, 'zhou', caseId, 30)),
        kind: 'suspension',
        reasonCode: await aReason(tx, 'suspension'),
        words: '等配件',
        extension: null,
        resumeAt: null,
      })
      const requestId =
        (await casePage(tx, await as(tx, 'wang'), caseId, later(31))).requests[0]?.id ?? ''
      await unit.decideRequest(tx, {
        ...(await does(tx, 'wang', caseId, 60)),
        requestId,
        grant: true,
        words: '',
      })
      const paused = await casePage(tx, await as(tx, 'wang'), caseId, later(61))
      expect(paused).toMatchObject({ paused: true, dueAt: null, overdue: false })
      await unit.resume(tx, { ...(await does(tx, 'wang', caseId, 60 + 7 * 24 * 60)), words: '' })
      const resumed = await casePage(tx, await as(tx, 'wang'), caseId, later(60 + 7 * 24 * 60))
      // A whole week with the same working hours: exactly a week later.
      expect(Date.parse(resumed.ribbon.promisedAt ?? '') - promised).toBe(7 * 86_400_000)
      expect(resumed.ribbon.pauses).toHaveLength(1)
    },
  )

  inTransaction('each alarm rings once, and tells the posts that should hear it', async (tx) => {
    await foundDistrict(tx)
    await report(tx)
    expect(await ringClocks(tx, later(8))).toBe(1)
    expect(await ringClocks(tx, later(8))).toBe(0)
    for (const minute of [13, 16, 18]) await ringClocks(tx, later(minute))
    const { rows } = await sql<{
      level: string
    }>`select level from cases.escalation order by at`.execute(tx)
    expect(rows.map((r) => r.level)).toEqual(['reminder', 'yellow', 'overdue', 'manager'])
    const { rows: told } = await sql<{
      person_id: string
    }>`select distinct person_id from notices.notice`.execute(tx)
    expect(told.map((t) => t.person_id)).toContain(id('chen'))
    expect(told.map((t) => t.person_id)).not.toContain(id('qian'))
  })

  inTransaction(
    'what nobody’s rule matches goes to the secretary; a refusal names the next door',
    async (tx) => {
      await foundDistrict(tx)
      const one = await report(tx)
      await desk.file(tx, {
        ...(await does(tx, 'chen', one.caseId, 5)),
        matter: { kind: 'matter', code: '06010' },
        words: '',
      })
      expect((await casePage(tx, await as(tx, 'chen'), one.caseId, later(6))).owner).toBe(
        'secretary',
      )
      const two = await report(tx)
      await desk.refuse(tx, {
        ...(await does(tx, 'chen', two.caseId, 5)),
        reasonCode: await aReason(tx, 'refusal'),
        words: '请看说明',
      })
      const page = await followPage(tx, following(two, 6))
      expect(page.status).toBe('refused')
      expect(page.refusal?.door.length).toBeGreaterThan(0)
    },
  )

  inTransaction(
    'of a confidential report the unit sees neither words nor reporter’s pictures',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx, {
        confidential: true,
        phone: '13800000000',
        photos: await aPicture(tx),
      })
      await desk.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await does(tx, 'wang', caseId, 6)), unitId: null, words: '' })
      const seen = JSON.stringify(await casePage(tx, await as(tx, 'zhou'), caseId, later(7)))
      expect(seen).not.toContain('麻纺厂')
      expect(seen).not.toContain('13800000000')
      expect((await casePage(tx, await as(tx, 'chen'), caseId, later(7))).words).toContain('麻纺厂')
    },
  )

  inTransaction(
    'the reporter reopens within the window, to the same unit; a shared link may only look',
    async (tx) => {
      await foundDistrict(tx)
      const received = await handled(tx)
      await closing.inspect(tx, {
        ...(await does(tx, 'li', received.caseId, 140)),
        passed: true,
        words: '',
        photos: [],
      })
      const shared = following(received, 150, received.lookKey)
      expect((await followPage(tx, shared)).level).toBe('look')
      await expect(
        judgeOwn(tx, shared, { solved: false, satisfied: 1, words: '' }),
      ).rejects.toMatchObject({ status: 403 })
      const page = await reopenOwn(tx, following(received, 200), { words: '又灭了', photos: [] })
      expect(page).toMatchObject({ status: 'dispatched', unitName: '市政中心' })
      const tooLate = reopenOwn(tx, following(received, 200), { words: '又灭了', photos: [] })
      await expect(tooLate).rejects.toMatchObject({ code: 'cases.wrong_status' })
    },
  )

  onDatabase(
    'of two at once one wins and the other is told; of two same sends there is one case',
    async (db) => {
      await db.transaction().execute((tx) => foundDistrict(tx))
      const { caseId } = await report(db)
      const by = async (name: Name) => ({
        ...(await does(db, name, caseId, 5)),
        baseVersion: 1,
        matter: lampMatter,
        words: '',
      })
      const [one, two] = [await by('chen'), await by('wang')]
      const results = await Promise.allSettled([desk.file(db, one), desk.file(db, two)])
      expect(results.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
      const same = { clientId: id('phone/2') }
      const sends = await Promise.all([1, 2, 3, 4].map(() => report(db, same)))
      expect(new Set(sends.map((s) => s.number)).size).toBe(1)
    },
  )

  inTransaction('no open case is without an owner and a running or paused clock', async (tx) => {
    await foundDistrict(tx)
    await handled(tx)
    const { caseId } = await report(tx)
    await desk.askVerification(tx, { ...(await does(tx, 'chen', caseId, 5)), words: '' })
    await desk.answerVerification(tx, {
      ...(await does(tx, 'li', caseId, 15)),
      found: true,
      words: '在',
      photos: [],
    })
    const { rows } = await sql`
      select c.id from cases.case c where c.owner <> 'none' and not exists (
        select from cases.clock k where k.district_id = c.district_id and k.case_id = c.id and k.stopped_at is null)`.execute(
      tx,
    )
    expect(rows).toEqual([])
  })
})

async function aReason(db: Db, kind: string): Promise<string> {
  const { rows } = await sql<{
    code: string
  }>`select code from catalogue.reason where district_id = ${districtId} and kind = ${kind} order by code limit 1`.execute(
    db,
  )
  return rows[0]?.code ?? ''
}

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { aReason, does, following, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { anonymous } from '#platform/server/caller.ts'
import {
  aReport,
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import { EventView } from '../contract/shapes.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import { followPage } from './follow.ts'
import { judgeOwn, reopenOwn } from './own-changes.ts'
import { reportCase } from './report.ts'
import * as unit from './unit.ts'

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
      details: { since: [{ type: 'case.received', who: 'chen', organisation: '澜湖社区' }] },
    })
    // The page reads it with the contract's own shape.
    const since = await late.catch(
      (error: { details: { since: unknown[] } }) => error.details.since,
    )
    expect(z.array(EventView).safeParse(since).success).toBe(true)
  })

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

  onDatabase('takes another short code where the first is taken', async (db) => {
    await db.transaction().execute((tx) => foundDistrict(tx))
    const codes = ['AAAAAA', 'AAAAAA', 'AAAAAA', 'CCCCCC']
    const newCode = () => codes.shift() ?? 'DDDDDD'
    const parts = { cipher, caller: anonymous(districtId), now: later(0), newCode }
    const first = await reportCase(db, aReport(), parts)
    const second = await reportCase(db, aReport(), parts)
    expect([first.shortCode, second.shortCode]).toEqual(['AAAAAA', 'CCCCCC'])
    expect([first.number.slice(-5), second.number.slice(-5)]).toEqual(['00001', '00002'])
    const never = { ...parts, newCode: () => 'AAAAAA' }
    await expect(reportCase(db, aReport(), never)).rejects.toThrow('case_short_code_unique')
  })
})

import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  districtId,
  foundDistrict,
  id,
  lamp,
  later,
  type Name,
} from '#testing/small-district.ts'
import { joinIssues, takeOut } from './change.ts'
import { catchUpIssues, hearForIssues } from './put.ts'
import { issueOfCase, issuePage, listIssues } from './views.ts'

const day = (n: number) => later(n * 1440)

/** A report, and the fact of it as the jobs hand it on, as often as they like. */
async function told(db: Db, at: Date, over: Record<string, unknown>): Promise<string> {
  const { caseId } = await report(db, { address: '', ...over }, at)
  const fact = { type: 'case.reported', key: `${caseId}:1`, districtId, at: at.toISOString() }
  await hearForIssues(db, { ...fact, body: { caseId, seq: 1 } })
  await hearForIssues(db, { ...fact, body: { caseId, seq: 1 } })
  return caseId
}

const kiln = [
  { words: '青竹苑小区旁边新建砖窑，粉尘太大，窗台上每天一层灰尘', phone: '13812345601' },
  { words: '砖窑的灰尘让人没法开窗，青竹苑小区居民苦不堪言', phone: '13812345602' },
  { words: '请管管青竹苑小区边上的砖窑，灰尘落满阳台', phone: '13812345603' },
]

async function kilnTold(db: Db) {
  await told(db, day(0), { words: '路口红绿灯坏了，过马路不安全' })
  const ids: string[] = []
  for (const [n, over] of kiln.entries()) ids.push(await told(db, day(n + 1), over)) // oxlint-disable-line no-await-in-loop -- in order of time
  return ids
}

const listFor = async (db: Db, name: Name, now = day(5)) =>
  listIssues(db, await as(db, name), { days: 365, now })

describe('hot issues', () => {
  useDatabase()

  inTransaction('come of three people who wrote of one trouble, and are told once', async (tx) => {
    await foundDistrict(tx)
    const ids = await kilnTold(tx)
    await told(tx, day(4), { words: '砖窑灰尘还是那么大，青竹苑小区', phone: '13812345601' })
    const { rows } = await listFor(tx, 'wang')
    expect(rows).toMatchObject([
      { people: 3, messages: 4, detectedAt: day(3).toISOString(), open: 4, troubles: ['dust'] },
    ])
    expect(rows[0]?.names.join()).toContain('青竹苑')
    const { members, history, beyond } = await issuePage(tx, await as(tx, 'wang'), {
      number: rows[0]!.number,
      now: day(5),
    })
    expect(members.map((m) => m.caseId).slice(1)).toEqual(ids.toReversed())
    expect(members.every((m) => m.canFollow && m.canLead)).toBe(true)
    expect([history.map((h) => h.type), beyond]).toEqual([['detected'], 0])
    const of = { caseId: ids[0] ?? '', now: day(5) }
    expect(await issueOfCase(tx, await as(tx, 'wang'), of)).toMatchObject({ people: 3 })
    expect(await issueOfCase(tx, await as(tx, 'qian'), of)).toBeNull()
    const notices = await tx
      .selectFrom('notices.notice')
      .select(['person_id', 'link'])
      .where('kind', '=', 'reading.issue_detected')
      .execute()
    expect(notices).toEqual([{ person_id: id('wang'), link: `/console/issues/${rows[0]?.number}` }])
  })

  inTransaction(
    'are seen as far as the scope reaches, and no confidential report is in them',
    async (tx) => {
      await foundDistrict(tx)
      await kilnTold(tx)
      await told(tx, day(4), {
        words: '青竹苑小区砖窑灰尘，不要说是我',
        phone: '13812345609',
        confidential: true,
      })
      expect((await listFor(tx, 'chen')).rows).toMatchObject([{ messages: 3 }])
      expect((await listFor(tx, 'qian')).rows).toEqual([])
      expect((await listFor(tx, 'zhou')).rows).toEqual([])
      const { number } = (await listFor(tx, 'chen')).rows[0]!
      await expect(
        issuePage(tx, await as(tx, 'qian'), { number, now: day(5) }),
      ).rejects.toMatchObject({
        code: 'reading.issue_not_found',
      })
    },
  )

  inTransaction(
    'let go of what is about something else, and do not take it back by themselves',
    async (tx) => {
      await foundDistrict(tx)
      await kilnTold(tx)
      const caller = await as(tx, 'wang')
      const { number } = (await listFor(tx, 'wang')).rows[0]!
      const before = await issuePage(tx, caller, { number, now: day(5) })
      const { reportId, shortCode } = before.members[0]!
      const change = { caller, number, baseVersion: before.version, now: day(5) }
      await takeOut(tx, { ...change, reportId })
      const after = await issuePage(tx, caller, { number, now: day(5) })
      expect(after.members.map((m) => m.shortCode)).not.toContain(shortCode)
      expect(after.history.at(-1)).toMatchObject({ type: 'taken_out', shortCode })
      expect(after.history.at(-1)?.by).not.toBeNull()
      await expect(takeOut(tx, { ...change, reportId })).rejects.toMatchObject({
        code: 'reading.issue_out_of_date',
      })
      await told(tx, day(6), { words: kiln[2]!.words, phone: '13812345604' })
      const then = await issuePage(tx, caller, { number, now: day(7) })
      expect(then.members.map((m) => m.shortCode)).not.toContain(shortCode)
    },
  )

  inTransaction('are joined by a person, and the old address leads on', async (tx) => {
    await foundDistrict(tx)
    await kilnTold(tx)
    for (const n of [1, 2, 3])
      // oxlint-disable-next-line no-await-in-loop -- in order of time
      await told(tx, day(n), { words: '松涛花园楼下麻将馆通宵噪音扰民', phone: `1391234560${n}` })
    const caller = await as(tx, 'wang')
    const [one, other] = (await listFor(tx, 'wang')).rows
    const page = await issuePage(tx, caller, { number: one!.number, now: day(5) })
    const input = { caller, number: one!.number, baseVersion: page.version, now: day(5) }
    await joinIssues(tx, { ...input, other: other!.number })
    expect((await listFor(tx, 'wang')).rows).toMatchObject([{ messages: 6, people: 6 }])
    const led = await issuePage(tx, caller, { number: other!.number, now: day(5) })
    expect(led).toMatchObject({ number: one!.number, messages: 6 })
    expect(led.history.at(-1)).toMatchObject({ type: 'joined', other: other!.number })
    await expect(joinIssues(tx, { ...input, other: one!.number })).rejects.toMatchObject({
      code: 'reading.issue_itself',
    })
  })

  inTransaction('take up what was reported before there were any, once', async (tx) => {
    await foundDistrict(tx)
    for (const [n, over] of kiln.entries()) await report(tx, { address: '', ...over }, day(n)) // oxlint-disable-line no-await-in-loop -- in order of time
    expect([await catchUpIssues(tx, day(5)), await catchUpIssues(tx, day(5))]).toEqual([3, 0])
    expect((await listFor(tx, 'wang')).rows).toMatchObject([
      { people: 3, detectedAt: day(2).toISOString() },
    ])
  })

  inTransaction('swallow whatever people send', async (tx) => {
    await foundDistrict(tx)
    const odd = [
      '😀😀',
      '噪音擾民，請處理',
      'Street lamp is dark',
      '砖窑粉尘青竹苑小区'.repeat(500),
    ]
    for (const [n, words] of odd.entries())
      await told(tx, day(n), { words, place: n % 2 ? lamp : null }) // oxlint-disable-line no-await-in-loop -- in order of time
    expect((await listFor(tx, 'centre')).rows).toEqual([])
    const { count } = await tx
      .selectFrom('reading.issue_member')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(odd.length)
  })
})

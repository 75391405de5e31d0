import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import { aPicture, aReason, following, lampMatter, report } from '#testing/case-story.ts'
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
import type { CasePage } from '../contract/shapes.ts'
import { allowedActions } from '../domain/actions.ts'
import { isFinal } from '../domain/case.ts'
import { ringClocks } from './alarms.ts'
import { casePage } from './case-page.ts'
import { actorOf, aroundOf, caseOf, type ChangeInput } from './change.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { checkChain } from './events.ts'
import { mergeCase, takeApart } from './merging/merge.ts'
import { replyToReporter } from './replies/reply.ts'
import * as own from './own-changes.ts'
import { waiting } from './sight.ts'
import { transferCase } from './transfer.ts'
import * as unit from './unit.ts'

const people = ['chen', 'wang', 'zhao', 'li', 'gao', 'zhou', 'ma', 'sun', 'centre'] as const
type Act = CasePage['allowed'][number]
type Doing = (db: Db, input: ChangeInput, page: CasePage, n: number) => Promise<unknown>

const rubbish = { kind: 'matter' as const, code: '06010' }
const some = <T>(list: readonly T[], n: number): T => list[n % list.length]!
const asking =
  (kind: 'return' | 'extension' | 'suspension'): Doing =>
  async (db, input) =>
    unit.askRequest(db, {
      ...input,
      kind,
      reasonCode: await aReason(db, kind),
      words: '原因',
      extension: kind === 'extension' ? { value: 1, unit: 'WORK_DAY' } : null,
      resumeAt: null,
    })

/** How each action of the table is done, with values that make sense. */
const doings: Record<Act, Doing> = {
  receive: (db, input) => desk.receive(db, input),
  refuse: async (db, input) =>
    desk.refuse(db, { ...input, reasonCode: await aReason(db, 'refusal'), words: '' }),
  ask_verification: (db, input) => desk.askVerification(db, { ...input, words: '' }),
  answer_verification: (db, input, _, n) =>
    desk.answerVerification(db, { ...input, found: n % 2 === 0, words: '', photos: [] }),
  file: (db, input, _, n) =>
    desk.file(db, { ...input, matter: some([lampMatter, rubbish], n), words: '' }),
  settle: async (db, input) =>
    desk.settle(db, {
      ...input,
      matter: lampMatter,
      words: '好了',
      before: [],
      after: await aPicture(db),
    }),
  dispatch: (db, input, _, n) =>
    desk.dispatch(db, { ...input, unitId: id(some(['municipal', 'greening'], n)), words: '' }),
  reclassify: (db, input, _, n) =>
    desk.reclassify(db, { ...input, matter: some([lampMatter, rubbish], n), words: '' }),
  relocate: (db, input) =>
    desk.relocate(db, { ...input, place: lamp, address: '', addressId: null, words: '' }),
  assign: (db, input, _, n) =>
    unit.assignTask(db, { ...input, personId: id(some(['zhou', 'ma', 'sun'], n)) }),
  accept: (db, input) => unit.acceptTask(db, input),
  return: asking('return'),
  ask_extension: asking('extension'),
  ask_suspension: asking('suspension'),
  arrive: (db, input) => unit.arrive(db, { ...input, place: null }),
  finish: async (db, input) =>
    unit.finish(db, { ...input, words: '好了', before: [], after: await aPicture(db) }),
  decide_request: (db, input, page, n) =>
    unit.decideRequest(db, {
      ...input,
      requestId: page.requests.find((r) => r.state === 'asked')?.id ?? '',
      grant: n % 3 !== 0,
      words: '',
    }),
  resume: (db, input) => unit.resume(db, { ...input, words: '' }),
  inspect: (db, input, _, n) =>
    closing.inspect(db, { ...input, passed: n % 3 !== 0, words: '', photos: [] }),
  call_back: (db, input) =>
    closing.callBack(db, { ...input, way: 'call', solved: true, satisfied: 3, words: '' }),
  reopen: (db, input) => closing.reopen(db, { ...input, words: '又坏了' }),
  withdraw: (db, input) => desk.withdraw(db, { ...input, words: '' }),
  merge: async (db, input) =>
    mergeCase(db, { ...input, masterId: (await report(db)).caseId, words: '同一件事' }),
  reply: (db, input) => replyToReporter(db, { ...input, words: '已经安排', templateId: null }),
  take_apart: (db, input) => takeApart(db, { ...input, words: '不是同一件事' }),
  void: (db, input) => desk.makeVoid(db, { ...input, words: '立错了' }),
  transfer: (db, input) =>
    transferCase(db, {
      ...input,
      receiver: '市水利局',
      reference: '函 3 号',
      transferredOn: '2026-03-16',
      words: '归水利局管',
    }),
  note: (db, input) => desk.note(db, { ...input, words: '记一笔', photos: [], public: false }),
  see_contact: async () => undefined,
  release_photo: async () => undefined,
}

/** Ends that lead nowhere would make short walks, and notes idle ones: both are taken seldom. */
const ending: ReadonlySet<Act> = new Set(['refuse', 'withdraw', 'void', 'merge', 'transfer'])
const idle: ReadonlySet<Act> = new Set([
  'note',
  'reply',
  'relocate',
  'reclassify',
  'settle',
  'see_contact',
  'release_photo',
])
const allActs = Object.keys(doings) as Act[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- the keys of a literal table

interface Walk {
  db: Db
  received: Awaited<ReturnType<typeof report>>
  minute: number
  callers: Map<Name, Caller>
}

interface Step {
  who: number
  what: number
  n: number
  minutes: number
}

/** Everything that somebody may do now and that leads on, as the pages of all would show it. */
async function leadingOn({ db, received, callers }: Walk, n: number) {
  const row = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', received.caseId)
    .executeTakeFirstOrThrow()
  const around = await aroundOf(db, row)
  return [...callers].flatMap(([name, caller]) =>
    allowedActions(caseOf(row), actorOf(caller), around)
      .filter((act) => (n % 9 === 0 || !ending.has(act)) && (n % 6 === 0 || !idle.has(act)))
      .map((act) => ({ name, act })),
  )
}

/** One step: somebody does one of the things that the page allows them, or something it does not. */
async function take(walk: Walk, { who, what, n }: Step): Promise<void> {
  const { db, received, minute, callers } = walk
  if (who >= people.length) return residentActs(walk, what)
  const { caseId } = received
  const likely = await leadingOn(walk, n)
  const wild = { name: some(people, who), act: some(allActs, what) }
  const { name, act } = n % 5 === 1 || likely.length === 0 ? wild : some(likely, what)
  const caller = callers.get(name)!
  const page = await casePage(db, caller, caseId, later(minute)).catch(() => null)
  if (!page) return
  const input = { caseId, caller, now: later(minute), baseVersion: page.version }
  const done = doings[act](db, input, page, n)
  if (page.allowed.includes(act)) await done
  else if (act !== 'see_contact' && act !== 'release_photo')
    await expect(done, `${act} while ${page.status}`).rejects.toBeInstanceOf(Problem)
}

async function residentActs({ db, received, minute }: Walk, what: number): Promise<void> {
  const page = following(received, minute)
  const words = { words: '又坏了', photos: [] }
  const acts = [
    () => own.judgeOwn(db, page, { solved: false, satisfied: 1, words: '' }),
    () => own.reopenOwn(db, page, words),
    () => own.addToCase(db, page, { ...words, clientId: crypto.randomUUID() }),
  ]
  await some(acts, what)()
}

interface Standing {
  status: CasePage['status']
  owner: string
  version: number
  events: number
  clocks: number
  tasks: number
  asked: number
  last: string
}

async function standingOf(db: Db, caseId: string): Promise<Standing> {
  const { rows } = await sql<Standing>`select c.status, c.owner, c.version,
    (select count(*)::int from cases.event e where e.district_id = c.district_id and e.case_id = c.id) as events,
    (select count(*)::int from cases.clock k where k.district_id = c.district_id and k.case_id = c.id and k.stopped_at is null) as clocks,
    (select count(*)::int from cases.task t where t.district_id = c.district_id and t.case_id = c.id
      and t.state in ('offered', 'accepted', 'rework')) as tasks,
    (select count(*)::int from cases.request r where r.district_id = c.district_id and r.case_id = c.id and r.state = 'asked') as asked,
    (select e.type from cases.event e where e.district_id = c.district_id and e.case_id = c.id order by seq desc limit 1) as last
    from cases.case c where c.district_id = ${districtId} and c.id = ${caseId}`.execute(db)
  return rows[0]!
}

/** What must hold after every step, whatever it was. */
/** The row that measures read, against what it is derived from. */
async function misMeasured(db: Db, caseId: string): Promise<unknown[]> {
  const { rows } = await sql`
    (select * from cases.v_measurable_case where case_id = ${caseId}
      except select * from cases.measured where case_id = ${caseId})
    union all
    (select * from cases.measured where case_id = ${caseId}
      except select * from cases.v_measurable_case where case_id = ${caseId})`.execute(db)
  return rows
}

/** Units with a task, a call or the case itself in hand that could not see it in their lists. */
async function unseenUnits(db: Db, caseId: string, open: boolean): Promise<unknown[]> {
  const { rows } = await sql`
    select u.unit_id from (
      select unit_id from cases.case where id = ${caseId} and unit_id is not null
      union select unit_id from cases.task where case_id = ${caseId}
      union select k.unit_id from cases.whistle w join cases.whistle_call k on k.whistle_id = w.id
        where w.case_id = ${caseId}) u
    where not exists (select from cases.sight s
      where s.case_id = ${caseId} and s.unit_id = u.unit_id and s.open = ${open})`.execute(db)
  return rows
}

/** Units in whose order the case stands elsewhere than in that of its place. */
async function misplaced(db: Db, caseId: string): Promise<unknown[]> {
  const { rows } = await sql`
    select s.unit_id from cases.sight s join cases.case c on c.district_id = s.district_id and c.id = s.case_id
    where c.id = ${caseId} and (s.waits_until <> ${waiting} or s.reported_at <> c.reported_at
      or s.unit_id::text <> all(c.seen_by))`.execute(db)
  return rows
}

async function expectSound(db: Db, caseId: string, before: Standing): Promise<Standing> {
  const now = await standingOf(db, caseId)
  const final = isFinal(now.status)
  const what = JSON.stringify({ before, now })
  expect(now.owner === 'none', what).toBe(final)
  expect(now.clocks > 0, what).toBe(!final)
  expect(now.version, what).toBe(now.events)
  expect(await checkChain(db, districtId, caseId), what).toMatchObject({ intact: true })
  expect(await misMeasured(db, caseId), what).toEqual([])
  expect(await unseenUnits(db, caseId, !final), what).toEqual([])
  expect(await misplaced(db, caseId), what).toEqual([])
  expect(now.tasks <= 1 && now.asked <= 1, what).toBe(true)
  expect(now.tasks === 1, what).toBe(now.status === 'dispatched' || now.status === 'handling')
  if (isFinal(before.status) && now.status !== before.status)
    expect(
      [
        ['closed', 'case.reopened'],
        ['merged', 'case.taken_apart'],
      ],
      what,
    ).toContainEqual([before.status, now.last])
  return now
}

const step = fc.record({
  who: fc.nat(people.length),
  what: fc.nat(200),
  n: fc.nat(200),
  minutes: fc.integer({ min: 1, max: 900 }),
})

describe('whatever anybody does', () => {
  useDatabase()

  inTransaction('a case stays whole', async (tx) => {
    await foundDistrict(tx)
    const reached = new Set<string>()
    const callers = new Map<Name, Caller>()
    for (const name of people) callers.set(name, await as(tx, name))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 30 }), async (steps) => {
        const received = await report(tx, { phone: '13800000000' })
        let standing = await standingOf(tx, received.caseId)
        let minute = 0
        for (const one of steps) {
          minute += one.minutes
          try {
            await take({ db: tx, received, minute, callers }, one)
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(await standingOf(tx, received.caseId)).toEqual(standing)
          }
          if (one.n % 20 === 0) await ringClocks(tx, later(minute))
          standing = await expectSound(tx, received.caseId, standing)
          reached.add(standing.status)
        }
      }),
      { numRuns: 8, endOnFailure: true },
    )
    expect(reached.size).toBeGreaterThan(5)
  })

  inTransaction('a changed event and a cut tail are found', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx)
    for (const minute of [5, 6, 7])
      await desk.note(tx, {
        caseId,
        caller: await as(tx, 'chen'),
        now: later(minute),
        baseVersion: null,
        words: `第 ${minute} 条`,
        photos: [],
        public: false,
      })
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('body', 'type', 'personal', 'canonical', 'hash', 'cut', 'seq'),
        async (seq, what) => {
          await sql`savepoint before_tampering`.execute(tx)
          await tamper(tx, caseId, { seq, what })
          const { intact, brokenAt } = await checkChain(tx, districtId, caseId)
          expect([intact, brokenAt !== null && brokenAt <= seq + 1], `${what} ${seq}`).toEqual([
            false,
            true,
          ])
          await sql`rollback to savepoint before_tampering`.execute(tx)
        },
      ),
      { numRuns: 40 },
    )
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true, events: 4 })
  })

  inTransaction(
    'the database itself keeps one open request of a kind and owners right',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await report(tx)
      const asUnit = async (name: Name, minute: number) => ({
        caseId,
        caller: await as(tx, name),
        now: later(minute),
        baseVersion: null,
      })
      await desk.file(tx, { ...(await asUnit('chen', 1)), matter: lampMatter, words: '' })
      await desk.dispatch(tx, { ...(await asUnit('wang', 2)), unitId: null, words: '' })
      await asking('return')(tx, await asUnit('zhou', 3), {} as CasePage, 0) // oxlint-disable-line typescript/no-unsafe-type-assertion -- asking reads no page
      await expect(
        asking('return')(tx, await asUnit('ma', 4), {} as CasePage, 0), // oxlint-disable-line typescript/no-unsafe-type-assertion -- the same
      ).rejects.toMatchObject({ code: 'cases.already_asked' })
      const broken = async (statement: ReturnType<typeof sql>, constraint: string) => {
        await sql`savepoint before_breaking`.execute(tx)
        await expect(statement.execute(tx)).rejects.toThrow(constraint)
        await sql`rollback to savepoint before_breaking`.execute(tx)
      }
      await broken(
        sql`insert into cases.request select district_id, gen_random_uuid(), case_id, task_id, kind,
        state, reason_code, words, asked_limit, resume_at, asked_by, asked_at, decided_by, decided_at,
        decision_words from cases.request`,
        'one_open_request',
      )
      await broken(sql`update cases.case set owner = 'none'`, 'open_case_has_an_owner')
      await broken(sql`update cases.case set unit_id = null`, 'dispatched_to_someone')
    },
  )
})

async function tamper(db: Db, caseId: string, { seq, what }: { seq: number; what: string }) {
  const where = sql`where case_id = ${caseId} and seq = ${seq}`
  const changes: Record<string, ReturnType<typeof sql>> = {
    body: sql`update cases.event set body = body || '{"words":"别的话"}' ${where}`,
    type: sql`update cases.event set type = 'case.closed' ${where}`,
    personal: sql`update cases.event set personal = '{"words":"别的话"}', salt = 'x' ${where}`,
    canonical: sql`update cases.event set canonical = replace(canonical, '2026', '2025') ${where}`,
    hash: sql`update cases.event set hash = repeat('0', 64) ${where}`,
    cut: sql`delete from cases.event where case_id = ${caseId} and seq >= ${seq}`,
    seq: sql`update cases.event set seq = seq + 10 ${where}`,
  }
  await changes[what]!.execute(db)
}

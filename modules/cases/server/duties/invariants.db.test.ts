import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import { aPicture, aReason, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { isFinal } from '../../domain/case.ts'
import { isSupported } from '../../domain/duties.ts'
import { ringClocks } from '../alarms.ts'
import { casePage } from '../case-page.ts'
import type { ChangeInput } from '../change.ts'
import { checkChain } from '../events.ts'
import { answerHandover, askHandover } from './handover.ts'
import { askRuling, rule } from './ruling.ts'
import { callSupport, finishSupport, moveSupport } from './support.ts'
import { dutiesOfCase } from './views.ts'

const people = ['wang', 'zhou', 'ma', 'sun', 'gao', 'centre'] as const
const some = <T>(list: readonly T[], n: number): T => list[n % list.length]!
const unitOf = (n: number) => id(some(['municipal', 'greening'], n))

type Doing = (db: Db, input: ChangeInput, n: number) => Promise<unknown>

/** The support task, the question or the dispute that this step is about. */
async function about(db: Db, input: ChangeInput, n: number) {
  const { support, handovers, rulings } = await dutiesOfCase(
    db,
    input.caller,
    input.caseId,
    input.now,
  )
  const nobody = id('nobody')
  return {
    taskId: support.length === 0 ? nobody : some(support, n).taskId,
    handoverId: handovers.at(-1)?.id ?? nobody,
    rulingId: rulings.at(-1)?.id ?? nobody,
  }
}

const moving =
  (to: 'accept' | 'return' | 'release'): Doing =>
  async (db, input, n) =>
    moveSupport(db, { ...input, ...(await about(db, input, n)), to, words: '理由' })
const answering =
  (to: 'accepted' | 'refused' | 'withdrawn'): Doing =>
  async (db, input, n) =>
    answerHandover(db, { ...input, ...(await about(db, input, n)), to, words: '理由' })

/** What goes on between units, and what the case itself goes through meanwhile. */
const doings: Record<string, Doing> = {
  call: (db, input, n) =>
    callSupport(db, {
      ...input,
      taskId: crypto.randomUUID(),
      unitId: unitOf(n),
      words: '帮忙',
      dueBy: null,
    }),
  acceptSupport: moving('accept'),
  returnSupport: moving('return'),
  release: moving('release'),
  finishSupport: async (db, input, n) =>
    finishSupport(db, {
      ...input,
      ...(await about(db, input, n)),
      words: '办完',
      before: [],
      after: await aPicture(db),
    }),
  askOver: (db, input, n) =>
    askHandover(db, {
      ...input,
      handoverId: crypto.randomUUID(),
      unitId: unitOf(n),
      words: '请接手',
    }),
  takeOver: answering('accepted'),
  refuse: answering('refused'),
  withdraw: answering('withdrawn'),
  dispute: (db, input) =>
    askRuling(db, { ...input, rulingId: crypto.randomUUID(), words: '都说不归自己' }),
  rule: async (db, input, n) =>
    rule(db, {
      ...input,
      ...(await about(db, input, n)),
      unitId: unitOf(n),
      supportUnitIds: n % 3 === 0 ? [unitOf(n + 1)] : [],
      reasons: '按移交单',
    }),
  dispatch: (db, input, n) => cases.dispatch(db, { ...input, unitId: unitOf(n), words: '' }),
  accept: (db, input) => cases.acceptTask(db, input),
  askReturn: async (db, input) =>
    cases.askRequest(db, {
      ...input,
      kind: 'return',
      reasonCode: await aReason(db, 'return'),
      words: '不归我们',
      extension: null,
      resumeAt: null,
    }),
  decide: async (db, input, n) => {
    const page = await casePage(db, input.caller, input.caseId, input.now)
    const requestId = page.requests.find((r) => r.state === 'asked')?.id ?? id('nobody')
    return cases.decideRequest(db, { ...input, requestId, grant: n % 2 === 0, words: '' })
  },
  finish: async (db, input) =>
    cases.finish(db, { ...input, words: '好了', before: [], after: await aPicture(db) }),
  inspect: (db, input, n) =>
    cases.inspect(db, { ...input, passed: n % 4 === 0, words: '', photos: [] }),
  reopen: (db, input) => cases.reopen(db, { ...input, words: '又坏了' }),
  end: (db, input, n) =>
    n % 10 === 0 ? cases.makeVoid(db, { ...input, words: '立错了' }) : Promise.resolve(),
}
const names = Object.keys(doings)

interface Standing {
  status: Parameters<typeof isFinal>[0]
  owner: string
  version: number
  events: number
  clocks: number
  leads: number
  support: number
  asked_over: number
  takeovers: number
  disputes: number
  ruling_clocks: number
  unclocked: number
  unit_leads: boolean
}

async function standingOf(db: Db, caseId: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    with t as (select * from cases.task where district_id = ${districtId} and case_id = ${caseId}
        and state in ('offered', 'accepted', 'rework')),
      k as (select * from cases.clock where district_id = ${districtId} and case_id = ${caseId}
        and stopped_at is null)
    select c.status, c.owner, c.version,
      (select count(*)::int from cases.event e where e.district_id = c.district_id and e.case_id = c.id) as events,
      (select count(*)::int from k) as clocks,
      (select count(*)::int from t where role = 'lead') as leads,
      (select count(*)::int from t where role = 'support') as support,
      (select count(*)::int from t where role = 'takeover') as takeovers,
      (select count(*)::int from cases.handover h where h.case_id = c.id and h.state = 'asked') as asked_over,
      (select count(*)::int from cases.ruling u where u.case_id = c.id and u.state = 'asked') as disputes,
      (select count(*)::int from k where stage = 'ruling') as ruling_clocks,
      (select count(*)::int from t where role <> 'lead' and (select count(*) from k
        where k.task_id = t.id and k.stage in ('support', 'handover')) <> 1) as unclocked,
      coalesce((select bool_and(t.unit_id = c.unit_id) from t where role = 'lead'), true) as unit_leads
    from cases.case c where c.district_id = ${districtId} and c.id = ${caseId}`.execute(db)
  return rows[0]!
}

/** What must hold after every step between units, whatever it was. */
async function expectSound(db: Db, caseId: string, did: string): Promise<Standing> {
  const now = await standingOf(db, caseId)
  const what = `${did} ${JSON.stringify(now)}`
  const final = isFinal(now.status)
  expect(now.owner === 'none', what).toBe(final)
  expect(now.clocks > 0, what).toBe(!final)
  expect(now.version, what).toBe(now.events)
  // One unit leads what is worked on, and it is the one that the case names (首接负责).
  expect(now.leads, what).toBe(now.status === 'dispatched' || now.status === 'handling' ? 1 : 0)
  expect(now.unit_leads, what).toBe(true)
  // Every support unit and whoever was asked has a clock of its own; none outlives the work.
  expect(now.unclocked, what).toBe(0)
  if (!isSupported(now.status)) expect(now.support + now.takeovers + now.disputes, what).toBe(0)
  expect(now.takeovers, what).toBe(now.asked_over)
  expect(now.asked_over <= 1 && now.disputes <= 1, what).toBe(true)
  expect(now.ruling_clocks, what).toBe(now.disputes)
  expect(await checkChain(db, districtId, caseId), what).toMatchObject({ intact: true })
  return now
}

/** Nobody who worked on it, as lead or in support, may inspect it; after a ruling nobody returns it. */
async function expectApart(db: Db, caseId: string, callers: Map<Name, Caller>): Promise<void> {
  const { rows } = await sql<{ person_id: string }>`
    select distinct person_id from cases.event where case_id = ${caseId} and type in
      ('case.accepted', 'case.finished', 'case.support_accepted', 'case.support_finished', 'case.handover_accepted')`.execute(
    db,
  )
  const ruled = await db
    .selectFrom('cases.ruling')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'ruled')
    .executeTakeFirst()
  for (const caller of callers.values()) {
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const page = await casePage(db, caller, caseId, later(0)).catch(() => null)
    if (rows.some((r) => r.person_id === caller.personId))
      expect(page?.allowed ?? []).not.toContain('inspect')
    if (ruled) expect(page?.allowed ?? []).not.toContain('return')
  }
}

const step = fc.record({
  who: fc.nat(people.length - 1),
  what: fc.nat(names.length - 1),
  n: fc.nat(60),
  minutes: fc.integer({ min: 1, max: 600 }),
})

describe('whatever units do among each other', () => {
  useDatabase()

  inTransaction('somebody leads, everybody has a clock, and nothing is left over', async (tx) => {
    await foundDistrict(tx)
    const callers = new Map<Name, Caller>()
    for (const name of people) {
      const caller = await as(tx, name) // oxlint-disable-line no-await-in-loop -- one connection
      // Everybody may try everything: what holds them is more than the verb.
      const verbs = new Set([...caller.verbs, 'cases.inspect', 'cases.accept', 'cases.finish'])
      callers.set(name, { ...caller, verbs })
    }
    const reached = new Set<string>()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 60 }), async (steps) => {
        const { caseId } = await report(tx)
        const desk = { caseId, caller: callers.get('wang')!, now: later(0), baseVersion: null }
        await cases.file(tx, { ...desk, matter: lampMatter, words: '' })
        await cases.dispatch(tx, { ...desk, unitId: null, words: '' })
        let minute = 0
        let before = await standingOf(tx, caseId)
        for (const { who, what, n, minutes } of steps) {
          minute += minutes
          const caller = callers.get(some(people, who))!
          const name = some(names, what)
          try {
            await doings[name]!(tx, { caseId, caller, now: later(minute), baseVersion: null }, n)
            reached.add(name)
          } catch (error) {
            if (!(error instanceof Problem)) throw error
            expect(await standingOf(tx, caseId)).toEqual(before)
          }
          if (n % 15 === 0) await ringClocks(tx, later(minute))
          before = await expectSound(tx, caseId, name)
        }
        await expectApart(tx, caseId, callers)
      }),
      { numRuns: 6, endOnFailure: true, seed: 20261126 },
    )
    expect(reached.size).toBeGreaterThan(11)
  })
})

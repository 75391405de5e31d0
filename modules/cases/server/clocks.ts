import { randomUUID } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { CasesClock } from '#database/types.ts'
import { dueAt, instantAtShare, type ClockState } from '#kernel/clock.ts'
import type { Allowance, Limit } from '#kernel/deadline.ts'
import { dailyDuty, dutyBetween } from '#kernel/duty-calendar.ts'
import {
  calendarOf,
  limitFor,
  type ItemClass,
  type LimitQuestion,
} from '#modules/catalogue/server/index.ts'
import { memoryOf, together, type Db, type Tx } from '#platform/server/database.ts'
import type { Stage } from '../domain/case.ts'
import { firstLevel, levelAfter, shareOf, type Level } from '../domain/escalation.ts'

type ClockRow = Selectable<CasesClock>

/** What a clock needs to know of its case. */
export interface Clocked {
  district_id: string
  id: string
  matter_kind: string | null
  matter_code: string | null
  class: string | null
  urgency: 'routine' | 'urgent' | 'emergency'
}

interface StoredPause {
  from: string
  to: string | null
  reason: string
}

/** What a policy has no stage for is measured by the nearest that it has. */
const askedAs = {
  request: 'accept',
  support: 'handle',
  handover: 'accept',
  ruling: 'accept',
  order: 'handle',
} as const

/** Whose limit was made for this case and stays, whatever the policy says later. */
export const keepsItsLimit = (stage: Stage): boolean =>
  stage === 'request' || stage === 'handover' || stage === 'ruling' || stage === 'order'

type Policed = Exclude<Stage, keyof typeof askedAs>

/** What the policy is asked for the clock of a stage. */
export function questionOf(kase: Omit<Clocked, 'district_id' | 'id'>, stage: Stage): LimitQuestion {
  return {
    stage: stage in askedAs ? askedAs[stage as keyof typeof askedAs] : (stage as Policed), // oxlint-disable-line typescript/no-unsafe-type-assertion -- the two parts of one list
    ...(kase.matter_kind && kase.matter_code
      ? {
          matter: {
            kind: kase.matter_kind === 'component' ? 'component' : 'matter',
            code: kase.matter_code,
          },
        }
      : {}),
    ...(kase.class ? { class: kase.class as ItemClass } : {}), // oxlint-disable-line typescript/no-unsafe-type-assertion -- copied from the catalogue when filed
    urgency: kase.urgency,
  }
}

interface Start {
  now: Date
  taskId?: string
  round?: number
  fixed?: Date
  limit?: Limit
}

/** Starts the clock of a stage under the current policy and calendar; `fixed` or `limit` stand over it. */
export async function startClock(
  tx: Tx,
  kase: Clocked,
  stage: Stage,
  at: Start,
): Promise<ClockRow> {
  return saveNewClock(tx, await newClock(tx, kase, stage, at))
}

export async function saveNewClock(
  tx: Tx,
  clock: Awaited<ReturnType<typeof newClock>>,
): Promise<ClockRow> {
  const started = await tx
    .insertInto('cases.clock')
    .values(clock)
    .returningAll()
    .executeTakeFirstOrThrow()
  keepRunning(tx, started)
  return started
}

/** Such a clock before it is saved: when it ends is known without waiting for the row. */
export async function newClock(tx: Tx, kase: Clocked, stage: Stage, at: Start) {
  const [calendar, { limit: byPolicy, policyVersion }] = await together(
    calendarOf(tx, kase.district_id),
    limitFor(tx, kase.district_id, questionOf(kase, stage)),
  )
  const limit: Limit = at.fixed ? { unit: 'FIXED', at: at.fixed } : (at.limit ?? byPolicy)
  const state: ClockState = {
    startedAt: at.now,
    limit,
    pauses: [],
    extensions: [],
    stoppedAt: null,
  }
  const due = dueAt(state, calendar)
  return {
    district_id: kase.district_id,
    id: randomUUID(),
    case_id: kase.id,
    task_id: at.taskId ?? null,
    stage,
    round: at.round ?? 1,
    time_limit: JSON.stringify(limit),
    started_at: at.now,
    policy_version: policyVersion,
    calendar_version: calendar.version,
    due_at: due.dueAt,
    estimated: due.dueAt !== null && due.estimated,
    next_level: firstLevel,
    next_alarm_at: instantAtShare(state, calendar, shareOf(firstLevel)),
  }
}

const runningKey = (districtId: string, caseId: string) => `running/${districtId}/${caseId}`

/** What runs, as this transaction has made it: read once, and carried on by whatever changes a clock. */
export async function runningClocks(
  tx: Db,
  districtId: string,
  caseId: string,
): Promise<readonly ClockRow[]> {
  const seen = memoryOf<readonly ClockRow[]>(tx)
  const key = runningKey(districtId, caseId)
  const known = seen.get(key)
  if (known) return known
  const running = await tx
    .selectFrom('cases.clock')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('case_id', '=', caseId)
    .where('stopped_at', 'is', null)
    .orderBy('started_at')
    .execute()
  seen.set(key, running)
  return running
}

function keepRunning(tx: Tx, clock: ClockRow): void {
  const seen = memoryOf<readonly ClockRow[]>(tx)
  const key = runningKey(clock.district_id, clock.case_id)
  const others = seen.get(key)?.filter((c) => c.id !== clock.id)
  if (!others) return
  const now = clock.stopped_at === null ? [...others, clock] : others
  seen.set(
    key,
    now.toSorted((a, b) => a.started_at.getTime() - b.started_at.getTime()),
  )
}

const LEAST_MINUTES = 30

/**
 * How long a request may wait: a quarter of the duty time that is left for handling, at most one
 * working day (DECISIONS 10), and never so short that nobody could look at it.
 */
export async function requestLimit(tx: Tx, kase: Clocked, now: Date): Promise<Limit> {
  const calendar = await calendarOf(tx, kase.district_id)
  const running = await runningClocks(tx, kase.district_id, kase.id)
  const due = running.find((c) => c.stage === 'handle')?.due_at?.getTime()
  const left = due === undefined ? Infinity : dutyBetween(calendar, 'duty', now.getTime(), due)
  const most = dailyDuty(calendar) / 60_000
  const minutes = Math.min(most, Math.max(LEAST_MINUTES, Math.round(left / 4 / 60_000)))
  return { unit: 'MINUTE', value: minutes, duty: true }
}

/**
 * Stops the running clocks of these stages and says whether each was in time; without a list all of
 * ours. That of an order runs until the case ends: its sender waits for the answer, not for a step.
 */
export async function stopClocks(
  tx: Tx,
  kase: Pick<Clocked, 'district_id' | 'id'>,
  now: Date,
  only?: readonly Stage[],
): Promise<void> {
  const running = await runningClocks(tx, kase.district_id, kase.id)
  const stopping = running.filter((clock) =>
    only ? only.includes(clock.stage) : clock.stage !== 'order',
  )
  await together(...stopping.map((clock) => stopClock(tx, clock, now)))
}

/** Stops what runs for one unit's task, and nothing else. */
export async function stopClocksOf(
  tx: Tx,
  task: { district_id: string; case_id: string; id: string },
  now: Date,
): Promise<void> {
  const running = await runningClocks(tx, task.district_id, task.case_id)
  const own = running.filter((clock) => clock.task_id === task.id)
  await together(...own.map((clock) => stopClock(tx, clock, now)))
}

async function stopClock(tx: Tx, clock: ClockRow, now: Date): Promise<void> {
  const state = stateOf(clock)
  const calendar = await calendarOf(tx, clock.district_id, clock.calendar_version)
  const due = dueAt({ ...state, stoppedAt: now }, calendar)
  await tx
    .updateTable('cases.clock')
    .set({
      stopped_at: now,
      pauses: JSON.stringify(storedPauses(state, now)),
      due_at: due.dueAt,
      on_time: due.dueAt === null || now <= due.dueAt,
      next_level: null,
      next_alarm_at: null,
    })
    .where('district_id', '=', clock.district_id)
    .where('id', '=', clock.id)
    .execute()
  keepRunning(tx, { ...clock, stopped_at: now })
}

/**
 * Takes a stopped clock up again; the time since it stopped is a pause with this reason, or, without a
 * reason, was spent as if it had never stopped.
 */
export async function continueClock(
  tx: Tx,
  kase: Clocked,
  stage: Stage,
  why: { now: Date; reason: string | null },
): Promise<void> {
  const clock = await tx
    .selectFrom('cases.clock')
    .selectAll()
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('stage', '=', stage)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!clock) {
    await startClock(tx, kase, stage, { now: why.now })
    return
  }
  const state = stateOf(clock)
  const pauses =
    clock.stopped_at && why.reason !== null
      ? [...state.pauses, { from: clock.stopped_at, to: why.now, reason: why.reason }]
      : state.pauses
  await saveClock(tx, clock, { ...state, pauses, stoppedAt: null })
}

export async function pauseClock(
  tx: Tx,
  clock: ClockRow,
  why: { now: Date; reason: string },
): Promise<void> {
  const state = stateOf(clock)
  await saveClock(tx, clock, {
    ...state,
    pauses: [...state.pauses, { from: why.now, to: null, reason: why.reason }],
  })
}

export async function resumeClock(tx: Tx, clock: ClockRow, now: Date): Promise<void> {
  const state = stateOf(clock)
  await saveClock(tx, clock, {
    ...state,
    pauses: state.pauses.map((p) =>
      p.to === null ? { from: p.from, to: now, reason: p.reason } : p,
    ),
  })
}

export async function extendClock(tx: Tx, clock: ClockRow, extension: Allowance): Promise<void> {
  const state = stateOf(clock)
  await saveClock(tx, clock, { ...state, extensions: [...state.extensions, extension] })
}

/**
 * After their alarms: the next level of each of a district's clocks, and when it comes, in one
 * statement. Null ends the escalation of a clock.
 */
export async function nextAlarms(
  tx: Tx,
  districtId: string,
  rung: readonly { clock: ClockRow; reached: Level }[],
): Promise<void> {
  for (const version of new Set(rung.map(({ clock }) => clock.calendar_version)))
    await calendarOf(tx, districtId, version) // oxlint-disable-line no-await-in-loop -- mostly one: asked once, and remembered for the clocks below
  const next = await together(
    ...rung.map(async ({ clock, reached }) => {
      const level = levelAfter(reached)
      const calendar = await calendarOf(tx, districtId, clock.calendar_version)
      const at = level && instantAtShare(stateOf(clock), calendar, shareOf(level))
      return { id: clock.id, level, at }
    }),
  )
  const changed = await tx
    .updateTable('cases.clock as k')
    .from(
      sql<{ id: string; level: string | null; at: Date | null }>`(select * from unnest(
        ${next.map((n) => n.id)}::uuid[], ${next.map((n) => n.level)}::text[],
        ${next.map((n) => n.at)}::timestamptz[]) n (id, level, at))`.as('n'),
    )
    .set((eb) => ({ next_level: eb.ref('n.level'), next_alarm_at: eb.ref('n.at') }))
    .where('k.district_id', '=', districtId)
    .whereRef('k.id', '=', 'n.id')
    .returningAll('k')
    .execute()
  for (const clock of changed) keepRunning(tx, clock)
}

/** Puts a running clock under another limit or calendar: what it had used and its pauses stay. */
export async function rebaseClock(
  tx: Tx,
  clock: ClockRow,
  basis: { limit: Limit; policyVersion: number; calendarVersion: number },
): Promise<void> {
  const moved = {
    ...clock,
    policy_version: basis.policyVersion,
    calendar_version: basis.calendarVersion,
  }
  await saveClock(tx, moved, { ...stateOf(clock), limit: basis.limit })
}

async function saveClock(tx: Tx, clock: ClockRow, state: ClockState): Promise<void> {
  const calendar = await calendarOf(tx, clock.district_id, clock.calendar_version)
  const due = dueAt(state, calendar)
  const level = (clock.next_level ?? firstLevel) as Level // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by nextAlarm and here
  const changed = await tx
    .updateTable('cases.clock')
    .set({
      stopped_at: state.stoppedAt,
      on_time: null,
      pauses: JSON.stringify(state.pauses),
      extensions: JSON.stringify(state.extensions),
      time_limit: JSON.stringify(state.limit),
      policy_version: clock.policy_version,
      calendar_version: clock.calendar_version,
      due_at: due.dueAt,
      estimated: due.dueAt !== null && due.estimated,
      next_level: level,
      next_alarm_at: instantAtShare(state, calendar, shareOf(level)),
    })
    .where('district_id', '=', clock.district_id)
    .where('id', '=', clock.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  keepRunning(tx, changed)
}

/** Whether it stands still now, also where it had run out before. */
export const isPaused = (clock: ClockRow): boolean =>
  stateOf(clock).pauses.some((p) => p.to === null)

/** An open pause ends with the clock. */
function storedPauses(state: ClockState, now: Date) {
  return state.pauses.map((p) => ({ from: p.from, to: p.to ?? now, reason: p.reason }))
}

/** A row as the kernel reads it. */
export function stateOf(clock: ClockRow): ClockState {
  const limit = clock.time_limit as unknown as Limit & { at?: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by startClock
  const pauses = clock.pauses as unknown as StoredPause[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveClock
  return {
    startedAt: clock.started_at,
    limit: limit.unit === 'FIXED' ? { ...limit, at: new Date(limit.at) } : limit,
    pauses: pauses.map((p) => ({
      from: new Date(p.from),
      to: p.to === null ? null : new Date(p.to),
      reason: p.reason,
    })),
    extensions: clock.extensions as unknown as Allowance[], // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by saveClock
    stoppedAt: clock.stopped_at,
  }
}

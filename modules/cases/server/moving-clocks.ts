import { sql, type Selectable } from 'kysely'
import type { CasesClock } from '#database/types.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dueAt } from '#kernel/clock.ts'
import type { DutyCalendar } from '#kernel/duty-calendar.ts'
import type { Limit } from '#kernel/deadline.ts'
import { calendarOf, limitsNow, type LimitQuestion } from '#modules/catalogue/server/index.ts'
import { audit } from '#modules/people/server/index.ts'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { addJob } from '#platform/server/jobs.ts'
import { refused } from '#platform/server/problem.ts'
import { finalStatuses } from '../domain/case.ts'
import { changeCase } from './change.ts'
import {
  keepsItsLimit,
  questionOf,
  rebaseClock,
  runningClocks,
  stateOf,
  type Clocked,
} from './clocks.ts'
import { unitNames } from './views.ts'

type ClockRow = Selectable<CasesClock>

/** `policy`: limits of the current policy and its calendar; `calendar`: the calendar alone. */
export type Basis = 'policy' | 'calendar'

interface Ground {
  calendar: DutyCalendar
  policyVersion: number
  limitOf: ((question: LimitQuestion) => Limit) | null
}

async function groundOf(db: Db, districtId: string, basis: Basis): Promise<Ground> {
  const calendar = await calendarOf(db, districtId)
  const { policyVersion, limitOf } = await limitsNow(db, districtId)
  return { calendar, policyVersion, limitOf: basis === 'policy' ? limitOf : null }
}

interface Move {
  clock: ClockRow
  limit: Limit
  to: Date | null
}

/**
 * Where a running clock would end on this ground, or null when nothing about it changes. A fixed
 * instant was agreed elsewhere and stays; so do extensions, which were granted for this case, and the
 * time for a request, which is a share of what was left. What was an estimate may become firm.
 */
function moveOf(
  clock: ClockRow,
  kase: Omit<Clocked, 'district_id' | 'id'>,
  ground: Ground,
): Move | null {
  const state = stateOf(clock)
  const limit =
    ground.limitOf && state.limit.unit !== 'FIXED' && !keepsItsLimit(clock.stage)
      ? ground.limitOf(questionOf(kase, clock.stage))
      : state.limit
  const { dueAt: to } = dueAt({ ...state, limit }, ground.calendar)
  const same = to?.getTime() === clock.due_at?.getTime() && isSameLimit(limit, state.limit)
  return same ? null : { clock, limit, to }
}

const isSameLimit = (a: Limit, b: Limit): boolean =>
  canonicalJson({ ...a }) === canonicalJson({ ...b })

const rowsOfPage = 1000

/** The running clocks of open cases, a page at a time by id. */
function openClocks(db: Db, districtId: string, after: string) {
  return db
    .selectFrom('cases.clock as k')
    .innerJoin('cases.case as c', (join) =>
      join.onRef('c.district_id', '=', 'k.district_id').onRef('c.id', '=', 'k.case_id'),
    )
    .selectAll('k')
    .select([
      'c.number',
      'c.short_code',
      'c.unit_id',
      'c.matter_kind',
      'c.matter_code',
      'c.matter_name',
      'c.class',
      'c.urgency',
    ])
    .where('k.district_id', '=', districtId)
    .where('k.stopped_at', 'is', null)
    .where('c.status', 'not in', [...finalStatuses])
    .where('k.id', '>', after)
    .orderBy('k.id')
    .limit(rowsOfPage)
    .execute()
}

type OpenClock = Awaited<ReturnType<typeof openClocks>>[number]

/** Every open clock of a district that would move, with its case. */
async function* movesOf(db: Db, districtId: string, ground: Ground) {
  /* oxlint-disable no-await-in-loop -- a page at a time */
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const clocks = await openClocks(db, districtId, after)
    for (const clock of clocks) yield { clock, move: moveOf(clock, clock, ground) }
    const last = clocks.at(-1)
    if (!last || clocks.length < rowsOfPage) return
    after = last.id
  }
  /* oxlint-enable no-await-in-loop */
}

const SHOWN = 50

/** How many clocks the current policy and calendar would move, and the first of them. Changes nothing. */
export async function previewMoves(db: Db, districtId: string) {
  const ground = await groundOf(db, districtId, 'policy')
  const units = await unitNames(db, districtId)
  const found = { open: 0, moved: 0, earlier: 0, later: 0 }
  const rows: { clock: OpenClock; to: Date | null }[] = []
  for await (const { clock, move } of movesOf(db, districtId, ground)) {
    found.open++
    if (!move) continue
    found.moved++
    if (move.to && clock.due_at && move.to < clock.due_at) found.earlier++
    if (move.to && clock.due_at && move.to > clock.due_at) found.later++
    if (rows.length < SHOWN) rows.push({ clock, to: move.to })
  }
  return {
    ...found,
    policyVersion: ground.policyVersion,
    calendarVersion: ground.calendar.version,
    rows: rows.map(({ clock, to }) => ({
      caseId: clock.case_id,
      number: clock.number,
      shortCode: clock.short_code,
      matterName: clock.matter_name,
      unitName: clock.unit_id === null ? null : (units.get(clock.unit_id) ?? null),
      stage: clock.stage,
      from: clock.due_at?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    })),
  }
}

export interface MoveOrder {
  districtId: string
  basis: Basis
  reason: string
  /** The administrator who applied a policy; null when a calendar did it. */
  by: Pick<Caller, 'personId' | 'postId' | 'organisationId'> | null
}

/**
 * An administrator applies the current policy to open clocks, having seen how many move: the number
 * that was seen comes along, and another one is refused. A job does it, case by case.
 */
export async function applyToOpen(
  db: Db,
  caller: Caller,
  order: { reason: string; seen: number; now: Date },
): Promise<{ moved: number }> {
  const { districtId, personId, postId, organisationId } = caller
  const { moved } = await previewMoves(db, districtId)
  if (moved !== order.seen) throw refused('cases.preview_out_of_date', { moved })
  await transact(db, async (tx) => {
    await audit(tx, caller, {
      act: 'cases.clocks_moved',
      subjectKind: 'policy',
      subjectId: districtId,
      details: { reason: order.reason, moved },
      at: order.now,
    })
    const by = { personId, postId, organisationId }
    await orderMove(tx, { districtId, basis: 'policy', reason: order.reason, by })
  })
  return { moved }
}

export async function orderMove(db: Db, order: MoveOrder): Promise<void> {
  const key = `cases.move_clocks:${order.districtId}:${order.basis}`
  await addJob(db, 'cases.move_clocks', { ...order }, { key })
}

class NothingMoves extends Error {}

/**
 * Moves the open clocks of a district: one change, with its event, for each case whose clocks move.
 * Run again it moves nothing more. A case that fails is passed over and named in the end.
 */
export async function moveClocks(db: Db, order: MoveOrder, now: Date): Promise<{ moved: number }> {
  const { districtId, basis } = order
  const ground = await groundOf(db, districtId, basis)
  const cases = new Set<string>()
  for await (const { clock, move } of movesOf(db, districtId, ground))
    if (move) cases.add(clock.case_id)
  const failed: { caseId: string; error: unknown }[] = []
  let moved = 0
  for (const caseId of cases)
    try {
      await moveCase(db, { ...order, caseId, now }, ground) // oxlint-disable-line no-await-in-loop -- one case at a time, so that two never deadlock
      moved++
    } catch (error) {
      if (!(error instanceof NothingMoves)) failed.push({ caseId, error })
    }
  await adoptVersions(db, { districtId, ground, basis, except: failed.map((f) => f.caseId) })
  if (failed.length > 0)
    throw new AggregateError(
      failed.map((f) => f.error),
      `the clocks of ${failed.length} cases could not be moved: ${failed.map((f) => f.caseId).join(', ')}`,
    )
  return { moved }
}

async function moveCase(
  db: Db,
  order: MoveOrder & { caseId: string; now: Date },
  ground: Ground,
): Promise<void> {
  const { districtId, caseId, now, basis, reason } = order
  const scope = { areas: [districtId], units: [] }
  const caller = { ...anonymous(districtId), ...order.by, scope }
  await changeCase(db, { caseId, caller, now, baseVersion: null }, async ({ tx, row }) => {
    const moves = (await runningClocks(tx, districtId, caseId))
      .map((clock) => moveOf(clock, row, ground))
      .filter((move) => move !== null)
    if (moves.length === 0) throw new NothingMoves()
    for (const { clock, limit } of moves)
      // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
      await rebaseClock(tx, clock, {
        limit,
        policyVersion: ground.limitOf ? ground.policyVersion : clock.policy_version,
        calendarVersion: ground.calendar.version,
      })
    return {
      type: 'case.clocks_moved',
      body: {
        why: basis,
        words: reason,
        policyVersion: ground.policyVersion,
        calendarVersion: ground.calendar.version,
        clocks: moves.map(({ clock, to }) => ({ stage: clock.stage, from: clock.due_at, to })),
      },
    }
  })
}

/** Clocks that end where they ended are of the new versions, too: a later pause is counted by them. */
async function adoptVersions(
  db: Db,
  of: { districtId: string; ground: Ground; basis: Basis; except: readonly string[] },
): Promise<void> {
  const { ground } = of
  await db
    .updateTable('cases.clock')
    .set({
      calendar_version: ground.calendar.version,
      ...(ground.limitOf ? { policy_version: ground.policyVersion } : {}),
    })
    .where('district_id', '=', of.districtId)
    .where('stopped_at', 'is', null)
    .where(sql<boolean>`not (case_id = any(${of.except}::uuid[]))`)
    .execute()
}

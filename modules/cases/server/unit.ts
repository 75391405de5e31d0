import { randomUUID } from 'node:crypto'
import { isUsableLimit, type Allowance } from '#kernel/deadline.ts'
import { reasonOf } from '#modules/catalogue/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { Action } from '../domain/actions.ts'
import { answered, matterIn, type Answers } from './answers.ts'
import { changeCase, require, type Change, type ChangeInput, type Happening } from './change.ts'
import {
  extendClock,
  isPaused,
  pauseClock,
  requestLimit,
  resumeClock,
  runningClocks,
  startClock,
  stopClocks,
} from './clocks.ts'
import { attachTo } from './desk.ts'
import { endParking } from './parked/end.ts'
import { requireNoOpenPlan } from './plans/parts.ts'
import { sentAs } from './sent.ts'
import { cancelTasks, changeTask, openTask } from './tasks.ts'

export async function acceptTask(db: Db, input: ChangeInput): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'accept')
    const { personId } = personOf(change.caller)
    const task = await openTask(change.tx, change.row)
    await changeTask(change.tx, task, {
      state: 'accepted',
      accepted_at: change.now,
      assignee_id: task.assignee_id ?? personId,
    })
    await stopClocks(change.tx, change.row, change.now, ['accept'])
    await ensureHandling(change)
    return {
      type: 'case.accepted',
      patch: { status: 'handling', accepted_at: change.now },
      body: { taskId: task.id },
    }
  })
}

/** A reopened case has no running handling clock until it is accepted again. */
async function ensureHandling({ tx, row, now }: Change): Promise<void> {
  const running = await runningClocks(tx, row.district_id, row.id)
  if (!running.some((c) => c.stage === 'handle'))
    await startClock(tx, row, 'handle', { now, round: row.reopenings + 1 })
}

export async function assignTask(db: Db, input: ChangeInput & { personId: string }): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'assign')
    const task = await openTask(change.tx, change.row)
    const crew = await holders(change.tx, task.district_id, {
      unitId: task.unit_id,
      on: change.now,
    })
    if (!crew.some((h) => h.personId === input.personId)) throw invalid('cases.person_not_in_unit')
    await changeTask(change.tx, task, { assignee_id: input.personId })
    return { type: 'case.assigned', body: { taskId: task.id, personId: input.personId } }
  })
}

export async function arrive(
  db: Db,
  input: ChangeInput & { place: { lon: number; lat: number; system: string } | null },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'arrive')
    const task = await openTask(change.tx, change.row)
    await changeTask(change.tx, task, { arrived_at: task.arrived_at ?? change.now })
    return { type: 'case.arrived', body: { taskId: task.id, placed: input.place !== null } }
  })
}

/** Done, with a picture of after unless the matter is not one to photograph (DOMAIN 11.5: no photo beyond need). */
export async function finish(
  db: Db,
  input: ChangeInput & {
    words: string
    before: readonly string[]
    after: readonly string[]
    answers?: Answers | undefined
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'finish')
    const { personId } = personOf(change.caller)
    if (input.after.length === 0 && change.row.class === 'management')
      throw invalid('cases.photo_after_needed')
    await requireNoOpenPlan(change)
    const task = await openTask(change.tx, change.row)
    await changeTask(change.tx, task, { state: 'done', ended_at: change.now, words: input.words })
    await attachTo(change, 'before', input.before)
    await attachTo(change, 'after', input.after)
    await endPause(change)
    await stopClocks(change.tx, change.row, change.now)
    await startClock(change.tx, change.row, 'inspect', { now: change.now })
    return {
      type: 'case.finished',
      patch: {
        status: 'handled',
        owner: 'inspector',
        handler_id: personId,
        handled_at: change.now,
      },
      body: {
        taskId: task.id,
        words: input.words,
        photos: [...input.before, ...input.after],
        ...(await answered(change, matterIn(change.row), ['finish'], input.answers)),
      },
    }
  })
}

export interface Asking {
  kind: 'return' | 'extension' | 'suspension'
  reasonCode: string
  words: string
  extension: Allowance | null
  resumeAt: Date | null
  /** Of what lay on a phone: sent twice, it is asked once. */
  clientId?: string | undefined
}

const asks: Record<Asking['kind'], Action> = {
  return: 'return',
  extension: 'ask_extension',
  suspension: 'ask_suspension',
}

/** The clock runs while asked, and the unit keeps the case (DECISIONS 1). */
export async function askRequest(db: Db, input: ChangeInput & Asking): Promise<void> {
  const sent = sentAs(input.clientId, { asks: input.kind, reason: input.reasonCode })
  await changeCase(db, { ...input, sent }, async (change) => {
    require(change, asks[input.kind])
    const { personId } = personOf(change.caller)
    const { tx, row, now } = change
    if (input.kind === 'extension' && (!input.extension || !isUsableLimit(input.extension)))
      throw invalid('cases.extension_needed')
    const reason = await reasonOf(tx, row.district_id, input.kind, input.reasonCode)
    if (!reason) throw invalid('cases.reason_not_found')
    const task = await openTask(tx, row)
    const id = randomUUID()
    await tx
      .insertInto('cases.request')
      .values({
        district_id: row.district_id,
        id,
        case_id: row.id,
        task_id: task.id,
        kind: input.kind,
        reason_code: reason.code,
        words: input.words,
        asked_limit: input.extension && JSON.stringify(input.extension),
        resume_at: input.resumeAt,
        asked_by: personId,
        asked_at: now,
      })
      .execute()
    const limit = await requestLimit(tx, row, now)
    await startClock(tx, row, 'request', { now, taskId: task.id, limit })
    return {
      type: 'case.request_asked',
      body: {
        requestId: id,
        kind: input.kind,
        reasonCode: reason.code,
        words: input.words,
        extension: input.extension,
        resumeAt: input.resumeAt,
      },
    }
  })
}

/** Whoever decides is not who asked. Silence never grants. */
export async function decideRequest(
  db: Db,
  input: ChangeInput & { requestId: string; grant: boolean; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'decide_request')
    const { personId } = personOf(change.caller)
    const { tx, row, now } = change
    const request = await tx
      .selectFrom('cases.request')
      .selectAll()
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.id)
      .where('id', '=', input.requestId)
      .executeTakeFirst()
    if (!request) throw notFound('cases.request_not_found')
    if (request.state !== 'asked') throw refused('cases.nothing_asked')
    if (request.asked_by === personId) throw refused('cases.own_work')
    await tx
      .updateTable('cases.request')
      .set({
        state: input.grant ? 'granted' : 'denied',
        decided_by: personId,
        decided_at: now,
        decision_words: input.words,
      })
      .where('district_id', '=', row.district_id)
      .where('id', '=', request.id)
      .execute()
    await stopClocks(tx, row, now, ['request'])
    const consequence = input.grant ? await grant(change, request) : {}
    return {
      type: input.grant ? 'case.request_granted' : 'case.request_denied',
      ...consequence,
      body: {
        requestId: request.id,
        kind: request.kind,
        reasonCode: request.reason_code,
        words: input.words,
      },
    }
  })
}

async function grant(
  change: Change,
  request: { kind: string; reason_code: string; asked_limit: unknown; task_id: string },
): Promise<Partial<Happening>> {
  const { tx, row, now } = change
  const handling = (await runningClocks(tx, row.district_id, row.id)).find(
    (c) => c.stage === 'handle',
  )
  if (request.kind === 'return') {
    await cancelTasks(tx, row, now, 'returned')
    await stopClocks(tx, row, now, ['accept'])
    await startClock(tx, row, 'dispatch', { now })
    // A second return of one case goes to the coordinator, who designates (DECISIONS 7).
    const returns = row.returns + 1
    return {
      patch: {
        status: 'filed',
        owner: returns >= 2 ? 'coordinator' : 'desk',
        unit_id: null,
        accepted_at: null,
        returns,
      },
    }
  }
  if (!handling) return {}
  if (request.kind === 'extension')
    await extendClock(tx, handling, request.asked_limit as Allowance) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by askRequest
  if (request.kind === 'suspension')
    await pauseClock(tx, handling, { now, reason: request.reason_code })
  return {}
}

export async function resume(db: Db, input: ChangeInput & { words: string }): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'resume')
    await endPause(change)
    return { type: 'case.resumed', body: { words: input.words } }
  })
}

/** The handling clock runs again, where it stands. */
export async function endPause(change: Change): Promise<void> {
  const { tx, row, now } = change
  const paused = (await runningClocks(tx, row.district_id, row.id)).find(
    (c) => c.stage === 'handle' && isPaused(c),
  )
  if (paused) await resumeClock(tx, paused, now)
  await endParking(change)
}

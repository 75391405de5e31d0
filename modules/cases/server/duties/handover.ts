import { randomUUID } from 'node:crypto'
import type { Limit } from '#kernel/deadline.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { mayAnswerHandover, mayAskHandover } from '../../domain/duties.ts'
import { actorOf, changeCase, type Change, type ChangeInput, type Happening } from '../change.ts'
import { runningClocks, startClock, stopClocks } from '../clocks.ts'
import { caseSettings } from '../settings.ts'
import { sentAs } from '../sent.ts'
import { letSee } from '../sight.ts'
import { cancelTasks, changeTask, endHandover, openTask } from '../tasks.ts'
import { endPause } from '../unit.ts'
import { demandDuty } from './duty-list.ts'
import {
  activeUnit,
  handoverOf,
  isSent,
  ledOf,
  orRefuse,
  unitName,
  type HandoverRow,
} from './parts.ts'

/**
 * The unit that has the case asks another to take it over (首接负责): it stays responsible and its
 * clock runs until the other accepts. Silence reminds and goes up the posts; it decides nothing.
 */
export async function askHandover(
  db: Db,
  input: ChangeInput & { handoverId: string; unitId: string; words: string },
): Promise<void> {
  const { caller, caseId, now, baseVersion, said } = input
  const sent = { districtId: caller.districtId, caseId, id: input.handoverId }
  if (await isSent(db, 'cases.handover', sent)) return
  await changeCase(db, { caller, caseId, now, baseVersion, said }, async (change) => {
    const { tx, row, around } = change
    const { personId } = personOf(caller)
    const to = await activeUnit(change, input.unitId)
    const open = around.handoverOpen === true
    orRefuse(mayAskHandover(ledOf(row), actorOf(caller), to.id, open), row.status)
    await demandDuty(change, to, { role: 'lead', words: null })
    const taskId = randomUUID()
    await tx
      .insertInto('cases.task')
      .values({
        district_id: row.district_id,
        id: taskId,
        case_id: row.id,
        unit_id: to.id,
        role: 'takeover',
        offered_at: now,
        brief: input.words,
        called_by_unit: row.unit_id,
      })
      .execute()
    await letSee(tx, row, [to.id])
    await tx
      .insertInto('cases.handover')
      .values({
        district_id: row.district_id,
        id: input.handoverId,
        case_id: row.id,
        task_id: taskId,
        from_unit: row.unit_id ?? '',
        to_unit: to.id,
        words: input.words,
        asked_by: personId,
        asked_at: now,
      })
      .execute()
    const { handoverHours } = (await caseSettings(tx, row.district_id)).duties
    // An emergency waits for no office hours.
    const limit: Limit =
      row.urgency === 'emergency'
        ? { unit: 'MINUTE', value: 30 }
        : { unit: 'WORK_HOUR', value: handoverHours }
    await startClock(tx, row, 'handover', { now, taskId, limit })
    return {
      type: 'case.handover_asked',
      body: {
        handoverId: input.handoverId,
        unitId: to.id,
        unit: to.name,
        fromUnitId: row.unit_id,
        words: input.words,
      },
    }
  })
}

/** Taken over, refused with a reason, or taken back by whoever asked. */
export async function answerHandover(
  db: Db,
  input: ChangeInput & {
    handoverId: string
    to: 'accepted' | 'refused' | 'withdrawn'
    words: string
    clientId?: string | null
  },
): Promise<void> {
  const { handoverId, to, words, clientId } = input
  const sent = sentAs(clientId, { handoverId, to, words })
  await changeCase(db, { ...input, sent }, async (change) => {
    const handover = await findHandover(change, input.handoverId)
    orRefuse(
      mayAnswerHandover(ledOf(change.row), handoverOf(handover), actorOf(change.caller), input.to),
      change.row.status,
    )
    if (input.to === 'refused' && input.words === '') throw invalid('cases.reason_needed')
    const happening =
      input.to === 'accepted'
        ? await takeOver(change, handover, input.words)
        : await stays(change, { ...input, to: input.to })
    const about = input.to === 'withdrawn' ? handover.from_unit : handover.to_unit
    return {
      ...happening,
      body: {
        handoverId: handover.id,
        unitId: about,
        unit: await unitName(change, about),
        fromUnitId: handover.from_unit,
        words: input.words,
      },
    }
  })
}

async function stays(
  change: Change,
  input: { to: 'refused' | 'withdrawn'; words: string },
): Promise<Happening> {
  const { personId } = personOf(change.caller)
  const { now } = change
  await endHandover(change.tx, change.row, {
    now,
    state: input.to,
    by: personId,
    words: input.words,
  })
  return { type: `case.handover_${input.to}` }
}

/** From here on the other unit leads, with the promise that was given: a change of hands buys no time. */
async function takeOver(change: Change, handover: HandoverRow, words: string): Promise<Happening> {
  const { tx, row, now } = change
  const { personId } = personOf(change.caller)
  await tx
    .updateTable('cases.handover')
    .set({ state: 'accepted', answered_by: personId, answered_at: now, answer: words })
    .where('district_id', '=', row.district_id)
    .where('id', '=', handover.id)
    .execute()
  await openTask(tx, row)
  await cancelTasks(tx, row, now)
  await changeTask(
    tx,
    { district_id: row.district_id, id: handover.task_id },
    { role: 'lead', state: 'accepted', accepted_at: now, assignee_id: personId },
  )
  await stopClocks(tx, row, now, ['accept', 'request', 'handover'])
  await endPause(change)
  const running = await runningClocks(tx, row.district_id, row.id)
  if (!running.some((c) => c.stage === 'handle'))
    await startClock(tx, row, 'handle', { now, round: row.reopenings + 1 })
  return {
    type: 'case.handover_accepted',
    patch: {
      status: 'handling',
      owner: 'unit',
      owner_post_id: null,
      unit_id: handover.to_unit,
      accepted_at: now,
    },
  }
}

async function findHandover({ tx, row }: Change, id: string): Promise<HandoverRow> {
  const found = await tx
    .selectFrom('cases.handover')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw notFound('cases.handover_not_found')
  return found
}

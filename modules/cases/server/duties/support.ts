import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import { mayCallSupport, mayDoSupport, supportAfter, type SupportAct } from '../../domain/duties.ts'
import { actorOf, changeCase, type Change, type ChangeInput } from '../change.ts'
import { runningClocks, startClock, stopClocksOf } from '../clocks.ts'
import { attachTo } from '../desk.ts'
import { sentAs } from '../sent.ts'
import { letSee } from '../sight.ts'
import { changeTask } from '../tasks.ts'
import { demandDuty } from './duty-list.ts'
import {
  activeUnit,
  dutyOf,
  isSent,
  ledOf,
  orRefuse,
  supportTask,
  tasksOf,
  unitName,
  type TaskRow,
} from './parts.ts'

export interface SupportCall {
  /** Made by the page: a repeated send calls once. */
  taskId: string
  unitId: string
  /** What this unit is to do, as it stands on its task. */
  words: string
  /** By when; without it the lead's own promise, or what the policy gives for handling. */
  dueBy: Date | null
  /** Against the community's duty list, where a street or the district answers for it. */
  override?: string | null
}

const furthestDays = 366

/** Calls a unit to support (协办): a task and a clock of its own, beside the lead's. */
export async function callSupport(db: Db, input: ChangeInput & SupportCall): Promise<void> {
  const { caller, caseId, now, baseVersion } = input
  const sent = { districtId: caller.districtId, caseId, id: input.taskId }
  if (await isSent(db, 'cases.task', sent)) return
  await changeCase(db, { caller, caseId, now, baseVersion }, async (change) => {
    const unit = await activeUnit(change, input.unitId)
    const there = (await tasksOf(change.tx, change.row)).map(dutyOf)
    const partner = await isPartner(change, unit.id)
    orRefuse(
      mayCallSupport(ledOf(change.row), actorOf(caller), { id: unit.id, partner }, there),
      change.row.status,
    )
    const last = now.getTime() + furthestDays * 86_400_000
    if (input.dueBy && (input.dueBy <= now || input.dueBy.getTime() > last))
      throw invalid('cases.support_time')
    const override = await demandDuty(change, unit, { role: 'support', words: input.override })
    await addSupport(change, { ...input, bound: false })
    return {
      type: 'case.support_called',
      body: {
        taskId: input.taskId,
        unitId: unit.id,
        unit: unit.name,
        words: input.words,
        dueBy: input.dueBy,
        ...override,
      },
    }
  })
}

async function isPartner({ tx, row }: Change, unitId: string): Promise<boolean> {
  const found = await tx
    .selectFrom('cases.partner')
    .select('unit_id')
    .where('district_id', '=', row.district_id)
    .where('unit_id', '=', unitId)
    .where('active', '=', true)
    .executeTakeFirst()
  return found !== undefined
}

/** The task of a support unit and its clock. */
export async function addSupport(
  { tx, row, caller, now }: Change,
  call: Pick<SupportCall, 'taskId' | 'unitId' | 'words' | 'dueBy'> & { bound: boolean },
): Promise<void> {
  await tx
    .insertInto('cases.task')
    .values({
      district_id: row.district_id,
      id: call.taskId,
      case_id: row.id,
      unit_id: call.unitId,
      role: 'support',
      offered_at: now,
      brief: call.words,
      called_by_unit: caller.organisationId,
      bound: call.bound,
    })
    .execute()
  await letSee(tx, row, [call.unitId])
  const handling = (await runningClocks(tx, row.district_id, row.id)).find(
    (c) => c.stage === 'handle',
  )
  const promise = handling?.due_at && handling.due_at > now ? handling.due_at : null
  const fixed = call.dueBy ?? promise
  await startClock(tx, row, 'support', { now, taskId: call.taskId, ...(fixed && { fixed }) })
}

/** One step of a support unit's task; whatever ends the task stops its clock. */
async function move(
  change: Change,
  task: TaskRow,
  act: SupportAct,
  set: Partial<TaskRow>,
): Promise<void> {
  orRefuse(
    mayDoSupport(ledOf(change.row), dutyOf(task), actorOf(change.caller), act),
    change.row.status,
  )
  const ends = act !== 'accept'
  await changeTask(change.tx, task, {
    state: supportAfter[act],
    ...(ends ? { ended_at: change.now } : {}),
    ...set,
  })
  if (ends) await stopClocksOf(change.tx, task, change.now)
}

/** Accepted, given back with a reason, or released with one by the lead or the desk. */
export async function moveSupport(
  db: Db,
  input: ChangeInput & {
    taskId: string
    to: 'accept' | 'return' | 'release'
    words: string
    clientId?: string | null
  },
): Promise<void> {
  const { taskId, to, words, clientId } = input
  const sent = sentAs(clientId, { taskId, to, words })
  await changeCase(db, { ...input, sent }, async (change) => {
    const { personId } = personOf(change.caller)
    const task = await supportTask(change, input.taskId)
    const accepted = { accepted_at: change.now, assignee_id: task.assignee_id ?? personId }
    if (input.to !== 'accept' && input.words === '') throw invalid('cases.reason_needed')
    await move(change, task, input.to, input.to === 'accept' ? accepted : {})
    const types = {
      accept: 'case.support_accepted',
      return: 'case.support_returned',
      release: 'case.support_released',
    } as const
    return {
      type: types[input.to],
      body: {
        taskId: task.id,
        unitId: task.unit_id,
        unit: await unitName(change, task.unit_id),
        words: input.words,
      },
    }
  })
}

/** Done with its part, with pictures as the lead's own finish. The lead finishes the whole. */
export async function finishSupport(
  db: Db,
  input: ChangeInput & {
    taskId: string
    words: string
    before: readonly string[]
    after: readonly string[]
    clientId?: string | null
  },
): Promise<void> {
  const { taskId, words, before, after, clientId } = input
  const sent = sentAs(clientId, { taskId, words, before, after })
  await changeCase(db, { ...input, sent }, async (change) => {
    personOf(change.caller)
    const task = await supportTask(change, input.taskId)
    await move(change, task, 'finish', { words: input.words })
    if (input.after.length === 0 && change.row.class === 'management')
      throw invalid('cases.photo_after_needed')
    await attachTo(change, 'before', input.before)
    await attachTo(change, 'after', input.after)
    return {
      type: 'case.support_finished',
      body: {
        taskId: task.id,
        unitId: task.unit_id,
        unit: await unitName(change, task.unit_id),
        words: input.words,
        photos: [...input.before, ...input.after],
      },
    }
  })
}

import { randomUUID } from 'node:crypto'
import type { Limit } from '#kernel/deadline.ts'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { isOpenDuty } from '../../domain/duties.ts'
import { mayAskRuling, mayRule } from '../../domain/ruling.ts'
import { actorOf, changeCase, type Change, type ChangeInput } from '../change.ts'
import { startClock, stopClocks, stopClocksOf } from '../clocks.ts'
import { caseSettings } from '../settings.ts'
import { cancelTasks, changeTask, endHandover, offerTask } from '../tasks.ts'
import { endPause } from '../unit.ts'
import { demandDuty } from './duty-list.ts'
import {
  activeUnit,
  isSent,
  ledOf,
  orRefuse,
  rulingOf,
  tasksOf,
  type RulingRow,
  type TaskRow,
} from './parts.ts'
import { addSupport } from './support.ts'

/** Every unit that has or had a task in the case: none of their people rules on it. */
export const partiesOf = (tasks: readonly TaskRow[]): string[] => [
  ...new Set(tasks.map((t) => t.unit_id)),
]

/** Puts a dispute to a ruling. Whoever has the case keeps it meanwhile, and its clock runs. */
export async function askRuling(
  db: Db,
  input: ChangeInput & { rulingId: string; words: string },
): Promise<void> {
  const { caller, caseId, now, baseVersion } = input
  const sent = { districtId: caller.districtId, caseId, id: input.rulingId }
  if (await isSent(db, 'cases.ruling', sent)) return
  await changeCase(db, { caller, caseId, now, baseVersion }, async (change) => {
    const { tx, row, around } = change
    const { personId, postId } = personOf(caller)
    const parties = partiesOf(await tasksOf(tx, row))
    const ruled = await isRuled(change)
    orRefuse(
      mayAskRuling(
        ledOf(row),
        { open: around.rulingOpen === true, ruled, parties },
        actorOf(caller),
      ),
      row.status,
    )
    const asked = {
      district_id: row.district_id,
      id: input.rulingId,
      case_id: row.id,
      words: input.words,
      parties,
      asked_by: personId,
      asked_post: postId,
      asked_unit: caller.organisationId,
      asked_at: now,
    }
    await tx.insertInto('cases.ruling').values(asked).execute()
    const { rulingDays } = (await caseSettings(tx, row.district_id)).duties
    const limit: Limit =
      row.urgency === 'emergency'
        ? { unit: 'URGENT_HOUR', value: 2 }
        : { unit: 'WORK_DAY', value: rulingDays }
    await startClock(tx, row, 'ruling', { now, limit })
    return {
      type: 'case.disputed',
      body: { rulingId: input.rulingId, parties, words: input.words },
    }
  })
}

async function isRuled({ tx, row }: Change): Promise<boolean> {
  const found = await tx
    .selectFrom('cases.ruling')
    .select('id')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('state', '=', 'ruled')
    .executeTakeFirst()
  return found !== undefined
}

export interface Judgement {
  rulingId: string
  /** Who leads from now on. */
  unitId: string
  supportUnitIds: readonly string[]
  reasons: string
}

/**
 * Says whose work it is, with reasons. Whoever is named leads; those named beside it support. None
 * of them can give it back.
 */
export async function rule(db: Db, input: ChangeInput & Judgement): Promise<void> {
  await changeCase(db, input, async (change) => {
    const { tx, row, now, caller } = change
    const ruling = await findRuling(change, input.rulingId)
    const level = orRefuse(
      mayRule(ledOf(row), rulingOf(ruling), actorOf(caller), caller.scope.areas),
      row.status,
    )
    const { personId, postId } = personOf(caller)
    const unit = await activeUnit(change, input.unitId)
    // A street's or the district's ruling gives its reasons; below it the list stands.
    const override = await demandDuty(change, unit, { role: 'lead', words: input.reasons })
    const support = [...new Set(input.supportUnitIds)]
    if (support.includes(unit.id)) throw invalid('cases.support_of_oneself')
    await tx
      .updateTable('cases.ruling')
      .set({
        state: 'ruled',
        unit_id: unit.id,
        support_units: support,
        reasons: input.reasons,
        level,
        ruled_by: personId,
        ruled_post: postId,
        ruled_at: now,
      })
      .where('district_id', '=', row.district_id)
      .where('id', '=', ruling.id)
      .execute()
    await stopClocks(tx, row, now, ['ruling'])
    const patch = await giveLead(change, unit.id)
    const names = await giveSupport(change, support, input.reasons)
    return {
      type: 'case.ruled',
      patch,
      body: {
        rulingId: ruling.id,
        level,
        unitId: unit.id,
        unit: unit.name,
        supportUnitIds: support,
        support: names.join('、'),
        words: input.reasons,
        ...override,
      },
    }
  })
}

/** The lead that is named keeps what it has, bound; another gets it anew, to accept and not to return. */
async function giveLead(change: Change, unitId: string) {
  const { tx, row, now } = change
  const open = (await tasksOf(tx, row)).find(
    (t) => t.role === 'lead' && (isOpenDuty(t.state) || t.state === 'rework'),
  )
  if (open?.unit_id === unitId) {
    await changeTask(tx, open, { bound: true })
    await endHandover(tx, row, { now, state: 'withdrawn' })
    await withdrawReturn(change)
    return {}
  }
  await cancelTasks(tx, row, now)
  await stopClocks(tx, row, now, ['dispatch', 'accept', 'request'])
  await endPause(change)
  await releaseSupport(change, unitId)
  const taskId = await offerTask(tx, row, { unitId, now, bound: true })
  await startClock(tx, row, 'accept', { now, taskId })
  return {
    status: 'dispatched' as const,
    owner: 'unit',
    owner_post_id: null,
    unit_id: unitId,
    dispatched_at: now,
    accepted_at: null,
  }
}

/** Asked to be let off: the ruling has answered that. */
async function withdrawReturn({ tx, row, now }: Change): Promise<void> {
  const asked = await tx
    .updateTable('cases.request')
    .set({ state: 'withdrawn', decided_at: now })
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('state', '=', 'asked')
    .where('kind', '=', 'return')
    .returning('id')
    .execute()
  if (asked.length > 0) await stopClocks(tx, row, now, ['request'])
}

/** Whoever leads from now on does not support beside it. */
async function releaseSupport({ tx, row, now }: Change, unitId: string): Promise<void> {
  const own = (await tasksOf(tx, row)).filter(
    (t) => t.role === 'support' && t.unit_id === unitId && isOpenDuty(t.state),
  )
  for (const task of own) {
    /* oxlint-disable no-await-in-loop -- one connection */
    await changeTask(tx, task, { state: 'cancelled', ended_at: now })
    await stopClocksOf(tx, task, now)
    /* oxlint-enable no-await-in-loop */
  }
}

async function giveSupport(
  change: Change,
  unitIds: readonly string[],
  words: string,
): Promise<string[]> {
  const names: string[] = []
  /* oxlint-disable no-await-in-loop -- one connection */
  for (const unitId of unitIds) {
    const unit = await activeUnit(change, unitId)
    names.push(unit.name)
    const has = (await tasksOf(change.tx, change.row)).find(
      (t) => t.role === 'support' && t.unit_id === unitId && isOpenDuty(t.state),
    )
    if (has) await changeTask(change.tx, has, { bound: true })
    else {
      await demandDuty(change, unit, { role: 'support', words })
      await addSupport(change, { taskId: randomUUID(), unitId, words, dueBy: null, bound: true })
    }
  }
  /* oxlint-enable no-await-in-loop */
  return names
}

async function findRuling({ tx, row }: Change, id: string): Promise<RulingRow> {
  const found = await tx
    .selectFrom('cases.ruling')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw notFound('cases.ruling_not_found')
  return found
}

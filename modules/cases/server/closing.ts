import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { personOf } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { changeCase, require, type Change, type ChangeInput, type Happening } from './change.ts'
import { continueClock, startClock, stopClocks } from './clocks.ts'
import { attachTo } from './desk.ts'
import { requireNoHold } from './holds.ts'
import { requireNoOpenPlan } from './plans/parts.ts'
import { changeTask, offerTask } from './tasks.ts'

/** A second person looks: passed closes and asks every reporter; failed is rework by the same unit. */
export async function inspect(
  db: Db,
  input: ChangeInput & {
    passed: boolean
    words: string
    photos: readonly string[]
    /** Judged from what was photographed, without going there. */
    fromPictures?: boolean
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'inspect')
    if (input.fromPictures) await demandPicture(change)
    if (input.passed) await requireNoOpenPlan(change)
    if (input.passed) await requireNoHold(change)
    await stopClocks(change.tx, change.row, change.now)
    await attachTo(change, 'inspection', input.photos)
    const { personId } = personOf(change.caller)
    const body = {
      words: input.words,
      photos: input.photos,
      inspector: personId,
      ...(input.fromPictures ? { fromPictures: true } : {}),
    }
    if (!input.passed) return { ...(await rework(change)), body }
    await askVerdicts(change)
    return {
      type: 'case.closed',
      patch: { status: 'closed', owner: 'none', closed_at: change.now },
      body,
    }
  })
}

/** A picture of after that came with the last finishing: what is there to be seen is of this round. */
async function demandPicture({ tx, row }: Change): Promise<void> {
  const { rows } = await sql`
    select from cases.attachment a where a.district_id = ${row.district_id} and a.case_id = ${row.id}
      and a.role = 'after' and a.event_seq >= (select max(e.seq) from cases.event e
        where e.district_id = a.district_id and e.case_id = a.case_id
          and e.type in ('case.finished', 'case.settled')) limit 1`.execute(tx)
  if (rows.length === 0) throw refused('cases.no_picture_to_judge')
}

/** The handling clock goes on where it stopped: the time of inspection is a pause, not a gift. */
async function rework({ tx, row, now }: Change): Promise<Happening> {
  const last = await lastTask(tx, row)
  const patch = { handled_at: null, handler_id: null, reworks: row.reworks + 1 }
  if (!last || !row.unit_id) {
    // Settled on the spot by somebody without a task: the desk dispatches.
    await startClock(tx, row, 'dispatch', { now })
    await startClock(tx, row, 'handle', { now })
    return {
      type: 'case.rework',
      patch: { ...patch, status: 'filed', owner: 'desk', unit_id: null, settled_on_spot: false },
    }
  }
  await changeTask(tx, last, { state: 'rework', ended_at: null })
  await continueClock(tx, row, 'handle', { now, reason: 'inspection' })
  return { type: 'case.rework', patch: { ...patch, status: 'handling', owner: 'unit' } }
}

async function lastTask(tx: Change['tx'], row: Change['row']) {
  return tx
    .selectFrom('cases.task')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('role', '=', 'lead')
    .where('state', '=', 'done')
    .orderBy('offered_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Asked once a round, with the reporters of all that follow the case; an answer that never comes stays
 * unanswered and is no satisfaction.
 */
async function askVerdicts({ tx, row, now }: Change): Promise<void> {
  const reports = await tx
    .selectFrom('cases.report')
    .select('id')
    .where('district_id', '=', row.district_id)
    .where((eb) =>
      eb.or([
        eb('case_id', '=', row.id),
        eb(
          'case_id',
          'in',
          eb
            .selectFrom('cases.merge as m')
            .select('m.case_id')
            .where('m.district_id', '=', row.district_id)
            .where('m.master_id', '=', row.id)
            .where('m.ended_at', 'is', null),
        ),
      ]),
    )
    // The hotline calls its own callers back; nobody is asked twice.
    .where('channel', '<>', 'hotline')
    .execute()
  if (reports.length === 0) return
  await tx
    .insertInto('cases.verdict')
    .values(
      reports.map((report) => ({
        district_id: row.district_id,
        id: randomUUID(),
        case_id: row.id,
        report_id: report.id,
        round: row.reopenings + 1,
        asked_at: now,
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute()
}

export interface Verdict {
  solved: boolean
  satisfied: number
  words: string
}

/** Staff ask whom a link does not reach. Nobody takes the verdict on their own work. */
export async function callBack(
  db: Db,
  input: ChangeInput & Verdict & { way: 'call' | 'visit' },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'call_back')
    const { personId } = personOf(change.caller)
    const happening = await judged(change, input, {
      way: input.way,
      takenBy: personId,
      reportId: null,
    })
    return happening
  })
}

/** Writes the answer; the case row repeats the last one. */
export async function judged(
  { tx, row, now }: Change,
  verdict: Verdict,
  by: { way: 'link' | 'call' | 'visit'; takenBy: string | null; reportId: string | null },
): Promise<Happening> {
  const open = await tx
    .selectFrom('cases.verdict')
    .select('id')
    .where('district_id', '=', row.district_id)
    .where('case_id', '=', row.id)
    .where('round', '=', row.reopenings + 1)
    .where('answered_at', 'is', null)
    .$if(by.reportId !== null, (q) => q.where('report_id', '=', by.reportId!))
    // Staff ask the reporters of this case; those of its followers answer for themselves.
    .where('report_id', 'in', (eb) =>
      eb
        .selectFrom('cases.report')
        .select('id')
        .where('district_id', '=', row.district_id)
        .where('case_id', '=', row.id),
    )
    .orderBy('asked_at')
    .limit(1)
    .executeTakeFirst()
  if (!open) throw refused('cases.already_judged')
  await tx
    .updateTable('cases.verdict')
    .set({
      answered_at: now,
      solved: verdict.solved,
      satisfied: verdict.satisfied,
      words: verdict.words,
      way: by.way,
      taken_by: by.takenBy,
    })
    .where('district_id', '=', row.district_id)
    .where('id', '=', open.id)
    .execute()
  return {
    type: 'case.judged',
    patch: { solved: verdict.solved, satisfied: verdict.satisfied },
    body: { solved: verdict.solved, satisfied: verdict.satisfied, way: by.way },
    personal: { words: verdict.words },
  }
}

/** Staff with the right may reopen at any time, with a reason. */
export async function reopen(db: Db, input: ChangeInput & { words: string }): Promise<void> {
  await changeCase(db, input, async (change) => {
    require(change, 'reopen')
    return reopened(change, { words: input.words, byReporter: false })
  })
}

/** Back to the same unit; its manager hears of it. A case that had no unit goes to the desk. */
export async function reopened(
  change: Change,
  why: { words: string; byReporter: boolean },
): Promise<Happening> {
  const { tx, row, now } = change
  const patch = {
    closed_at: null,
    handled_at: null,
    handler_id: null,
    accepted_at: null,
    reopenings: row.reopenings + 1,
    solved: null,
    satisfied: null,
  }
  const spoken = why.byReporter
    ? { personal: { words: why.words }, body: { byReporter: true } }
    : { body: { byReporter: false, words: why.words } }
  await startClock(tx, row, 'handle', { now, round: row.reopenings + 2 })
  if (!row.unit_id || row.settled_on_spot) {
    await startClock(tx, row, 'dispatch', { now })
    return {
      type: 'case.reopened',
      patch: { ...patch, status: 'filed', owner: 'desk', unit_id: null, settled_on_spot: false },
      ...spoken,
    }
  }
  const taskId = await offerTask(tx, row, { unitId: row.unit_id, now })
  await startClock(tx, row, 'accept', { now, taskId })
  return {
    type: 'case.reopened',
    patch: { ...patch, status: 'dispatched', owner: 'unit', dispatched_at: now },
    ...spoken,
  }
}

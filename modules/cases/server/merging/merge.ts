import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Fact } from '#platform/server/jobs.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Stage } from '../../domain/case.ts'
import {
  isAtWork,
  isMergeable,
  mayFollow,
  statusAfter,
  type MergeableStatus,
} from '../../domain/merging.ts'
import { changeCase, require, type Change, type ChangeInput, type Happening } from '../change.ts'
import { continueClock, stopClocks } from '../clocks.ts'
import { visibleTo } from '../scope.ts'
import { cancelTasks, changeTask, openTask, type TaskRow } from '../tasks.ts'
import type { Row } from '../views.ts'
import { followersOf, holdTogether, lastMaster, mergeOf, orRefuse, type MergeRow } from './parts.ts'

/** What follows from a merge happens to cases that the caller need not see. */
const everywhere = (caller: Caller): Caller => ({
  ...caller,
  scope: { areas: [caller.districtId], units: [] },
})

/**
 * Joins a case to another that tells of the same thing (并案): it ends as `merged` and from then on
 * shows, is told and is asked what its master is. Whoever is named as master and follows another
 * stands for the one at the end; followers of the joined case come along. Both must be in the scope.
 */
export async function mergeCase(
  db: Db,
  input: ChangeInput & { masterId: string; words: string },
): Promise<void> {
  const { caller, caseId, now } = input
  await transact(db, async (tx) => {
    const own = await followersOf(tx, caller.districtId, caseId)
    await holdTogether(tx, caller.districtId, [
      caseId,
      input.masterId,
      ...own.map((m) => m.case_id),
    ])
    let joined: Row | undefined
    let master: Row | undefined
    await changeCase(tx, input, async (change) => {
      require(change, 'merge')
      master = await masterFor(change, input.masterId)
      joined = change.row
      return join(change, master, input.words)
    })
    if (!master || !joined) return
    for (const merge of own) await moveFollower(tx, merge, master, { caller, now }) // oxlint-disable-line no-await-in-loop -- one connection
    const follower = { followerId: joined.id, follower: joined.short_code }
    await changeCase(
      tx,
      { caseId: master.id, caller: everywhere(caller), now, baseVersion: null },
      () =>
        Promise.resolve({
          type: 'case.follower_added',
          body: { ...follower, brought: own.length, words: input.words },
        }),
    )
  })
}

/** The case at the end of the chain that the one named stands in; both within the caller's scope. */
async function masterFor({ tx, row, caller }: Change, masterId: string): Promise<Row> {
  const find = async (id: string) => {
    const found = await tx
      .selectFrom('cases.case as c')
      .selectAll()
      .where('c.id', '=', id)
      .where(visibleTo(caller))
      .executeTakeFirst()
    if (!found) throw notFound('cases.case_not_found')
    return found
  }
  const named = await find(masterId)
  const last = await lastMaster(tx, named)
  orRefuse(mayFollow(row, named, last))
  return last.id === named.id ? named : find(last.id)
}

async function join(change: Change, master: Row, words: string): Promise<Happening> {
  const { tx, row, now, caller } = change
  const before = row.status
  if (!isMergeable(before)) throw new Error(`the rule let ${before} be merged`)
  const task = isAtWork(before) ? await openTask(tx, row) : null
  await tx
    .insertInto('cases.merge')
    .values({
      district_id: row.district_id,
      id: randomUUID(),
      case_id: row.id,
      master_id: master.id,
      status_before: before,
      words,
      merged_at: now,
      merged_by: caller.personId,
      task_id: task?.id ?? null,
      task_state: task?.state ?? null,
    })
    .execute()
  await stopClocks(tx, row, now)
  if (task) await cancelTasks(tx, row, now)
  return {
    type: 'case.merged',
    patch: {
      status: 'merged',
      owner: 'none',
      owner_post_id: null,
      rings: false,
      received_at: row.received_at ?? now,
    },
    body: {
      masterId: master.id,
      master: master.short_code,
      words,
      ...(task ? { taskId: task.id, unitId: task.unit_id } : {}),
    },
  }
}

/** A follower of a case that is itself joined goes on to the new master, and its history says so. */
async function moveFollower(
  tx: Tx,
  merge: MergeRow,
  master: Row,
  { caller, now }: { caller: Caller; now: Date },
): Promise<void> {
  await changeCase(
    tx,
    { caseId: merge.case_id, caller: everywhere(caller), now, baseVersion: null },
    async (change) => {
      await endMerge(tx, merge, { how: 'moved', words: '', by: caller.personId, now })
      await tx
        .insertInto('cases.merge')
        .values({
          district_id: merge.district_id,
          id: randomUUID(),
          case_id: merge.case_id,
          master_id: master.id,
          status_before: merge.status_before,
          task_id: merge.task_id,
          task_state: merge.task_state,
          merged_at: now,
          merged_by: change.caller.personId,
        })
        .execute()
      return {
        type: 'case.merged',
        body: { masterId: master.id, master: master.short_code, moved: true },
      }
    },
  )
}

interface End {
  how: 'taken_apart' | 'moved'
  words: string
  by: string | null
  now: Date
}

async function endMerge(tx: Tx, merge: MergeRow, end: End): Promise<void> {
  await tx
    .updateTable('cases.merge')
    .set({ ended_at: end.now, ended_how: end.how, ended_words: end.words, ended_by: end.by })
    .where('district_id', '=', merge.district_id)
    .where('id', '=', merge.id)
    .execute()
}

/**
 * Not the same thing after all: the case goes back to where it stood, with the clock as it would have
 * been had it never been joined; what was being verified is the desk's to decide, what a unit had is
 * that unit's again. Its reporter is told, and the unit.
 */
export async function takeApart(db: Db, input: ChangeInput & { words: string }): Promise<void> {
  await transact(db, async (tx) => {
    const merge = await mergeOf(tx, input.caller.districtId, input.caseId)
    if (merge) await holdTogether(tx, merge.district_id, [merge.case_id, merge.master_id])
    let apart: Row | undefined
    await changeCase(tx, input, async (change) => {
      require(change, 'take_apart')
      apart = change.row
      return takenApart(change, input.words)
    })
    if (!merge || !apart) return
    const follower = { followerId: apart.id, follower: apart.short_code }
    await changeCase(
      tx,
      {
        caseId: merge.master_id,
        caller: everywhere(input.caller),
        now: input.now,
        baseVersion: null,
      },
      () =>
        Promise.resolve({
          type: 'case.follower_removed',
          body: { ...follower, words: input.words },
        }),
    )
  })
}

/** The clocks that run again where a case stands. */
const stagesOf = {
  reported: ['receive'],
  filed: ['dispatch', 'handle'],
  dispatched: ['accept', 'handle'],
  handling: ['handle'],
} as const satisfies Record<ReturnType<typeof statusAfter>, readonly Stage[]>

/** The task that ended with the merge goes on where its unit left it. */
async function giveBack(tx: Tx, merge: MergeRow): Promise<void> {
  if (merge.task_id === null) return
  await changeTask(
    tx,
    { district_id: merge.district_id, id: merge.task_id },
    {
      state: merge.task_state as TaskRow['state'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      ended_at: null,
    },
  )
}

async function takenApart(change: Change, words: string): Promise<Happening> {
  const { tx, row, now, caller } = change
  const merge = await mergeOf(tx, row.district_id, row.id)
  if (!merge) throw notFound('cases.merge_not_found')
  await endMerge(tx, merge, { how: 'taken_apart', words, by: caller.personId, now })
  const before = merge.status_before as MergeableStatus // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  const status = statusAfter(before)
  const reason = before === 'verifying' ? 'verification' : null
  for (const stage of stagesOf[status]) await continueClock(tx, row, stage, { now, reason }) // oxlint-disable-line no-await-in-loop -- one connection
  await giveBack(tx, merge)
  const master = await tx
    .selectFrom('cases.case')
    .select('short_code')
    .where('district_id', '=', row.district_id)
    .where('id', '=', merge.master_id)
    .executeTakeFirstOrThrow()
  return {
    type: 'case.taken_apart',
    patch: { status, owner: isAtWork(status) ? 'unit' : 'desk', solved: null, satisfied: null },
    body: { masterId: merge.master_id, master: master.short_code, words },
  }
}

/**
 * What becomes of followers when their master ends: closed, each notes it; withdrawn or void, each is
 * taken apart, for its reporter has taken nothing back. Runs at least once, and shows once.
 */
export async function mindFollowers(db: Db, fact: Fact): Promise<void> {
  const ends = ['case.closed', 'case.withdrawn', 'case.voided']
  const { caseId, seq } = fact.body
  if (!ends.includes(fact.type) || typeof caseId !== 'string' || typeof seq !== 'number') return
  const caller = everywhere(anonymous(fact.districtId))
  const now = new Date(fact.at)
  for (const merge of await followersOf(db, fact.districtId, caseId)) {
    const input = { caseId: merge.case_id, caller, now, baseVersion: null }
    /* oxlint-disable no-await-in-loop -- each in its own transaction */
    if (fact.type === 'case.closed') await noteClosing(db, input, { masterId: caseId, seq })
    else await changeCase(db, input, (change) => takenApart(change, ''))
    /* oxlint-enable no-await-in-loop */
  }
}

async function noteClosing(
  db: Db,
  input: ChangeInput,
  of: { masterId: string; seq: number },
): Promise<void> {
  const noted = await db
    .selectFrom('cases.event')
    .select('seq')
    .where('district_id', '=', input.caller.districtId)
    .where('case_id', '=', input.caseId)
    .where('type', '=', 'case.closed_with_master')
    .where(
      sql<boolean>`body->>'masterId' = ${of.masterId} and body->>'masterSeq' = ${String(of.seq)}`,
    )
    .executeTakeFirst()
  if (noted) return
  await changeCase(db, input, async ({ tx, row }) => {
    const master = await lastMaster(tx, row)
    return {
      type: 'case.closed_with_master',
      body: { masterId: of.masterId, masterSeq: of.seq, master: master.short_code },
    }
  })
}

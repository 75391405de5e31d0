import type { Selectable, Updateable } from 'kysely'
import { sql } from 'kysely'
import type { CasesCase } from '#database/types.ts'
import { idOf } from '#kernel/id.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { together, transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { mayDo, type Action, type Actor, type Around } from '../domain/actions.ts'
import { isFinal, type Case, type Stage } from '../domain/case.ts'
import { isSupported } from '../domain/duties.ts'
import { workTypes, type EventType } from '../domain/event-types.ts'
import { saidTimes, type Said } from '../domain/said.ts'
import { isPaused, runningClocks, stopClocks } from './clocks.ts'
import { eventsSince } from './events-since.ts'
import { appendEvent } from './events.ts'
import { measureCase } from './measured.ts'
import { visibleTo } from './scope.ts'
import { isRepeated, type Sent } from './sent.ts'
import { keepSight, letSee } from './sight.ts'
import { endDuties } from './tasks.ts'
import type { ToldPromise } from './told-event.ts'

export type CaseRecord = Selectable<CasesCase>

/** A case held for change: its row, what the rules need of it, and who wants what. */
export interface Change {
  tx: Tx
  row: CaseRecord
  kase: Case
  around: Around
  caller: Caller
  now: Date
}

/** What a use case decided: the event, and the new columns of the row. */
export interface Happening {
  type: EventType
  patch?: Updateable<CasesCase>
  body?: Record<string, unknown>
  personal?: Record<string, string>
}

export interface ChangeInput {
  caseId: string
  caller: Caller
  now: Date
  /** Null only where the caller cannot know a version: residents and jobs. */
  baseVersion: number | null
  /** Of what lay on a phone before it could be sent. */
  said?: Said | undefined
  /** Of what a phone or a page sends until it hears an answer: a repeated send counts once. */
  sent?: Sent | undefined
}

/**
 * Lock, decide, write, record: one transaction with the case held throughout. One event per change,
 * so the version is the number of events.
 */
export async function changeCase(
  db: Db,
  input: ChangeInput,
  work: (change: Change) => Promise<Happening>,
): Promise<void> {
  await transact(db, async (tx) => {
    const row = await lockCase(tx, input.caller, input.caseId)
    if (!row) throw notFound('cases.case_not_found')
    if (await isRepeated(tx, row, input.sent)) return
    if (input.baseVersion !== null && row.version !== input.baseVersion)
      throw refused('cases.out_of_date', {
        since: await eventsSince(tx, input.caller, row, input.baseVersion),
        version: row.version,
      })
    const [around] = await together(
      aroundOf(tx, row),
      // Nearly every change moves clocks: what that needs is asked for in the same breath.
      runningClocks(tx, row.district_id, row.id),
      calendarOf(tx, row.district_id),
    )
    const change = { tx, row, kase: caseOf(row), around, caller: input.caller, now: input.now }
    await record(change, withSaid(await work(change), input))
  })
}

/** The event's own time is ours; what the phone said stands beside it. */
const withSaid = (happening: Happening, { said, sent, now }: ChangeInput): Happening => ({
  ...happening,
  body: {
    ...happening.body,
    ...(said ? { said: saidTimes(said, now) } : {}),
    ...(sent ? { sent } : {}),
  },
})

/** Ends in a Problem unless the caller may do this now; the page asked the same table. */
export function require(change: Change, action: Action): void {
  const decision = mayDo(action, change.kase, actorOf(change.caller), change.around)
  if (decision.ok) return
  if (decision.refusal === 'forbidden') throw forbidden('request.forbidden')
  throw refused(`cases.${decision.refusal}`, { status: change.row.status })
}

async function record(
  { tx, row, around, caller, now }: Change,
  happening: Happening,
): Promise<void> {
  const seq = row.version + 1
  const after = { ...row, ...happening.patch } as CaseRecord // oxlint-disable-line typescript/no-unsafe-type-assertion -- patches hold plain values
  if (leavesOthers(around, after.status)) await endDuties(tx, row, now)
  if (isFinal(after.status)) await stopClocks(tx, row, now, ['order'])
  const due = await dueOf(tx, after)
  const promise = promiseMoved(row, due)
  const { hash, written } = appendEvent(tx, {
    caseId: row.id,
    seq,
    type: happening.type,
    at: now,
    caller,
    body: {
      ...happening.body,
      ...(after.status === row.status ? {} : { from: row.status, to: after.status }),
      ...(promise ? { promise } : {}),
    },
    personal: happening.personal,
    previousHash: row.head_hash,
  })
  const changed = tx
    .updateTable('cases.case')
    .set({
      ...happening.patch,
      version: seq,
      head_hash: hash,
      due_at: due.dueAt,
      paused: due.paused,
      ...(promise?.kind === 'receive' ? { receive_promise: promise.to } : {}),
      ...(due.promise ? { handle_promise: due.promise } : {}),
      ...(promise || due.promise ? { promise_estimated: due.estimated } : {}),
      ...(isFinal(after.status) ? { owner: 'none', rings: false } : {}),
    })
    .where('district_id', '=', row.district_id)
    .where('id', '=', row.id)
    .execute()
  const told = tell(tx, {
    type: happening.type,
    key: `${row.id}:${seq}`,
    districtId: row.district_id,
    at: now.toISOString(),
    body: { caseId: row.id, seq },
  })
  await together(
    written,
    changed,
    told,
    seen(tx, row, { ...after, due_at: due.dueAt }),
    measureCase(tx, row),
  )
}

/** What the new row means for the units that see the case. */
async function seen(tx: Tx, row: CaseRecord, after: CaseRecord): Promise<void> {
  const open = !isFinal(after.status)
  if (after.unit_id !== null && after.unit_id !== row.unit_id)
    await letSee(tx, row, [after.unit_id])
  await keepSight(tx, row, {
    open,
    rings: open && after.rings,
    dueAt: after.due_at,
  })
}

/** Whether units are still called, asked or disputing where nobody works on the case any more. */
const leavesOthers = (around: Around, status: CaseRecord['status']): boolean =>
  [around.supportOpen, around.handoverOpen, around.rulingOpen].includes(true) &&
  !isSupported(status)

const waitingStage: Partial<Record<CaseRecord['status'], Stage>> = {
  reported: 'receive',
  verifying: 'verify',
  filed: 'dispatch',
  dispatched: 'accept',
  handling: 'handle',
  handled: 'inspect',
}

/** What the row repeats of its clocks: when the waiting stage ends, and what was promised. */
async function dueOf(tx: Tx, row: CaseRecord) {
  const clocks = await runningClocks(tx, row.district_id, row.id)
  const waiting = clocks.find((c) => c.stage === waitingStage[row.status])
  const handling = clocks.find((c) => c.stage === 'handle')
  const receiving = clocks.find((c) => c.stage === 'receive')
  return {
    dueAt: waiting?.due_at ?? null,
    // Of one that was late already the due time stays, and it stands still all the same.
    paused: handling !== undefined && isPaused(handling),
    // While paused the last promise stays; the page shows the reason of the pause beside it.
    promise: handling?.due_at ?? null,
    receivePromise: receiving?.due_at ?? null,
    estimated: (handling ?? receiving)?.estimated ?? false,
  }
}

const differs = (to: Date | null, from: Date | null): to is Date =>
  to !== null && to.getTime() !== from?.getTime()

/** What this change does to a promise: written into its event, never silent (DECISIONS 5). */
function promiseMoved(
  row: CaseRecord,
  due: { promise: Date | null; receivePromise: Date | null },
): ToldPromise | null {
  if (differs(due.promise, row.handle_promise))
    return { kind: 'handle', from: row.handle_promise, to: due.promise }
  if (differs(due.receivePromise, row.receive_promise))
    return { kind: 'receive', from: row.receive_promise, to: due.receivePromise }
  return null
}

/**
 * Locks the row, not its key: a row that names the case, written a moment before, holds the key, and of two
 * who did so each would wait for the other.
 */
async function lockCase(tx: Tx, caller: Caller, caseId: string): Promise<CaseRecord | undefined> {
  return tx
    .selectFrom('cases.case as c')
    .selectAll()
    .where('c.district_id', '=', caller.districtId)
    .where('c.id', '=', caseId)
    .where(visibleTo(caller))
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export function caseOf(row: CaseRecord): Case {
  return {
    id: idOf(row.id),
    status: row.status,
    urgency: row.urgency,
    version: row.version,
    unitId: row.unit_id === null ? null : idOf(row.unit_id),
    handlerId: row.handler_id === null ? null : idOf(row.handler_id),
    settledOnSpot: row.settled_on_spot,
    returns: row.returns,
    reopenings: row.reopenings,
    closedAt: row.closed_at,
  }
}

export function actorOf(caller: Caller): Actor {
  return {
    personId: caller.personId === null ? null : idOf(caller.personId),
    verbs: caller.verbs,
    unitIds:
      caller.organisationId === null
        ? caller.scope.units
        : [caller.organisationId, ...caller.scope.units],
  }
}

interface AroundRow {
  task_state: Around['taskState'] | null
  request_open: boolean
  support_open: boolean
  handover_open: boolean
  ruling_open: boolean
  ruled: boolean
  has_contact: boolean
  judged: boolean
  workers: string[]
}
const nothingAround: AroundRow = {
  task_state: null,
  request_open: false,
  support_open: false,
  handover_open: false,
  ruling_open: false,
  ruled: false,
  has_contact: false,
  judged: true,
  workers: [],
}

/** What stands around a case that its rules ask for, in one query. */
export async function aroundOf(db: Db, row: CaseRecord): Promise<Around> {
  const { rows } = await sql<AroundRow>`
    select
      (select t.state::text from cases.task t where t.district_id = ${row.district_id}
        and t.case_id = ${row.id} and t.role = 'lead' and t.state in ('offered', 'accepted', 'rework')
        order by t.offered_at desc limit 1) as task_state,
      exists (select from cases.request r where r.district_id = ${row.district_id}
        and r.case_id = ${row.id} and r.state = 'asked') as request_open,
      exists (select from cases.task t where t.district_id = ${row.district_id} and t.case_id = ${row.id}
        and t.role = 'support' and t.state in ('offered', 'accepted', 'rework')) as support_open,
      exists (select from cases.handover h where h.district_id = ${row.district_id}
        and h.case_id = ${row.id} and h.state = 'asked') as handover_open,
      exists (select from cases.ruling u where u.district_id = ${row.district_id}
        and u.case_id = ${row.id} and u.state = 'asked') as ruling_open,
      exists (select from cases.ruling u where u.district_id = ${row.district_id}
        and u.case_id = ${row.id} and u.state = 'ruled') as ruled,
      exists (select from cases.report p where p.district_id = ${row.district_id}
        and p.case_id = ${row.id} and (p.phone_cipher is not null or p.name_cipher is not null)) as has_contact,
      coalesce((select bool_and(v.answered_at is not null) from cases.verdict v
        where v.district_id = ${row.district_id} and v.case_id = ${row.id}
        and v.round = ${row.reopenings + 1} and exists (select from cases.report p
          where p.district_id = v.district_id and p.id = v.report_id
            and p.case_id = v.case_id)), true) as judged,
      array(select distinct e.person_id::text from cases.event e where e.district_id = ${row.district_id}
        and e.case_id = ${row.id} and e.person_id is not null
        and e.type = any(${[...workTypes]}::text[])) as workers`.execute(db)
  const found = rows[0] ?? nothingAround
  return {
    taskState: found.task_state ?? 'none',
    requestOpen: found.request_open,
    suspended: row.paused,
    designated: row.returns >= 2 || found.ruled,
    supportOpen: found.support_open,
    handoverOpen: found.handover_open,
    rulingOpen: found.ruling_open,
    hasContact: found.has_contact,
    judged: found.judged,
    workers: found.workers,
  }
}

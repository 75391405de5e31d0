import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { isFinal } from '../domain/case.ts'
import { canMove } from '../domain/lifecycle.ts'
import type { EventType } from '../domain/event-types.ts'
import { changeCase, type CaseRecord, type Change } from './change.ts'
import { runningClocks, startClock, stopClocks } from './clocks.ts'
import { reopened } from './closing.ts'
import { attachTo } from './desk.ts'
import { cancelTasks } from './tasks.ts'
import { unitNames } from './views.ts'

/** What the sender of an order does to the case that it became. */
export interface ByOrder {
  caseId: string
  caller: Caller
  now: Date
  /** Who sent it: the code of the link. */
  link: string
}

/** The order is the right to this one case: the district as scope, since its sender holds no post. */
const inputOf = ({ caseId, caller, now }: ByOrder) => ({
  caseId,
  caller: { ...caller, scope: { areas: [caller.districtId], units: [] } },
  now,
  baseVersion: null,
})

export interface OrderChange {
  /** Which fields differ from before, for the event. */
  fields: readonly string[]
  /** What is new of the words; kept outside the chain. */
  words: string
  photos: readonly string[]
  /** When given, the clock of the order goes by it from now on; null ends it. */
  dueAt?: Date | null
  /** When given, until then it may be refused. */
  refuseUntil?: Date | null
}

/** A changed order: one event that names what changed; another deadline moves the order's own clock. */
export async function changeByOrder(db: Db, by: ByOrder & OrderChange): Promise<void> {
  await changeCase(db, inputOf(by), async (change) => {
    await attachTo(change, 'addition', by.photos)
    if (by.dueAt !== undefined) await setDeadline(change, by.dueAt)
    return {
      type: 'case.order_changed',
      ...(by.refuseUntil === undefined ? {} : { patch: { refuse_until: by.refuseUntil } }),
      body: {
        link: by.link,
        fields: by.fields,
        photos: by.photos,
        ...(by.dueAt === undefined ? {} : { dueAt: by.dueAt?.toISOString() ?? null }),
      },
      ...(by.words === '' ? {} : { personal: { words: by.words } }),
    }
  })
}

/** A fixed instant beside our own clocks: it is theirs, so nothing of ours pauses or moves it. */
async function setDeadline({ tx, row, now }: Change, dueAt: Date | null): Promise<void> {
  if (isFinal(row.status)) return
  const running = await runningClocks(tx, row.district_id, row.id)
  const known = running.find((c) => c.stage === 'order')
  if (known?.due_at?.getTime() === dueAt?.getTime()) return
  await stopClocks(tx, row, now, ['order'])
  if (dueAt) await startClock(tx, row, 'order', { now, fixed: dueAt })
}

export interface OrderVerdict {
  contacted: boolean | null
  solved: 'yes' | 'part' | 'no' | null
  satisfied: number | null
  words: string
  /** It has to be handled once more: a closed case opens again. */
  again: boolean
}

/** What the sender heard when it called back: an event of its own, apart from our own verdicts. */
export async function judgeByOrder(db: Db, by: ByOrder & { verdict: OrderVerdict }): Promise<void> {
  const { words, ...told } = by.verdict
  const seen: { status?: string } = {}
  await changeCase(db, inputOf(by), async ({ row }) => {
    seen.status = row.status
    return {
      type: 'case.order_judged',
      body: { link: by.link, ...told },
      ...(words === '' ? {} : { personal: { words } }),
    }
  })
  if (told.again && seen.status === 'closed') await reopenByOrder(db, { ...by, words })
}

/** Back to the same unit, as when its reporter reopens it; the window for residents is not the sender's. */
async function reopenByOrder(db: Db, by: ByOrder & { words: string }): Promise<void> {
  await changeCase(db, inputOf(by), (change) =>
    reopened(change, { words: by.words, byReporter: true }),
  )
}

/** The sender takes the order back. Answers false where the case can no longer be withdrawn. */
export async function withdrawByOrder(
  db: Db,
  by: ByOrder & { words: string },
): Promise<{ withdrawn: boolean }> {
  let withdrawn = false
  await changeCase(db, inputOf(by), async ({ tx, row, now }) => {
    withdrawn = canMove(row.status, 'withdrawn')
    if (!withdrawn)
      return {
        type: 'case.order_changed',
        body: { link: by.link, fields: ['state'], photos: [] },
        personal: { words: by.words },
      }
    await stopClocks(tx, row, now)
    await cancelTasks(tx, row, now)
    return {
      type: 'case.withdrawn',
      patch: { status: 'withdrawn', owner: 'none', closed_at: now, public: false },
      body: { link: by.link, byReporter: false },
      personal: { words: by.words },
    }
  })
  return { withdrawn }
}

/** One event of a case as the sender of its order may hear it: what staff wrote, and pictures of the work. */
export interface ToldStep {
  seq: number
  type: EventType
  at: Date
  words: string
  kind: string | null
  reasonCode: string | null
  resumeAt: string | null
  photos: string[]
  unit: string | null
  promise: Date | null
}

/** The events of a case from one number to another, with what its order's sender is told of them. */
export async function orderSteps(
  db: Db | Tx,
  of: { districtId: string; caseId: string; after: number; until: number },
): Promise<{ kase: OrderCase; steps: ToldStep[] }> {
  const row = await db
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', of.districtId)
    .where('id', '=', of.caseId)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<EventRow>`
    select e.seq, e.type, e.at, e.body,
      array(select a.file_id::text from cases.attachment a
        where a.district_id = e.district_id and a.case_id = e.case_id and a.event_seq = e.seq
          and a.role in ('before', 'after', 'inspection') order by a.role, a.file_id) as photos
    from cases.event e
    where e.district_id = ${of.districtId} and e.case_id = ${of.caseId}
      and e.seq > ${of.after} and e.seq <= ${of.until}
    order by e.seq`.execute(db)
  const units = await unitNames(db, of.districtId)
  const unit = row.unit_id === null ? null : (units.get(row.unit_id) ?? null)
  return { kase: await briefOf(db, row), steps: rows.map((event) => stepOf(event, unit, row)) }
}

interface EventRow {
  seq: number
  type: EventType
  at: Date
  body: Record<string, unknown>
  photos: string[]
}

const textIn = (body: Record<string, unknown>, name: string) => {
  const value = body[name]
  return typeof value === 'string' ? value : null
}

function stepOf(event: EventRow, unit: string | null, row: CaseRecord): ToldStep {
  const { seq, type, at, body, photos } = event
  return {
    seq,
    type,
    at,
    words: textIn(body, 'words') ?? '',
    kind: textIn(body, 'kind'),
    reasonCode: textIn(body, 'reasonCode'),
    resumeAt: textIn(body, 'resumeAt'),
    photos,
    unit,
    promise: row.handle_promise ?? row.receive_promise,
  }
}

export interface OrderCase {
  number: string
  shortCode: string
  matterName: string | null
  refuseUntil: Date | null
  /** What the unit wrote when it was done, and its pictures: the answer to the order. */
  result: { words: string; photos: string[] }
}

async function briefOf(db: Db, row: CaseRecord): Promise<OrderCase> {
  const { rows } = await sql<{ words: string | null; photos: string[] }>`
    select e.body ->> 'words' as words,
      array(select a.file_id::text from cases.attachment a
        where a.district_id = e.district_id and a.case_id = e.case_id and a.event_seq = e.seq
          and a.role in ('before', 'after') order by a.role, a.file_id) as photos
    from cases.event e
    where e.district_id = ${row.district_id} and e.case_id = ${row.id}
      and e.type in ('case.finished', 'case.settled')
    order by e.seq desc limit 1`.execute(db)
  const [done] = rows
  return {
    number: row.number,
    shortCode: row.short_code,
    matterName: row.matter_name,
    refuseUntil: row.refuse_until,
    result: { words: row.public_words ?? done?.words ?? '', photos: done?.photos ?? [] },
  }
}

import type { Selectable } from 'kysely'
import type { CasesCase, CasesClock } from '#database/types.ts'
import { groupBy } from '#kernel/group.ts'
import { notifyAll, type Notice } from '#modules/notices/server/index.ts'
import { together, transact, type Db, type Tx } from '#platform/server/database.ts'
import { isFinal } from '../domain/case.ts'
import { whoHears, type Level } from '../domain/escalation.ts'
import { nextAlarms } from './clocks.ts'
import { hearersOfMany } from './hearers.ts'
import { titleFor } from './views.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

type ClockRow = Selectable<CasesClock>
type Ring = Pick<ClockRow, 'district_id' | 'id' | 'case_id'>

/** So many are rung in one transaction: few commits, and nobody waits long for a case. */
const TOGETHER = 50

export interface Rung {
  rung: number
  failed: { clockId: string; error: unknown }[]
}

/**
 * Rings every clock whose next level has come, each level once and each clock once a sweep. Runs
 * every minute; a missed minute is made up by the next, since the instants are stored. A clock that
 * cannot be rung is passed over, so that it keeps nobody else's from ringing, and named in the end.
 */
export async function ringClocks(db: Db, now: Date): Promise<Rung> {
  const result: Rung = { rung: 0, failed: [] }
  const hearers = hearersOfMany()
  for (const batch of batchesOf(await dueClocks(db, now)))
    await ringBatch(db, batch, { now, result, hearers }) // oxlint-disable-line no-await-in-loop -- one batch after the other, so that two never deadlock
  return result
}

function batchesOf(due: readonly Ring[]): Ring[][] {
  const byDistrict = [...groupBy(due, (clock) => clock.district_id).values()]
  return byDistrict.flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / TOGETHER) }, (_, n) =>
      own.slice(n * TOGETHER, (n + 1) * TOGETHER),
    ),
  )
}

/** All of them in one transaction; where that fails, each in its own. */
async function ringBatch(
  db: Db,
  batch: readonly Ring[],
  sweep: { now: Date; result: Rung; hearers: Hearers },
): Promise<void> {
  const { now, result, hearers } = sweep
  try {
    result.rung += await transact(db, (tx) => ring(tx, batch, { now, hearers }))
  } catch (error) {
    const [first] = batch
    if (batch.length === 1 && first) result.failed.push({ clockId: first.id, error })
    else for (const clock of batch) await ringBatch(db, [clock], sweep) // oxlint-disable-line no-await-in-loop -- as above
  }
}

/**
 * All that are due when the sweep begins, by key and not by time: one that has rung and is due again
 * waits for the next sweep. Asked once: a page by key would walk all clocks there ever were.
 */
function dueClocks(db: Db, now: Date): Promise<Ring[]> {
  return db
    .selectFrom('cases.clock')
    .select(['district_id', 'id', 'case_id'])
    .where('stopped_at', 'is', null)
    .where('next_alarm_at', '<=', now)
    .orderBy('district_id')
    .orderBy('id')
    .execute()
}

/** Clocks of one district. Their cases are held in one order, as every batch holds them. */
async function ring(
  tx: Tx,
  due: readonly Ring[],
  { now, hearers }: { now: Date; hearers: Hearers },
): Promise<number> {
  const districtId = due[0]?.district_id ?? ''
  const cases = await tx
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(
      'id',
      'in',
      due.map((d) => d.case_id),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  const held = new Map(cases.map((kase) => [kase.id, kase]))
  // Read again under the lock: meanwhile one may have been stopped, paused or moved.
  const clocks = await tx
    .selectFrom('cases.clock')
    .selectAll()
    .where('district_id', '=', districtId)
    .where(
      'id',
      'in',
      due.map((d) => d.id),
    )
    .where('stopped_at', 'is', null)
    .where('next_alarm_at', '<=', now)
    .where('next_level', 'is not', null)
    .execute()
  if (clocks.length === 0) return 0
  const [inserted] = await together(
    tx
      .insertInto('cases.escalation')
      .values(
        clocks.map((clock) => ({
          district_id: districtId,
          case_id: clock.case_id,
          clock_id: clock.id,
          level: levelOf(clock),
          at: now,
        })),
      )
      .onConflict((c) => c.doNothing())
      .returning('clock_id')
      .execute(),
    nextAlarms(
      tx,
      districtId,
      clocks.map((clock) => ({ clock, reached: levelOf(clock) })),
    ),
  )
  const fresh = new Set(inserted.map((row) => row.clock_id))
  const rung = clocks.flatMap((clock) => {
    const kase = held.get(clock.case_id)
    return kase && fresh.has(clock.id) && !isFinal(kase.status) ? [{ clock, kase }] : []
  })
  await sayAll(tx, rung, { now, hearers })
  return rung.length
}

const levelOf = (clock: ClockRow) => clock.next_level as Level // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by clocks.ts

type Hearers = ReturnType<typeof hearersOfMany>

async function sayAll(
  tx: Tx,
  rung: readonly { clock: ClockRow; kase: Selectable<CasesCase> }[],
  { now, hearers }: { now: Date; hearers: Hearers },
): Promise<void> {
  const unitOfTask = await unitsOfTasks(tx, rung)
  const notices: Notice[] = []
  for (const { clock, kase } of rung) {
    const level = levelOf(clock)
    // oxlint-disable-next-line no-await-in-loop -- nearly always known already
    const people = await hearers(tx, whoHears(level, clock.stage), {
      districtId: kase.district_id,
      unitId: unitOfTask.get(clock.task_id ?? '') ?? kase.unit_id,
      communityCode: kase.community_code,
      on: now,
    })
    const words = wordsOf(level, clock, { ...kase, title: titleFor(kase, new Set()) })
    for (const personId of people)
      notices.push({
        districtId: clock.district_id,
        personId,
        kind: `case.${level}`,
        urgent: kase.urgency === 'emergency',
        words,
        link: `/console/cases/${kase.id}`,
        factKey: `${clock.id}:${level}`,
        at: now,
      })
  }
  await notifyAll(tx, notices)
}

/** The clock of a support unit, or of one that was asked to take over, rings there. */
async function unitsOfTasks(
  tx: Tx,
  rung: readonly { clock: ClockRow }[],
): Promise<Map<string, string>> {
  const clocks = rung.map((r) => r.clock).filter((c) => ringsAtTask.has(c.stage))
  const taskIds = clocks.flatMap((c) => c.task_id ?? [])
  if (taskIds.length === 0) return new Map()
  const tasks = await tx
    .selectFrom('cases.task')
    .select(['id', 'unit_id'])
    .where('district_id', '=', clocks[0]?.district_id ?? '')
    .where('id', 'in', taskIds)
    .execute()
  return new Map(tasks.map((task) => [task.id, task.unit_id]))
}

const ringsAtTask: ReadonlySet<string> = new Set(['support', 'handover'])

function wordsOf(level: Level, clock: ClockRow, kase: { title: string; short_code: string }) {
  const of = (words: Record<string, string>) => ({
    title: `${words[`level.${level}`] ?? level} · ${kase.short_code}`,
    body: (words[`stage.${clock.stage}`] ?? '').replace('{title}', kase.title),
  })
  return { 'zh-CN': of(zh), en: of(en) }
}

/** Every minute. What could not be rung makes the job fail, after everything else has rung. */
export async function alarms(db: Db, now: Date): Promise<void> {
  const { failed } = await ringClocks(db, now)
  if (failed.length === 0) return
  const ids = failed.map((f) => f.clockId).join(', ')
  throw new AggregateError(
    failed.map((f) => f.error),
    `${failed.length} clocks could not be rung: ${ids}`,
  )
}

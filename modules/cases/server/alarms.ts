import { sql, type Selectable } from 'kysely'
import type { CasesClock } from '#database/types.ts'
import { notify } from '#modules/notices/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { isFinal } from '../domain/case.ts'
import { whoHears, type Level } from '../domain/escalation.ts'
import { nextAlarm } from './clocks.ts'
import { hearersOf } from './hearers.ts'
import { titleFor } from './views.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

type ClockRow = Selectable<CasesClock>
type Ring = Pick<ClockRow, 'district_id' | 'id' | 'case_id'>

const PAGE = 500

/**
 * Rings every clock whose next level has come, each level once and each clock once a sweep. Runs
 * every minute; a missed minute is made up by the next, since the instants are stored. A clock that
 * cannot be rung is passed over, so that it keeps nobody else's from ringing, and named in the end.
 */
export async function ringClocks(
  db: Db,
  now: Date,
): Promise<{ rung: number; failed: { clockId: string; error: unknown }[] }> {
  const result = { rung: 0, failed: [] as { clockId: string; error: unknown }[] }
  /* oxlint-disable no-await-in-loop -- one case at a time, so that two never deadlock */
  for (let after: Ring | undefined; ;) {
    const due = await dueClocks(db, now, after)
    for (const clock of due)
      try {
        if (await transact(db, (tx) => ring(tx, clock, now))) result.rung++
      } catch (error) {
        result.failed.push({ clockId: clock.id, error })
      }
    after = due.at(-1)
    if (due.length < PAGE) return result
  }
  /* oxlint-enable no-await-in-loop */
}

/** By key and not by time: a clock that has rung and is due again waits for the next sweep. */
function dueClocks(db: Db, now: Date, after: Ring | undefined): Promise<Ring[]> {
  return db
    .selectFrom('cases.clock')
    .select(['district_id', 'id', 'case_id'])
    .where('stopped_at', 'is', null)
    .where('next_alarm_at', '<=', now)
    .$if(after !== undefined, (q) =>
      q.where(sql<boolean>`(district_id, id) > (${after!.district_id}, ${after!.id}::uuid)`),
    )
    .orderBy('district_id')
    .orderBy('id')
    .limit(PAGE)
    .execute()
}

async function ring(tx: Tx, due: Ring, now: Date): Promise<boolean> {
  const kase = await tx
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', due.district_id)
    .where('id', '=', due.case_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  // Read again under the lock: meanwhile it may have been stopped, paused or moved.
  const clock = await tx
    .selectFrom('cases.clock')
    .selectAll()
    .where('district_id', '=', due.district_id)
    .where('id', '=', due.id)
    .where('stopped_at', 'is', null)
    .where('next_alarm_at', '<=', now)
    .executeTakeFirst()
  const level = clock?.next_level as Level | null | undefined // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by clocks.ts
  if (!clock || !level) return false
  const inserted = await tx
    .insertInto('cases.escalation')
    .values({
      district_id: clock.district_id,
      case_id: clock.case_id,
      clock_id: clock.id,
      level,
      at: now,
    })
    .onConflict((c) => c.doNothing())
    .returning('level')
    .executeTakeFirst()
  await nextAlarm(tx, clock, level)
  if (!inserted || isFinal(kase.status)) return false
  const people = await hearersOf(tx, whoHears(level, clock.stage), {
    districtId: kase.district_id,
    unitId: await unitOf(tx, clock, kase.unit_id),
    communityCode: kase.community_code,
    on: now,
  })
  const words = wordsOf(level, clock, { ...kase, title: titleFor(kase, new Set()) })
  for (const personId of people)
    // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
    await notify(tx, {
      districtId: clock.district_id,
      personId,
      kind: `case.${level}`,
      urgent: kase.urgency === 'emergency',
      words,
      link: `/cases/${kase.id}`,
      factKey: `${clock.id}:${level}`,
      at: now,
    })
  return true
}

/** The clock of a support unit, or of one that was asked to take over, rings there. */
async function unitOf(tx: Tx, clock: ClockRow, lead: string | null): Promise<string | null> {
  if (clock.stage !== 'support' && clock.stage !== 'handover') return lead
  const task = await tx
    .selectFrom('cases.task')
    .select('unit_id')
    .where('district_id', '=', clock.district_id)
    .where('id', '=', clock.task_id)
    .executeTakeFirst()
  return task?.unit_id ?? lead
}

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

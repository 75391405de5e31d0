import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { CasesClock } from '#database/types.ts'
import { notify } from '#modules/notices/server/index.ts'
import { holders } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { isFinal } from '../domain/case.ts'
import { whoHears, type Level } from '../domain/escalation.ts'
import { nextAlarm } from './clocks.ts'
import { titleFor } from './views.ts'
import { markAbsent, remindWhistles } from './whistles/ring.ts'
import en from '../words/notices.en.json' with { type: 'json' }
import zh from '../words/notices.zh-CN.json' with { type: 'json' }

type ClockRow = Selectable<CasesClock>

/**
 * Rings every clock whose next level has come, each level once. Runs every minute; a missed minute
 * is made up by the next, since the instants are stored.
 */
export async function ringClocks(db: Db, now: Date): Promise<number> {
  const due = await db
    .selectFrom('cases.clock')
    .selectAll()
    .where('stopped_at', 'is', null)
    .where('next_alarm_at', '<=', now)
    .orderBy('next_alarm_at')
    .limit(500)
    .execute()
  for (const clock of due) await transact(db, (tx) => ring(tx, clock, now)) // oxlint-disable-line no-await-in-loop -- one case at a time, so that two never deadlock
  return due.length
}

async function ring(tx: Tx, clock: ClockRow, now: Date): Promise<void> {
  const level = clock.next_level as Level | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by clocks.ts
  if (!level) return
  const kase = await tx
    .selectFrom('cases.case')
    .selectAll()
    .where('district_id', '=', clock.district_id)
    .where('id', '=', clock.case_id)
    .forUpdate()
    .executeTakeFirstOrThrow()
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
  if (!inserted || isFinal(kase.status)) return
  const people = await hearers(tx, clock, level, { ...kase, now })
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
}

async function hearers(
  tx: Tx,
  clock: ClockRow,
  level: Level,
  kase: { community_code: string; unit_id: string | null; district_id: string; now: Date },
): Promise<string[]> {
  const kinds = [...whoHears(level, clock.stage)]
  const inUnit = kinds.some((k) => k === 'specialist' || k === 'unit_manager' || k === 'liaison')
  if (inUnit && kase.unit_id === null) return []
  const found = await holders(tx, kase.district_id, {
    kinds,
    ...(inUnit
      ? { unitId: kase.unit_id ?? '' }
      : { area: kase.community_code || kase.district_id }),
    on: kase.now,
  })
  return [...new Set(found.map((h) => h.personId))]
}

function wordsOf(level: Level, clock: ClockRow, kase: { title: string; short_code: string }) {
  const of = (words: Record<string, string>) => ({
    title: `${words[`level.${level}`] ?? level} · ${kase.short_code}`,
    body: (words[`stage.${clock.stage}`] ?? '').replace('{title}', kase.title),
  })
  return { 'zh-CN': of(zh), en: of(en) }
}

/** One hash over all heads of a day's end, so that even a cut tail shows (DECISIONS 9). */
export async function makeDailyRoot(db: Db, districtId: string, now: Date): Promise<string> {
  const { timeZone } = await readDistrict(db, districtId)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
  const heads = await db
    .selectFrom('cases.case')
    .select(['id', 'head_hash'])
    .where('district_id', '=', districtId)
    .orderBy('id')
    .execute()
  const hash = createHash('sha256')
  for (const head of heads) hash.update(`${head.id}:${head.head_hash}\n`)
  const root = hash.digest('hex')
  await db
    .insertInto('cases.daily_root')
    .values({ district_id: districtId, day, cases: heads.length, root, made_at: now })
    .onConflict((c) =>
      c.columns(['district_id', 'day']).doUpdateSet({ cases: heads.length, root, made_at: now }),
    )
    .execute()
  return root
}

/** `cases.alarms` every minute; `cases.daily_root` once a day for each district. */
export const casesJobs = (districts: (db: Db) => Promise<{ districtId: string }[]>): Jobs => ({
  'cases.alarms': async (_, { db, clock }) => {
    await ringClocks(db, clock())
    await remindWhistles(db, clock())
    await markAbsent(db, clock())
  },
  'cases.daily_root': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await makeDailyRoot(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
})

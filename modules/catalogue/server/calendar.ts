import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { calendarProblems, type DutyCalendar } from '#kernel/working-time.ts'
import { dateOfDay, dayAt, dayOfDate, weekdayOf } from '#kernel/zone.ts'
import { listDistricts, readDistrict } from '#modules/places/server/index.ts'
import { memoryOf, together, transact, type Db, type Tx } from '#platform/server/database.ts'
import { tell } from '#platform/server/jobs.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { CalendarEdit, CalendarPage } from '../contract/index.ts'
import { assembleCalendar, horizon } from '../domain/calendar.ts'
import type { CalendarSettings, StateDay } from '../domain/calendar.ts'
import { nameIn, namesOf, recordChange, type Editing } from './revisions.ts'

interface Stored extends CalendarSettings {
  version: number
  /** Changes whenever a statutory day does. */
  stamp: string
}

const stamp = sql<string>`(select coalesce(md5(string_agg(day::text || off::text || name, ',' order by day)), '')
  from catalogue.state_day)`

async function stored(db: Db, districtId: string, version?: number): Promise<Stored> {
  const row = await db
    .selectFrom('catalogue.calendar')
    .where('district_id', '=', districtId)
    .$if(version !== undefined, (q) => q.where('version', '=', version!))
    .orderBy('version', 'desc')
    .limit(1)
    .select((eb) => [
      'version',
      eb.ref('hours').$castTo<CalendarSettings['hours']>().as('hours'),
      'weekdays',
      eb.ref('overrides').$castTo<CalendarSettings['overrides']>().as('overrides'),
      stamp.as('stamp'),
    ])
    .executeTakeFirst()
  if (!row) throw notFound('catalogue.calendar_not_found')
  return row
}

/**
 * Calendars by what they are made of. Deadlines are counted from memory that hangs on the object, so
 * the same calendar must be the same object; content as the key keeps a rolled-back one from staying.
 */
const assembled = new Map<string, DutyCalendar>()
const REMEMBERED = 500

/**
 * The calendar of a district, the current one or one version; the same object while nothing changes.
 * A transaction asks once: the clocks it moves mostly run under the current calendar.
 */
export async function calendarOf(
  db: Db,
  districtId: string,
  version?: number,
): Promise<DutyCalendar> {
  const seen = memoryOf<DutyCalendar>(db)
  const key = (v: number | undefined) => `calendar/${districtId}/${v ?? 'current'}`
  const known = seen.get(key(version))
  if (known) return known
  const current = await readCalendar(db, districtId)
  seen.set(key(undefined), current).set(key(current.version), current)
  if (version === undefined || version === current.version) return current
  const asked = await readCalendar(db, districtId, version)
  seen.set(key(version), asked)
  return asked
}

async function readCalendar(db: Db, districtId: string, version?: number): Promise<DutyCalendar> {
  const [row, { timeZone }] = await together(
    stored(db, districtId, version),
    readDistrict(db, districtId),
  )
  const key = JSON.stringify([districtId, timeZone, row])
  const known = assembled.get(key)
  if (known) return known
  const calendar = assembleCalendar(row.version, timeZone, row, await stateDays(db))
  if (assembled.size >= REMEMBERED) assembled.clear()
  assembled.set(key, calendar)
  return calendar
}

/** Statutory days off and make-up working days, as far as they were published. */
export async function stateDays(db: Db): Promise<StateDay[]> {
  return db
    .selectFrom('catalogue.state_day')
    .select(['day', 'off', 'name'])
    .orderBy('day')
    .execute()
}

/**
 * A fact that whoever keeps clocks hears: open ones are derived again (DECISIONS 6). `what` is the
 * same however often the same change is told.
 */
async function tellChanged(
  tx: Tx,
  districtId: string,
  change: { what: string; reason: string; at: Date },
): Promise<void> {
  await tell(tx, {
    type: 'catalogue.calendar_changed',
    key: `${districtId}:${change.what}`,
    districtId,
    at: change.at.toISOString(),
    body: { reason: change.reason },
  })
}

/** Adds or corrects statutory days of all districts. The same days again change nothing. */
export async function importStateDays(
  tx: Tx,
  days: readonly (StateDay & { source: string })[],
  now: Date = new Date(),
): Promise<void> {
  if (days.length === 0) return
  memoryOf(tx).clear()
  const before = await stateDays(tx)
  await tx
    .insertInto('catalogue.state_day')
    .values(days.map(({ day, off, name, source }) => ({ day, off, name, source })))
    .onConflict((c) =>
      c.column('day').doUpdateSet((eb) => ({
        off: eb.ref('excluded.off'),
        name: eb.ref('excluded.name'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute()
  const after = await stateDays(tx)
  if (JSON.stringify(after) === JSON.stringify(before)) return
  const what = `state-days:${createHash('sha256').update(JSON.stringify(after)).digest('hex')}`
  const reason = days[0]?.source ?? ''
  for (const { districtId } of await listDistricts(tx))
    await tellChanged(tx, districtId, { what, reason, at: now }) // oxlint-disable-line no-await-in-loop -- a handful
}

/**
 * Makes a new version on top of the one that the editor saw. Whoever keeps clocks derives the open
 * ones again (DECISIONS 6).
 */
export async function saveCalendar(
  db: Db,
  edit: CalendarEdit & { baseVersion: number },
  editing: Editing,
): Promise<DutyCalendar> {
  const { caller, now, reason } = editing
  const { districtId } = caller
  const { timeZone } = await readDistrict(db, districtId)
  const settings = {
    hours: edit.hours,
    weekdays: [...new Set(edit.weekdays)].sort((a, b) => a - b),
    overrides: edit.overrides,
  }
  const problems = calendarProblems(assembleCalendar(0, timeZone, settings, []))
  if (problems.length > 0) throw invalid('catalogue.unusable_calendar', { problems })
  return transact(db, async (tx) => {
    const before = await lockCurrent(tx, districtId)
    if (before.version !== edit.baseVersion)
      throw refused('catalogue.out_of_date', {
        version: before.version,
        since: (await calendarVersions(tx, districtId)).filter((v) => v.version > edit.baseVersion),
      })
    const version = before.version + 1
    await tx
      .insertInto('catalogue.calendar')
      .values({
        district_id: districtId,
        version,
        hours: JSON.stringify(settings.hours),
        weekdays: settings.weekdays,
        overrides: JSON.stringify(settings.overrides),
        made_at: now,
        made_by: caller.personId,
        reason,
      })
      .execute()
    await recordChange(tx, editing, {
      subject: 'calendar',
      key: 'calendar',
      version,
      before: { hours: before.hours, weekdays: before.weekdays, overrides: before.overrides },
      after: settings,
    })
    memoryOf(tx).clear()
    await tellChanged(tx, districtId, { what: `calendar:${version}`, reason, at: now })
    return calendarOf(tx, districtId, version)
  })
}

/** The first version is held, so that two editors of one district come one after the other. */
async function lockCurrent(tx: Tx, districtId: string): Promise<Stored> {
  await tx
    .selectFrom('catalogue.calendar')
    .select('version')
    .where('district_id', '=', districtId)
    .where('version', '=', 1)
    .forUpdate()
    .execute()
  return stored(tx, districtId)
}

async function calendarVersions(db: Db, districtId: string) {
  const rows = await db
    .selectFrom('catalogue.calendar')
    .select(['version', 'made_at', 'made_by', 'reason'])
    .where('district_id', '=', districtId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()
  const names = await namesOf(
    db,
    districtId,
    rows.map((r) => r.made_by),
  )
  return rows.map((r) => ({
    version: r.version,
    madeAt: r.made_at.toISOString(),
    madeBy: r.made_by,
    by: nameIn(names, r.made_by),
    reason: r.reason,
  }))
}

/** What the calendar page shows: settings, months, versions, and how far the state has published. */
export async function calendarPage(
  db: Db,
  districtId: string,
  asked: { version?: number | undefined; from?: string | undefined; months: number; now: Date },
): Promise<Omit<CalendarPage, 'allowed'>> {
  const settings = await stored(db, districtId, asked.version)
  const calendar = await calendarOf(db, districtId, settings.version)
  const today = dateOfDay(dayAt(calendar.timeZone, asked.now.getTime()))
  return {
    version: settings.version,
    hours: [...settings.hours],
    weekdays: [...settings.weekdays],
    overrides: { ...settings.overrides },
    timeZone: calendar.timeZone,
    knownUntil: calendar.knownUntil,
    horizon: horizon(calendar.knownUntil, today),
    months: monthsOf(calendar, {
      overrides: settings.overrides,
      state: new Map((await stateDays(db)).map((d) => [d.day, { off: d.off, name: d.name }])),
      from: asked.from ?? today.slice(0, 7),
      count: asked.months,
    }),
    versions: await calendarVersions(db, districtId),
  }
}

function monthsOf(
  calendar: DutyCalendar,
  asked: {
    overrides: DutyCalendar['days']
    state: ReadonlyMap<string, { off: boolean; name: string }>
    from: string
    count: number
  },
): CalendarPage['months'] {
  const { overrides, state, from, count } = asked
  const start = new Date(`${from}-01T00:00:00Z`)
  return Array.from({ length: count }, (_, n) => {
    const first = new Date(start)
    first.setUTCMonth(first.getUTCMonth() + n)
    const month = first.toISOString().slice(0, 7)
    first.setUTCMonth(first.getUTCMonth() + 1, 0)
    const length = first.getUTCDate()
    const days = Array.from({ length }, (__, d) => {
      const day = `${month}-${String(d + 1).padStart(2, '0')}`
      const weekday = weekdayOf(dayOfDate(day))
      const special = calendar.days[day]
      return {
        day,
        weekday,
        working: special ? !special.off : calendar.workWeekdays.includes(weekday),
        name: special?.name ?? null,
        source: special
          ? overrides[day]
            ? ('district' as const)
            : ('state' as const)
          : ('week' as const),
        state: state.get(day) ?? null,
        estimated: day > calendar.knownUntil,
      }
    })
    return { month, days }
  })
}

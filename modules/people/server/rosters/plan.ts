import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { brokenConstraint, type Tx } from '#platform/server/database.ts'
import type { Caller } from '#platform/server/caller.ts'
import { personOf } from '#platform/server/caller.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import { tell } from '#platform/server/jobs.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { z } from 'zod'
import type {
  applyPattern,
  changeRoster,
  ShiftKindFields,
  ShiftKindView,
} from '../../contract/rosters.ts'
import { dayOfDate } from '#kernel/zone.ts'
import { FARTHEST_DAYS, MOST_DAYS, patternShifts, shiftFault } from '../../domain/roster.ts'
import { audit } from '../audit.ts'
import {
  groundOf,
  kindsOf,
  lockStation,
  minuteOf,
  timesOn,
  type Ground,
  type Station,
} from './ground.ts'
import { warningsFor } from './warnings.ts'

/** Adds or changes a shift of a station. Shifts that are planned already keep their times. */
export async function saveShiftKind(
  tx: Tx,
  caller: Caller,
  {
    baseVersion,
    now,
    ...kind
  }: z.output<typeof ShiftKindFields> & { baseVersion: number | null; now: Date },
): Promise<ShiftKindView> {
  await lockStation(tx, caller, kind.stationId)
  const before = await kindsOf(tx, caller.districtId, [kind.stationId])
  const known = before.some((k) => k.id === kind.id)
  if (baseVersion !== null && !known) throw notFound('people.shift_kind_not_found')
  try {
    await saveVersioned(tx, {
      table: 'people.shift_kind',
      key: { district_id: caller.districtId, id: kind.id },
      values: {
        station_id: kind.stationId,
        name: kind.name,
        name_en: kind.nameEn,
        starts_at: minuteOf(kind.startsAt),
        minutes: kind.minutes,
        need: kind.need,
        weekdays: [...new Set(kind.weekdays)].sort((a, b) => a - b),
        active: kind.active,
      },
      baseVersion,
      outOfDate: 'people.out_of_date',
    })
  } catch (error) {
    if (brokenConstraint(error) === 'shift_kind_name_taken')
      throw refused('people.shift_kind_taken')
    throw error
  }
  await audit(tx, caller, {
    act: 'people.shift_kind_saved',
    subjectKind: 'station',
    subjectId: kind.stationId,
    details: { name: kind.name },
    at: now,
  })
  const saved = (await kindsOf(tx, caller.districtId, [kind.stationId])).find(
    (k) => k.id === kind.id,
  )
  if (!saved) throw notFound('people.shift_kind_not_found')
  return saved
}

type Change = z.output<(typeof changeRoster)['body']>
type Pattern = z.output<(typeof applyPattern)['body']>
interface Wanted {
  id: string
  kindId: string
  day: string
  personId: string
  postId: string
}

interface Planning {
  caller: Caller
  ground: Ground
  station: Station
  kinds: ReadonlyMap<string, ShiftKindView>
  by: string
}

/** Plans and cancels shifts of a station, all or none. What is known already counts once. */
export async function changeShifts(tx: Tx, caller: Caller, change: Change & { now: Date }) {
  const planning = await planningOf(tx, caller, change)
  const cancelled = await cancelShifts(tx, planning, change.cancel)
  const planned: Wanted[] = []
  for (const wanted of change.plan) {
    const fault = await planShift(tx, planning, wanted) // oxlint-disable-line no-await-in-loop -- each sees the one before
    if (fault === 'known') continue
    if (fault) throw refused(`people.${fault}`, { day: wanted.day })
    planned.push(wanted)
  }
  return {
    planned: planned.length,
    cancelled: cancelled.length,
    warnings: await said(tx, planning, { planned, cancelled }),
  }
}

/** Plans by a cycle; what cannot be is left out and named. */
export async function planPattern(tx: Tx, caller: Caller, pattern: Pattern & { now: Date }) {
  const days = dayOfDate(pattern.until) - dayOfDate(pattern.from) + 1
  if (days < 1) throw invalid('people.days_turned_round')
  if (days > MOST_DAYS) throw invalid('people.too_many_days', { most: MOST_DAYS })
  const planning = await planningOf(tx, caller, pattern)
  const planned: Wanted[] = []
  const leftOut: {
    personId: string
    day: string
    why: NonNullable<ReturnType<typeof shiftFault>>
  }[] = []
  for (const shift of patternShifts(pattern.lines, pattern)) {
    const wanted = { ...shift, id: randomUUID() }
    const fault = await planShift(tx, planning, wanted) // oxlint-disable-line no-await-in-loop -- each sees the one before
    if (fault === null) planned.push(wanted)
    else if (fault !== 'known')
      leftOut.push({ personId: shift.personId, day: shift.day, why: fault })
  }
  return {
    planned: planned.length,
    leftOut,
    warnings: await said(tx, planning, { planned, cancelled: [] }),
  }
}

async function planningOf(
  tx: Tx,
  caller: Caller,
  { stationId, now }: { stationId: string; now: Date },
): Promise<Planning> {
  const { personId } = personOf(caller)
  const station = await lockStation(tx, caller, stationId)
  const ground = await groundOf(tx, caller.districtId, now)
  const kinds = await kindsOf(tx, caller.districtId, [stationId])
  return { caller, ground, station, kinds: new Map(kinds.map((k) => [k.id, k])), by: personId }
}

/** Plans one shift; answers why it cannot be, or that it is planned already. */
async function planShift(tx: Tx, { ground, station, kinds, by }: Planning, wanted: Wanted) {
  const { districtId } = ground
  const kind = kinds.get(wanted.kindId)
  if (!kind?.active) throw notFound('people.shift_kind_not_found')
  if (dayOfDate(wanted.day) > dayOfDate(ground.today) + FARTHEST_DAYS)
    throw invalid('people.day_too_far')
  const times = timesOn(kind, wanted.day, ground.timeZone)
  const state = await stateOf(tx, { districtId, stationId: station.id, ...wanted, ...times })
  if (state.known) return 'known' as const
  const fault = shiftFault({ ...state, begun: times.endsAt <= ground.now })
  if (fault) return fault
  await tx
    .insertInto('people.shift')
    .values({
      district_id: districtId,
      id: wanted.id,
      station_id: station.id,
      kind_id: wanted.kindId,
      day: wanted.day,
      person_id: wanted.personId,
      post_id: wanted.postId,
      starts_at: times.startsAt,
      ends_at: times.endsAt,
      planned_by: by,
      planned_at: ground.now,
    })
    .execute()
  return null
}

export interface ShiftAt {
  districtId: string
  stationId: string
  /** Left out of the overlap: the shift itself, and what is given in return. */
  without?: readonly string[]
  kindId: string
  day: string
  personId: string
  postId: string
  startsAt: Date
  endsAt: Date
}

/** Whether somebody can have a shift; their row is locked, so that two stations do not plan them at once. */
export async function stateOf(tx: Tx, at: ShiftAt & { id: string }) {
  const { rows } = await sql<{ known: boolean; holds: boolean; away: boolean; overlaps: boolean }>`
    select exists (select from people.shift s where s.district_id = p.district_id
        and (s.id = ${at.id} or (s.cancelled_at is null and s.kind_id = ${at.kindId}
          and s.day = ${at.day} and s.person_id = p.id))) as known,
      exists (select from people.holding h
        join people.post po on po.district_id = h.district_id and po.id = h.post_id
        where h.district_id = p.district_id and h.person_id = p.id and h.post_id = ${at.postId}
          and po.active and po.station_id = ${at.stationId} and h.holds_from <= ${at.day}
          and (h.holds_until is null or h.holds_until >= ${at.day})) as holds,
      exists (select from people.leave l where l.district_id = p.district_id and l.person_id = p.id
        and l.cancelled_at is null and l.away_from <= ${at.day} and l.away_until >= ${at.day}) as away,
      exists (select from people.shift s where s.district_id = p.district_id and s.person_id = p.id
        and s.cancelled_at is null and s.id <> all(${at.without ?? []}::uuid[])
        and s.starts_at < ${at.endsAt} and s.ends_at > ${at.startsAt}) as overlaps
    from people.person p
    where p.district_id = ${at.districtId} and p.id = ${at.personId} and p.active for update`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw notFound('people.person_not_found')
  return { known: row.known, holdsPost: row.holds, away: row.away, overlaps: row.overlaps }
}

async function cancelShifts(tx: Tx, { ground, station, by }: Planning, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('people.shift')
    .select(['id', 'person_id', 'day', 'cancelled_at', 'ends_at'])
    .where('district_id', '=', ground.districtId)
    .where('station_id', '=', station.id)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length < new Set(ids).size) throw notFound('people.shift_not_found')
  const open = rows.filter((row) => row.cancelled_at === null)
  if (open.some((row) => row.ends_at <= ground.now)) throw refused('people.shift_is_over')
  if (open.length === 0) return []
  const gone = open.map((row) => row.id)
  await tx
    .updateTable('people.shift')
    .set((eb) => ({ cancelled_at: ground.now, cancelled_by: by, version: eb('version', '+', 1) }))
    .where('district_id', '=', ground.districtId)
    .where('id', 'in', gone)
    .execute()
  // What was asked about them is moot.
  await tx
    .updateTable('people.shift_swap')
    .set({ state: 'withdrawn', decided_by: by, decided_at: ground.now })
    .where('district_id', '=', ground.districtId)
    .where('state', 'in', ['asked', 'agreed'])
    .where((eb) => eb.or([eb('shift_id', 'in', gone), eb('back_id', 'in', gone)]))
    .execute()
  return open.map((row) => ({ personId: row.person_id, day: row.day }))
}

/** Enters what was done in the log, tells everybody concerned once, and answers what goes beyond the rules. */
async function said(
  tx: Tx,
  { caller, ground, station, by }: Planning,
  done: { planned: readonly Wanted[]; cancelled: readonly { personId: string; day: string }[] },
) {
  const all = [...done.planned, ...done.cancelled]
  if (all.length === 0) return []
  await audit(tx, caller, {
    act: 'people.roster_changed',
    subjectKind: 'station',
    subjectId: station.id,
    details: { planned: done.planned.length, cancelled: done.cancelled.length },
    at: ground.now,
  })
  const personIds = [...new Set(all.map((one) => one.personId))]
  for (const personId of personIds.filter((id) => id !== by))
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await tell(tx, {
      type: 'people.shifts_changed',
      key: randomUUID(),
      districtId: ground.districtId,
      at: ground.now.toISOString(),
      body: {
        personId,
        stationName: station.name,
        days: [...new Set(all.filter((o) => o.personId === personId).map((o) => o.day))].sort(),
      },
    })
  const days = all.map((one) => one.day).sort()
  return warningsFor(tx, ground, {
    personIds,
    from: days[0] ?? ground.today,
    until: days.at(-1) ?? ground.today,
  })
}

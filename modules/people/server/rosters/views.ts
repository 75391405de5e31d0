import { sql } from 'kysely'
import { dateOfDay, dayOfDate, weekdayOf } from '#kernel/zone.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { OwnShift, RosterView, ShiftView } from '../../contract/rosters.ts'
import { daysBetween, gapsIn } from '../../domain/roster.ts'
import { signedInPerson } from '../own-routes.ts'
import { dutySettings, groundOf, kindsOf, NOBODY, stationsIn, type Ground } from './ground.ts'
import { listNotes, ownStations } from './notes.ts'
import { onDuty } from './on-duty.ts'
import { listSwaps } from './swap-rows.ts'
import { warningsFor } from './warnings.ts'

/** The own shifts of so many days ahead. */
const OWN_DAYS = 35

/** The roster of a station of the scope over some days; null where the scope has no station. */
export async function rosterView(
  db: Db,
  caller: Caller,
  asked: { stationId?: string | undefined; from?: string | undefined; days: number; now: Date },
): Promise<RosterView | null> {
  const ground = await groundOf(db, caller.districtId, asked.now)
  const stations = await stationsIn(db, caller.districtId, caller.scope.areas)
  const station = stations.find((s) => s.id === asked.stationId) ?? stations[0]
  if (!station) return null
  const today = dayOfDate(ground.today)
  const from = asked.from ?? dateOfDay(today - weekdayOf(today) + 1)
  const days = daysBetween(from, dateOfDay(dayOfDate(from) + asked.days - 1))
  const until = days.at(-1) ?? from
  const shifts = await shiftsIn(db, ground, { stationId: station.id, from, until })
  const kinds = await kindsOf(db, caller.districtId, [station.id])
  const people = await peopleOf(db, ground, { stationId: station.id, from, until, shifts })
  const names = await areaNames(db, caller.districtId)
  const of = { stationId: station.id, now: asked.now }
  return {
    station: {
      id: station.id,
      name: station.name,
      communityName: names.get(station.community_code) ?? station.community_code,
    },
    stations: stations.map(({ id, name }) => ({ id, name })),
    today: ground.today,
    now: asked.now.toISOString(),
    days,
    kinds,
    people,
    shifts,
    gaps: gapsIn(
      kinds.filter((kind) => kind.active),
      days.filter((day) => day >= ground.today),
      shifts,
    ),
    warnings: await warningsFor(db, ground, {
      personIds: people.map((p) => p.personId),
      from,
      until,
    }),
    swaps: await listSwaps(db, caller, of),
    notes: await listNotes(db, caller, { stationIds: [station.id], mayTake: [] }),
    onDuty: await onDuty(db, caller.districtId, { on: asked.now, stationIds: [station.id] }),
    settings: await dutySettings(db, caller.districtId),
    allowed: [
      ...(caller.verbs.has('people.roster') ? (['plan'] as const) : []),
      ...(caller.verbs.has('settings.edit') ? (['settings'] as const) : []),
    ],
  }
}

/** Shifts that hold, by their beginning. */
async function shiftsIn(
  db: Db,
  { districtId }: Ground,
  of: { stationId?: string; personId?: string; from: string; until: string },
): Promise<(ShiftView & { stationId: string })[]> {
  const rows = await db
    .selectFrom('people.shift as s')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 's.district_id').onRef('p.id', '=', 's.person_id'),
    )
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 's.district_id').onRef('po.id', '=', 's.post_id'),
    )
    .select([
      's.id',
      's.station_id',
      's.kind_id',
      's.day',
      's.person_id',
      's.post_id',
      's.starts_at',
      's.ends_at',
      'p.name',
      'po.title',
      sql<boolean>`exists (select from people.leave l where l.district_id = s.district_id
        and l.person_id = s.person_id and l.cancelled_at is null and l.away_from <= s.day
        and l.away_until >= s.day)`.as('away'),
    ])
    .where('s.district_id', '=', districtId)
    .where('s.cancelled_at', 'is', null)
    .where('s.day', '>=', of.from)
    .where('s.day', '<=', of.until)
    .$if(of.stationId !== undefined, (q) => q.where('s.station_id', '=', of.stationId ?? ''))
    .$if(of.personId !== undefined, (q) => q.where('s.person_id', '=', of.personId ?? ''))
    .orderBy('s.starts_at')
    .orderBy('p.name')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stationId: row.station_id,
    kindId: row.kind_id,
    day: row.day,
    personId: row.person_id,
    personName: row.name,
    postId: row.post_id,
    postTitle: row.title,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    away: row.away,
  }))
}

/** Whoever has a post at the station in these days, or a shift there, with the days they are away. */
async function peopleOf(
  db: Db,
  { districtId }: Ground,
  of: { stationId: string; from: string; until: string; shifts: readonly ShiftView[] },
): Promise<RosterView['people']> {
  const { rows } = await sql<{
    id: string
    name: string
    posts: { postId: string; title: string }[]
  }>`
    select p.id, p.name, coalesce(json_agg(distinct jsonb_build_object('postId', po.id, 'title', po.title))
      filter (where po.id is not null), '[]') as posts
    from people.person p
    left join people.holding h on h.district_id = p.district_id and h.person_id = p.id
      and h.holds_from <= ${of.until} and (h.holds_until is null or h.holds_until >= ${of.from})
    left join people.post po on po.district_id = h.district_id and po.id = h.post_id and po.active
      and po.station_id = ${of.stationId}
    where p.district_id = ${districtId} and p.active
    group by p.id, p.name
    having count(po.id) > 0 or p.id = any(${of.shifts.map((s) => s.personId)}::uuid[])
    order by p.name, p.id`.execute(db)
  const leaves = await db
    .selectFrom('people.leave')
    .select(['person_id', 'away_from', 'away_until'])
    .where('district_id', '=', districtId)
    .where('person_id', 'in', rows.length > 0 ? rows.map((row) => row.id) : [NOBODY])
    .where('cancelled_at', 'is', null)
    .where('away_from', '<=', of.until)
    .where('away_until', '>=', of.from)
    .execute()
  return rows.map((row) => ({
    personId: row.id,
    name: row.name,
    posts: row.posts,
    away: leaves
      .filter((leave) => leave.person_id === row.id)
      .flatMap((leave) =>
        daysBetween(
          leave.away_from > of.from ? leave.away_from : of.from,
          leave.away_until < of.until ? leave.away_until : of.until,
        ),
      ),
  }))
}

/** What one sees of the own shifts on the phone. */
export async function ownShifts(db: Db, caller: Caller, now: Date) {
  const personId = signedInPerson(caller)
  const ground = await groundOf(db, caller.districtId, now)
  const from = dateOfDay(dayOfDate(ground.today) - 1)
  const until = dateOfDay(dayOfDate(ground.today) + OWN_DAYS)
  const shifts = await shiftsIn(db, ground, { personId, from, until })
  const own = await ownStations(db, { districtId: caller.districtId, personId, day: ground.today })
  const ids = [...new Set([...shifts.map((s) => s.stationId), ...own.map((s) => s.id)])]
  const swaps = await listSwaps(db, caller, { now, personId })
  return {
    personId,
    now: now.toISOString(),
    today: ground.today,
    timeZone: ground.timeZone,
    shifts: await withOthers(db, ground, {
      shifts: shifts.filter((s) => s.endsAt > now.toISOString()),
      stationIds: ids,
      swapOf: (shiftId) =>
        swaps.find(
          (w) =>
            (w.state === 'asked' || w.state === 'agreed') &&
            (w.shift.shiftId === shiftId || w.back?.shiftId === shiftId),
        )?.id ?? null,
    }),
    swaps: swaps.filter((w) => w.allowed.length > 0 || w.askedAt > weekBefore(now)),
    notes: await listNotes(db, caller, {
      stationIds: own.map((s) => s.id),
      mayTake: own.map((s) => s.id),
    }),
    stations: own,
    onDuty: await onDuty(db, caller.districtId, { on: now, stationIds: own.map((s) => s.id) }),
  }
}

const weekBefore = (now: Date) => new Date(now.getTime() - 7 * 86_400_000).toISOString()

async function withOthers(
  db: Db,
  ground: Ground,
  of: {
    shifts: readonly (ShiftView & { stationId: string })[]
    stationIds: readonly string[]
    swapOf: (shiftId: string) => string | null
  },
): Promise<OwnShift[]> {
  const kinds = new Map((await kindsOf(db, ground.districtId, of.stationIds)).map((k) => [k.id, k]))
  const { rows: others } = await sql<{ id: string; names: string[] }>`
    select s.id, array_agg(p.name order by p.name) as names from people.shift s
    join people.shift o on o.district_id = s.district_id and o.kind_id = s.kind_id and o.day = s.day
      and o.person_id <> s.person_id and o.cancelled_at is null
    join people.person p on p.district_id = o.district_id and p.id = o.person_id
    where s.district_id = ${ground.districtId} and s.id = any(${of.shifts.map((s) => s.id)}::uuid[])
    group by s.id`.execute(db)
  const namesOf = new Map(others.map((row) => [row.id, row.names]))
  const stations = await db
    .selectFrom('people.station')
    .select(['id', 'name'])
    .where('district_id', '=', ground.districtId)
    .where('id', 'in', of.stationIds.length > 0 ? [...of.stationIds] : [NOBODY])
    .execute()
  const nameOfStation = new Map(stations.map((s) => [s.id, s.name]))
  return of.shifts.map(({ personId: _p, personName: _n, ...shift }) => ({
    ...shift,
    stationName: nameOfStation.get(shift.stationId) ?? '',
    kindName: kinds.get(shift.kindId)?.name ?? '',
    kindNameEn: kinds.get(shift.kindId)?.nameEn ?? '',
    withNames: namesOf.get(shift.id) ?? [],
    swapId: of.swapOf(shift.id),
    maySwap: shift.startsAt > ground.now.toISOString() && of.swapOf(shift.id) === null,
  }))
}

/** Colleagues with a post at the shift's station who are free then, and shifts of theirs to take in return. */
export async function swapPartners(db: Db, caller: Caller, of: { shiftId: string; now: Date }) {
  const personId = signedInPerson(caller)
  const { rows } = await sql<{
    personId: string
    name: string
    back: { shiftId: string; kindName: string; kindNameEn: string; startsAt: string }[]
  }>`
    select p.id as "personId", p.name, coalesce((
      select json_agg(json_build_object('shiftId', b.id, 'kindName', k.name, 'kindNameEn', k.name_en,
        'startsAt', to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by b.starts_at)
      from people.shift b
      join people.shift_kind k on k.district_id = b.district_id and k.id = b.kind_id
      where b.district_id = s.district_id and b.person_id = p.id and b.station_id = s.station_id
        and b.cancelled_at is null and b.starts_at > ${of.now}
        and b.starts_at < ${of.now}::timestamptz + interval '21 days'
        and not exists (select from people.shift m where m.district_id = s.district_id
          and m.person_id = s.person_id and m.id <> s.id and m.cancelled_at is null
          and m.starts_at < b.ends_at and m.ends_at > b.starts_at)), '[]') as back
    from people.shift s
    join people.person p on p.district_id = s.district_id and p.id <> s.person_id and p.active
    where s.district_id = ${caller.districtId} and s.id = ${of.shiftId} and s.person_id = ${personId}
      and s.cancelled_at is null and s.starts_at > ${of.now}
      and exists (select from people.holding h
        join people.post po on po.district_id = h.district_id and po.id = h.post_id and po.active
        where h.district_id = p.district_id and h.person_id = p.id and po.station_id = s.station_id
          and h.holds_from <= s.day and (h.holds_until is null or h.holds_until >= s.day))
      and not exists (select from people.leave l where l.district_id = p.district_id
        and l.person_id = p.id and l.cancelled_at is null and l.away_from <= s.day and l.away_until >= s.day)
      and not exists (select from people.shift m where m.district_id = p.district_id
        and m.person_id = p.id and m.cancelled_at is null
        and m.starts_at < s.ends_at and m.ends_at > s.starts_at)
    order by p.name, p.id`.execute(db)
  return rows
}

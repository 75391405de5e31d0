import { randomUUID } from 'node:crypto'
import ical from 'ical-generator'
import { wallAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import type { CalendarLinkView } from '../../contract/rosters.ts'
import { actingIn } from '../acting.ts'
import { audit } from '../audit.ts'
import { dayIn } from '../gate.ts'
import { signedInPerson } from '../own-routes.ts'
import { postsHeld } from '../posts-held.ts'
import { hashToken, newToken } from '../sessions.ts'
import { NOBODY, stationsIn } from './ground.ts'
import { plansHere } from './swap-rows.ts'

/** Links of one person that hold at once; more is a mistake. */
const MOST_LINKS = 10
/** How much of the past and of the future a calendar shows, in days. */
const SHOWN = { back: 31, ahead: 120 }
const DAY_MS = 86_400_000

/** The links that one has made and that hold, newest first. */
export async function calendarLinks(db: Db, caller: Caller): Promise<CalendarLinkView[]> {
  const rows = await db
    .selectFrom('people.calendar_link as c')
    .leftJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 'c.district_id').onRef('st.id', '=', 'c.station_id'),
    )
    .select(['c.id', 'c.station_id', 'st.name', 'c.created_at', 'c.used_at'])
    .where('c.district_id', '=', caller.districtId)
    .where('c.created_by', '=', signedInPerson(caller))
    .where('c.revoked_at', 'is', null)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    stationId: row.station_id,
    stationName: row.name,
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  }))
}

/**
 * Makes a link to the own calendar or, for whoever plans there, to a station's. The key is shown this
 * once and kept as a hash.
 */
export async function makeLink(
  tx: Tx,
  caller: Caller,
  { stationId, now }: { stationId: string | null; now: Date },
): Promise<{ link: CalendarLinkView; path: string }> {
  const personId = signedInPerson(caller)
  if (stationId !== null) await mayTakeStation(tx, caller, stationId)
  const held = await calendarLinks(tx, caller)
  if (held.length >= MOST_LINKS) throw refused('people.too_many_calendars', { most: MOST_LINKS })
  const key = newToken()
  const id = randomUUID()
  await tx
    .insertInto('people.calendar_link')
    .values({
      token_hash: hashToken(key),
      id,
      district_id: caller.districtId,
      person_id: stationId === null ? personId : null,
      station_id: stationId,
      created_by: personId,
      created_at: now,
    })
    .execute()
  const subject = { subjectKind: 'person', subjectId: personId }
  await audit(tx, caller, { act: 'people.calendar_link_made', ...subject, at: now })
  const link = (await calendarLinks(tx, caller)).find((l) => l.id === id)
  if (!link) throw notFound('people.calendar_not_found')
  return { link, path: `/api/people/calendars/${key}.ics` }
}

async function mayTakeStation(tx: Tx, caller: Caller, stationId: string): Promise<void> {
  const stations = await stationsIn(tx, caller.districtId, caller.scope.areas)
  const station = stations.find((s) => s.id === stationId)
  if (!station) throw notFound('people.station_not_found')
  if (!plansHere(caller, station.community_code)) throw forbidden('request.forbidden')
}

/** Lets an own link hold no longer. */
export async function revokeLink(
  tx: Tx,
  caller: Caller,
  { linkId, now }: { linkId: string; now: Date },
): Promise<void> {
  const personId = signedInPerson(caller)
  const ended = await tx
    .updateTable('people.calendar_link')
    .set({ revoked_at: now })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', linkId)
    .where('created_by', '=', personId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw notFound('people.calendar_not_found')
  const subject = { subjectKind: 'person', subjectId: personId }
  await audit(tx, caller, { act: 'people.calendar_link_revoked', ...subject, at: now })
}

/**
 * The shifts that a link leads to, as iCalendar. A link that was revoked, of a person who has left or
 * plans at the station no longer, or never made: 404, all alike.
 */
export async function calendarOf(db: Db, key: string, now: Date): Promise<string> {
  const link = await db
    .selectFrom('people.calendar_link as c')
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'c.district_id').onRef('p.id', '=', 'c.created_by'),
    )
    .select(['c.id', 'c.district_id', 'c.person_id', 'c.station_id', 'c.used_at', 'p.language'])
    .select('c.created_by')
    .where('c.token_hash', '=', hashToken(key.replace(/\.ics$/, '')))
    .where('c.revoked_at', 'is', null)
    .where('p.active', '=', true)
    .executeTakeFirst()
  if (!link || !(await mayStillRead(db, link, now))) throw notFound('people.calendar_not_found')
  // Calendars ask every hour or so; once a day is enough to know that one is in use.
  if (link.used_at === null || now.getTime() - link.used_at.getTime() > DAY_MS)
    await db
      .updateTable('people.calendar_link')
      .set({ used_at: now })
      .where('id', '=', link.id)
      .execute()
  const { timeZone } = await readDistrict(db, link.district_id)
  return textOf(await shiftsFor(db, link, now), {
    districtId: link.district_id,
    ofStation: link.station_id !== null,
    english: link.language === 'en',
    zone: { name: timeZone, text: zoneText(timeZone, now) },
  })
}

/** A station's calendar names colleagues: it is open as long as whoever made the link plans there. */
async function mayStillRead(
  db: Db,
  link: { district_id: string; station_id: string | null; created_by: string },
  now: Date,
): Promise<boolean> {
  if (link.station_id === null) return true
  const { district_id: districtId, created_by: personId } = link
  const station = await db
    .selectFrom('people.station')
    .select('community_code')
    .where('district_id', '=', districtId)
    .where('id', '=', link.station_id)
    .executeTakeFirst()
  if (!station) return false
  const { timeZone } = await readDistrict(db, districtId)
  const on = dayIn(timeZone, now)
  for (const { postId } of await postsHeld(db, { districtId, personId, on })) {
    const caller = await actingIn(db, districtId, { personId, postId, now }) // oxlint-disable-line no-await-in-loop -- a person has a few posts
    if (caller && plansHere(caller, station.community_code)) return true
  }
  return false
}

interface CalendarOf {
  districtId: string
  ofStation: boolean
  english: boolean
  zone: { name: string; text: string | null }
}

function textOf(
  shifts: Awaited<ReturnType<typeof shiftsFor>>,
  { districtId, ofStation, english, zone }: CalendarOf,
): string {
  const own = english ? 'My shifts' : '我的班次'
  const calendar = ical({
    name: ofStation ? (shifts[0]?.station ?? own) : own,
    prodId: { company: 'gongzhi', product: 'rosters', language: english ? 'EN' : 'ZH' },
    ttl: 3600,
  })
  for (const shift of shifts)
    calendar.createEvent({
      id: `${shift.id}@${districtId}.gongzhi`,
      sequence: shift.version,
      stamp: shift.planned_at,
      start: shift.starts_at,
      end: shift.ends_at,
      summary: [shift.kind, shift.station, ...(ofStation ? [shift.person] : [])].join(' · '),
      ...(shift.address ? { location: shift.address } : {}),
      description: shift.post,
    })
  return inZone(calendar.toString(), zone)
}

/**
 * The same text with its times by the clock of the district. The library writes the clock of this
 * machine for any zone but UTC, so it is asked for UTC.
 */
function inZone(text: string, zone: CalendarOf['zone']): string {
  if (zone.text === null || !text.includes('BEGIN:VEVENT')) return text
  return text
    .replace('BEGIN:VEVENT', `X-WR-TIMEZONE:${zone.name}\r\n${zone.text}\r\nBEGIN:VEVENT`)
    .replaceAll(
      /^(DTSTART|DTEND):(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/gm,
      (_, name: string, ...parts: string[]) => {
        const [year = 0, month = 0, day = 0, ...clock] = parts.slice(0, 6).map(Number)
        const [hour = 0, minute = 0, second = 0] = clock
        const wall = wallAt(zone.name, Date.UTC(year, month - 1, day, hour, minute, second))
        return `${name};TZID=${zone.name}:${new Date(wall).toISOString().replaceAll(/[-:]|\.000Z/g, '')}`
      },
    )
}

const shiftsFor = (
  db: Db,
  of: { district_id: string; person_id: string | null; station_id: string | null },
  now: Date,
) =>
  db
    .selectFrom('people.shift as s')
    .innerJoin('people.shift_kind as k', (j) =>
      j.onRef('k.district_id', '=', 's.district_id').onRef('k.id', '=', 's.kind_id'),
    )
    .innerJoin('people.station as st', (j) =>
      j.onRef('st.district_id', '=', 's.district_id').onRef('st.id', '=', 's.station_id'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 's.district_id').onRef('p.id', '=', 's.person_id'),
    )
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 's.district_id').onRef('po.id', '=', 's.post_id'),
    )
    .select([
      's.id',
      's.version',
      's.planned_at',
      's.starts_at',
      's.ends_at',
      'k.name as kind',
      'st.name as station',
      'st.address',
      'p.name as person',
      'po.title as post',
    ])
    .where('s.district_id', '=', of.district_id)
    .where('s.cancelled_at', 'is', null)
    .where('s.starts_at', '>', new Date(now.getTime() - SHOWN.back * DAY_MS))
    .where('s.starts_at', '<', new Date(now.getTime() + SHOWN.ahead * DAY_MS))
    .$if(of.person_id !== null, (q) => q.where('s.person_id', '=', of.person_id ?? NOBODY))
    .$if(of.station_id !== null, (q) => q.where('s.station_id', '=', of.station_id ?? NOBODY))
    .orderBy('s.starts_at')
    .orderBy('s.id')
    .execute()

const two = (n: number) => String(n).padStart(2, '0')

/** The zone as RFC 5545 wants it told; null where its clocks change, and times are then told in UTC. */
function zoneText(timeZone: string, now: Date): string | null {
  const offsets = [0, 182].map((days) => {
    const at = Math.floor(now.getTime() / 60_000) * 60_000 + days * DAY_MS
    return (wallAt(timeZone, at) - at) / 60_000
  })
  const [offset = 0, later] = offsets
  if (offset !== later) return null
  const minutes = Math.abs(offset)
  const told = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    'BEGIN:STANDARD',
    'DTSTART:19920101T000000',
    `TZOFFSETFROM:${told}`,
    `TZOFFSETTO:${told}`,
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n')
}

import type { Selectable } from 'kysely'
import type { CasesCase, CasesClock, CasesEvent } from '#database/types.ts'
import { groupBy } from '#kernel/group.ts'
import { unitsOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { CaseRow, Ribbon } from '../contract/shapes.ts'
import { isFinal } from '../domain/case.ts'
import type { EventType } from '../domain/event-types.ts'
import { fromReporter, seesReporter } from './confidence.ts'

export type Row = Selectable<CasesCase>

/** What lists read of a case: never its words and tokens, which are most of it. */
export const listed = [
  'c.id',
  'c.number',
  'c.short_code',
  'c.title',
  'c.status',
  'c.urgency',
  'c.hazard',
  'c.rings',
  'c.channel',
  'c.matter_kind',
  'c.matter_code',
  'c.matter_name',
  'c.class',
  'c.address',
  'c.community_code',
  'c.grid_code',
  'c.lon',
  'c.lat',
  'c.unit_id',
  'c.owner',
  'c.confidential',
  'c.paused',
  'c.version',
  'c.reported_at',
  'c.due_at',
  'c.receive_promise',
  'c.handle_promise',
  'c.promise_estimated',
  'c.closed_at',
] as const
type Named<T> = T extends `c.${infer Name extends keyof Row}` ? Name : never
type ListedRow = Pick<Row, Named<(typeof listed)[number]>>

const iso = (date: Date): string => date.toISOString()
export const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null

/** The name of what may be nothing. */
export const nameIn = (names: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (names.get(id) ?? null)

/**
 * Overdue is: the waiting stage is past its time, or the handling promise is while nothing pauses it.
 * Whoever was late before a pause stays so.
 */
export function isOverdue(
  row: Pick<Row, 'status' | 'paused' | 'due_at' | 'handle_promise'>,
  now: Date,
): boolean {
  if (isFinal(row.status)) return false
  if (row.due_at !== null && row.due_at < now) return true
  return (
    !row.paused &&
    row.status !== 'handled' &&
    row.handle_promise !== null &&
    row.handle_promise < now
  )
}

/**
 * What residents are told is late: a promise that was given and is past. The other clocks are for
 * staff (DECISIONS 5), so the ribbon and this word never disagree.
 */
export function isPastPromise(row: Row, now: Date): boolean {
  const standsStill = row.paused && row.due_at === null
  if (isFinal(row.status) || standsStill || row.status === 'handled') return false
  const promise = row.handle_promise ?? (row.status === 'reported' ? row.receive_promise : null)
  return promise !== null && promise < now
}

type RibbonClock = Pick<Selectable<CasesClock>, 'case_id' | 'stage' | 'pauses' | 'started_at'>
type RibbonEvent = Pick<Selectable<CasesEvent>, 'case_id' | 'type' | 'at'>

/** The steps that residents see as notches; the rest is for staff. */
const notchTypes: EventType[] = [
  'case.filed',
  'case.dispatched',
  'case.accepted',
  'case.arrived',
  'case.finished',
  'case.settled',
  'case.rework',
  'case.reopened',
]

export function ribbonOf(
  row: ListedRow,
  clocks: readonly RibbonClock[],
  events: readonly RibbonEvent[],
): Ribbon {
  const pauses = clocks
    .filter((c) => c.stage === 'handle')
    .flatMap((c) => c.pauses as unknown as { from: string; to: string | null; reason: string }[]) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by clocks.ts
  return {
    receivedAt: iso(row.reported_at),
    promisedAt: isoOrNull(row.handle_promise ?? row.receive_promise),
    estimated: row.promise_estimated,
    closedAt: isoOrNull(row.closed_at),
    pauses: pauses
      .filter((p) => p.reason !== 'inspection')
      .map((p) => ({
        from: new Date(p.from).toISOString(),
        to: p.to === null ? null : new Date(p.to).toISOString(),
        reason: p.reason,
      })),
    notches: events
      .filter((e) => (notchTypes as string[]).includes(e.type))
      .map((e) => ({ at: iso(e.at), type: e.type as EventType })), // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by changeCase, which knows no other
  }
}

const byCase = <T extends { case_id: string }>(all: readonly T[]) => groupBy(all, (x) => x.case_id)

/**
 * The title for who may see the reporter's words; of a confidential report others read the matter.
 */
export function titleFor(
  row: Pick<Row, 'title' | 'confidential' | 'matter_name' | 'short_code'>,
  verbs: ReadonlySet<string>,
): string {
  if (seesReporter(row, verbs)) return row.title
  return row.matter_name ?? row.short_code
}

/** A ribbon that is read tells why it paused by the reason's name; a code without one stays. */
export const pausesNamed = (
  ribbon: Ribbon,
  nameOf: (code: string) => string | undefined,
): Ribbon => ({
  ...ribbon,
  pauses: ribbon.pauses.map((p) => ({ ...p, reason: nameOf(p.reason) ?? p.reason })),
})

/** Rows of lists, each with its ribbon: four queries for a page however long. */
export async function rowsOf(
  db: Db,
  caller: Caller,
  rows: readonly ListedRow[],
  now: Date,
): Promise<CaseRow[]> {
  const { districtId, verbs } = caller
  if (rows.length === 0) return []
  const ids = rows.map((r) => r.id)
  const [clocks, events, thumbs, units, areas, followers] = await Promise.all([
    db
      .selectFrom('cases.clock')
      .select(['case_id', 'stage', 'pauses', 'started_at'])
      .where('district_id', '=', districtId)
      .where('case_id', 'in', ids)
      .where('stage', '=', 'handle')
      .execute(),
    db
      .selectFrom('cases.event')
      .select(['case_id', 'type', 'at'])
      .where('district_id', '=', districtId)
      .where('case_id', 'in', ids)
      .where('type', 'in', notchTypes)
      .orderBy('seq')
      .execute(),
    db
      .selectFrom('cases.attachment as a')
      .select(['a.case_id', 'a.file_id', fromReporter.as('from_reporter')])
      .where('a.district_id', '=', districtId)
      .where('a.case_id', 'in', ids)
      .orderBy('a.event_seq')
      .execute(),
    unitNames(db, districtId),
    areaNames(db, districtId, [...new Set(rows.map((r) => r.community_code))]),
    followerCounts(db, districtId, ids),
  ])
  const [clocksOf, eventsOf, thumbsOf] = [byCase(clocks), byCase(events), byCase(thumbs)]
  return rows.map((row) =>
    rowView({ ...row, title: titleFor(row, verbs) }, now, {
      ribbon: ribbonOf(row, clocksOf.get(row.id) ?? [], eventsOf.get(row.id) ?? []),
      thumb: firstShown(row, thumbsOf.get(row.id) ?? [], verbs),
      unitName: nameIn(units, row.unit_id),
      communityName: areas.get(row.community_code) ?? '',
      ...followers.get(row.id),
    }),
  )
}

/** How many follow each of these; those that nobody follows are absent. */
async function followerCounts(db: Db, districtId: string, ids: readonly string[]) {
  const counts = await db
    .selectFrom('cases.merge')
    .select((eb) => ['master_id', eb.fn.countAll<number>().as('followers')])
    .where('district_id', '=', districtId)
    .where('master_id', 'in', ids)
    .where('ended_at', 'is', null)
    .groupBy('master_id')
    .execute()
  return new Map(counts.map((c) => [c.master_id, { followers: c.followers }]))
}

/** The first picture of the case that the caller may see. */
export function firstShown(
  row: Pick<Row, 'confidential'>,
  photos: readonly { file_id: string; from_reporter: boolean }[],
  verbs: ReadonlySet<string>,
): string | null {
  const open = seesReporter(row, verbs)
  return photos.find((p) => open || !p.from_reporter)?.file_id ?? null
}

export function rowView(
  row: ListedRow,
  now: Date,
  extra: Pick<CaseRow, 'ribbon' | 'thumb' | 'unitName' | 'communityName' | 'followers'>,
): CaseRow {
  return {
    id: row.id,
    number: row.number,
    shortCode: row.short_code,
    title: row.title,
    status: row.status,
    urgency: row.urgency,
    hazard: row.hazard,
    rings: row.rings,
    channel: row.channel,
    matter:
      row.matter_code === null
        ? null
        : {
            kind: row.matter_kind === 'component' ? 'component' : 'matter',
            code: row.matter_code,
            name: row.matter_name ?? row.matter_code,
          },
    class: row.class,
    address: row.address,
    communityCode: row.community_code,
    gridCode: row.grid_code,
    lon: row.lon,
    lat: row.lat,
    unitId: row.unit_id,
    owner: row.owner as CaseRow['owner'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
    reportedAt: iso(row.reported_at),
    dueAt: isoOrNull(row.due_at),
    overdue: isOverdue(row, now),
    paused: row.paused,
    version: row.version,
    ...extra,
  }
}

/** Names of all units of a district, by id. */
export async function unitNames(db: Db, districtId: string): Promise<Map<string, string>> {
  const units = await unitsOf(db, districtId)
  return new Map(units.map((u) => [u.id, u.name]))
}

/** Which of these cases still wait for a support unit. */
export async function supportedCases(
  db: Db,
  districtId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('cases.task')
    .select('case_id')
    .where('district_id', '=', districtId)
    .where('case_id', 'in', ids)
    .where('role', '=', 'support')
    .where('state', 'in', ['offered', 'accepted', 'rework'])
    .execute()
  return new Set(rows.map((r) => r.case_id))
}

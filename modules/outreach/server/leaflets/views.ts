import { sql, type RawBuilder } from 'kysely'
import { nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { LeafletPage, LeafletRow as RowView, LeafletVersion } from '../../contract/leaflets.ts'
import { leafletState, leafletVerbs, type LeafletState } from '../../domain/leaflets.ts'
import { cursorOf, dayIn, matterNames, type Asking } from '../ground.ts'
import { dayInMonth } from '../month.ts'
import { concerns, ownsArea } from '../scope.ts'
import {
  factsOf,
  findLeaflet,
  versionsOf,
  type Leaflet,
  type LeafletRow,
  type VersionRow,
} from './parts.ts'

export interface LeafletFilter {
  q?: string | undefined
  state?: LeafletState | 'waits' | undefined
  matter?: string | undefined
  /** Opened in this month; `opened` counts it alone. */
  openedIn?: string | undefined
  after?: string | undefined
  limit: number
}

/** As SQL what `leafletState` says, of `outreach.leaflet as l`. */
function inState(state: LeafletState | 'waits', today: string): RawBuilder<boolean> {
  const over = sql<boolean>`exists (select from outreach.leaflet_version v
    where v.district_id = l.district_id and v.leaflet_id = l.id and v.number = l.shown
      and v.valid_until < ${today}::date)`
  if (state === 'withdrawn') return sql<boolean>`l.withdrawn_at is not null`
  if (state === 'waits')
    return sql<boolean>`l.withdrawn_at is null and l.newest is distinct from l.shown`
  if (state === 'draft') return sql<boolean>`l.withdrawn_at is null and l.shown is null`
  return state === 'expired'
    ? sql<boolean>`l.withdrawn_at is null and ${over}`
    : sql<boolean>`l.withdrawn_at is null and l.shown is not null and not ${over}`
}

/** The library of the caller's area, the newest first. */
export async function listLeaflets(
  db: Db,
  { caller, now }: Asking,
  filter: LeafletFilter,
): Promise<{ rows: RowView[]; next: string | null }> {
  const { today } = await dayIn(db, caller.districtId, now)
  const last = cursorOf(filter.after)
  const conditions: RawBuilder<boolean>[] = [concerns(caller, 'l')]
  if (filter.q)
    conditions.push(
      sql<boolean>`(strpos(lower(l.title), lower(${filter.q})) > 0 or upper(${filter.q}) = l.code)`,
    )
  if (filter.state) conditions.push(inState(filter.state, today))
  if (filter.matter) conditions.push(sql<boolean>`${filter.matter} = any(l.matters)`)
  if (filter.openedIn)
    conditions.push(
      sql<boolean>`exists (select from outreach.leaflet_opening o
        where o.district_id = l.district_id and o.leaflet_id = l.id
          and ${dayInMonth('o.day', filter.openedIn)})`,
    )
  if (last) conditions.push(sql<boolean>`(l.created_at, l.id) < (${last.at}, ${last.id}::uuid)`)
  const { rows } = await sql<LeafletRow>`select l.* from outreach.leaflet l
    where ${sql.join(conditions, sql` and `)}
    order by l.created_at desc, l.id desc limit ${filter.limit + 1}`.execute(db)
  const page = rows.slice(0, filter.limit)
  const end = page.at(-1)
  return {
    rows: await rowViews(db, { districtId: caller.districtId, today }, page, filter.openedIn),
    next: rows.length > page.length && end ? `${end.created_at.toISOString()}_${end.id}` : null,
  }
}

async function rowViews(
  db: Db,
  { districtId, today }: { districtId: string; today: string },
  rows: readonly LeafletRow[],
  openedIn?: string,
): Promise<RowView[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const versions = await versionsOf(db, districtId, ids)
  const areas = await areaNames(db, districtId)
  const matters = await matterNames(
    db,
    districtId,
    rows.flatMap((row) => row.matters),
  )
  const opened = await openedTimes(db, districtId, ids, openedIn)
  return rows.map((row) => {
    const own = versions.filter((v) => v.leaflet_id === row.id)
    const facts = factsOf({ row, versions: own })
    const seen = own.find((v) => v.number === (row.shown ?? row.newest))
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      state: leafletState(facts, today),
      areaCode: row.area_code,
      areaName: areas.get(row.area_code) ?? '',
      matters: row.matters.flatMap((key) => {
        const name = matters.get(key)
        return name === undefined ? [] : [{ key, name }]
      }),
      validUntil: facts.validUntil,
      waits: !facts.withdrawn && facts.newest !== facts.shown,
      opened: opened.get(row.id) ?? 0,
      pictureId: seen?.picture_id ?? null,
    }
  })
}

async function openedTimes(db: Db, districtId: string, ids: readonly string[], month?: string) {
  const rows = await db
    .selectFrom('outreach.leaflet_opening')
    .select(['leaflet_id', (eb) => eb.fn.sum<number>('times').as('times')])
    .where('district_id', '=', districtId)
    .where('leaflet_id', 'in', ids)
    .$if(month !== undefined, (q) => q.where(dayInMonth('day', month ?? '')))
    .groupBy('leaflet_id')
    .execute()
  return new Map(rows.map((row) => [row.leaflet_id, row.times]))
}

/** A leaflet with its versions, its openings of the last thirty days, and what the caller may do to it. */
export async function leafletPage(db: Db, asking: Asking, id: string): Promise<LeafletPage> {
  const { caller, now } = asking
  const leaflet = await findLeaflet(db, caller, id)
  const owns = ownsArea(caller, leaflet.row.area_code)
  const { today } = await dayIn(db, caller.districtId, now)
  const [row] = await rowViews(db, { districtId: caller.districtId, today }, [leaflet.row])
  const { persons } = await nameOf(db, caller.districtId, { personIds: peopleOf(leaflet) })
  return {
    ...row!,
    versions: leaflet.versions.map((version) => versionView(version, persons)),
    shown: leaflet.row.shown,
    newest: leaflet.row.newest,
    version: leaflet.row.version,
    path: `/${caller.districtId}/leaflets/${leaflet.row.code}`,
    openings: await openingsOf(db, caller.districtId, id, now),
    allowed: leafletVerbs(factsOf(leaflet), {
      personId: caller.personId ?? '',
      keeps: owns && caller.verbs.has('outreach.keep'),
      approves: owns && caller.verbs.has('outreach.approve'),
    }),
  }
}

const peopleOf = ({ versions }: Leaflet) =>
  versions.flatMap((v) => [v.written_by, ...(v.approved_by === null ? [] : [v.approved_by])])

const versionView = (row: VersionRow, names: Map<string, string>): LeafletVersion => ({
  number: row.number,
  title: row.title,
  body: row.body,
  titleEn: row.title_en,
  bodyEn: row.body_en,
  pictureId: row.picture_id,
  validUntil: row.valid_until,
  writtenAt: row.written_at.toISOString(),
  writtenBy: names.get(row.written_by) ?? '',
  approvedAt: row.approved_at?.toISOString() ?? null,
  approvedBy: row.approved_by === null ? null : (names.get(row.approved_by) ?? ''),
})

async function openingsOf(db: Db, districtId: string, id: string, now: Date) {
  const rows = await db
    .selectFrom('outreach.leaflet_opening')
    .select(['day', 'via', 'times'])
    .where('district_id', '=', districtId)
    .where('leaflet_id', '=', id)
    .where('day', '>', sql<string>`${now}::date - 31`)
    .orderBy('day')
    .execute()
  const days = new Map<string, { day: string; code: number; link: number }>()
  for (const { day, via, times } of rows) {
    const of = days.get(day) ?? { day, code: 0, link: 0 }
    of[via === 'code' ? 'code' : 'link'] = times
    days.set(day, of)
  }
  return [...days.values()]
}

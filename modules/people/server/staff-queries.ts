import { sql } from 'kysely'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Caller, Scope } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import {
  Seats,
  type OrganisationView,
  type PostKindView,
  type PostView,
  type StationView,
} from '../contract/shapes.ts'
import type { Reach } from '../domain/scope.ts'
import { compareStaffing } from '../domain/staffing.ts'
import { dayIn } from './gate.ts'

/** What a list may show: the caller's district and scope, on the district's day. */
export interface Sight {
  districtId: string
  scope: Scope
  day: string
  now: Date
}

/** What the caller may see, on today's day of the district. */
export async function sightOf(db: Db, { districtId, scope }: Caller, now: Date): Promise<Sight> {
  const { timeZone } = await readDistrict(db, districtId)
  return { districtId, scope, day: dayIn(timeZone, now), now }
}

/** What was written, seen by the system itself: the caller has just been allowed to write it. */
export const wholeSight = (sight: Sight): Sight => ({
  ...sight,
  scope: { areas: [sight.districtId], units: [] },
})

/**
 * Whether a post (po) is inside the scope: one of its areas lies in one of the scope's, or its
 * organisation is one of the scope's units. An empty scope sees no post.
 */
export const postInScope = ({ areas, units }: Scope) => sql<boolean>`(
  po.organisation_id = any(${units}::uuid[]) or exists (
    select from unnest(po.areas) a, unnest(${areas}::text[]) s where s <> '' and starts_with(a, s)))`

export const wholeDistrict = ({ districtId, scope }: Sight) =>
  scope.areas.some((code) => code !== '' && districtId.startsWith(code))

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a check constraint holds it
const kindOf = (kind: string) => kind as OrganisationView['kind']

export async function listOrganisations(
  db: Db,
  districtId: string,
  id?: string,
): Promise<OrganisationView[]> {
  const rows = await db
    .selectFrom('people.organisation')
    .select([
      'id',
      'kind',
      'name',
      'short_name as shortName',
      'parent_id as parentId',
      'area_code as areaCode',
      'handles_cases as handlesCases',
      'trade',
      'phone',
      'active',
      'version',
    ])
    .where('district_id', '=', districtId)
    .$if(id !== undefined, (q) => q.where('id', '=', id!))
    .orderBy('name')
    .execute()
  return rows.map((row) => Object.assign(row, { kind: kindOf(row.kind) }))
}

export interface PostFilter {
  id?: string
  organisationId?: string | undefined
  stationId?: string | undefined
  kind?: string | undefined
}

/** The active people who hold a post (po) that day, each with the other posts held that day, and until when on duty now. */
const holdersOf = ({ day, now }: Sight) => sql<PostView['holders']>`coalesce((
  select json_agg(distinct jsonb_build_object('personId', p.id, 'name', p.name,
    'standsInFor', (select f.name from people.delegation d
      join people.person f on f.district_id = d.district_id and f.id = d.from_person
      where d.district_id = h.district_id and d.id = h.delegation_id),
    'awayUntil', (select max(l.away_until) from people.leave l where l.district_id = p.district_id
      and l.person_id = p.id and l.cancelled_at is null and l.away_from <= ${day}
      and l.away_until >= ${day}), 'onDutyUntil', (select to_char(max(sh.ends_at) at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from people.shift sh where sh.district_id = p.district_id
      and sh.person_id = p.id and sh.cancelled_at is null and sh.starts_at <= ${now}
      and sh.ends_at > ${now}), 'also', coalesce((
    select jsonb_agg(distinct concat_ws(' ', s2.name, po2.title))
    from people.holding h2
    join people.post po2 on po2.district_id = h2.district_id and po2.id = h2.post_id and po2.active
    left join people.station s2 on s2.district_id = po2.district_id and s2.id = po2.station_id
    where h2.district_id = h.district_id and h2.person_id = h.person_id and h2.post_id <> h.post_id
      and h2.holds_from <= ${day} and (h2.holds_until is null or h2.holds_until >= ${day})), '[]')))
  from people.holding h
  join people.person p on p.district_id = h.district_id and p.id = h.person_id and p.active
  where h.district_id = po.district_id and h.post_id = po.id and h.holds_from <= ${day}
    and (h.holds_until is null or h.holds_until >= ${day})), '[]')`

/** Posts of the scope, by title, each with the active people who hold it that day. */
export async function listPosts(
  db: Db,
  sight: Sight,
  { id, organisationId, stationId, kind }: PostFilter = {},
): Promise<PostView[]> {
  const rows = await db
    .selectFrom('people.post as po')
    .innerJoin('people.organisation as o', (j) =>
      j.onRef('o.district_id', '=', 'po.district_id').onRef('o.id', '=', 'po.organisation_id'),
    )
    .leftJoin('people.station as s', (j) =>
      j.onRef('s.district_id', '=', 'po.district_id').onRef('s.id', '=', 'po.station_id'),
    )
    .select([
      'po.id',
      'po.kind',
      'po.title',
      'po.organisation_id as organisationId',
      'po.station_id as stationId',
      'po.seat',
      'po.areas',
      'po.active',
      'po.duty_phone as dutyPhone',
      'po.version',
      'o.short_name as organisationName',
      's.name as stationName',
      holdersOf(sight).as('holders'),
    ])
    .where('po.district_id', '=', sight.districtId)
    .$if(!wholeDistrict(sight), (s) => s.where(postInScope(sight.scope)))
    .$if(id !== undefined, (s) => s.where('po.id', '=', id!))
    .$if(organisationId !== undefined, (s) => s.where('po.organisation_id', '=', organisationId!))
    .$if(stationId !== undefined, (s) => s.where('po.station_id', '=', stationId!))
    .$if(kind !== undefined, (s) => s.where('po.kind', '=', kind!))
    .orderBy('po.title')
    .orderBy('po.id')
    .execute()
  return rows
}

/** Stations of the scope's communities, each against its model. */
export async function listStations(db: Db, sight: Sight, id?: string): Promise<StationView[]> {
  const { districtId, scope } = sight
  const [stations, models, names] = await Promise.all([
    db
      .selectFrom('people.station')
      .selectAll()
      .where('district_id', '=', districtId)
      .where(
        sql<boolean>`exists (select from unnest(${scope.areas}::text[]) s
          where s <> '' and starts_with(community_code, s))`,
      )
      .$if(id !== undefined, (q) => q.where('id', '=', id!))
      .orderBy('community_code')
      .execute(),
    db
      .selectFrom('people.staffing_model')
      .select(['code', 'name', 'name_en', 'seats'])
      .where('district_id', '=', districtId)
      .execute(),
    areaNames(db, districtId),
  ])
  if (stations.length === 0) return []
  // A station's seats are all its posts, also those whose own areas reach beyond the caller's.
  const posts = await listPosts(db, { ...sight, scope: { areas: [districtId], units: [] } })
  const modelOf = new Map(models.map((m) => [m.code, { ...m, seats: Seats.parse(m.seats) }]))
  return stations.map((station) => {
    const model = modelOf.get(station.model_code)
    const own = posts.filter((p) => p.stationId === station.id && p.active)
    const compared = compareStaffing(
      { seats: model?.seats ?? [] },
      own.map((p) => ({ postId: p.id, kind: p.kind, seat: p.seat, holders: p.holders.length })),
    )
    return {
      id: station.id,
      name: station.name,
      communityCode: station.community_code,
      communityName: names.get(station.community_code) ?? station.community_code,
      modelCode: station.model_code,
      modelName: model?.name ?? station.model_code,
      modelNameEn: model?.name_en ?? '',
      address: station.address,
      phone: station.phone,
      hours: station.hours,
      duty: station.duty,
      rules: station.rules,
      dutyEn: station.duty_en,
      rulesEn: station.rules_en,
      flow: station.flow,
      flowEn: station.flow_en,
      tasks: station.tasks,
      tasksEn: station.tasks_en,
      version: station.version,
      posts: own,
      seats: compared.seats,
      missing: compared.missing,
      beside: compared.beside,
    }
  })
}

export async function listHoldings(
  db: Db,
  sight: Sight,
  filter: {
    id?: string
    postId?: string | undefined
    personId?: string | undefined
    /** Left out, the newest thousand; null for all. */
    most?: number | null
  },
) {
  const { id, postId, personId, most = 1000 } = filter
  return db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .leftJoin('people.delegation as d', (j) =>
      j.onRef('d.district_id', '=', 'h.district_id').onRef('d.id', '=', 'h.delegation_id'),
    )
    .leftJoin('people.person as f', (j) =>
      j.onRef('f.district_id', '=', 'd.district_id').onRef('f.id', '=', 'd.from_person'),
    )
    .select([
      'h.id',
      'h.post_id as postId',
      'h.person_id as personId',
      'h.holds_from as from',
      'h.holds_until as until',
      'po.title as postTitle',
      'p.name as personName',
      'f.name as standsInFor',
      'h.version',
    ])
    .where('h.district_id', '=', sight.districtId)
    .$if(!wholeDistrict(sight), (s) => s.where(postInScope(sight.scope)))
    .$if(id !== undefined, (s) => s.where('h.id', '=', id!))
    .$if(postId !== undefined, (s) => s.where('h.post_id', '=', postId!))
    .$if(personId !== undefined, (s) => s.where('h.person_id', '=', personId!))
    .orderBy('h.holds_from', 'desc')
    .orderBy('h.id')
    .$if(most !== null, (s) => s.limit(most!))
    .execute()
}

const reachOf = (reach: string): Reach =>
  reach === 'areas' || reach === 'unit' || reach === 'both' ? reach : 'none'

/** The kinds of post, and whether the caller stands in one of them. */
export async function listPostKinds(
  db: Db,
  caller: Caller,
  code?: string,
): Promise<PostKindView[]> {
  const rows = await db
    .selectFrom('people.post_kind as k')
    .select(['k.code', 'k.name', 'k.name_en as nameEn', 'k.verbs', 'k.reach', 'k.version'])
    .select('k.second_factor as secondFactor')
    .select([
      sql<number>`(select count(*)::int from people.post po
        where po.district_id = k.district_id and po.kind = k.code)`.as('posts'),
      sql<boolean>`exists (select from people.post po
        join people.holding h on h.district_id = po.district_id and h.post_id = po.id
        where po.district_id = k.district_id and po.kind = k.code
          and h.person_id = ${caller.personId}::uuid)`.as('own'),
    ])
    .where('k.district_id', '=', caller.districtId)
    .$if(code !== undefined, (q) => q.where('k.code', '=', code!))
    .orderBy('k.code')
    .execute()
  return rows.map((row) => Object.assign(row, { reach: reachOf(row.reach) }))
}

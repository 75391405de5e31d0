import { sql } from 'kysely'
import { areaNames } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Scope } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import {
  Seats,
  type OrganisationView,
  type PersonView,
  type PostView,
  type StationView,
} from '../contract/shapes.ts'
import { compareStaffing } from '../domain/staffing.ts'
import { languageOf } from './directory.ts'

/** What a list may show: the caller's district and scope, on the district's day. */
export interface Sight {
  districtId: string
  scope: Scope
  day: string
}

/**
 * Whether a post (po) is inside the scope: one of its areas lies in one of the scope's, or its
 * organisation is one of the scope's units. An empty scope sees no post.
 */
const postInScope = ({ areas, units }: Scope) => sql<boolean>`(
  po.organisation_id = any(${units}::uuid[]) or exists (
    select from unnest(po.areas) a, unnest(${areas}::text[]) s where s <> '' and starts_with(a, s)))`

const wholeDistrict = ({ districtId, scope }: Sight) =>
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

export interface PersonFilter {
  id?: string
  q?: string
  after?: { name: string; id: string } | undefined
  limit: number
}

/** People by name; those without any post are shown to whoever sees the whole district. */
export async function listPersons(
  db: Db,
  { sight, cipher }: { sight: Sight; cipher: Cipher },
  { id, q = '', after, limit }: PersonFilter,
): Promise<PersonView[]> {
  const rows = await db
    .selectFrom('people.person as p')
    .select(['p.id', 'p.name', 'p.email', 'p.phone_cipher', 'p.language', 'p.active', 'p.version'])
    .where('p.district_id', '=', sight.districtId)
    .$if(!wholeDistrict(sight), (s) =>
      s.where(sql<boolean>`exists (
        select from people.holding h
        join people.post po on po.district_id = h.district_id and po.id = h.post_id
        where h.district_id = p.district_id and h.person_id = p.id
          and ${postInScope(sight.scope)})`),
    )
    .$if(id !== undefined, (s) => s.where('p.id', '=', id!))
    .$if(q !== '', (s) => s.where((eb) => eb(eb.fn('strpos', ['p.name', eb.val(q)]), '>', 0)))
    .$if(after !== undefined, (s) =>
      s.where(sql<boolean>`(p.name collate "C", p.id) > (${after!.name}, ${after!.id}::uuid)`),
    )
    .orderBy(sql`p.name collate "C"`)
    .orderBy('p.id')
    .limit(limit)
    .execute()
  return rows.map(({ phone_cipher: sealed, language, ...row }) =>
    Object.assign(row, {
      language: languageOf(language),
      phone: sealed === null ? null : masked(cipher.open(sealed)),
    }),
  )
}

/** The first three and the last two digits. */
const masked = (phone: string) =>
  phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-2)}`

export interface PostFilter {
  id?: string
  organisationId?: string | undefined
  stationId?: string | undefined
  kind?: string | undefined
}

/** Posts of the scope, by title, each with the active people who hold it that day. */
export async function listPosts(
  db: Db,
  sight: Sight,
  { id, organisationId, stationId, kind }: PostFilter = {},
): Promise<PostView[]> {
  const rows = await db
    .selectFrom('people.post as po')
    .select([
      'po.id',
      'po.kind',
      'po.title',
      'po.organisation_id as organisationId',
      'po.station_id as stationId',
      'po.seat',
      'po.areas',
      'po.active',
      'po.version',
      sql<{ personId: string; name: string }[]>`coalesce((
        select json_agg(distinct jsonb_build_object('personId', p.id, 'name', p.name))
        from people.holding h
        join people.person p on p.district_id = h.district_id and p.id = h.person_id and p.active
        where h.district_id = po.district_id and h.post_id = po.id and h.holds_from <= ${sight.day}
          and (h.holds_until is null or h.holds_until >= ${sight.day})), '[]')`.as('holders'),
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
      .select(['code', 'seats'])
      .where('district_id', '=', districtId)
      .execute(),
    areaNames(db, districtId),
  ])
  if (stations.length === 0) return []
  // A station's seats are all its posts, also those whose own areas reach beyond the caller's.
  const posts = await listPosts(db, { ...sight, scope: { areas: [districtId], units: [] } })
  const seatsOf = new Map(models.map((m) => [m.code, Seats.parse(m.seats)]))
  return stations.map((station) => {
    const own = posts.filter((p) => p.stationId === station.id && p.active)
    const compared = compareStaffing(
      { seats: seatsOf.get(station.model_code) ?? [] },
      own.map((p) => ({ postId: p.id, kind: p.kind, seat: p.seat, holders: p.holders.length })),
    )
    return {
      id: station.id,
      name: station.name,
      communityCode: station.community_code,
      communityName: names.get(station.community_code) ?? station.community_code,
      modelCode: station.model_code,
      address: station.address,
      phone: station.phone,
      duty: station.duty,
      rules: station.rules,
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
  filter: { id?: string; postId?: string | undefined; personId?: string | undefined },
) {
  const { id, postId, personId } = filter
  return db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .select([
      'h.id',
      'h.post_id as postId',
      'h.person_id as personId',
      'h.holds_from as from',
      'h.holds_until as until',
      'po.title as postTitle',
      'p.name as personName',
      'h.version',
    ])
    .where('h.district_id', '=', sight.districtId)
    .$if(!wholeDistrict(sight), (s) => s.where(postInScope(sight.scope)))
    .$if(id !== undefined, (s) => s.where('h.id', '=', id!))
    .$if(postId !== undefined, (s) => s.where('h.post_id', '=', postId!))
    .$if(personId !== undefined, (s) => s.where('h.person_id', '=', personId!))
    .orderBy('h.holds_from', 'desc')
    .orderBy('h.id')
    .limit(1000)
    .execute()
}

import { sql } from 'kysely'
import { seedCatalogue } from '#modules/catalogue/server/index.ts'
import { saveDistrict } from '#modules/places/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { saveStaff, type Crew, type StaffPlan, crewOf } from '#apps/server/demo/staff.ts'

export const districtId = '990004'
export const timeZone = 'Asia/Shanghai'
/** The instant at which everything stands; a kept database is asked at the same one. */
export const now = new Date('2026-11-25T04:00:00Z')
export const STREETS = 10
export const COMMUNITIES = 250
export const GRIDS_EACH = 8
export const UNITS = 60
export const [WEST, SOUTH, WIDE, HIGH] = [114, 30, 0.03, 0.02]
/** Communities stand in rows of so many. */
export const ROW = 25

export const unitKey = (n: number) => `unit${n}`
export const communityCode = (n: number) =>
  `${districtId}${String(1 + Math.floor(n / (COMMUNITIES / STREETS))).padStart(3, '0')}${String(n + 1).padStart(3, '0')}`
export const gridCode = (community: number, grid: number) =>
  `${communityCode(community)}${String(grid + 1).padStart(3, '0')}`

const plan: StaffPlan = {
  districtId,
  now,
  station: null,
  organisations: [
    { key: 'centre', kind: 'centre', name: '区指挥中心' },
    ...Array.from({ length: UNITS }, (_, n) => ({
      key: unitKey(n),
      kind: 'department' as const,
      name: `第${n + 1}处置队`,
      handles: true,
    })),
  ],
  posts: [
    {
      key: 'centre',
      kind: 'district_centre',
      title: '区中心值班长',
      organisation: 'centre',
      areas: [districtId],
    },
    {
      key: 'clerk',
      kind: 'clerk',
      title: '受理员',
      organisation: 'centre',
      areas: Array.from({ length: 3 }, (_, n) => communityCode(20 + n)),
    },
    {
      key: 'officer',
      kind: 'officer',
      title: '城管队员',
      organisation: 'centre',
      areas: Array.from({ length: 3 }, (_, n) => communityCode(40 + n)),
    },
    {
      key: 'grid',
      kind: 'grid_worker',
      title: '网格员',
      organisation: 'centre',
      areas: [gridCode(30, 0), gridCode(30, 1)],
    },
    // A unit with much to do, one in the middle, one with hardly anything.
    ...[0, 20, 59].map((n) => ({
      key: unitKey(n),
      kind: 'specialist',
      title: '主理人',
      organisation: unitKey(n),
    })),
  ],
}

/** Who asks, without writing anything: for a database that was kept. */
export const crew = (): Crew => crewOf(plan)

/** The district, its catalogue, its people, 250 communities and 2,000 grids. */
export async function makePlace(db: Db): Promise<void> {
  await saveDistrict(db, {
    districtId,
    name: '百万区',
    nameEn: 'Million',
    timeZone,
    lon: WEST,
    lat: SOUTH,
    now,
  })
  await transact(db, (tx) => seedCatalogue(tx, districtId, now))
  await saveStaff(db, plan)
  await sql`
    insert into places.area (district_id, code, level, name, parent_code, lon, lat, schematic)
    select ${districtId}, ${districtId} || lpad(s::text, 3, '0'), 'street', '第' || s || '街道', ${districtId},
      ${WEST}::float8, ${SOUTH}::float8, true
    from generate_series(1, ${STREETS}::int) s`.execute(db)
  const codes = Array.from({ length: COMMUNITIES }, (_, n) => communityCode(n))
  await sql`
    insert into places.area (district_id, code, level, name, parent_code, lon, lat, schematic)
    select ${districtId}, code, 'community', '第' || n || '社区', left(code, 9),
      ${WEST}::float8 + (n - 1) % ${ROW}::int * ${WIDE}::float8,
      ${SOUTH}::float8 + (n - 1) / ${ROW}::int * ${HIGH}::float8, true
    from unnest(${codes}::text[]) with ordinality c (code, n)`.execute(db)
  await sql`
    insert into places.area (district_id, code, level, name, parent_code, lon, lat, schematic)
    select a.district_id, a.code || lpad(g::text, 3, '0'), 'grid', a.name || g || '号网格', a.code,
      a.lon, a.lat, true
    from places.area a, generate_series(1, ${GRIDS_EACH}::int) g
    where a.district_id = ${districtId} and a.level = 'community'`.execute(db)
}

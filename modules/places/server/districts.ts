import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { saveVersioned, type Saved } from '#platform/server/versioned-row.ts'
import { DistrictSettings, type District } from '../contract/shapes.ts'
import { refuseBadPoint } from './points.ts'

interface DistrictRow {
  district_id: string
  name: string
  name_en: string
  time_zone: string
  lon: number
  lat: number
  demo: boolean
  settings: unknown
  version: number
}

const columns = [
  'district_id',
  'name',
  'name_en',
  'time_zone',
  'lon',
  'lat',
  'demo',
  'settings',
  'version',
] as const

const districtOf = (row: DistrictRow): District => ({
  districtId: row.district_id,
  name: row.name,
  nameEn: row.name_en,
  timeZone: row.time_zone,
  lon: row.lon,
  lat: row.lat,
  demo: row.demo,
  settings: DistrictSettings.parse(row.settings),
  version: row.version,
})

/** A district with its settings, defaults filled in; 404 where there is none. */
export async function readDistrict(db: Db, districtId: string): Promise<District> {
  const row = await db
    .selectFrom('places.district')
    .select(columns)
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  if (!row) throw notFound('places.district_not_found')
  return districtOf(row)
}

export async function listDistricts(db: Db): Promise<District[]> {
  const rows = await db
    .selectFrom('places.district')
    .select(columns)
    .orderBy('district_id')
    .execute()
  return rows.map(districtOf)
}

export interface DistrictInput {
  districtId: string
  name: string
  nameEn: string
  timeZone?: string
  lon: number
  lat: number
  demo?: boolean
  /** Whole, not a patch; what is left out takes its default. */
  settings?: Record<string, unknown>
  baseVersion?: number | null
  now: Date
}

/** Founds a district or changes it. */
export async function saveDistrict(db: Db, input: DistrictInput): Promise<Saved> {
  refuseBadPoint(input)
  const settings = DistrictSettings.safeParse(input.settings ?? {})
  if (!settings.success) throw invalid('places.settings_malformed')
  return transact(db, (tx: Tx) =>
    saveVersioned(tx, {
      table: 'places.district',
      key: { district_id: input.districtId },
      values: {
        name: input.name,
        name_en: input.nameEn,
        time_zone: input.timeZone ?? 'Asia/Shanghai',
        lon: input.lon,
        lat: input.lat,
        demo: input.demo ?? false,
        settings: JSON.stringify(settings.data),
      },
      onCreate: { created_at: input.now },
      baseVersion: input.baseVersion,
      outOfDate: 'places.out_of_date',
    }),
  )
}

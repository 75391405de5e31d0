import { sql } from 'kysely'
import { derivativeOf } from '#modules/files/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import { readShortCode } from '#kernel/short-code.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { PublicLeaflet } from '../../contract/leaflets.ts'
import { leafletState } from '../../domain/leaflets.ts'
import { dayIn } from '../ground.ts'
import { factsOf, versionsOf, type Leaflet, type LeafletRow, type VersionRow } from './parts.ts'

export interface Reading {
  districtId: string
  code: string
  now: Date
}

/** The leaflet of a code as strangers may know of it: of a draft they know nothing. */
async function findPublic(db: Db, { districtId, code }: Reading): Promise<Leaflet> {
  const row = await db
    .selectFrom('outreach.leaflet')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('code', '=', readShortCode(code) ?? '')
    .where((eb) => eb.or([eb('shown', 'is not', null), eb('withdrawn_at', 'is not', null)]))
    .executeTakeFirst()
  if (!row || row.shown === null) throw notFound('outreach.leaflet_not_found')
  return { row, versions: await versionsOf(db, districtId, [row.id]) }
}

/** What anyone reads: the approved words, and of a leaflet that is over its name only. */
export async function publicLeaflet(db: Db, reading: Reading): Promise<PublicLeaflet> {
  const leaflet = await findPublic(db, reading)
  return viewOf(db, leaflet, reading)
}

async function viewOf(
  db: Db,
  leaflet: Leaflet,
  { districtId, now }: Omit<Reading, 'code'>,
): Promise<PublicLeaflet> {
  const { row, versions } = leaflet
  const { today } = await dayIn(db, districtId, now)
  const district = await readDistrict(db, districtId)
  const areas = await areaNames(db, districtId, [row.area_code])
  const state = leafletState(factsOf(leaflet), today)
  return {
    code: row.code,
    state: state === 'draft' ? 'withdrawn' : state,
    ...wordsOf(
      versions.find((v) => v.number === row.shown)!,
      state === 'shown',
    ),
    from: areas.get(row.area_code) ?? '',
    districtName: district.name,
    telephone: district.settings.telephone,
  }
}

/** Of a version that is over nothing but its name and its last day. */
const wordsOf = (version: VersionRow, open: boolean) => ({
  title: version.title,
  titleEn: version.title_en,
  body: open ? version.body : '',
  bodyEn: open ? version.body_en : '',
  picture: open && version.picture_id !== null,
  validUntil: version.valid_until,
})

/** Counts one opening by day and way. Nothing is kept that tells one reader from another. */
export async function countOpening(
  db: Db,
  reading: Reading & { via: 'code' | 'link' },
): Promise<void> {
  const { districtId, now, via } = reading
  const { row } = await findPublic(db, reading)
  const { today } = await dayIn(db, districtId, now)
  await db
    .insertInto('outreach.leaflet_opening')
    .values({ district_id: districtId, leaflet_id: row.id, day: today, via, times: 1 })
    .onConflict((c) =>
      c
        .columns(['district_id', 'leaflet_id', 'day', 'via'])
        .doUpdateSet({ times: sql`outreach.leaflet_opening.times + 1` }),
    )
    .execute()
}

/** The picture of the version that is shown, without anything the camera wrote into it. */
export async function publicPicture(db: Db, reading: Reading) {
  const leaflet = await findPublic(db, reading)
  const { today } = await dayIn(db, reading.districtId, reading.now)
  const version = leaflet.versions.find((v) => v.number === leaflet.row.shown)
  const open = leafletState(factsOf(leaflet), today) === 'shown'
  const file =
    open && version?.picture_id
      ? await derivativeOf(db, reading.districtId, version.picture_id, 'public')
      : undefined
  if (!file) throw notFound('outreach.leaflet_not_found')
  return file
}

/** What runs on the screens of a community today: of postings that are up, the leaflets that are shown. */
export async function screenLeaflets(
  db: Db,
  of: { districtId: string; communityCode: string; now: Date },
): Promise<PublicLeaflet[]> {
  const { districtId, communityCode, now } = of
  const { today } = await dayIn(db, districtId, now)
  const { rows } = await sql<LeafletRow>`select l.* from outreach.leaflet l
    where l.district_id = ${districtId} and l.shown is not null and l.withdrawn_at is null
      and exists (select from outreach.posting p where p.district_id = l.district_id
        and p.leaflet_id = l.id and p.state = 'up' and p.shows and starts_with(p.area_code, ${communityCode})
        and p.from_on <= ${today}::date and p.until_on >= ${today}::date)
    order by l.created_at desc, l.id limit 12`.execute(db)
  const views: PublicLeaflet[] = []
  for (const row of rows) {
    const versions = await versionsOf(db, districtId, [row.id]) // oxlint-disable-line no-await-in-loop -- a dozen at most
    views.push(await viewOf(db, { row, versions }, { districtId, now })) // oxlint-disable-line no-await-in-loop -- a dozen at most
  }
  return views.filter(({ state }) => state === 'shown')
}

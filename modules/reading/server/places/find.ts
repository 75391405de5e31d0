import { sql } from 'kysely'
import { foldsInto } from '#kernel/simplified.ts'
import { questionTokensOf } from '#kernel/text-tokens.ts'
import { listAreas } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { NamedPlace } from '../../contract/places.ts'
import { placesIn, type KnownPlace } from '../../domain/places/find.ts'
import { folded } from '../../domain/places/folding.ts'

const MOST_READ = 10_000
/** An estate has hundreds of houses at most; a name that is in more of them is no estate's. */
const MOST_BESIDE = 2000

interface Row {
  id: string
  kind: KnownPlace['kind']
  name: string
  full_text: string
  community_code: string
  lon: number
  lat: number
}

/**
 * The district's own places that the words name. Roads, estates and landmarks are few and all looked
 * at; of houses and doors only those at places that the words name.
 */
export async function findPlaces(
  db: Db,
  districtId: string,
  words: string,
): Promise<{ rows: NamedPlace[]; sure: boolean }> {
  const text = words.slice(0, MOST_READ)
  const plain = folded(text).text
  if (plain === '') return { rows: [], sure: false }
  const { written, simple } = foldsInto(plain)
  const { rows: named } = await sql<Row>`
    select id, kind, name, full_text, community_code, lon, lat from places.v_address
    where district_id = ${districtId} and kind in ('road', 'estate', 'landmark')
      and (position(translate(lower(name), ${written}, ${simple}) in ${plain}) > 0
        or position(regexp_replace(translate(lower(name), ${written}, ${simple}),
          '小区|社区|小區|社區|[[:space:]·]', '', 'g') in ${plain}) > 0)
    limit 200`.execute(db)
  const beside = await besideThese(db, districtId, named)
  const known = [...named, ...beside]
  const areas = await listAreas(db, districtId, { level: 'community' })
  const { found, sure } = placesIn(
    text,
    known.map((row) => ({
      id: row.id,
      kind: row.kind,
      name: row.name,
      fullText: row.full_text,
      communityCode: row.community_code,
    })),
    areas,
  )
  const byId = new Map(known.map((row) => [row.id, row]))
  const names = new Map(areas.map((area) => [area.code, area.name]))
  const rows = found.flatMap(({ id, from, to, reasons }) => {
    const row = byId.get(id)
    if (!row) return []
    const { full_text: fullText, community_code: communityCode, kind, name, lon, lat } = row
    const communityName = names.get(communityCode) ?? ''
    return [{ id, kind, name, fullText, communityCode, communityName, lon, lat, from, to, reasons }]
  })
  return { rows, sure }
}

async function besideThese(db: Db, districtId: string, named: readonly Row[]): Promise<Row[]> {
  const found: Row[] = []
  for (const { name } of named.slice(0, 20)) {
    // oxlint-disable-next-line no-await-in-loop -- a few, each by its index
    const { rows } = await sql<Row>`
      select id, kind, name, full_text, community_code, lon, lat from places.v_address
      where district_id = ${districtId} and kind in ('building', 'entrance')
        and tokens @> ${questionTokensOf(name)}::text[]
      limit ${MOST_BESIDE}`.execute(db)
    found.push(...rows)
  }
  return [...new Map(found.map((row) => [row.id, row])).values()]
}

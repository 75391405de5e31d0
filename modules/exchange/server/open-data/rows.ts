import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { CasesVPublicCase } from '#database/types.ts'
import { maskedText } from '#kernel/masking.ts'
import { unitsOf } from '#modules/people/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Licence, OpenRow } from '../../domain/open-data.ts'

/** What a district may set about its open data, inside its settings under `openData`. */
const OpenDataSettings = z.object({
  licence: z
    .object({ name: z.string().min(1).max(100), url: z.url().max(300) })
    .default({ name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }),
})

export interface OpenDistrict {
  districtId: string
  name: string
  timeZone: string
  licence: Licence
}

export async function openDistrict(db: Db, districtId: string): Promise<OpenDistrict> {
  const { name, timeZone, settings } = await readDistrict(db, districtId)
  const own = OpenDataSettings.safeParse(settings['openData'] ?? {})
  const { licence } = own.success ? own.data : OpenDataSettings.parse({})
  return { districtId, name, timeZone, licence }
}

export interface OpenAsk {
  from?: string | undefined
  until?: string | undefined
}

const PAGE = 1000

/** The published cases that were asked for, newest first, a page at a time: constant memory. */
export async function* publicCases(
  db: Db,
  { districtId, timeZone }: OpenDistrict,
  ask: OpenAsk,
): AsyncGenerator<Selectable<CasesVPublicCase>> {
  let last: Selectable<CasesVPublicCase> | undefined
  for (;;) {
    const after = last
    // oxlint-disable-next-line no-await-in-loop -- a page at a time
    const rows = await db
      .selectFrom('cases.v_public_case')
      .selectAll()
      .where('district_id', '=', districtId)
      .where(between(ask, timeZone))
      .$if(after !== undefined, (q) =>
        q.where(
          sql<boolean>`(reported_at, case_id) < (${after?.reported_at ?? null}::timestamptz, ${after?.case_id ?? null}::uuid)`,
        ),
      )
      .orderBy('reported_at', 'desc')
      .orderBy('case_id', 'desc')
      .limit(PAGE)
      .execute()
    yield* rows
    if (rows.length < PAGE) return
    last = rows.at(-1)
  }
}

function between({ from, until }: OpenAsk, timeZone: string) {
  const start =
    from === undefined ? sql`true` : sql`reported_at >= ${from}::timestamp at time zone ${timeZone}`
  const end =
    until === undefined
      ? sql`true`
      : sql`reported_at < (${until}::timestamp + interval '1 day') at time zone ${timeZone}`
  return sql<boolean>`(${start} and ${end})`
}

/** The same while nothing that is shown has changed: every change of a case raises its version. */
export async function openTag(db: Db, district: OpenDistrict, ask: OpenAsk): Promise<string> {
  const found = await db
    .selectFrom('cases.v_public_case')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('version').as('versions'),
      eb.fn.max('reported_at').as('newest'),
    ])
    .where('district_id', '=', district.districtId)
    .where(between(ask, district.timeZone))
    .executeTakeFirst()
  const text = JSON.stringify([district, ask, found])
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

/** Turns a published case into a row of the open data; names are read once. */
export async function openRows(
  db: Db,
  districtId: string,
): Promise<(row: Selectable<CasesVPublicCase>) => OpenRow> {
  const [areas, units] = await Promise.all([areaNames(db, districtId), unitsOf(db, districtId)])
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]))
  const photo = (fileId: string | null) =>
    fileId === null ? null : `/api/public/${districtId}/photos/${fileId}/public`
  return (row) => ({
    id: row.short_code,
    title: masked(row.title),
    matter_kind: row.matter_kind,
    matter_code: row.matter_code,
    matter: row.matter_name,
    guide_item: row.guide_item_code,
    status: row.status,
    channel: row.channel,
    address: masked(row.address),
    street_code: row.street_code,
    community_code: row.community_code,
    community: areas.get(row.community_code ?? '') ?? null,
    unit: unitNames.get(row.unit_id ?? '') ?? null,
    reported_at: instant(row.reported_at),
    promised_at: instant(row.promised_at),
    handled_at: instant(row.handled_at),
    closed_at: instant(row.closed_at),
    reopenings: row.reopenings,
    photo_before: photo(row.photo_before),
    photo_after: photo(row.photo_after),
    lon: row.lon,
    lat: row.lat,
  })
}

const masked = (words: string | null) => (words === null ? null : maskedText(words))
const instant = (at: Date | null) => at?.toISOString() ?? null

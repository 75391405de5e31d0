import { createHash } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import { z } from 'zod'
import type { CasesVPublicCase } from '#database/types.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { listGuideItems } from '#modules/catalogue/server/index.ts'
import { reportCase, type IncomingReport } from '#modules/cases/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid, notFound } from '#platform/server/problem.ts'
import { closedStatuses, type Said } from '../../domain/open311.ts'
import { openRows } from '../open-data/rows.ts'

/** The guide items of a district are its services: what people report, in their words. */
export async function services(db: Db, districtId: string): Promise<Said[]> {
  const items = await listGuideItems(db, districtId)
  return items
    .filter((item) => item.active)
    .map((item) => ({
      service_code: item.code,
      service_name: item.name,
      description: item.nameEn,
      metadata: false,
      type: 'realtime',
      keywords: '',
      group: item.class,
    }))
}

export const RequestAsk = z.object({
  service_request_id: z.string().max(2000).optional(),
  service_code: z.string().max(200).optional(),
  start_date: z.iso.datetime({ offset: true }).optional(),
  end_date: z.iso.datetime({ offset: true }).optional(),
  status: z.enum(['open', 'closed', 'open,closed', 'closed,open']).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  page_size: z.coerce.number().int().min(1).max(1000).default(100),
})
type Ask = z.output<typeof RequestAsk>

/** Where nothing else is asked, the specification wants the newest of the last ninety days. */
const MOST_DAYS = 90

export async function requests(
  db: Db,
  districtId: string,
  ask: Ask,
  { now, base }: { now: Date; base: string },
): Promise<Said[]> {
  const ids = ask.service_request_id?.split(',').map((id) => id.trim().toUpperCase())
  const codes = ask.service_code?.split(',').map((code) => code.trim())
  const until = ask.end_date === undefined ? now : new Date(ask.end_date)
  const from =
    ask.start_date === undefined
      ? new Date(until.getTime() - MOST_DAYS * 86_400_000)
      : new Date(ask.start_date)
  const one = ask.status === 'open' || ask.status === 'closed' ? ask.status : null
  const rows = await db
    .selectFrom('cases.v_public_case')
    .selectAll()
    .where('district_id', '=', districtId)
    .$if(ids !== undefined, (q) => q.where('short_code', 'in', ids ?? []))
    .$if(ids === undefined, (q) =>
      q.where('reported_at', '>=', from).where('reported_at', '<=', until),
    )
    .$if(codes !== undefined, (q) => q.where('guide_item_code', 'in', codes ?? []))
    .$if(one !== null, (q) =>
      q.where(
        sql<boolean>`(status::text = any(${[...closedStatuses]}::text[])) = ${one === 'closed'}`,
      ),
    )
    .orderBy('reported_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(ask.page_size)
    .offset((ask.page - 1) * ask.page_size)
    .execute()
  const rowOf = await openRows(db, districtId)
  const names = new Map(
    (await listGuideItems(db, districtId)).map((item) => [item.code, item.name] as const),
  )
  return rows.map((row) => view(row, { row: rowOf(row), names, base }))
}

function view(
  kase: Selectable<CasesVPublicCase>,
  of: {
    row: Awaited<ReturnType<Awaited<ReturnType<typeof openRows>>>>
    names: Map<string, string>
    base: string
  },
): Said {
  const { row } = of
  return {
    service_request_id: row.id,
    status: closedStatuses.has(kase.status ?? '') ? 'closed' : 'open',
    status_notes: row.status,
    service_name: of.names.get(kase.guide_item_code ?? '') ?? row.matter,
    service_code: row.guide_item,
    description: row.title,
    agency_responsible: row.unit,
    service_notice: '',
    requested_datetime: row.reported_at,
    updated_datetime: row.closed_at ?? row.handled_at ?? row.reported_at,
    expected_datetime: row.promised_at,
    address: row.address,
    address_id: '',
    zipcode: '',
    lat: row.lat,
    long: row.lon,
    media_url: row.photo_before === null ? '' : `${of.base}${row.photo_before}`,
  }
}

export async function oneRequest(
  db: Db,
  districtId: string,
  id: string,
  at: { now: Date; base: string },
): Promise<Said[]> {
  const ask = RequestAsk.parse({ service_request_id: id })
  const found = await requests(db, districtId, ask, at)
  if (found.length === 0) throw notFound('exchange.request_not_found')
  return found
}

/** What a program posts: form fields or JSON of the same names. */
export const NewRequest = z.object({
  service_code: z.string().min(1).max(20),
  description: z.string().max(4000).default(''),
  lat: z.coerce.number().min(-90).max(90).optional(),
  long: z.coerce.number().min(-180).max(180).optional(),
  address_string: z.string().max(200).default(''),
  first_name: z.string().max(30).default(''),
  last_name: z.string().max(30).default(''),
  phone: z
    .string()
    .regex(/^[0-9+ -]{0,20}$/)
    .default(''),
  email: z.string().max(200).default(''),
  device_id: z.string().max(200).default(''),
  account_id: z.string().max(200).default(''),
  media_url: z.string().max(1000).default(''),
})

/**
 * A new request becomes a case. GeoReport has no id of the sender: the same request of the same
 * program within the same day is one, so that a retry makes no second.
 */
export async function makeRequest(
  db: Db,
  given: z.output<typeof NewRequest>,
  { caller, cipher, now }: { caller: Caller; cipher: Cipher; now: Date },
): Promise<Said> {
  const items = await listGuideItems(db, caller.districtId)
  const service = items.find((item) => item.active && item.code === given.service_code)
  if (!service) throw notFound('exchange.service_not_found')
  const { lat, long } = given
  const placed = lat !== undefined && long !== undefined
  if (!placed && given.address_string === '') throw invalid('exchange.place_missing')
  const report = reportOf(given, service.name, { caller, now })
  const received = await reportCase(db, report, { caller, cipher, now })
  return {
    service_request_id: received.shortCode,
    service_notice: received.receivePromise?.toISOString() ?? '',
    account_id: given.account_id,
  }
}

function reportOf(
  given: z.output<typeof NewRequest>,
  service: string,
  { caller, now }: { caller: Caller; now: Date },
): IncomingReport {
  const { lat, long } = given
  const day = now.toISOString().slice(0, 10)
  const name = `${given.last_name}${given.first_name}`.trim()
  return {
    source: `open311:${caller.client?.name ?? ''}`,
    clientId: createHash('sha256')
      .update(canonicalJson({ ...given, day }))
      .digest('hex'),
    channel: 'api',
    words: given.description || service,
    originalText: `${service}：${given.description}`,
    photos: [],
    name: name || null,
    phone: given.phone.trim() || null,
    confidential: false,
    danger: null,
    place:
      lat === undefined || long === undefined
        ? null
        : { lon: long, lat, system: 'WGS84', method: 'map' },
    address: given.address_string,
    addressId: null,
  }
}

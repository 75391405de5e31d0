import { check, HintError } from '@placemarkio/check-geojson'
import { DOMParser } from '@xmldom/xmldom'
import { parse } from 'csv-parse/sync'
import type { FastifyInstance } from 'fastify'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, handled } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn } from '#testing/http.ts'
import { districtId, foundDistrict } from '#testing/small-district.ts'

const get = async (app: FastifyInstance, path: string) => {
  const reply = await app.inject({ url: `/api/public/${districtId}${path}` })
  expect(reply.statusCode, path).toBe(200)
  return reply
}

/** Two on the ledger: words that break careless writers, and one without a place. */
async function ledger(db: Db): Promise<string[]> {
  await foundDistrict(db)
  const told = [
    [{}, '路灯 <不亮> & "已修",\n第二行'],
    [{ confidential: true }, '垃圾已清'],
  ] as const
  const codes: string[] = []
  for (const [over, publicWords] of told) {
    const kase = await handled(db, over) // oxlint-disable-line no-await-in-loop -- one connection
    const on = await does(db, 'chen', kase.caseId, 125) // oxlint-disable-line no-await-in-loop -- one connection
    await cases.publish(db, { ...on, public: true, publicWords }) // oxlint-disable-line no-await-in-loop -- one connection
    codes.push(kase.shortCode)
  }
  return codes.toSorted()
}

/** Not well-formed: it throws. Answers each item as its fields. */
function itemsOf(xml: string, item: string): Record<string, string>[] {
  const page = new DOMParser({
    onError: (_level, said) => {
      throw new Error(said)
    },
  }).parseFromString(xml, 'text/xml')
  return [...page.getElementsByTagName(item)].map((one) =>
    Object.fromEntries(
      [...one.childNodes].flatMap((field) =>
        field.nodeType === 1 ? [[field.nodeName, field.textContent ?? '']] : [],
      ),
    ),
  )
}

/** The fields of GeoReport v2, as its page lists them for `GET Service Requests` and `GET Service List`. */
const Request = z.strictObject({
  service_request_id: z.string().min(1),
  status: z.enum(['open', 'closed']),
  status_notes: z.string(),
  service_name: z.string(),
  service_code: z.string(),
  description: z.string(),
  agency_responsible: z.string(),
  service_notice: z.string(),
  requested_datetime: z.iso.datetime({ offset: true }),
  updated_datetime: z.iso.datetime({ offset: true }),
  expected_datetime: z.iso.datetime({ offset: true }).or(z.literal('')).nullable(),
  // Of a confidential report nobody learns where.
  address: z.string().nullable(),
  address_id: z.string(),
  zipcode: z.string(),
  lat: z.coerce.number().min(-90).max(90).nullable(),
  long: z.coerce.number().min(-180).max(180).nullable(),
  media_url: z.url().or(z.literal('')),
})
const Service = z.strictObject({
  service_code: z.string().min(1),
  service_name: z.string().min(1),
  description: z.string(),
  metadata: z.literal('false').or(z.boolean()),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: z.string(),
  group: z.string(),
})

describe('what others read us with', () => {
  useDatabase()

  inTransaction('a validator of RFC 7946 takes the GeoJSON, and would not take any', async (tx) => {
    const codes = await ledger(tx)
    const app = await serverOn(tx)
    const { body } = await get(app, '/open-data/cases.geojson')
    const read = check(body)
    expect(read.type === 'FeatureCollection' && read.features.map((f) => f.id)).toEqual(
      expect.arrayContaining(codes),
    )
    expect(() => check(body.replaceAll('"Point"', '"Place"'))).toThrow(HintError)
  })

  inTransaction('a strict reader of RFC 4180 finds every row as long as the head', async (tx) => {
    const codes = await ledger(tx)
    const app = await serverOn(tx)
    const { body } = await get(app, '/open-data/cases.csv')
    const rows = parse(body, { bom: true, columns: true, record_delimiter: '\r\n' })
    const Row = z.object({ id: z.string(), title: z.string() })
    const told = z.array(Row).parse(rows)
    expect(told.map((row) => row.id).toSorted()).toEqual(codes)
    expect(told.some((row) => row.title.includes('<不亮> & "已修"'))).toBe(true)
  })

  inTransaction('Open311 says the same fields as JSON and as well-formed XML', async (tx) => {
    const codes = await ledger(tx)
    const app = await serverOn(tx)
    const asked = '/open311/v2/requests'
    const days = '?start_date=2026-03-01T00:00:00Z'
    const json = z.array(Request).parse((await get(app, `${asked}.json${days}`)).json())
    expect(json.map((one) => one.service_request_id).toSorted()).toEqual(codes)
    const xml = itemsOf((await get(app, `${asked}.xml${days}`)).body, 'request')
    expect(xml.map((one) => one['service_request_id'] ?? '').toSorted()).toEqual(codes)
    for (const one of xml)
      expect(Object.keys(one).toSorted()).toEqual(Object.keys(Request.shape).toSorted())
    expect(xml.some((one) => one['description']?.includes('<不亮> & "已修"'))).toBe(true)
    const services = z.array(Service).parse((await get(app, '/open311/v2/services.json')).json())
    const listed = itemsOf((await get(app, '/open311/v2/services.xml')).body, 'service')
    expect(
      z
        .array(Service)
        .parse(listed)
        .map((s) => s.service_code),
    ).toEqual(services.map((s) => s.service_code))
  })
})

import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { csvLine } from '#kernel/csv.ts'
import type { Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import * as contract from '../../contract/index.ts'
import { csvwOf, openFields } from '../../domain/open-data.ts'
import {
  openDistrict,
  openRows,
  openTag,
  publicCases,
  type OpenAsk,
  type OpenDistrict,
} from './rows.ts'

/** The public ledger as open data: streamed, cacheable, documented, with its licence. */
export function openDataRoutes(w: Wiring): void {
  const { db } = w
  mount(w, contract.describeOpenData, async ({ params }) => {
    const district = await openDistrict(db, params.districtId)
    const path = (name: string) => `/api/public/${district.districtId}/open-data/${name}`
    return {
      title: `${district.name} 公开台账`,
      publisher: district.name,
      licence: district.licence,
      coordinates: 'CGCS2000 (EPSG:4490)',
      timeZone: district.timeZone,
      files: [
        { path: path('cases.csv'), type: 'text/csv' },
        { path: path('cases.csv-metadata.json'), type: 'application/csvm+json' },
        { path: path('cases.geojson'), type: 'application/geo+json' },
      ],
      fields: openFields.map((field) => ({ ...field })),
    }
  })
  serve(w, { name: 'cases.csv', type: 'text/csv; charset=utf-8; header=present', write: csvOf })
  serve(w, { name: 'cases.geojson', type: 'application/geo+json; charset=utf-8', write: geoJsonOf })
  w.app.get(
    '/api/public/:districtId/open-data/cases.csv-metadata.json',
    {
      schema: {
        summary: 'What the columns of the CSV mean (CSV on the Web)',
        tags: ['public'],
        params: contract.openParams,
      },
    },
    async (request, reply) => {
      const { districtId } = contract.openParams.parse(request.params)
      const { licence } = await openDistrict(db, districtId)
      return reply.type('application/csvm+json').send(JSON.stringify(csvwOf('cases.csv', licence)))
    },
  )
}

interface File {
  name: 'cases.csv' | 'cases.geojson'
  type: string
  write: (db: Db, district: OpenDistrict, ask: OpenAsk) => AsyncGenerator<string>
}

function serve({ app, db }: Wiring, { name, type, write }: File): void {
  app.get(
    `/api/public/:districtId/open-data/${name}`,
    {
      schema: {
        summary: `The public ledger as ${name}, whole or of some days`,
        tags: ['public'],
        params: contract.openParams,
        querystring: contract.openAsk,
      },
    },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { districtId } = contract.openParams.parse(request.params)
      const ask = contract.openAsk.parse(request.query)
      const district = await openDistrict(db, districtId)
      const tag = await openTag(db, district, ask)
      void reply
        .header('etag', tag)
        .header('cache-control', 'public, max-age=300')
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header(
          'link',
          `<${district.licence.url}>; rel="license", <cases.csv-metadata.json>; rel="describedby"; type="application/csvm+json"`,
        )
      if (request.headers['if-none-match'] === tag) return reply.status(304).send()
      return reply.type(type).send(Readable.from(write(db, district, ask)))
    },
  )
}

async function* csvOf(db: Db, district: OpenDistrict, ask: OpenAsk): AsyncGenerator<string> {
  const rowOf = await openRows(db, district.districtId)
  yield `\uFEFF${csvLine(openFields.map((field) => field.name))}\r\n`
  for await (const kase of publicCases(db, district, ask)) {
    const row = rowOf(kase)
    yield `${csvLine(openFields.map((field) => row[field.name]))}\r\n`
  }
}

async function* geoJsonOf(db: Db, district: OpenDistrict, ask: OpenAsk): AsyncGenerator<string> {
  const rowOf = await openRows(db, district.districtId)
  const { licence } = district
  yield `{"type":"FeatureCollection","licence":${JSON.stringify(licence)},"features":[`
  let before = ''
  for await (const kase of publicCases(db, district, ask)) {
    const { lon, lat, ...properties } = rowOf(kase)
    const geometry =
      lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
    yield `${before}\n${JSON.stringify({ type: 'Feature', id: properties.id, geometry, properties })}`
    before = ','
  }
  yield '\n]}\n'
}

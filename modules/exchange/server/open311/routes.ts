import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Wiring } from '#platform/server/mount.ts'
import { notFound, Problem } from '#platform/server/problem.ts'
import { DistrictId } from '#platform/shared/endpoint.ts'
import { xmlHead, xmlOf, type Said } from '../../domain/open311.ts'
import en from '../../words/en.json' with { type: 'json' }
import { makeRequest, NewRequest, oneRequest, RequestAsk, requests, services } from './requests.ts'

const Format = z.enum(['json', 'xml'])
type Format = z.output<typeof Format>

interface Shape {
  /** Names of the whole and of one item, for XML. */
  whole: string
  item: string
}

/**
 * Open311 GeoReport v2 over the public ledger. Reading is open to all; posting wants a program's token
 * as `api_key`, or as a bearer token. In a context of its own, since only here forms are posted.
 */
export function open311Routes(
  w: Wiring,
  { cipher, publicUrl }: { cipher: Cipher; publicUrl: string },
): void {
  void w.app.register(async (app) => {
    takeForms(app)
    answerInKind(app)
    const on = { ...w, app }
    reading(on, publicUrl)
    posting(on, cipher)
  })
}

const root = '/api/public/:districtId/open311/v2'
const Params = z.object({ districtId: DistrictId, name: z.string().max(80) })

/** `K7M2QX.xml`: what is asked for, and in which of the two formats. */
function nameIn(params: unknown): { districtId: string; id: string; format: Format } {
  const { districtId, name } = Params.parse(params)
  const dot = name.lastIndexOf('.')
  const format = Format.safeParse(name.slice(dot + 1))
  if (dot < 1 || !format.success) throw notFound('exchange.request_not_found')
  return { districtId, id: name.slice(0, dot), format: format.data }
}

/** Its own specification describes it, and its refusals have another form than ours. */
const schema = { hide: true }
const District = z.object({ districtId: DistrictId })

function reading({ app, db, clock }: Wiring, publicUrl: string): void {
  const at = () => ({ now: clock(), base: publicUrl })
  for (const format of Format.options) {
    app.get(`${root}/services.${format}`, { schema }, async (request, reply) => {
      const { districtId } = District.parse(request.params)
      await readDistrict(db, districtId)
      return write(reply, format, await services(db, districtId), {
        whole: 'services',
        item: 'service',
      })
    })
    app.get(`${root}/requests.${format}`, { schema }, async (request, reply) => {
      const { districtId } = District.parse(request.params)
      await readDistrict(db, districtId)
      const ask = RequestAsk.parse(request.query)
      return write(reply, format, await requests(db, districtId, ask, at()), asRequests)
    })
  }
  app.get(`${root}/requests/:name`, { schema }, async (request, reply) => {
    const { districtId, id, format } = nameIn(request.params)
    return write(reply, format, await oneRequest(db, districtId, id, at()), asRequests)
  })
  app.get(`${root}/services/:name`, { schema }, async (request, reply) => {
    const { districtId, id, format } = nameIn(request.params)
    const known = (await services(db, districtId)) as { service_code: string }[] // oxlint-disable-line typescript/no-unsafe-type-assertion -- made by services
    if (!known.some((one) => one.service_code === id)) throw notFound('exchange.service_not_found')
    const definition = { service_code: id, attributes: [] }
    return write(reply, format, definition, { whole: 'service_definition', item: 'attribute' })
  })
}

const asRequests: Shape = { whole: 'service_requests', item: 'request' }

function posting({ app, db, clock, gate }: Wiring, cipher: Cipher): void {
  for (const format of Format.options)
    app.post(`${root}/requests.${format}`, { schema }, async (request, reply) => {
      const { districtId } = District.parse(request.params)
      const { api_key: key, ...given } = z
        .looseObject({ api_key: z.string().optional() })
        .parse(request.body ?? {})
      if (key) request.headers.authorization = `Bearer ${key}`
      const caller = await gate(request, 'cases.report')
      if (caller.districtId !== districtId) throw new Problem(403, 'request.forbidden')
      const made = await makeRequest(db, NewRequest.parse(given), {
        caller,
        cipher,
        now: clock(),
      })
      return write(reply, format, [made], asRequests)
    })
}

function write(reply: FastifyReply, format: Format, said: Said, shape: Shape): FastifyReply {
  void reply.header('access-control-allow-origin', '*')
  return format === 'json'
    ? reply.type('application/json; charset=utf-8').send(JSON.stringify(said))
    : reply.type('text/xml; charset=utf-8').send(xmlHead + xmlOf(shape.whole, said, shape.item))
}

/** Clients of Open311 post forms. */
function takeForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 65_536 },
    (_request: FastifyRequest, body: string, done: (error: Error | null, body?: unknown) => void) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
  )
}

/** Refusals as the specification writes them: a list of code and description, in the format asked for. */
function answerInKind(app: FastifyInstance): void {
  app.setErrorHandler(
    (error: Error & { statusCode?: number; validation?: unknown }, request, reply) => {
      const status = statusOf(error)
      // Faults of ours, and a database that is away, are answered as everywhere.
      if (status >= 500) throw error
      const code = error instanceof Problem ? error.code : 'request.malformed'
      const words: Record<string, string> = en
      const description =
        error instanceof z.ZodError
          ? error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')
          : (words[`error.${code}`] ?? code)
      const format = request.url.split('?')[0]?.endsWith('.xml') ? 'xml' : 'json'
      void reply.status(status)
      return write(reply, format, [{ code: status, description }], {
        whole: 'errors',
        item: 'error',
      })
    },
  )
}

function statusOf(error: Error & { statusCode?: number; validation?: unknown }): number {
  if (error instanceof Problem) return error.status
  if (error instanceof z.ZodError || error.validation) return 400
  return error.statusCode ?? 500
}

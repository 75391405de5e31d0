import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Access, Endpoint } from '#platform/shared/endpoint.ts'
import type { Caller } from './caller.ts'
import type { Db } from './database.ts'
import { Problem } from './problem.ts'

export interface Call<P, Q, B> {
  params: P
  query: Q
  body: B
  caller: Caller
  /** For the few handlers that set a cookie or stream: everything else returns its reply. */
  http: { request: FastifyRequest; reply: FastifyReply }
}

/** Tells who calls and whether they may at all; throws a Problem otherwise. */
export type Gate = (request: FastifyRequest, access: Access) => Promise<Caller>

/** What every module's routes are given. */
export interface Wiring {
  app: FastifyInstance
  db: Db
  clock: () => Date
  gate: Gate
}

/** Mounts an endpoint of a contract: what comes in and goes out is checked against its schemas. */
export function mount<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  { app, gate }: Wiring,
  e: Endpoint<P, Q, B, R>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.input<R>>,
): void {
  const topic = e.path.split('/')[2] ?? 'api'
  const schema: FastifySchema = {
    summary: e.summary,
    description: `Access: ${e.access}`,
    tags: [topic],
    params: e.params,
    querystring: e.query,
    ...(e.method === 'GET' ? {} : { body: e.body }),
    response: { 200: e.reply },
  }
  app.route({
    method: e.method,
    url: e.path,
    schema,
    ...(e.largest === undefined ? {} : { bodyLimit: e.largest }),
    handler: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
      handle({
        caller: await gate(request, e.access),
        params: request.params as z.output<P>,
        query: request.query as z.output<Q>,
        body: request.body as z.output<B>,
        http: { request, reply },
      }),
  })
}

/** Schemas, errors and the rule that a write must come from our own page or an API client. */
export function prepare(app: FastifyInstance): void {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addHook('onRequest', async (request) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (!request.headers.cookie) return
    if (request.headers['x-gongzhi'] === undefined || !sameOrigin(request))
      throw new Problem(403, 'request.foreign_origin')
  })
  app.addHook('preValidation', async (request) => {
    const { params, query, body } = request
    if ([params, query, body].some((part) => holds(part, (text) => text.includes('\0'))))
      throw new Problem(400, 'request.malformed')
    if (holds(body, (text) => halfCharacter.test(text))) request.body = wellFormed(body)
  })
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({ code: 'request.no_such_path', details: { path: request.url } }),
  )
  app.setErrorHandler(answerError)
}

/** Whether any text in it is so; PostgreSQL keeps neither the character NUL nor half a character. */
function holds(value: unknown, so: (text: string) => boolean): boolean {
  if (typeof value === 'string') return so(value)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false
  return Object.entries(value).some(([name, inner]) => so(name) || holds(inner, so))
}

const halfCharacter = /\p{Surrogate}/u

/** Half an emoji is left where a phone cut a text to its length: it becomes the sign for that. */
function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\p{Surrogate}/gu, '\uFFFD')
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [wellFormed(name), wellFormed(inner)]),
  )
}

function sameOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
}

type Thrown = Error & { statusCode?: number; validation?: unknown; code?: string }

function answerError(error: Thrown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof Problem) {
    const { retryAfterSeconds } = error.details
    if (typeof retryAfterSeconds === 'number') reply.header('retry-after', retryAfterSeconds)
    return reply.status(error.status).send({ code: error.code, details: error.details })
  }
  if (error.validation)
    return reply
      .status(400)
      .send({ code: 'request.malformed', details: { issues: error.validation } })
  if (error.statusCode === 413)
    return reply.status(413).send({ code: 'request.too_large', details: {} })
  if (error.statusCode && error.statusCode < 500)
    return reply.status(error.statusCode).send({ code: 'request.rejected', details: {} })
  if (databaseIsAway(error)) {
    request.log.warn(error)
    return reply
      .status(503)
      .header('retry-after', '3')
      .send({ code: 'server.database_away', details: {} })
  }
  request.log.error(error)
  if (/^(ENOSPC|EDQUOT|53100)$/.test(error.code ?? ''))
    return reply
      .status(503)
      .header('retry-after', '60')
      .send({ code: 'server.disk_full', details: {} })
  return reply.status(500).send({ code: 'server.fault', details: {} })
}

/** Connection refused, reset, or the server is starting or stopping (SQLSTATE classes 08 and 57P). */
function databaseIsAway(error: Thrown): boolean {
  const { code } = error
  return (
    /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|08\w{3}|57P0[123])$/.test(code ?? '') ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(
      error.message,
    )
  )
}

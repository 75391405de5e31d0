import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compress from '@fastify/compress'
import helmet from '@fastify/helmet'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { openGate } from '#modules/people/server/index.ts'
import { prepare, type Wiring } from '#platform/server/mount.ts'
import { liveRoute } from './live-route.ts'
import { logRequests } from './log.ts'
import { metricsOf } from './metrics.ts'
import { mountModules, type ModuleParts } from './mount-modules.ts'

export interface Parts extends ModuleParts {
  /** The built web app; without it only the API answers. */
  webFolder?: string
  /** Open pages hear of changes as they happen; it takes a connection of its own. */
  live?: boolean
  logger?: FastifyServerOptions['logger']
}

/** The whole server without its network: tests inject requests into it, main.ts listens with it. */
export async function buildServer(parts: Parts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: parts.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 1_048_576,
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
  })
  prepare(app)
  const tileHost = parts.tiles ? [new URL(parts.tiles.url).origin] : []
  logRequests(app)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:', ...tileHost],
        'style-src': ["'self'", "'unsafe-inline'"],
        'worker-src': ["'self'", 'blob:'],
        'connect-src': ["'self'", ...tileHost],
        'frame-ancestors': ["'none'"],
        'object-src': ["'none'"],
      },
    },
    hsts: parts.secureCookies === true,
    crossOriginEmbedderPolicy: false,
  })
  // Scripts and styles lie compressed on disk; this is for answers of the API.
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
  await describe(app)
  const metrics = metricsOf(app, parts.db)
  operating(app, parts.db, metrics)
  const wiring: Wiring = {
    app,
    db: parts.db,
    clock: parts.clock,
    gate: openGate({ db: parts.db, clock: parts.clock }),
  }
  mountModules(wiring, parts)
  if (parts.live === true) await liveRoute(wiring)
  if (parts.webFolder && existsSync(parts.webFolder)) await pages(app, parts.webFolder)
  return app
}

async function describe(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '共治 Gongzhi',
        version: '0.1.0',
        description: 'One endpoint per contract; see docs/integrators.md.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'gongzhi_session' },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

function operating(
  app: FastifyInstance,
  db: Db,
  metrics: () => Promise<{ type: string; text: string }>,
): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ ok: true }))
  app.get('/readyz', { schema: { hide: true } }, async () => {
    await sql`select 1`.execute(db)
    return { ok: true }
  })
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) => {
    const { type, text } = await metrics()
    return reply.type(type).send(text)
  })
}

/** Three entries of one web app: staff at the desk, staff on foot, and everybody else. */
async function pages(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(serveStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader(
        'cache-control',
        path.includes(join('/', 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    // A file of an older version is gone; a page in its place would be taken for it and kept.
    if (/^\/(api|assets)\//.test(path)) return reply.callNotFound()
    const entry = path.startsWith('/console')
      ? 'console.html'
      : /^\/(work|sign-in)(\/|$)/.test(path)
        ? 'worker.html'
        : 'resident.html'
    return reply.sendFile(entry)
  })
}

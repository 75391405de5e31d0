import type { FastifyInstance, FastifyServerOptions } from 'fastify'
import pg from 'pg'

/**
 * One JSON object a line. Nothing personal: no address, query or body, since paths carry the keys of
 * links and queries phone numbers; of an error its frames, but not what it quotes.
 */
export function loggerOf(
  level: string,
  stream?: { write(line: string): void },
): Exclude<FastifyServerOptions['logger'], boolean | undefined> {
  return {
    level,
    ...(stream && { stream }),
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError, req: () => ({}) },
    hooks: {
      // Without words of our own an error would be logged under its message.
      logMethod([first, ...rest], method) {
        method.apply(this, first instanceof Error && !rest[0] ? [first, 'error'] : [first, ...rest])
      },
    },
  }
}

/** A line for each request that was answered, and its id with the answer, so that one finds the other. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
  })
}

/** Messages of the database and of parsers quote what was sent; those of our own code do not. */
function describeError(error: Error & { code?: string }) {
  const quotes = error instanceof pg.DatabaseError || /^(SyntaxError|ZodError)$/.test(error.name)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  return {
    type: error.name,
    message: quotes ? '' : error.message,
    stack: frames.join('\n'),
    ...(error.code !== undefined && { code: error.code }),
    ...(error instanceof pg.DatabaseError && {
      constraint: error.constraint,
      table: error.table,
      routine: error.routine,
    }),
  }
}

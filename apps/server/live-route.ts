import type { FastifyReply } from 'fastify'
import { visibleCases } from '#modules/cases/server/index.ts'
import { openLive } from '#platform/server/live.ts'
import type { Wiring } from '#platform/server/mount.ts'

/** A page behind a proxy hears something this often, so that nobody takes the line for dead. */
const heartbeatMs = 25_000
/** Rights may have ended meanwhile: the page opens the line again, and is asked anew who it is. */
const longestMs = 5 * 60_000

/**
 * `GET /api/live`: server-sent events. `cases` carries the ids that changed and that the caller may
 * see; `all` asks the page to fetch everything it shows anew. Each new line begins with `all`, which
 * is how a page catches up after a break.
 */
export async function liveRoute({ app, db, gate }: Wiring): Promise<void> {
  const live = await openLive(db, { log: (error) => app.log.warn(error) })
  const open = new Set<FastifyReply>()
  app.addHook('preClose', async () => {
    for (const reply of open) reply.raw.end()
  })
  app.addHook('onClose', () => live.close())
  app.get('/api/live', { schema: { hide: true } }, async (request, reply) => {
    const caller = await gate(request, 'signed-in')
    reply.hijack()
    open.add(reply)
    const say = begin(reply)
    const leave = live.watch({
      districtId: caller.districtId,
      sightKey: JSON.stringify(caller.scope),
      visible: (ids) => visibleCases(db, caller, ids),
      tell: (ids) => (ids === null ? say('all', {}) : say('cases', { ids })),
    })
    const beat = setInterval(() => reply.raw.write(': here\n\n'), heartbeatMs)
    const end = setTimeout(() => reply.raw.end(), longestMs)
    reply.raw.on('close', () => {
      open.delete(reply)
      leave()
      clearInterval(beat)
      clearTimeout(end)
    })
  })
}

function begin(reply: FastifyReply): (event: string, data: object) => void {
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const say = (event: string, data: object) =>
    void reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  reply.raw.write('retry: 2000\n\n')
  say('all', {})
  return say
}

import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { poolOf, type Db } from '#platform/server/database.ts'

/** Prometheus figures of this process: requests by route and status, and the pool of connections. */
export function metricsOf(
  app: FastifyInstance,
  db: Db,
): () => Promise<{ type: string; text: string }> {
  const registers = [new Registry()]
  collectDefaultMetrics({ register: registers[0]! })
  const duration = new Histogram({
    name: 'gongzhi_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers,
  })
  const connections = new Gauge({
    name: 'gongzhi_database_connections',
    help: 'Connections of the pool',
    labelNames: ['state'],
    registers,
  })
  app.addHook('onResponse', async (request, reply) => {
    duration.observe(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
      },
      reply.elapsedTime / 1000,
    )
  })
  return async () => {
    if (!db.isTransaction) {
      const pool = poolOf(db)
      connections.set({ state: 'total' }, pool.totalCount)
      connections.set({ state: 'idle' }, pool.idleCount)
      connections.set({ state: 'waiting' }, pool.waitingCount)
    }
    return { type: registers[0]!.contentType, text: await registers[0]!.metrics() }
  }
}

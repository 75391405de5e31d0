import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'

export const deliveryStates = ['waiting', 'sent', 'stuck', 'dropped'] as const

/** One message to another system, as its keeper sees it: where it stands, and what the last try said. */
export const DeliveryView = z.object({
  id: z.uuid(),
  type: z.string(),
  /** Case and event that it tells of; null for a test. */
  shortCode: z.string().nullable(),
  position: z.int(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: Instant,
  nextAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** How many later ones of the same case wait behind it. */
  behind: z.int(),
  tries: z.array(
    z.object({
      at: Instant,
      status: z.int().nullable(),
      error: z.string().nullable(),
      tookMs: z.int(),
    }),
  ),
})
export type DeliveryView = z.infer<typeof DeliveryView>

export const listDeliveries = endpoint({
  method: 'GET',
  path: '/api/exchange/subscriptions/:subscriptionId/deliveries',
  summary: 'What was sent to one subscriber, newest first, with every try',
  access: 'settings.edit',
  params: z.object({ subscriptionId: z.uuid() }),
  query: z.object({ ...pageQuery, state: z.enum(deliveryStates).optional() }),
  reply: pageOf(DeliveryView),
})

export const settleDelivery = endpoint({
  method: 'POST',
  path: '/api/exchange/deliveries/:deliveryId/settle',
  summary: 'Send a stuck message again from the beginning, or give it up',
  access: 'settings.edit',
  params: z.object({ deliveryId: z.uuid() }),
  body: z.object({ to: z.enum(['waiting', 'dropped']) }),
  reply: z.object({ state: z.enum(['waiting', 'dropped']) }),
})

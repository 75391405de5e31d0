import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { eventTypes } from '#modules/cases/contract/index.ts'
import { MOST_GRACE_HOURS } from '../domain/subscription.ts'

export const SubscriptionView = z.object({
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  active: z.boolean(),
  version: z.int(),
  createdAt: Instant,
  /** Which secrets sign now: the newest, and the one before until it ends. */
  secrets: z.array(z.object({ id: z.uuid(), madeAt: Instant, endsAt: Instant.nullable() })),
  waiting: z.int(),
  stuck: z.int(),
  lastSentAt: Instant.nullable(),
})
export type SubscriptionView = z.infer<typeof SubscriptionView>

/** The secret is said in this answer and never again; null where none was made. */
const withSecret = z.object({ subscription: SubscriptionView, secret: z.string().nullable() })

export const listSubscriptions = endpoint({
  method: 'GET',
  path: '/api/exchange/subscriptions',
  summary: 'Who is told of facts by webhooks',
  access: 'settings.edit',
  reply: z.object({ subscriptions: z.array(SubscriptionView), httpsOnly: z.boolean() }),
})

export const saveSubscription = endpoint({
  method: 'POST',
  path: '/api/exchange/subscriptions',
  summary: 'Add or change a subscriber; a new one gets its secret in the answer, once',
  access: 'settings.edit',
  body: z.object({
    id: z.uuid(),
    name: z.string().trim().min(1).max(60),
    url: z.string().trim().min(8).max(500),
    types: z.array(z.enum(eventTypes)).min(1).max(eventTypes.length),
    active: z.boolean().default(true),
    baseVersion: z.int().nullable(),
  }),
  reply: withSecret,
})

const one = z.object({ subscriptionId: z.uuid() })

export const makeSecret = endpoint({
  method: 'POST',
  path: '/api/exchange/subscriptions/:subscriptionId/secrets',
  summary: 'A new secret; the one of before signs beside it for some hours more',
  access: 'settings.edit',
  params: one,
  body: z.object({ graceHours: z.int().min(0).max(MOST_GRACE_HOURS).default(24) }),
  reply: withSecret,
})

export const sendTest = endpoint({
  method: 'POST',
  path: '/api/exchange/subscriptions/:subscriptionId/test',
  summary: 'Send a test message now and say what was answered',
  access: 'settings.edit',
  params: one,
  reply: z.object({
    status: z.int().nullable(),
    error: z.string().nullable(),
    tookMs: z.int(),
  }),
})

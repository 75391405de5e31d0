import { z } from 'zod'
import { Status } from '#modules/cases/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { sheetEndpoints } from '#platform/shared/sheets.ts'
import { steps } from '../domain/mapping.ts'
import { linkKinds } from '../domain/presets.ts'
import { DeliveryView } from './deliveries.ts'

export const FieldFault = z.object({
  /** By the name that the sender gave it. */
  field: z.string(),
  reason: z.string(),
  value: z.string(),
})

/** What became of one record. */
export const TakenOrder = z.object({
  externalId: z.string().nullable(),
  /** `stale`: it is older than what is known, and changed nothing. */
  result: z.enum(['made', 'changed', 'same', 'stale', 'refused']),
  caseId: z.uuid().nullable(),
  caseNumber: z.string().nullable(),
  shortCode: z.string().nullable(),
  faults: z.array(FieldFault),
})
export type TakenOrder = z.infer<typeof TakenOrder>

export const sendOrders = endpoint({
  method: 'POST',
  path: '/api/exchange/links/:linkCode/orders',
  summary: 'Orders of a neighbouring system, in its own field names; a repeat gets the same answer',
  access: 'exchange.receive',
  params: z.object({ linkCode: z.string().max(40) }),
  body: z.object({
    orders: z
      .array(z.record(z.string().max(100), z.unknown()))
      .min(1)
      .max(50),
  }),
  reply: z.object({ orders: z.array(TakenOrder) }),
})

const onePath = z.object({ linkId: z.uuid() })

export const uploadOrders = endpoint({
  method: 'POST',
  path: '/api/exchange/links/:linkId/file',
  summary: 'The same out of a CSV; a dry run says what would become of each line',
  access: 'exchange.orders',
  params: onePath,
  body: z.object({ csv: z.string().min(1).max(900_000), dryRun: z.boolean() }),
  reply: z.object({
    lines: z.array(TakenOrder.extend({ line: z.int() })),
    counts: z.record(z.string(), z.int()),
  }),
})

/** Orders of one link in the sender's names, all of them or none; without who sent them on their way out. */
export const ordersSheet = (linkId: string) =>
  sheetEndpoints({
    path: `/api/exchange/links/${linkId}/sheets/orders`,
    what: 'orders of a link',
    read: 'exchange.orders',
    edit: 'exchange.orders',
    params: onePath,
  })

export const takeAnswers = endpoint({
  method: 'POST',
  path: '/api/exchange/links/:linkId/answers-file',
  summary: 'What waits to go back, as a CSV, once; or a former file of it again',
  access: 'exchange.orders',
  params: onePath,
  body: z.object({ again: Instant.optional() }),
  reply: z.object({ csv: z.string(), rows: z.int(), takenAt: Instant.nullable() }),
})

const LinkName = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(linkKinds),
  way: z.enum(['http', 'file', 'none']),
  active: z.boolean(),
})

export const orderShows = ['all', 'refused', 'open', 'done', 'stuck'] as const

export const OrderRow = z.object({
  id: z.uuid(),
  linkId: z.uuid(),
  externalId: z.string(),
  cameAt: Instant,
  seenAt: Instant,
  times: z.int(),
  changes: z.int(),
  dueAt: Instant.nullable(),
  /** Why it could not be taken, or its latest version could not. */
  faults: z.array(FieldFault),
  kase: z
    .object({ id: z.uuid(), shortCode: z.string(), number: z.string(), status: Status })
    .nullable(),
  lastStep: z.enum(steps).nullable(),
  sent: z.int(),
  waiting: z.int(),
  stuck: z.int(),
  verdict: z
    .object({
      solved: z.enum(['yes', 'part', 'no']).nullable(),
      satisfied: z.int().nullable(),
      contacted: z.boolean().nullable(),
      at: Instant,
    })
    .nullable(),
})
export type OrderRow = z.infer<typeof OrderRow>

export const listOrders = endpoint({
  method: 'GET',
  path: '/api/exchange/orders',
  summary: 'What came, what it became, what was sent back, what is stuck',
  access: 'exchange.orders',
  query: z.object({
    ...pageQuery,
    linkId: z.uuid().optional(),
    show: z.enum(orderShows).default('all'),
    q: z.string().max(100).optional(),
  }),
  reply: pageOf(OrderRow).extend({
    links: z.array(LinkName),
    counts: z.object({ refused: z.int(), stuck: z.int(), waiting: z.int(), late: z.int() }),
    now: Instant,
  }),
})

export const OrderPage = OrderRow.extend({
  /** As it was sent, in the names of the sender; without who it was. */
  fields: z.array(z.object({ field: z.string(), value: z.string() })),
  answers: z.array(
    DeliveryView.extend({ said: z.array(z.object({ field: z.string(), value: z.string() })) }),
  ),
  pictures: z.array(
    z.object({
      url: z.string(),
      state: z.enum(['waiting', 'kept', 'stuck', 'dropped']),
      error: z.string().nullable(),
    }),
  ),
  verdicts: z.array(
    z.object({
      at: Instant,
      way: z.string(),
      contacted: z.boolean().nullable(),
      solved: z.enum(['yes', 'part', 'no']).nullable(),
      satisfied: z.int().nullable(),
      again: z.boolean(),
    }),
  ),
})
export type OrderPage = z.infer<typeof OrderPage>

export const readOrderPage = endpoint({
  method: 'GET',
  path: '/api/exchange/orders/:orderId',
  summary: 'One order: what came, every answer and every try of it',
  access: 'exchange.orders',
  params: z.object({ orderId: z.uuid() }),
  reply: OrderPage,
})

export const settleAnswer = endpoint({
  method: 'POST',
  path: '/api/exchange/answers/:deliveryId/settle',
  summary: 'Send a stuck answer again from the beginning, or give it up',
  access: 'exchange.orders',
  params: z.object({ deliveryId: z.uuid() }),
  body: z.object({ to: z.enum(['waiting', 'dropped']) }),
  reply: z.object({ state: z.enum(['waiting', 'dropped']) }),
})

export const settlePictures = endpoint({
  method: 'POST',
  path: '/api/exchange/orders/:orderId/pictures',
  summary: 'Fetch the pictures that are stuck again, or give them up',
  access: 'exchange.orders',
  params: z.object({ orderId: z.uuid() }),
  body: z.object({ to: z.enum(['waiting', 'dropped']) }),
  reply: z.object({ pictures: z.int() }),
})

/** The orders behind one case, for its page. */
export const ordersOfCase = endpoint({
  method: 'GET',
  path: '/api/exchange/cases/:caseId/orders',
  summary: 'The orders that became this case',
  access: 'cases.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({ orders: z.array(OrderRow.extend({ linkName: z.string() })) }),
})

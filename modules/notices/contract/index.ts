import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'

export const channels = ['email', 'sms', 'wecom'] as const
export type Channel = (typeof channels)[number]

const Text = z.object({ title: z.string(), body: z.string() })
/** A message in each of our languages: the reader's page chooses. */
export const NoticeWords = z.object({ 'zh-CN': Text, en: Text })
export type NoticeWords = z.infer<typeof NoticeWords>

export const NoticeView = z.object({
  id: z.uuid(),
  kind: z.string(),
  urgent: z.boolean(),
  words: NoticeWords,
  link: z.string().nullable(),
  at: Instant,
  read: z.boolean(),
})
export type NoticeView = z.infer<typeof NoticeView>

export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  summary: 'My notices, newest first, and how many are unread',
  access: 'signed-in',
  query: z.object({ ...pageQuery, unread: z.stringbool().optional() }),
  reply: pageOf(NoticeView).extend({ unread: z.int() }),
})

export const markRead = endpoint({
  method: 'POST',
  path: '/api/notices/read',
  summary: 'Mark my notices as read: these, or all up to a moment',
  access: 'signed-in',
  body: z.union([
    z.object({ ids: z.array(z.uuid()).min(1).max(200) }),
    z.object({ until: Instant }),
  ]),
  reply: z.object({ unread: z.int() }),
})

export const StuckDelivery = z.object({
  id: z.uuid(),
  channel: z.enum(channels),
  /** Masked. */
  address: z.string(),
  subject: z.string(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: Instant,
})
export type StuckDelivery = z.infer<typeof StuckDelivery>

export const listStuck = endpoint({
  method: 'GET',
  path: '/api/notices/stuck',
  summary: 'Messages that could not be delivered',
  access: 'notices.read_outbox',
  query: z.object(pageQuery),
  reply: pageOf(StuckDelivery),
})

const deliveryParams = z.object({ deliveryId: z.uuid() })
const settled = z.object({ state: z.enum(['waiting', 'dropped']) })

export const sendAgain = endpoint({
  method: 'POST',
  path: '/api/notices/stuck/:deliveryId/send-again',
  summary: 'Try a stuck message again from the beginning',
  access: 'notices.read_outbox',
  params: deliveryParams,
  reply: settled,
})

export const dropDelivery = endpoint({
  method: 'POST',
  path: '/api/notices/stuck/:deliveryId/drop',
  summary: 'Give a stuck message up',
  access: 'notices.read_outbox',
  params: deliveryParams,
  reply: settled,
})

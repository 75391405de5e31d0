import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { RevisionView } from './limit.ts'

export const subjects = [
  'matter',
  'guide_item',
  'reason',
  'reason_order',
  'policy',
  'calendar',
  'label',
] as const
export type Subject = (typeof subjects)[number]

export const readHistory = endpoint({
  method: 'GET',
  path: '/api/catalogue/history',
  summary: 'Who changed one thing of the catalogue, when, why and how: newest first',
  access: 'catalogue.read',
  query: z.object({ subject: z.enum(subjects), key: z.string().max(80) }),
  reply: z.object({ rows: z.array(RevisionView) }),
})

import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'

/** What a district decides about its cases. */
const Terms = z.object({
  reopening: z.object({ days: z.int().min(1).max(60), times: z.int().min(0).max(10) }),
  suspension: z.object({
    atDate: z.enum(['resume', 'remind']),
    mostDays: z.int().min(1).max(365),
  }),
  parked: z.object({ mostDays: z.int().min(7).max(1095) }),
  appeal: z.object({ days: z.int().min(1).max(90) }),
})
export type Terms = z.infer<typeof Terms>
const reply = z.object({ terms: Terms, version: z.int() })

export const readCaseSettings = endpoint({
  method: 'GET',
  path: '/api/case-settings',
  summary: 'What the own district decided about suspensions, parking, appeals and reopening',
  access: 'settings.edit',
  reply,
})

export const saveCaseSettings = endpoint({
  method: 'PUT',
  path: '/api/case-settings',
  summary: 'Decide about suspensions, parking, appeals and reopening; what is agreed already stays',
  access: 'settings.edit',
  body: z.object({ terms: Terms, baseVersion: z.int() }),
  reply,
})

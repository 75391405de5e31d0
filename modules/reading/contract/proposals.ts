import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'

/** What is proposed about a report: the matter it is of, and the unit that would handle it. */
export const proposalKinds = ['matter', 'unit'] as const

export const readReadingSettings = endpoint({
  method: 'GET',
  path: '/api/reading/settings',
  summary: 'From which confidence on a proposal is made',
  access: 'settings.edit',
  reply: z.object({ sureFrom: z.number().min(0).max(1) }),
})

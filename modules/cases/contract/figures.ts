import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'

export const publicFigures = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/figures',
  summary: 'Counts of the public ledger for today: received, closed, open now, overdue now',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  query: z.object({ community: z.string().max(12).optional() }),
  reply: z.object({
    reportedToday: z.int(),
    closedToday: z.int(),
    openNow: z.int(),
    overdueNow: z.int(),
    now: Instant,
  }),
})

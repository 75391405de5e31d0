import { z } from 'zod'
import { DistrictId, endpoint, Instant } from '#platform/shared/endpoint.ts'
import { FileView } from './files.ts'

const share = z.number().min(0).max(1)

export const redactEvidence = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/evidence/:evidenceId/redact',
  summary: 'Make a copy for the public in which these regions cannot be read',
  access: 'enforcement.act',
  params: z.object({ fileId: z.uuid(), evidenceId: z.uuid() }),
  body: z.object({
    clientId: z.uuid(),
    baseVersion: z.int(),
    regions: z
      .array(z.object({ x: share, y: share, w: share, h: share }))
      .min(1)
      .max(40),
  }),
  reply: FileView,
})

export const sendOriginal = endpoint({
  method: 'GET',
  path: '/api/enforcement/files/:fileId/evidence/:evidenceId/original',
  summary: 'The original as it came; the look is written into the chain of custody',
  access: 'enforcement.act',
  params: z.object({ fileId: z.uuid(), evidenceId: z.uuid() }),
  query: z.object({ reason: z.string().trim().min(1).max(200) }),
  reply: z.unknown(),
})

export const publishCopy = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/evidence/:evidenceId/publish',
  summary: 'Show the redacted copy to the public beside its case, or take it back, with a reason',
  access: 'enforcement.export',
  params: z.object({ fileId: z.uuid(), evidenceId: z.uuid() }),
  body: z.object({
    clientId: z.uuid(),
    baseVersion: z.int(),
    shown: z.boolean(),
    reason: z.string().trim().min(1).max(200),
  }),
  reply: FileView,
})

const ofCase = z.object({ districtId: DistrictId, shortCode: z.string().max(40) })
const byLink = z.object({ key: z.string().max(100).optional() })

export const publishedCopies = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/cases/:shortCode/evidence-copies',
  summary: 'Redacted copies that are shown beside a case, to whoever may see its page',
  access: 'public',
  params: ofCase,
  query: byLink,
  reply: z.object({
    timeZone: z.string(),
    copies: z.array(z.object({ id: z.uuid(), publishedAt: Instant })),
  }),
})

export const sendPublished = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/cases/:shortCode/evidence-copies/:copyId',
  summary: 'A redacted copy itself, as long as it is shown',
  access: 'public',
  params: ofCase.extend({ copyId: z.uuid() }),
  query: byLink,
  reply: z.unknown(),
})

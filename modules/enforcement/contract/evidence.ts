import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
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

import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { paperKinds } from '../domain/template.ts'

export const listTemplates = endpoint({
  method: 'GET',
  path: '/api/enforcement/templates',
  summary: 'The wording of each kind of paper, and the fields that it may and must use',
  access: 'enforcement.settings',
  reply: z.object({
    templates: z.array(
      z.object({
        kind: z.enum(paperKinds),
        /** 0: the preset. */
        version: z.int(),
        text: z.string(),
        madeAt: Instant.nullable(),
        madeBy: z.string().nullable(),
        fields: z.array(z.object({ word: z.string(), required: z.boolean() })),
      }),
    ),
  }),
})

export const saveTemplate = endpoint({
  method: 'PUT',
  path: '/api/enforcement/templates/:kind',
  summary:
    'Keep a new version of a wording; one that lacks what it must say is refused with what it lacks',
  access: 'enforcement.settings',
  params: z.object({ kind: z.enum(paperKinds) }),
  body: z.object({ baseVersion: z.int(), text: z.string().min(1).max(10_000) }),
  reply: z.object({ version: z.int(), text: z.string() }),
})

export const printPaper = endpoint({
  method: 'GET',
  path: '/api/enforcement/files/:fileId/papers/:paperId/print',
  summary: 'One paper as PDF or DOCX, as it was made',
  access: 'enforcement.read',
  params: z.object({ fileId: z.uuid(), paperId: z.uuid() }),
  query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf') }),
  reply: z.unknown(),
})

export const exportFile = endpoint({
  method: 'GET',
  path: '/api/enforcement/files/:fileId/export',
  summary: 'The whole file as one PDF with index and page numbers; the export is recorded',
  access: 'enforcement.read',
  params: z.object({ fileId: z.uuid() }),
  query: z.object({
    reason: z.string().trim().min(1).max(200),
    format: z.enum(['pdf', 'docx']).default('pdf'),
  }),
  reply: z.unknown(),
})

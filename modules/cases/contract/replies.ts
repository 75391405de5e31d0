import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { caseStatuses } from '../domain/case.ts'
import { CasePage } from './shapes.ts'

export const ReplyTemplate = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Empty lists fit every case. Matters as `matter:06010` or a prefix `matter:06`. */
  whenStatuses: z.array(z.enum(caseStatuses)),
  whenMatters: z.array(z.string()),
  words: z.string(),
  active: z.boolean(),
  version: z.int(),
})
export type ReplyTemplate = z.infer<typeof ReplyTemplate>

export const listReplyTemplates = endpoint({
  method: 'GET',
  path: '/api/reply-templates',
  summary:
    'Templates of replies to reporters, by name; for whoever keeps the settings or reads cases',
  access: 'signed-in',
  reply: z.object({
    rows: z.array(ReplyTemplate),
    gaps: z.array(z.string()),
    allowed: z.array(z.enum(['edit'])),
  }),
})

export const saveReplyTemplate = endpoint({
  method: 'PUT',
  path: '/api/reply-templates/:templateId',
  summary: 'Add a template or change one; what stands in braces must be a gap that cases fill',
  access: 'settings.edit',
  params: z.object({ templateId: z.uuid() }),
  body: z.object({
    name: z.string().trim().min(1).max(60),
    whenStatuses: z.array(z.enum(caseStatuses)).max(20),
    whenMatters: z.array(z.string().regex(/^(component|matter):\d{2,5}$/)).max(100),
    words: z.string().trim().min(1).max(1000),
    active: z.boolean(),
    /** The version that was seen; 0 for a new one. */
    version: z.int(),
  }),
  reply: ReplyTemplate,
})

export const ReplyTemplateChange = z.object({
  templateId: z.uuid(),
  version: z.int(),
  before: ReplyTemplate.nullable(),
  after: ReplyTemplate,
  by: z.string().nullable(),
  at: Instant,
})
export type ReplyTemplateChange = z.infer<typeof ReplyTemplateChange>

export const listReplyTemplateChanges = endpoint({
  method: 'GET',
  path: '/api/reply-templates/changes',
  summary: 'Who changed which template and how, newest first, 50 at most',
  access: 'settings.edit',
  reply: z.object({ rows: z.array(ReplyTemplateChange) }),
})

export const replyDrafts = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/replies',
  summary: 'The templates that fit this case, filled from it; what it cannot fill is named',
  access: 'cases.receive',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({
    rows: z.array(
      z.object({
        templateId: z.uuid(),
        name: z.string(),
        text: z.string(),
        missing: z.array(z.string()),
      }),
    ),
  }),
})

export const replyToReporter = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/reply',
  summary: 'Words to the reporter: on their own page, with a message to their phone that says so',
  access: 'cases.receive',
  params: z.object({ caseId: z.uuid() }),
  body: z.object({
    baseVersion: z.int(),
    templateId: z.uuid().nullable().default(null),
    words: z.string().trim().min(1).max(1000),
  }),
  reply: CasePage,
})

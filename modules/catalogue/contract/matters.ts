import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { itemClasses, matterKinds, origins, urgencies } from '../domain/matter.ts'
import { AllowanceShape, BaseVersion, EditReason, RevisionView } from './limit.ts'

export const MatterView = z.object({
  kind: z.enum(matterKinds),
  code: z.string(),
  name: z.string(),
  major: z.string(),
  majorName: z.string(),
  guideItemCode: z.string().nullable(),
  /** The class of its guide item, where it has one. */
  class: z.enum(itemClasses).nullable(),
  filingStandard: z.string(),
  closingStandard: z.string(),
  hint: z.string(),
  lead: z.string(),
  urgency: z.enum(urgencies),
  hazard: z.boolean(),
  origin: z.enum(origins),
  active: z.boolean(),
  version: z.int(),
})
export type MatterView = z.infer<typeof MatterView>

const MatterParams = z.object({ kind: z.enum(matterKinds), code: z.string().regex(/^\d{5}$/) })

export const MatterPage = z.object({
  matter: MatterView,
  /** Its own handling standard in the current policy. */
  limit: AllowanceShape.nullable(),
  legacyCodes: z.array(z.object({ code: z.string(), name: z.string(), confidence: z.string() })),
  history: z.array(RevisionView),
  allowed: z.array(z.enum(['edit'])),
})
export type MatterPage = z.infer<typeof MatterPage>

export const listMatters = endpoint({
  method: 'GET',
  path: '/api/catalogue/matters',
  summary:
    'Matters of the district: all of them by code, or those that a text, code or old code finds',
  access: 'catalogue.read',
  query: z.object({
    text: z.string().trim().max(100).optional(),
    kind: z.enum(matterKinds).optional(),
    after: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: z.object({ rows: z.array(MatterView), next: z.string().nullable() }),
})

export const readMatter = endpoint({
  method: 'GET',
  path: '/api/catalogue/matters/:kind/:code',
  summary: 'One matter with its standards, limit, old codes and history',
  access: 'catalogue.read',
  params: MatterParams,
  reply: MatterPage,
})

export const MatterEdit = z.object({
  name: z.string().trim().min(1).max(80),
  guideItemCode: z.string().max(20).nullable(),
  filingStandard: z.string().max(2000),
  closingStandard: z.string().max(2000),
  hint: z.string().max(1000),
  lead: z.string().max(80),
  urgency: z.enum(urgencies),
  hazard: z.boolean(),
  active: z.boolean(),
})
export type MatterEdit = z.infer<typeof MatterEdit>

export const editMatter = endpoint({
  method: 'PUT',
  path: '/api/catalogue/matters/:kind/:code',
  summary: 'Edit a matter, or add one of the district’s own',
  access: 'catalogue.edit',
  params: MatterParams,
  body: MatterEdit.extend({ baseVersion: BaseVersion, reason: EditReason }),
  reply: MatterView,
})

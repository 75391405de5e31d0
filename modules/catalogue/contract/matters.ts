import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { itemClasses, matterKinds, origins, urgencies } from '../domain/matter.ts'
import { Question } from './questions.ts'
import { AllowanceShape, BaseVersion, ByUrgencyShape, EditReason, RevisionView } from './limit.ts'

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
  /** What is asked besides, when it is filed or when its work is finished. */
  questions: z.array(Question).optional(),
  active: z.boolean(),
  version: z.int(),
})
export type MatterView = z.infer<typeof MatterView>

/** A big class with its counts, and the code that a district's next own matter would get. */
export const MajorView = z.object({
  kind: z.enum(matterKinds),
  major: z.string(),
  name: z.string(),
  count: z.int(),
  inactive: z.int(),
  own: z.int(),
  nextCode: z.string().nullable(),
})
export type MajorView = z.infer<typeof MajorView>

const MatterParams = z.object({ kind: z.enum(matterKinds), code: z.string().regex(/^\d{5}$/) })

export const MatterPage = z.object({
  matter: MatterView,
  /** Its own handling standard in the current policy. */
  limit: AllowanceShape.nullable(),
  /** How long handling may take, by urgency, as a clock beginning now would be bound. */
  limits: ByUrgencyShape,
  /** What the national list says of it; null for a matter of the district's own. */
  standard: z
    .object({
      standard: z.string(),
      name: z.string(),
      majorName: z.string(),
      componentCode: z.string().nullable(),
    })
    .nullable(),
  /** The item of the guide that says how it is handled, and what residents are told. */
  guide: z
    .object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      owner: z.string(),
      nextStep: z.string(),
      nextStepEn: z.string(),
      origin: z.enum(['preset', 'district']),
    })
    .nullable(),
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
    major: z
      .string()
      .regex(/^\d{2}$/)
      .optional(),
    after: z.string().max(40).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  reply: z.object({ rows: z.array(MatterView), next: z.string().nullable() }),
})

export const listMajors = endpoint({
  method: 'GET',
  path: '/api/catalogue/majors',
  summary: 'The big classes of components and matters with how many each holds',
  access: 'catalogue.read',
  reply: z.object({ rows: z.array(MajorView), allowed: z.array(z.enum(['edit'])) }),
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
  /** Left out, the questions stay as they are. */
  questions: z.array(Question).max(20).optional(),
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

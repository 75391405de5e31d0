import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { itemClasses } from '../domain/matter.ts'
import { BaseVersion, ByUrgencyShape, EditReason, RevisionView } from './limit.ts'
import { MatterView } from './matters.ts'

const ItemCode = z.string().regex(/^[A-Z]{2}\d{2,4}$/)

export const GuideItemEdit = z.object({
  class: z.enum(itemClasses),
  name: z.string().trim().min(1).max(80),
  nameEn: z.string().trim().min(1).max(160),
  steps: z.array(z.string().trim().min(1).max(500)).max(30),
  evidence: z.array(z.string().trim().min(1).max(200)).max(30),
  legalBasis: z.string().max(2000),
  owner: z.string().max(80),
  /** Whether one person may settle it on the spot and alone. */
  settleAlone: z.boolean(),
  nextStep: z.string().max(500),
  nextStepEn: z.string().max(500),
  active: z.boolean(),
})
export type GuideItemEdit = z.infer<typeof GuideItemEdit>

export const GuideItemView = GuideItemEdit.extend({
  code: z.string(),
  origin: z.enum(['preset', 'district']),
  version: z.int(),
})
export type GuideItemView = z.infer<typeof GuideItemView>

export const listGuideItems = endpoint({
  method: 'GET',
  path: '/api/catalogue/guide-items',
  summary: 'The district’s guide: its items in four classes',
  access: 'catalogue.read',
  reply: z.object({ rows: z.array(GuideItemView), allowed: z.array(z.enum(['edit'])) }),
})

export const readGuideItem = endpoint({
  method: 'GET',
  path: '/api/catalogue/guide-items/:code',
  summary: 'One item of the guide with its matters and history',
  access: 'catalogue.read',
  params: z.object({ code: ItemCode }),
  reply: z.object({
    item: GuideItemView,
    matters: z.array(MatterView),
    /** How long handling may take by urgency, where a matter has no standard of its own. */
    limits: ByUrgencyShape,
    history: z.array(RevisionView),
    allowed: z.array(z.enum(['edit'])),
  }),
})

export const editGuideItem = endpoint({
  method: 'PUT',
  path: '/api/catalogue/guide-items/:code',
  summary: 'Edit an item of the guide, or add one',
  access: 'catalogue.edit',
  params: z.object({ code: ItemCode }),
  body: GuideItemEdit.extend({ baseVersion: BaseVersion, reason: EditReason }),
  reply: GuideItemView,
})

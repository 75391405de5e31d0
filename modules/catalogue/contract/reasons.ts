import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { reasonKinds } from '../domain/matter.ts'
import { BaseVersion, EditReason } from './limit.ts'

const ReasonParams = z.object({
  kind: z.enum(reasonKinds),
  code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
})

export const ReasonEdit = z.object({
  name: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(240),
  /** For a refusal: which door to try next. */
  door: z.string().max(300),
  doorEn: z.string().max(300),
  active: z.boolean(),
})
export type ReasonEdit = z.infer<typeof ReasonEdit>

export const ReasonView = ReasonEdit.extend({
  kind: z.enum(reasonKinds),
  code: z.string(),
  /** Its place among its kind: the first ones are read first. */
  position: z.int(),
  version: z.int(),
})
export type ReasonView = z.infer<typeof ReasonView>

export const listReasons = endpoint({
  method: 'GET',
  path: '/api/catalogue/reasons',
  summary: 'Reasons to choose from, the retired ones too',
  access: 'catalogue.read',
  query: z.object({ kind: z.enum(reasonKinds).optional() }),
  reply: z.object({ rows: z.array(ReasonView), allowed: z.array(z.enum(['edit'])) }),
})

export const publicReasons = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/reasons',
  summary: 'Reasons in force, with the door to try next',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  query: z.object({ kind: z.enum(reasonKinds).optional() }),
  reply: z.object({
    rows: z.array(ReasonView.omit({ active: true, position: true, version: true })),
  }),
})

export const editReason = endpoint({
  method: 'PUT',
  path: '/api/catalogue/reasons/:kind/:code',
  summary: 'Edit a reason, or add one',
  access: 'catalogue.edit',
  params: ReasonParams,
  body: ReasonEdit.extend({ baseVersion: BaseVersion, reason: EditReason }),
  reply: ReasonView,
})

export const orderReasons = endpoint({
  method: 'POST',
  path: '/api/catalogue/reasons/:kind/order',
  summary: 'Put the reasons of one kind into another order',
  access: 'catalogue.edit',
  params: z.object({ kind: z.enum(reasonKinds) }),
  /** `seen` is the order that the editor moved from; another one there now is a 409. */
  body: z.object({
    codes: z.array(z.string().max(40)).min(1).max(200),
    seen: z.array(z.string().max(40)).min(1).max(200),
  }),
  reply: z.object({ rows: z.array(ReasonView) }),
})

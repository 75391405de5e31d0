import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { itemClasses } from '../domain/matter.ts'
import { deskStages, stages } from '../domain/policy.ts'
import { AllowanceShape, ByUrgencyShape, EditReason } from './limit.ts'

export const PolicyLimitsShape = z.object({
  desk: z.record(z.enum(deskStages), ByUrgencyShape),
  handling: z.record(z.enum([...itemClasses, 'other']), ByUrgencyShape),
  own: z.record(
    z.string().regex(/^(component|matter)\/\d{5}$/),
    z.partialRecord(z.enum(stages), AllowanceShape),
  ),
})

export const PolicySummary = z.object({
  version: z.int(),
  madeAt: z.iso.datetime(),
  madeBy: z.uuid().nullable(),
  reason: z.string(),
})
export const PolicyView = PolicySummary.extend({ limits: PolicyLimitsShape })
export type PolicyView = z.infer<typeof PolicyView>

export const listPolicies = endpoint({
  method: 'GET',
  path: '/api/catalogue/policies',
  summary: 'Versions of the deadline policy, newest first, and the current one whole',
  access: 'catalogue.read',
  reply: z.object({
    current: PolicyView,
    versions: z.array(PolicySummary),
    allowed: z.array(z.enum(['edit'])),
  }),
})

export const readPolicy = endpoint({
  method: 'GET',
  path: '/api/catalogue/policies/:version',
  summary: 'One version of the deadline policy',
  access: 'catalogue.read',
  params: z.object({ version: z.coerce.number().int().min(1) }),
  reply: PolicyView,
})

export const savePolicy = endpoint({
  method: 'POST',
  path: '/api/catalogue/policies',
  summary: 'Make a new version of the deadline policy; it binds new clocks only',
  access: 'catalogue.edit',
  body: z.object({ limits: PolicyLimitsShape, baseVersion: z.int().min(1), reason: EditReason }),
  reply: PolicyView,
})

/** What anybody may know: what the district does, by when, and what comes next. */
export const publicCatalogue = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/catalogue',
  summary: 'What the district takes care of, with limits and next steps',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({
    policyVersion: z.int(),
    receiving: ByUrgencyShape,
    classes: z.array(
      z.object({
        class: z.enum(itemClasses),
        handling: ByUrgencyShape,
        items: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            nameEn: z.string(),
            nextStep: z.string(),
            nextStepEn: z.string(),
            /** `preset`: shipped by us, not yet looked through by the district. */
            origin: z.enum(['preset', 'district']),
            matters: z.array(
              z.object({
                kind: z.string(),
                code: z.string(),
                name: z.string(),
                limit: AllowanceShape,
              }),
            ),
          }),
        ),
      }),
    ),
  }),
})
export type PublicCatalogue = z.infer<typeof publicCatalogue.reply>

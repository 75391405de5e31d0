import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { itemClasses, matterKinds, urgencies } from '../domain/matter.ts'
import { deskStages, stages, workDayReadings } from '../domain/policy.ts'
import { AllowanceShape, ByUrgencyShape, EditReason } from './limit.ts'

export const PolicyLimitsShape = z.object({
  desk: z.record(z.enum(deskStages), ByUrgencyShape),
  handling: z.record(z.enum([...itemClasses, 'other']), ByUrgencyShape),
  own: z.record(
    z.string().regex(/^(component|matter)\/\d{5}$/),
    z.partialRecord(z.enum(stages), AllowanceShape),
  ),
  workDay: z.enum(workDayReadings).exactOptional(),
})

export const PolicySummary = z.object({
  version: z.int(),
  madeAt: z.iso.datetime(),
  madeBy: z.uuid().nullable(),
  by: z.string().nullable(),
  reason: z.string(),
  /** From when on it binds new clocks; null: from the moment it was made. */
  startsAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
})
export type PolicySummary = z.infer<typeof PolicySummary>
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
    /** A version that will bind from a later day on; until then no other can be made. */
    planned: PolicySummary.nullable(),
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
  body: z.object({
    limits: PolicyLimitsShape,
    baseVersion: z.int().min(1),
    reason: EditReason,
    /** Absent: at once. */
    startsAt: z.iso.datetime().optional(),
  }),
  reply: PolicyView,
})

export const withdrawPolicy = endpoint({
  method: 'POST',
  path: '/api/catalogue/policies/:version/withdraw',
  summary: 'Withdraw a version that has not begun to bind',
  access: 'catalogue.edit',
  params: z.object({ version: z.coerce.number().int().min(1) }),
  body: z.object({ reason: EditReason }),
  reply: PolicySummary,
})

export const previewDeadline = endpoint({
  method: 'POST',
  path: '/api/catalogue/deadline',
  summary:
    'When something reported then would be due, and which days count: by the rules of clocks',
  access: 'catalogue.read',
  body: z.object({
    at: z.iso.datetime(),
    stage: z.enum(stages),
    urgency: z.enum(urgencies),
    class: z.enum(itemClasses).optional(),
    matter: z.object({ kind: z.enum(matterKinds), code: z.string().regex(/^\d{5}$/) }).optional(),
    /** Tried instead of what the policy says. */
    limit: AllowanceShape.optional(),
  }),
  reply: z.object({
    limit: AllowanceShape,
    from: z.enum(['tried', 'matter', 'class', 'stage']),
    policyVersion: z.int(),
    calendarVersion: z.int(),
    dueAt: z.iso.datetime(),
    estimated: z.boolean(),
    measure: z.enum(['continuous', 'duty', 'workingDay']),
    dailyDuty: z.number(),
    days: z.array(
      z.object({
        day: z.iso.date(),
        working: z.boolean(),
        name: z.string().nullable(),
        counted: z.number(),
      }),
    ),
    unlisted: z.int(),
    /** The same limit under the other reading of 工作日. */
    otherReading: z
      .object({ reading: z.enum(workDayReadings), dueAt: z.iso.datetime() })
      .nullable(),
  }),
})
export type DeadlinePreview = z.infer<typeof previewDeadline.reply>

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

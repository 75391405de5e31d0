import { z } from 'zod'
import { Instant, endpoint } from '#platform/shared/endpoint.ts'
import { urgencies } from '../domain/case.ts'

export const RoutingRule = z.object({
  id: z.uuid(),
  position: z.int(),
  name: z.string(),
  /** Empty lists match everything. Matters as `matter:06010` or a prefix `matter:06`. */
  whenMatters: z.array(z.string()),
  whenGuides: z.array(z.string()),
  whenAreas: z.array(z.string()),
  whenUrgency: z.array(z.string()),
  unitId: z.uuid(),
  enabled: z.boolean(),
  version: z.int(),
})
export type RoutingRule = z.infer<typeof RoutingRule>

/** The rules with all that is needed to read them in words, to change them and to try them out. */
export const RoutingSettings = z.object({
  rules: z.array(RoutingRule),
  /** `kind` and `areaCode` tell which are a community's own, for its duty list. */
  units: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.string().optional(),
      areaCode: z.string().nullable().optional(),
    }),
  ),
  areas: z.array(z.object({ code: z.string(), name: z.string(), level: z.string() })),
  majors: z.array(z.object({ key: z.string(), name: z.string() })),
  matters: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      guide: z.string().nullable(),
      urgency: z.enum(urgencies),
    }),
  ),
  guides: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
  allowed: z.array(z.enum(['edit'])),
})
export type RoutingSettings = z.infer<typeof RoutingSettings>

export const listRoutingRules = endpoint({
  method: 'GET',
  path: '/api/routing-rules',
  summary: 'The ordered rules; for whoever keeps the settings, dispatches or reads cases',
  access: 'signed-in',
  reply: RoutingSettings,
})

export const RoutingRuleEdit = z.object({
  position: z.int().min(1).max(10_000),
  name: z.string().trim().min(1).max(100),
  whenMatters: z.array(z.string().regex(/^(component|matter):\d{2,5}$/)).max(100),
  whenGuides: z.array(z.string().regex(/^[A-Z]{2}\d{2,4}$/)).max(100),
  whenAreas: z.array(z.string().regex(/^\d{6,15}$/)).max(100),
  whenUrgency: z.array(z.enum(urgencies)).max(3),
  unitId: z.uuid(),
  enabled: z.boolean(),
  version: z.int(),
})
export type RoutingRuleEdit = z.infer<typeof RoutingRuleEdit>

export const saveRoutingRule = endpoint({
  method: 'PUT',
  path: '/api/routing-rules/:ruleId',
  summary: 'Add a rule, or change one; its place is changed by the order alone',
  access: 'settings.edit',
  params: z.object({ ruleId: z.uuid() }),
  body: RoutingRuleEdit,
  reply: RoutingRule,
})

export const deleteRoutingRule = endpoint({
  method: 'POST',
  path: '/api/routing-rules/:ruleId/delete',
  summary: 'Delete a rule; cases that it sent keep its name',
  access: 'settings.edit',
  params: z.object({ ruleId: z.uuid() }),
  body: z.object({ version: z.int() }),
  reply: z.object({ deleted: z.literal(true) }),
})

export const orderRoutingRules = endpoint({
  method: 'POST',
  path: '/api/routing-rules/order',
  summary: 'Put the rules into another order',
  access: 'settings.edit',
  /** `seen` is the order that the editor moved from; another one there now is a 409. */
  body: z.object({ ids: z.array(z.uuid()).max(500), seen: z.array(z.uuid()).max(500) }),
  reply: z.object({ rules: z.array(RoutingRule) }),
})

export const RoutingChange = z.object({
  seq: z.int(),
  act: z.enum(['added', 'changed', 'deleted', 'ordered']),
  ruleId: z.uuid().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  by: z.string().nullable(),
  at: Instant,
})
export type RoutingChange = z.infer<typeof RoutingChange>

export const listRoutingChanges = endpoint({
  method: 'GET',
  path: '/api/routing-rules/changes',
  summary: 'Who changed the rules of dispatch and how, newest first',
  access: 'settings.edit',
  reply: z.object({ rows: z.array(RoutingChange) }),
})

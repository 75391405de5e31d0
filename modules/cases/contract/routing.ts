import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'

export const RoutingRule = z.object({
  id: z.uuid(),
  position: z.int(),
  name: z.string().min(1).max(100),
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

export const listRoutingRules = endpoint({
  method: 'GET',
  path: '/api/routing-rules',
  summary: 'The ordered rules; the first that matches names the unit',
  access: 'cases.read',
  reply: z.object({ rules: z.array(RoutingRule) }),
})

export const saveRoutingRule = endpoint({
  method: 'PUT',
  path: '/api/routing-rules/:ruleId',
  summary: 'Add or change a rule',
  access: 'settings.edit',
  params: z.object({ ruleId: z.uuid() }),
  body: RoutingRule.omit({ id: true }),
  reply: RoutingRule,
})

import { z } from 'zod'
import { organisationKinds } from '#modules/people/contract/index.ts'
import { endpoint } from '#platform/shared/endpoint.ts'

import { whistleLevels } from '../domain/whistle.ts'

/** What a district decides about its cases. */
const Terms = z.object({
  reopening: z.object({ days: z.int().min(1).max(60), times: z.int().min(0).max(10) }),
  suspension: z.object({
    atDate: z.enum(['resume', 'remind']),
    mostDays: z.int().min(1).max(365),
  }),
  whistle: z.object({
    /** At which level a kind of post blows; what is left out follows from how far the post reaches. */
    levels: z.record(z.string().max(60), z.enum(whistleLevels)),
    /** Which kinds of body a level may call; a level without any does not blow. */
    callees: z.record(z.enum(whistleLevels), z.array(z.enum(organisationKinds)).max(20)),
  }),
  parked: z.object({ mostDays: z.int().min(7).max(1095) }),
  appeal: z.object({ days: z.int().min(1).max(90) }),
  /** How long whoever is asked to take over has to answer, and whoever rules to rule. */
  duties: z.object({
    handoverHours: z.int().min(1).max(80),
    rulingDays: z.int().min(1).max(30),
  }),
})
export type Terms = z.infer<typeof Terms>
const reply = z.object({
  terms: Terms,
  version: z.int(),
  /** The kinds of post that may blow at all. */
  whistlers: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
})

export const readCaseSettings = endpoint({
  method: 'GET',
  path: '/api/case-settings',
  summary: 'What the own district decided about suspensions, parking, appeals and reopening',
  access: 'settings.edit',
  reply,
})

export const saveCaseSettings = endpoint({
  method: 'PUT',
  path: '/api/case-settings',
  summary: 'Decide about suspensions, parking, appeals and reopening; what is agreed already stays',
  access: 'settings.edit',
  body: z.object({ terms: Terms, baseVersion: z.int() }),
  reply,
})

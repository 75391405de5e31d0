import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { appealStates } from '../domain/appeal.ts'
import { stages } from '../domain/case.ts'

export const LateClock = z.object({
  clockId: z.uuid(),
  stage: z.enum(stages),
  round: z.int(),
  dueAt: Instant.nullable(),
  stoppedAt: Instant.nullable(),
  unitName: z.string(),
})
export type LateClock = z.infer<typeof LateClock>

export const AppealView = LateClock.extend({
  id: z.uuid(),
  caseId: z.uuid(),
  caseTitle: z.string(),
  caseShortCode: z.string(),
  caseVersion: z.int(),
  state: z.enum(appealStates),
  words: z.string(),
  photos: z.array(z.uuid()),
  askedBy: z.string(),
  askedAt: Instant,
  /** What the first and the second reviewer said; the second decides. */
  reviews: z.array(
    z.object({ by: z.string(), at: Instant, grants: z.boolean(), words: z.string() }),
  ),
  allowed: z.array(z.enum(['first', 'second'])),
})
export type AppealView = z.infer<typeof AppealView>

const one = z.object({ caseId: z.uuid() })
const base = { baseVersion: z.int() }
const reply = z.object({
  appeals: z.array(AppealView),
  /** Stages that ended late and that this caller may appeal against now. */
  late: z.array(LateClock),
  version: z.int(),
})

export const appealsOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/appeals',
  summary: 'Appeals against lateness in a case, and what may still be appealed against',
  access: 'cases.read',
  params: one,
  reply,
})

export const makeAppeal = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/appeals',
  summary: 'A unit says why it was late through no fault of its own (逾期申诉)',
  access: 'cases.ask',
  params: one,
  body: z.object({
    ...base,
    id: z.uuid(),
    clockId: z.uuid(),
    words: z.string().trim().min(1).max(2000),
    photos: z.array(z.uuid()).max(9).default([]),
  }),
  reply,
})

export const reviewAppeal = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/appeals/:appealId/reviews',
  summary: 'First an assessor reviews, then another person decides; the raw fact stays',
  access: 'cases.assess',
  params: one.extend({ appealId: z.uuid() }),
  body: z.object({ ...base, grant: z.boolean(), words: z.string().trim().min(1).max(2000) }),
  reply,
})

export const appealBoard = endpoint({
  method: 'GET',
  path: '/api/appeals',
  summary: 'Appeals in the own scope: those that wait for a review, or those decided',
  access: 'cases.read',
  query: z.object({ state: z.enum(['open', 'decided']).default('open') }),
  reply: z.object({ appeals: z.array(AppealView) }),
})

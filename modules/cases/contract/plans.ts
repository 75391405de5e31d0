import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { consentKinds, consentStates, planStates, stepStates } from '../domain/plan.ts'
import { Said } from './shapes.ts'

const Day = z.iso.date()

const StepView = z.object({
  id: z.uuid(),
  title: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  personId: z.uuid().nullable(),
  person: z.string().nullable(),
  dueOn: Day,
  /** Its day has passed and it is not done. */
  overdue: z.boolean(),
  state: z.enum(stepStates),
  words: z.string(),
  photos: z.array(z.uuid()),
  doneAt: Instant.nullable(),
  /** Where this caller may move it now. */
  moves: z.array(z.enum(stepStates)),
})
export type StepView = z.infer<typeof StepView>

const ConsentView = z.object({
  id: z.uuid(),
  party: z.string(),
  kind: z.enum(consentKinds),
  state: z.enum(consentStates),
  words: z.string(),
  photos: z.array(z.uuid()),
  answeredAt: Instant.nullable(),
})
export type ConsentView = z.infer<typeof ConsentView>

export const PlanView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseTitle: z.string(),
  caseShortCode: z.string(),
  caseNumber: z.string(),
  caseAddress: z.string(),
  caseVersion: z.int(),
  goal: z.string(),
  state: z.enum(planStates),
  madeBy: z.string(),
  madeAt: Instant,
  endedAt: Instant.nullable(),
  endedWords: z.string().nullable(),
  steps: z.array(StepView),
  consents: z.array(ConsentView),
  visits: z.array(
    z.object({
      id: z.uuid(),
      round: z.int(),
      visitedAt: Instant,
      words: z.string(),
      by: z.string(),
    }),
  ),
  open: z.object({ steps: z.int(), consents: z.int() }),
  allowed: z.array(z.enum(['change', 'visit', 'done', 'drop'])),
})
export type PlanView = z.infer<typeof PlanView>

const one = z.object({ caseId: z.uuid() })
const onePlan = one.extend({ planId: z.uuid() })
const base = { baseVersion: z.int() }
const said = z.string().trim().min(1).max(2000)
const words = z.string().trim().max(2000).default('')
const photos = z.array(z.uuid()).max(9).default([])
const reply = z.object({ plans: z.array(PlanView), version: z.int(), mayPlan: z.boolean() })

const Step = z.object({
  id: z.uuid(),
  title: z.string().trim().min(1).max(300),
  unitId: z.uuid(),
  personId: z.uuid().nullable().default(null),
  dueOn: Day,
})
const Consent = z.object({
  id: z.uuid(),
  party: z.string().trim().min(1).max(200),
  kind: z.enum(consentKinds),
})

export const plansOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/plans',
  summary: 'The plans of a case (一事一策), the newest first',
  access: 'cases.read',
  params: one,
  reply,
})

export const makePlan = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans',
  summary: 'Make a plan for a hard case: goal, steps by unit and date, whose consent it needs',
  access: 'cases.plan',
  params: one,
  body: z.object({
    ...base,
    id: z.uuid(),
    goal: said,
    steps: z.array(Step).min(1).max(50),
    consents: z.array(Consent).max(300).default([]),
  }),
  reply,
})

export const changePlan = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans/:planId/changes',
  summary: 'Change the goal, add or change steps, add parties whose consent is needed',
  access: 'cases.plan',
  params: onePlan,
  body: z.object({
    ...base,
    goal: said.optional(),
    steps: z.array(Step).max(50).default([]),
    consents: z.array(Consent).max(300).default([]),
    words,
  }),
  reply,
})

export const moveStep = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans/:planId/steps',
  summary: 'A step is begun, done, taken up again or dropped, with words and pictures',
  access: 'signed-in',
  params: onePlan,
  body: z.object({
    ...base,
    /** Made on the phone: a repeated send counts once. */
    clientId: z.uuid().nullable().default(null),
    said: Said.optional(),
    stepId: z.uuid(),
    to: z.enum(stepStates),
    words,
    photos,
  }),
  reply,
})

export const answerConsent = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans/:planId/consents',
  summary: 'What a party said, with the paper they signed; waived where it is no longer needed',
  access: 'signed-in',
  params: onePlan,
  body: z.object({
    ...base,
    consentId: z.uuid(),
    answer: z.enum(consentStates),
    words,
    photos,
  }),
  reply,
})

export const noteVisit = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans/:planId/visits',
  summary: 'A visit from door to door, and in which round',
  access: 'signed-in',
  params: onePlan,
  body: z.object({
    ...base,
    visitId: z.uuid(),
    round: z.int().min(1).max(50),
    visitedAt: Instant,
    words: z.string().trim().min(1).max(4000),
  }),
  reply,
})

export const endPlan = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/plans/:planId/end',
  summary: 'A plan is done once nothing of it is open, or dropped with a reason',
  access: 'cases.plan',
  params: onePlan,
  body: z.object({ ...base, how: z.enum(['done', 'dropped']), words: said }),
  reply,
})

export const OpenStep = z.object({
  planId: z.uuid(),
  caseId: z.uuid(),
  caseTitle: z.string(),
  caseShortCode: z.string(),
  caseAddress: z.string(),
  caseVersion: z.int(),
  goal: z.string(),
  step: StepView,
})
export type OpenStep = z.infer<typeof OpenStep>

export const openSteps = endpoint({
  method: 'GET',
  path: '/api/plan-steps',
  summary: 'Steps of open plans that the own unit has still to do, the one due first on top',
  access: 'cases.read',
  reply: z.object({ steps: z.array(OpenStep) }),
})

export const planBoard = endpoint({
  method: 'GET',
  path: '/api/plans',
  summary: 'Plans in the own scope, those with late steps first',
  access: 'cases.read',
  query: z.object({ state: z.enum(['open', 'ended']).default('open') }),
  reply: z.object({ plans: z.array(PlanView) }),
})

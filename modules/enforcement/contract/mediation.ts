import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { mediationBodies, mediationStates, mediationSteps } from '../domain/mediation.ts'

const Day = z.iso.date()

export const MediationView = z.object({
  id: z.uuid(),
  bodyKind: z.enum(mediationBodies),
  bodyName: z.string(),
  mediator: z.string(),
  facts: z.string(),
  state: z.enum(mediationStates),
  form: z.enum(['oral', 'written']).nullable(),
  agreement: z.string().nullable(),
  agreedOn: Day.nullable(),
  performUntil: Day.nullable(),
  confirmUntil: Day.nullable(),
  court: z.string().nullable(),
  courtResult: z.string().nullable(),
  followUp: z.string().nullable(),
  beganAt: Instant,
  parties: z.array(z.object({ id: z.uuid(), name: z.string(), signed: z.boolean() })),
  /** Whether the law lets a court confirm what this kind of body brought about. */
  confirmable: z.boolean(),
  allowed: z.array(z.enum(mediationSteps)),
})
export type MediationView = z.infer<typeof MediationView>

const reply = z.object({ mediations: z.array(MediationView), version: z.int() })
const base = { clientId: z.uuid(), baseVersion: z.int() }

export const beginMediation = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/mediations',
  summary: 'Begin mediation beside a file; a repeated id begins it once',
  access: 'enforcement.mediate',
  params: z.object({ fileId: z.uuid() }),
  body: z.object({
    ...base,
    id: z.uuid(),
    bodyKind: z.enum(mediationBodies),
    bodyName: z.string().trim().min(1).max(80),
    mediator: z.string().trim().min(1).max(40),
    facts: z.string().trim().min(1).max(4000),
    parties: z
      .array(z.object({ id: z.uuid(), name: z.string().trim().min(1).max(80) }))
      .min(2)
      .max(50),
  }),
  reply,
})

export const MediationOrder = z.discriminatedUnion('step', [
  z.object({
    step: z.literal('agree'),
    paperId: z.uuid(),
    form: z.enum(['oral', 'written']),
    agreement: z.string().trim().min(1).max(4000),
    agreedOn: Day,
    performUntil: Day,
    signed: z.array(z.uuid()).max(50).default([]),
    mediatorSigned: z.boolean().default(false),
    sealed: z.boolean().default(false),
  }),
  z.object({ step: z.literal('fail'), words: z.string().trim().min(1).max(2000) }),
  z.object({
    step: z.literal('ask_confirmation'),
    court: z.string().trim().min(1).max(80),
    askedByAll: z.boolean(),
  }),
  z.object({
    step: z.literal('confirm'),
    confirmed: z.boolean(),
    words: z.string().trim().min(1).max(400),
  }),
  z.object({
    step: z.literal('follow_up'),
    kept: z.boolean(),
    words: z.string().trim().min(1).max(2000),
  }),
])
export type MediationOrder = z.infer<typeof MediationOrder>

export const moveMediation = endpoint({
  method: 'POST',
  path: '/api/enforcement/files/:fileId/mediations/:mediationId/steps',
  summary: 'Agree, fail, ask a court to confirm, or follow up; a repeated clientId does it once',
  access: 'enforcement.mediate',
  params: z.object({ fileId: z.uuid(), mediationId: z.uuid() }),
  body: z.object({ ...base, order: MediationOrder }),
  reply,
})

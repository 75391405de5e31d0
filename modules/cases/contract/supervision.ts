import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { supervisionGrades, supervisionStates } from '../domain/supervision.ts'
import { whistleLevels } from '../domain/whistle.ts'
import { Said } from './shapes.ts'

export const SupervisionView = z.object({
  id: z.uuid(),
  version: z.int(),
  unitId: z.uuid(),
  unitName: z.string(),
  level: z.enum(whistleLevels),
  grade: z.enum(supervisionGrades),
  state: z.enum(supervisionStates),
  words: z.string(),
  round: z.int(),
  dueAt: Instant,
  /** Open, and past its deadline now. */
  overdue: z.boolean(),
  issuedAt: Instant,
  issuedBy: z.string(),
  endedAt: Instant.nullable(),
  endedWords: z.string().nullable(),
  /** The cases of it that this caller may see. */
  cases: z.array(
    z.object({ id: z.uuid(), title: z.string(), shortCode: z.string(), version: z.int() }),
  ),
  replies: z.array(
    z.object({
      round: z.int(),
      words: z.string(),
      photos: z.array(z.uuid()),
      late: z.boolean(),
      by: z.string(),
      at: Instant,
      answer: z.enum(['accepted', 'sent_back']).nullable(),
      answerWords: z.string().nullable(),
    }),
  ),
  /** What rang so far, in this round. */
  rung: z.array(z.object({ level: z.string(), at: Instant })),
  allowed: z.array(z.enum(['reply', 'answer', 'withdraw'])),
})
export type SupervisionView = z.infer<typeof SupervisionView>

const one = z.object({ supervisionId: z.uuid() })
const base = { baseVersion: z.int() }
const said = z.string().trim().min(1).max(2000)

export const supervisionsOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/supervisions',
  summary: 'The orders of supervision over a case, newest first',
  access: 'cases.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({
    supervisions: z.array(SupervisionView),
    version: z.int(),
    /** The unit that has the case, to begin with; null where none has. */
    unitId: z.uuid().nullable(),
    maySupervise: z.boolean(),
  }),
})

export const issueSupervision = endpoint({
  method: 'POST',
  path: '/api/supervisions',
  summary: 'Order a unit to account for one case or several, by a deadline (督办)',
  access: 'cases.supervise',
  body: z.object({
    /** Made by the page: a repeated send issues once. */
    id: z.uuid(),
    cases: z
      .array(z.object({ caseId: z.uuid(), ...base }))
      .min(1)
      .max(50),
    unitId: z.uuid(),
    grade: z.enum(supervisionGrades),
    words: said,
    dueAt: Instant,
  }),
  reply: SupervisionView,
})

export const replySupervision = endpoint({
  method: 'POST',
  path: '/api/supervisions/:supervisionId/replies',
  summary: 'The unit replies, with words and pictures',
  access: 'signed-in',
  params: one,
  body: z.object({
    ...base,
    id: z.uuid(),
    said: Said.optional(),
    words: said,
    photos: z.array(z.uuid()).max(9).default([]),
  }),
  reply: SupervisionView,
})

export const answerSupervision = endpoint({
  method: 'POST',
  path: '/api/supervisions/:supervisionId/answers',
  summary:
    'The issuing post accepts a reply, which ends the order, or sends it back with a new deadline',
  access: 'cases.supervise',
  params: one,
  body: z.object({
    ...base,
    accept: z.boolean(),
    words: z.string().trim().max(2000).default(''),
    dueAt: Instant.nullable().default(null),
  }),
  reply: SupervisionView,
})

export const withdrawSupervision = endpoint({
  method: 'POST',
  path: '/api/supervisions/:supervisionId/withdrawal',
  summary: 'The issuing post takes an order back, with a reason',
  access: 'cases.supervise',
  params: one,
  body: z.object({ ...base, words: said }),
  reply: SupervisionView,
})

export const supervisionBoard = endpoint({
  method: 'GET',
  path: '/api/supervisions',
  summary: 'Orders over cases in the own scope: what is open and late, the one due first on top',
  access: 'cases.read',
  query: z.object({
    state: z.enum(['open', 'ended']).default('open'),
    /** Only those that the own unit has to reply to. */
    toReply: z.stringbool().optional(),
  }),
  reply: z.object({ supervisions: z.array(SupervisionView), now: Instant }),
})

import { z } from 'zod'
import { Said } from '#modules/cases/contract/index.ts'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { ChannelCode, Day, MatterKey, MatterNamed, Month, Place, PlaceCode } from './shapes.ts'

const Community = z.string().regex(/^\d{12}$/)

export const QuestionView = z.object({
  id: z.uuid(),
  channel: z.string(),
  words: z.string(),
  answer: z.string(),
  /** What was answered later. */
  answers: z.array(z.object({ seq: z.int(), words: z.string(), at: Instant, who: z.string() })),
  matter: MatterNamed.nullable(),
  areaCode: z.string(),
  areaName: z.string(),
  place: z.string(),
  event: z.object({ id: z.uuid(), title: z.string() }).nullable(),
  askedAt: Instant,
  who: z.string(),
  /** The case that it became together with others of its kind. */
  caseId: z.uuid().nullable(),
  /** Where whoever asked may follow that case: its short code, and a link that looks. */
  follow: z.object({ code: z.string(), path: z.string() }).nullable(),
  /** The caller may say, or say anew, about which matter it is: until it is part of a case. */
  mayName: z.boolean(),
})
export type QuestionView = z.infer<typeof QuestionView>

/** A question that comes back, proposed to become a case. */
export const ReturningView = z.object({
  matter: MatterNamed,
  communityCode: Community,
  communityName: z.string(),
  times: z.int(),
  lastOn: Day,
  /** The newest askings, in their words. */
  samples: z.array(z.string()),
  mayOpen: z.boolean(),
})
export type ReturningView = z.infer<typeof ReturningView>

export const askQuestion = endpoint({
  method: 'POST',
  path: '/api/outreach/questions',
  summary: 'Record a question and its answer; sent again it is the same question',
  access: 'outreach.record',
  body: z.object({
    id: z.uuid(),
    channel: ChannelCode,
    words: z.string().trim().min(1).max(1000),
    answer: z.string().trim().max(2000).default(''),
    matter: MatterKey.nullable().default(null),
    areaCode: PlaceCode,
    place: Place.default(''),
    eventId: z.uuid().nullable().default(null),
    said: Said.optional(),
  }),
  reply: z.object({ id: z.uuid() }),
})

export const listQuestions = endpoint({
  method: 'GET',
  path: '/api/outreach/questions',
  summary: 'Questions of the caller’s area, newest first; of a matter, an event or a case',
  access: 'outreach.read',
  query: z.object({
    matter: MatterKey.optional(),
    eventId: z.uuid().optional(),
    caseId: z.uuid().optional(),
    open: z.enum(['yes', 'no']).default('no'),
    /** `yes`: only what is about no matter yet, and so counts for nothing that comes back. */
    unnamed: z.enum(['yes', 'no']).default('no'),
    month: Month.optional(),
    under: z
      .string()
      .regex(/^\d{6,15}$/)
      .optional(),
    channel: ChannelCode.optional(),
    ...pageQuery,
  }),
  reply: pageOf(QuestionView),
})

export const answerQuestion = endpoint({
  method: 'POST',
  path: '/api/outreach/questions/:questionId/answers',
  summary: 'Add an answer to a question',
  access: 'outreach.record',
  params: z.object({ questionId: z.uuid() }),
  body: z.object({ id: z.uuid(), words: z.string().trim().min(1).max(2000) }),
  reply: z.object({ seq: z.int() }),
})

export const nameMatter = endpoint({
  method: 'POST',
  path: '/api/outreach/questions/:questionId/matter',
  summary: 'Say about which matter a question is, until it is part of a case',
  access: 'outreach.record',
  params: z.object({ questionId: z.uuid() }),
  /** `was`: the matter that the page showed; where it is another by now, nothing is changed. */
  body: z.object({ matter: MatterKey, was: MatterKey.nullable() }),
  reply: z.object({ matter: MatterKey }),
})

export const listReturning = endpoint({
  method: 'GET',
  path: '/api/outreach/questions/returning',
  summary: 'Questions that come back: of one matter in one community, often enough within a time',
  access: 'outreach.read',
  reply: z.object({ returning: z.array(ReturningView), times: z.int(), days: z.int() }),
})

export const makeCase = endpoint({
  method: 'POST',
  path: '/api/outreach/questions/case',
  summary: 'Make one case of a question that comes back; never a second one of the same askings',
  access: 'cases.report',
  body: z.object({ id: z.uuid(), matter: MatterKey, communityCode: Community }),
  reply: z.object({ caseId: z.uuid() }),
})

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/outreach/settings',
  summary: 'How long sign-ups are kept, and when a question comes back',
  access: 'outreach.read',
  reply: z.object({
    keepDays: z.int(),
    askedTimes: z.int(),
    askedDays: z.int(),
    version: z.int(),
    mayEdit: z.boolean(),
  }),
})

export const saveSettings = endpoint({
  method: 'POST',
  path: '/api/outreach/settings',
  summary: 'Set how long sign-ups are kept, and when a question comes back',
  access: 'outreach.keep',
  body: z.object({
    keepDays: z.int().min(1).max(730),
    askedTimes: z.int().min(2).max(99),
    askedDays: z.int().min(1).max(730),
    baseVersion: z.int().min(0),
  }),
  reply: z.object({ version: z.int() }),
})

import { z } from 'zod'
import { Status } from '#modules/cases/contract/index.ts'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'

/** What heat is made of; the formula is `domain/issues/heat.ts`, and the page says it. */
const Heat = z.object({
  heat: z.number(),
  people: z.int(),
  messages: z.int(),
  daysQuiet: z.number(),
})

export const IssueRow = Heat.extend({
  number: z.int(),
  /** In the words of the message most like the others. */
  title: z.string(),
  /** Our words for what people are troubled by, the most frequent first. */
  troubles: z.array(z.string()),
  /** Places and keepers named in them. */
  names: z.array(z.string()),
  communities: z.array(z.string()),
  firstAt: Instant,
  lastAt: Instant,
  detectedAt: Instant,
  /** Cases that are not final. */
  open: z.int(),
})
export type IssueRow = z.infer<typeof IssueRow>

export const IssueMember = z.object({
  reportId: z.uuid(),
  caseId: z.uuid(),
  caseVersion: z.int(),
  shortCode: z.string(),
  title: z.string(),
  address: z.string(),
  status: Status,
  at: Instant,
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  /** Null for the first one, and for what a person put there. */
  likeness: z.object({ name: z.number(), trouble: z.number(), saying: z.number() }).nullable(),
  /** It can follow another case as it stands. */
  canFollow: z.boolean(),
  /** Others can follow it. */
  canLead: z.boolean(),
})
export type IssueMember = z.infer<typeof IssueMember>

export const IssuePage = IssueRow.extend({
  version: z.int(),
  members: z.array(IssueMember),
  /** Messages outside the own scope. */
  beyond: z.int(),
  history: z.array(
    z.object({
      type: z.enum(['detected', 'joined', 'taken_out']),
      at: Instant,
      /** Null: the program. */
      by: z.string().nullable(),
      other: z.int().nullable(),
      shortCode: z.string().nullable(),
    }),
  ),
  allowed: z.array(z.enum(['merge', 'take_out', 'join'])),
  now: Instant,
})
export type IssuePage = z.infer<typeof IssuePage>

const one = z.object({ number: z.coerce.number().int().min(1).max(2_000_000_000) })

export const listIssues = endpoint({
  method: 'GET',
  path: '/api/reading/issues',
  summary: 'Troubles that several people wrote of, hottest first, counted in the own scope',
  access: 'cases.read',
  query: z.object({ days: z.coerce.number().int().min(1).max(1000).default(365) }),
  reply: z.object({ rows: z.array(IssueRow), now: Instant }),
})

export const readIssue = endpoint({
  method: 'GET',
  path: '/api/reading/issues/:number',
  summary: 'One issue with its messages in the own scope, and what was done with it',
  access: 'cases.read',
  params: one,
  reply: IssuePage,
})

export const issueOfCase = endpoint({
  method: 'GET',
  path: '/api/reading/cases/:caseId/issue',
  summary: 'The issue that a case is part of, where enough people wrote of its trouble',
  access: 'cases.read',
  params: z.object({ caseId: z.uuid() }),
  reply: z.object({ issue: IssueRow.nullable() }),
})

export const takeOutOfIssue = endpoint({
  method: 'POST',
  path: '/api/reading/issues/:number/take-out',
  summary: 'A message is about something else: it leaves, and is not put back by itself',
  access: 'cases.merge',
  params: one,
  body: z.object({ baseVersion: z.int(), reportId: z.uuid() }),
  reply: IssuePage,
})

export const joinIssues = endpoint({
  method: 'POST',
  path: '/api/reading/issues/:number/join',
  summary: 'Another issue is about the same trouble: its messages come here',
  access: 'cases.merge',
  params: one,
  body: z.object({
    baseVersion: z.int(),
    other: z.int().min(1).max(2_000_000_000),
  }),
  reply: IssuePage,
})

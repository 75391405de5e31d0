import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { parkedActs } from '../domain/parked.ts'

const Keeper = z.object({ postId: z.uuid(), title: z.string(), name: z.string() })
export type Keeper = z.infer<typeof Keeper>

export const ParkedView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  caseTitle: z.string(),
  caseShortCode: z.string(),
  caseVersion: z.int(),
  communityCode: z.string(),
  communityName: z.string(),
  unitName: z.string().nullable(),
  reasonCode: z.string(),
  reason: z.string(),
  /** Nobody is responsible, and the community took it as the last resort (社区兜底). */
  lastResort: z.boolean(),
  plan: z.string(),
  reviewOn: z.iso.date(),
  /** The review date has come or passed. */
  due: z.boolean(),
  /** However often it is prolonged, not beyond this day. */
  latestReview: z.iso.date(),
  keeperPostId: z.uuid(),
  keeper: z.string(),
  parkedBy: z.string(),
  parkedAt: Instant,
  endedAt: Instant.nullable(),
  reviews: z.array(
    z.object({
      act: z.enum(parkedActs),
      words: z.string(),
      by: z.string(),
      at: Instant,
    }),
  ),
  allowed: z.array(z.enum(['review'])),
})
export type ParkedView = z.infer<typeof ParkedView>

const one = z.object({ caseId: z.uuid() })
const base = { baseVersion: z.int() }
const said = z.string().trim().min(1).max(2000)
const reply = z.object({
  parked: z.array(ParkedView),
  version: z.int(),
  /** How the case may be parked now: where it is, at the community as the last resort, or not. */
  mayPark: z.enum(['in_place', 'last_resort', 'take_on']).nullable(),
  /**
   * The entry of the duty list that keeps this from the community. Its own secretary may take it on
   * all the same (`take_on`), and nobody else for them.
   */
  kept: z.object({ entry: z.string(), basis: z.string() }).nullable(),
  mostDays: z.int(),
  /** Posts of the place that can look after it. */
  keepers: z.array(Keeper),
})

export const parkedOfCase = endpoint({
  method: 'GET',
  path: '/api/cases/:caseId/parked',
  summary: 'Whether a case is parked (挂账), and how it was before',
  access: 'cases.read',
  params: one,
  reply,
})

export const parkCase = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/parked',
  summary: 'Park a case with reason, plan, review date and keeper; its clock stands still',
  access: 'cases.suspend',
  params: one,
  body: z.object({
    ...base,
    id: z.uuid(),
    reasonCode: z.string().min(1).max(60),
    plan: said,
    reviewOn: z.iso.date(),
    keeperPostId: z.uuid(),
    /** Of the community's secretary: why they take on what the duty list keeps from them. */
    takingOn: z.object({ words: said, means: said }).nullable().default(null),
  }),
  reply,
})

export const reviewParked = endpoint({
  method: 'POST',
  path: '/api/cases/:caseId/parked/:parkedId/reviews',
  summary: 'Review a parked case: prolong it, hand it to another keeper, or resume the work',
  access: 'signed-in',
  params: one.extend({ parkedId: z.uuid() }),
  body: z.object({
    ...base,
    /** Made by the page: a repeated send counts once. */
    id: z.uuid(),
    act: z.enum(parkedActs),
    words: said,
    reviewOn: z.iso.date().nullable().default(null),
    keeperPostId: z.uuid().nullable().default(null),
  }),
  reply,
})

export const parkedLedger = endpoint({
  method: 'GET',
  path: '/api/parked',
  summary: 'Parked cases in the own scope, the next review first',
  access: 'cases.read',
  query: z.object({
    due: z.stringbool().optional(),
    mine: z.stringbool().optional(),
    reason: z.string().max(60).optional(),
    community: z.string().max(12).optional(),
  }),
  reply: z.object({
    parked: z.array(ParkedView),
    /** What there is to filter by, counted over the whole ledger in the scope. */
    reasons: z.array(z.object({ code: z.string(), name: z.string(), count: z.int() })),
    due: z.int(),
    all: z.int(),
  }),
})

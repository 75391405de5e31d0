import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { stages } from '../domain/case.ts'

/** What the current policy and calendar would do to clocks that run: seen before it is applied. */
export const ClockMoves = z.object({
  /** Running clocks of open cases, and how many of them would end at another time. */
  open: z.int(),
  moved: z.int(),
  earlier: z.int(),
  later: z.int(),
  policyVersion: z.int(),
  calendarVersion: z.int(),
  /** The first fifty that would move. `from` and `to` are null while a clock is paused. */
  rows: z.array(
    z.object({
      caseId: z.uuid(),
      number: z.string(),
      shortCode: z.string(),
      matterName: z.string().nullable(),
      unitName: z.string().nullable(),
      stage: z.enum(stages),
      from: Instant.nullable(),
      to: Instant.nullable(),
    }),
  ),
})
export type ClockMoves = z.infer<typeof ClockMoves>

export const previewClockMoves = endpoint({
  method: 'GET',
  path: '/api/clocks/moves',
  summary: 'How many open clocks the current policy and calendar would move; changes nothing',
  access: 'catalogue.edit',
  reply: ClockMoves,
})

export const applyClockMoves = endpoint({
  method: 'POST',
  path: '/api/clocks/moves',
  summary:
    'Apply the current policy to open clocks, with a reason; 409 when another number would move',
  access: 'catalogue.edit',
  body: z.object({
    reason: z.string().trim().min(2).max(500),
    /** `moved` of the preview that was seen. */
    seen: z.int().min(0),
  }),
  reply: z.object({ moved: z.int() }),
})

export const DailyRoot = z.object({
  day: z.iso.date(),
  cases: z.int(),
  root: z.string(),
  previous: z.string().nullable(),
  madeAt: Instant,
})
export type DailyRoot = z.infer<typeof DailyRoot>

export const listRoots = endpoint({
  method: 'GET',
  path: '/api/cases/roots',
  summary: 'One hash a day over all heads of the chains, to be kept elsewhere',
  access: 'audit.read',
  reply: z.object({ rows: z.array(DailyRoot) }),
})

export const checkLedger = endpoint({
  method: 'POST',
  path: '/api/cases/roots/check',
  summary: 'Walk every chain and every root, also against roots that were kept elsewhere',
  access: 'audit.read',
  body: z.object({
    kept: z
      .array(z.object({ day: z.iso.date(), root: z.string().regex(/^[0-9a-f]{64}$/) }))
      .max(10_000)
      .default([]),
  }),
  reply: z.object({
    cases: z.int(),
    events: z.int(),
    brokenCases: z.array(
      z.object({ number: z.string(), shortCode: z.string(), brokenAt: z.int() }),
    ),
    roots: z.int(),
    brokenRoots: z.array(
      z.object({ day: z.iso.date(), why: z.enum(['previous', 'entries', 'events', 'kept']) }),
    ),
  }),
})

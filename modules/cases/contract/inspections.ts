import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'
import { CaseRow, Photo } from './shapes.ts'

/** What a second person needs to judge work from its pictures. */
export const ToInspect = z.object({
  case: CaseRow,
  settledOnSpot: z.boolean(),
  /** What whoever did it said of it. */
  did: z.string(),
  photos: z.array(Photo),
})
export type ToInspect = z.infer<typeof ToInspect>

export const listInspections = endpoint({
  method: 'GET',
  path: '/api/cases/inspections',
  summary:
    'Handled cases that wait for a second person and are not the caller’s own work, 50 at most',
  access: 'cases.inspect',
  reply: z.object({ rows: z.array(ToInspect), now: Instant }),
})

export const InspectionResult = z.object({
  caseId: z.uuid(),
  done: z.boolean(),
  /** Why not, as a Problem of its own: the page looks up `error.<code>`. */
  problem: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).nullable(),
})
export type InspectionResult = z.infer<typeof InspectionResult>

export const inspectBatch = endpoint({
  method: 'POST',
  path: '/api/cases/inspections',
  summary: 'Judge many from their pictures; one result for each row, and none keeps back another',
  access: 'cases.inspect',
  body: z.object({
    rows: z
      .array(
        z.object({
          caseId: z.uuid(),
          baseVersion: z.int(),
          passed: z.boolean(),
          words: z.string().max(2000).default(''),
        }),
      )
      .min(1)
      .max(50),
  }),
  reply: z.object({ rows: z.array(InspectionResult), done: z.int() }),
})

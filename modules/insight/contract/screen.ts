import { z } from 'zod'
import { endpoint, Instant } from '#platform/shared/endpoint.ts'

const Rate = z.object({ numerator: z.int(), denominator: z.int() })

/** A case as a wall may tell it: what the public ledger would not show stays out. */
const ScreenCase = z.object({
  caseId: z.uuid(),
  shortCode: z.string(),
  status: z.string(),
  matterName: z.string().nullable(),
  place: z.string().nullable(),
  reportedAt: Instant,
  /** Since when it is past its time. */
  lateSince: Instant.nullable(),
})
export type ScreenCase = z.infer<typeof ScreenCase>

export const Screen = z.object({
  /** The areas that the caller's post sees, by name; none of the district as a whole. */
  areas: z.array(z.string()),
  /** The first day over which `rates` are counted, and the last. */
  from: z.iso.date(),
  until: z.iso.date(),
  /** Reported and closed since midnight; open and overdue now, whenever they were reported. */
  today: z.object({ reported: z.int(), closed: z.int(), open: z.int(), overdue: z.int() }),
  rates: z.object({ response: Rate, resolution: Rate, satisfaction: Rate }),
  communities: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      open: z.int(),
      overdue: z.int(),
      /** Reported on each of the last fourteen days, today last. */
      days: z.array(z.int()),
    }),
  ),
  newest: z.array(ScreenCase),
  overdue: z.array(ScreenCase),
  /** Units that a whistle waits for. */
  awaited: z.array(
    z.object({
      key: z.string(),
      shortCode: z.string(),
      unitName: z.string(),
      reportInBy: Instant,
      late: z.boolean(),
    }),
  ),
  /** Open cases whose place the public may see. */
  points: z.array(
    z.object({
      caseId: z.uuid(),
      label: z.string(),
      lon: z.number(),
      lat: z.number(),
      late: z.boolean(),
    }),
  ),
  asOf: Instant,
})
export type Screen = z.infer<typeof Screen>

export const readScreen = endpoint({
  method: 'GET',
  path: '/api/insight/screen',
  summary:
    'What a wall shows of the own scope: today, rates, open cases, who is awaited; nothing personal',
  access: 'cases.read',
  reply: Screen,
})

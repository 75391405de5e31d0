import { z } from 'zod'
import { endpoint, Instant, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import { dimensions, parts, rateNames } from '../domain/measures.ts'
import { steps } from '../domain/steps.ts'

export * from './screen.ts'

export const Day = z.iso.date()
const Rate = z.object({ numerator: z.int(), denominator: z.int() })

export const Figures = z.object({
  rates: z.record(z.enum(rateNames), Rate),
  reported: z.int(),
  filed: z.int(),
  closed: z.int(),
  /** Of these cases: not ended yet, and of those past their time, now. */
  open: z.int(),
  overdue: z.int(),
  paused: z.int(),
  /** From report to closing in minutes by the wall clock, over the closed ones; null without any. */
  meanMinutes: z.number().nullable(),
  /** One of ten, a quarter, half, three quarters took no longer. */
  p10Minutes: z.number().nullable(),
  p25Minutes: z.number().nullable(),
  medianMinutes: z.number().nullable(),
  p75Minutes: z.number().nullable(),
  /** Nine of ten took no longer. */
  p90Minutes: z.number().nullable(),
})
export type Figures = z.infer<typeof Figures>

export const Group = z.object({ key: z.string(), name: z.string().nullable(), figures: Figures })
export type Group = z.infer<typeof Group>

/** Cases reported on these days, both included, in the zone of the district. */
const filters = {
  from: Day,
  until: Day,
  community: z.string().max(20).optional(),
  street: z.string().max(20).optional(),
  grid: z.string().max(20).optional(),
  unit: z.uuid().optional(),
  matter: z.string().max(20).optional(),
  class: z.string().max(40).optional(),
  channel: z.string().max(20).optional(),
  week: Day.optional(),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
}
export const MeasureFilters = z.object(filters)
export type MeasureFilters = z.infer<typeof MeasureFilters>

export const readMeasures = endpoint({
  method: 'GET',
  path: '/api/insight/measures',
  summary:
    'Rates with numerator and denominator, times and counts, over the cases in the own scope',
  access: 'cases.read',
  query: z.object({ ...filters, by: z.enum(dimensions).optional() }),
  reply: z.object({ total: Figures, groups: z.array(Group), asOf: Instant }),
})

const countNames = ['reported', 'filed', 'closed', 'open', 'overdue', 'paused'] as const

export const readTrends = endpoint({
  method: 'GET',
  path: '/api/insight/trends',
  summary: 'One rate or count by week or month for each group, to be drawn side by side',
  access: 'cases.read',
  query: z.object({
    ...filters,
    by: z.enum(dimensions).default('community'),
    step: z.enum(steps).default('week'),
    rate: z.enum(rateNames).optional(),
    count: z.enum(countNames).optional(),
  }),
  reply: z.object({
    /** Every step of the period, also those without a case. */
    steps: z.array(z.string()),
    /** For each step the rate; a count is the numerator, of all cases reported in that step. */
    groups: z.array(
      z.object({ key: z.string(), name: z.string().nullable(), points: z.array(Rate) }),
    ),
    asOf: Instant,
  }),
})
export type Trends = z.infer<typeof readTrends.reply>

/** What `GET /api/insight/measures.xlsx` may be asked; the reply is a file. */
export const MeasuresSheetQuery = z.object({
  ...filters,
  by: z.enum(dimensions).default('community'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
})

export const MeasuredCase = z.object({
  caseId: z.uuid(),
  shortCode: z.string(),
  status: z.string(),
  matterName: z.string().nullable(),
  communityName: z.string().nullable(),
  unitName: z.string().nullable(),
  reportedAt: Instant,
  closedAt: Instant.nullable(),
})
export type MeasuredCase = z.infer<typeof MeasuredCase>

export const listMeasured = endpoint({
  method: 'GET',
  path: '/api/insight/cases',
  summary:
    'The cases behind a figure: of a rate all, kept or missed; or those open, overdue, closed',
  access: 'cases.read',
  query: z.object({
    ...filters,
    ...pageQuery,
    rate: z.enum(rateNames).optional(),
    part: z.enum(parts).default('all'),
    count: z.enum(countNames).optional(),
  }),
  reply: pageOf(MeasuredCase),
})

const Statement = z.object({
  month: z.string(),
  madeAt: Instant,
  digest: z.string(),
  total: Figures.nullable(),
  groups: z.record(z.string(), z.array(Group)),
})
export type Statement = z.infer<typeof Statement>

export const listStatements = endpoint({
  method: 'GET',
  path: '/api/insight/statements',
  summary: 'Months whose figures are frozen',
  access: 'cases.read',
  reply: z.object({ statements: z.array(z.object({ month: z.string(), madeAt: Instant })) }),
})

export const readStatement = endpoint({
  method: 'GET',
  path: '/api/insight/statements/:month',
  summary:
    'A month as it stood when it was frozen: whole for the district, else the own communities',
  access: 'cases.read',
  params: z.object({ month: z.string().regex(/^\d{4}-\d{2}$/) }),
  reply: Statement,
})

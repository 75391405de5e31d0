import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { Month } from './shapes.ts'

export const FigureRow = z.object({
  channel: z.string(),
  communityCode: z.string(),
  communityName: z.string(),
  times: z.int(),
  /** Counted one way or another; estimates stand apart. */
  reached: z.int(),
  estimated: z.int(),
  uncounted: z.int(),
  questions: z.int(),
})
export type FigureRow = z.infer<typeof FigureRow>

export const readFigures = endpoint({
  method: 'GET',
  path: '/api/outreach/figures',
  summary: 'Outreach of a month by channel and community, never by person',
  access: 'outreach.read',
  query: z.object({ month: Month.optional() }),
  reply: z.object({
    month: Month,
    rows: z.array(FigureRow),
    openings: z.int(),
    events: z.int(),
    signed: z.int(),
    came: z.int(),
    putUp: z.int(),
    takenDown: z.int(),
  }),
})

export const exportFigures = endpoint({
  method: 'GET',
  path: '/api/outreach/figures/sheet',
  summary: 'The figures of a month and the records behind them as XLSX',
  access: 'outreach.read',
  query: z.object({ month: Month, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
})

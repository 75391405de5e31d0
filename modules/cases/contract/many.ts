import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'

export const manyActs = ['dispatch', 'merge', 'reply'] as const
export type ManyAct = (typeof manyActs)[number]

const rows = z
  .array(z.object({ caseId: z.uuid(), baseVersion: z.int() }))
  .min(1)
  .max(100)

const order = {
  act: z.enum(manyActs),
  /** `dispatch`: one unit for all; null leaves each to its rule. */
  unitId: z.uuid().nullable().default(null),
  /** `merge`: the case that all others are joined to. */
  masterId: z.uuid().nullable().default(null),
  /** `reply`: the template, filled from each case. */
  templateId: z.uuid().nullable().default(null),
  words: z.string().trim().max(2000).default(''),
  rows,
}

const problem = z
  .object({ code: z.string(), details: z.record(z.string(), z.unknown()) })
  .nullable()

export const ManyPreview = z.object({
  caseId: z.uuid(),
  shortCode: z.string(),
  title: z.string(),
  can: z.boolean(),
  /** What would happen: the unit, the master’s code, or the words of the reply. */
  outcome: z.string().nullable(),
  problem,
})
export type ManyPreview = z.infer<typeof ManyPreview>

export const previewMany = endpoint({
  method: 'POST',
  path: '/api/cases/many/preview',
  summary: 'What an order over many cases would do to each; nothing is changed',
  access: 'cases.read',
  body: z.object(order),
  reply: z.object({ rows: z.array(ManyPreview) }),
})

export const ManyResult = z.object({
  caseId: z.uuid(),
  done: z.boolean(),
  /** It was done by an earlier sending of the same order. */
  repeated: z.boolean(),
  problem,
})
export type ManyResult = z.infer<typeof ManyResult>

export const runMany = endpoint({
  method: 'POST',
  path: '/api/cases/many',
  summary:
    'Dispatch, merge or reply to many; one result a row, and none keeps back another. Sent again it does nothing twice',
  access: 'cases.read',
  body: z.object({ id: z.uuid(), ...order }),
  reply: z.object({ rows: z.array(ManyResult), done: z.int() }),
})

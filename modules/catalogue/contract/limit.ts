import { z } from 'zod'
import { urgencies, type Urgency } from '../domain/matter.ts'

/** How long something may take, as the kernel reads it. Hours and minutes may have parts. */
export const AllowanceShape = z.object({
  value: z.number().positive().max(10_000),
  unit: z.enum([
    'MINUTE',
    'WORK_HOUR',
    'WORK_DAY',
    'URGENT_HOUR',
    'URGENT_DAY',
    'NATURAL_DAY',
    'LEGAL_DAY',
    'LEGAL_WORK_DAY',
  ]),
  reading: z.enum(['ROLLING', 'END_OF_DAY']).exactOptional(),
  duty: z.boolean().exactOptional(),
})

export const ByUrgencyShape = z.record(z.enum(urgencies), AllowanceShape) satisfies z.ZodType<
  Record<Urgency, unknown>
>

/** Who changed what, and why: newest first. */
export const RevisionView = z.object({
  version: z.int(),
  before: z.unknown(),
  after: z.unknown(),
  byPerson: z.uuid().nullable(),
  /** The name of that person, where it is still known. */
  by: z.string().nullable(),
  byPost: z.uuid().nullable(),
  at: z.iso.datetime(),
  reason: z.string(),
})
export type RevisionView = z.infer<typeof RevisionView>

/** The version that the editor saw; null makes something new. */
export const BaseVersion = z.int().min(0).nullable()
export const EditReason = z.string().trim().min(1).max(500)

import { z } from 'zod'
import { endpoint, Instant, type Access } from './endpoint.ts'

/** The most that a file of a sheet may have, in bytes; it travels as base64. */
export const MOST_SHEET_BYTES = 6 * 1024 * 1024

const Language = z.enum(['zh-CN', 'en'])

/** How a sheet is asked for. */
export const SheetQuery = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  language: Language.default('zh-CN'),
})

const File = z
  .base64()
  .min(1)
  .max(Math.ceil(MOST_SHEET_BYTES / 3) * 4)
const given = {
  file: File,
  language: Language.default('zh-CN'),
  /** From when it is to hold, for sheets that can wait; absent: at once. */
  startsAt: Instant.optional(),
}

/** What a sheet would do, or did. */
export const SheetTold = z.object({
  lines: z.int(),
  created: z.int(),
  changed: z.int(),
  same: z.int(),
  faulty: z.int(),
  applied: z.boolean(),
  /** What stood there when it was told: applied only where that still stands. */
  seen: z.string(),
  /** What is added or changed, and in which columns; the first two hundred. */
  changes: z.array(
    z.object({
      outcome: z.enum(['created', 'changed']),
      what: z.string(),
      columns: z.array(z.string()),
    }),
  ),
  faults: z.array(
    z.object({
      cell: z.string(),
      line: z.int(),
      title: z.string(),
      given: z.string(),
      why: z.string(),
    }),
  ),
  /** What one should know before it is applied, though it is no fault. */
  notes: z.array(z.string()),
  /** The faults as a workbook in base64. */
  faultSheet: z.string().nullable(),
})
export type SheetTold = z.infer<typeof SheetTold>

/**
 * The three ways to one sheet of settings, the same for all: what stands there as a file, what a file
 * would do, and doing it with a reason.
 */
export const sheetEndpoints = (of: {
  path: `/api/${string}/sheets/${string}`
  what: string
  read: Access
  edit: Access
  /** Of a path with a parameter: a sheet of each. */
  params?: z.ZodType<object>
}) => ({
  path: of.path,
  read: of.read,
  params: of.params ?? z.object({}),
  summary: `${of.what} as a sheet to fill in`,
  check: endpoint({
    method: 'POST',
    path: `${of.path}/check`,
    summary: `What a sheet of ${of.what} would change; changes nothing`,
    access: of.edit,
    params: of.params ?? z.object({}),
    body: z.object(given),
    reply: SheetTold,
    largest: MOST_SHEET_BYTES * 1.5,
  }),
  apply: endpoint({
    method: 'POST',
    path: `${of.path}/apply`,
    summary: `Take in a sheet of ${of.what}: all of it, or nothing`,
    access: of.edit,
    params: of.params ?? z.object({}),
    body: z.object({
      ...given,
      seen: z.string().min(1).max(100),
      reason: z.string().trim().min(1).max(500),
    }),
    reply: SheetTold,
    largest: MOST_SHEET_BYTES * 1.5,
  }),
})
export type SheetEndpoints = ReturnType<typeof sheetEndpoints>

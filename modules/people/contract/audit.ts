import { z } from 'zod'
import { endpoint, pageOf, pageQuery } from '#platform/shared/endpoint.ts'
import * as shape from './shapes.ts'

/** More than a person reads; a longer export is asked for in pieces of time. */
export const MOST_EXPORTED = 20_000

const filters = {
  act: z.string().max(60).optional(),
  personId: z.uuid().optional(),
  /** Part of the name of the person or program that acted. */
  person: z.string().trim().max(40).optional(),
  subjectId: z.string().max(60).optional(),
  /** Part of the name of the person, post, organisation, station or program that it was done to. */
  subject: z.string().trim().max(40).optional(),
  /** Days of the district, both included. */
  from: shape.Day.optional(),
  until: shape.Day.optional(),
}

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/people/audit',
  summary: 'The audit log, newest first',
  access: 'audit.read',
  query: z.object({ ...filters, ...pageQuery }),
  reply: pageOf(shape.AuditEntry),
})

export const exportAudit = endpoint({
  method: 'POST',
  path: '/api/people/audit/export',
  summary: 'The filtered log in one piece, newest first; the export is written into the log',
  access: 'audit.read',
  body: z.object(filters),
  reply: z.object({
    rows: z.array(shape.AuditEntry),
    /** Whether older entries were left out. */
    truncated: z.boolean(),
  }),
})

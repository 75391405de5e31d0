import { z } from 'zod'

/**
 * Who may call: anyone; anyone signed in; or whoever acts in a post that holds this verb
 * (`cases.dispatch`). The verb opens the door; the scope of the post decides which rows are behind it.
 */
export type Access = 'public' | 'signed-in' | `${string}.${string}`

/**
 * One HTTP endpoint, described once. The server mounts it, the web app calls it,
 * the OpenAPI page prints it; none of them repeats a shape.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: `/api/${string}`
  summary: string
  access: Access
  params: Params
  query: Query
  body: Body
  reply: Reply
  /** The most bytes that a body may have, where it is a file; otherwise what the app allows. */
  largest?: number
}

const nothing = z.object({})
const noBody = z.undefined().or(z.null()).or(z.object({}))

/** Describes an endpoint; whatever it does not take may be left out. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = typeof nothing,
  Q extends z.ZodType = typeof nothing,
  B extends z.ZodType = typeof noBody,
>(e: {
  method: Endpoint['method']
  path: Endpoint['path']
  summary: string
  access: Access
  params?: P
  query?: Q
  body?: B
  reply: R
  largest?: number
}): Endpoint<P, Q, B, R> {
  return {
    ...e,
    params: (e.params ?? nothing) as P,
    query: (e.query ?? nothing) as Q,
    body: (e.body ?? noBody) as B,
  }
}

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime()
export const DistrictId = z.string().regex(/^[0-9]{6}$/)

/** A page of a list: the rows, and the cursor of the next page where there is one. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ rows: z.array(row), next: z.string().nullable() })

/** What every page of a list may ask. `after` is the `next` of the page before. */
export const pageQuery = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

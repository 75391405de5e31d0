/**
 * A request that cannot be granted, said so that a person can act on it. Anything else that is
 * thrown is a fault of ours: it is logged with its stack and answered 500 without details.
 */
export class Problem extends Error {
  readonly status: number
  /** Stable, dotted, looked up by the web app for its wording: `cases.wrong_status`. */
  readonly code: string
  readonly details: Record<string, unknown>

  constructor(status: number, code: string, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** 404 `module.thing_not_found`: absent, or outside the caller's scope, which must look the same. */
export const notFound = (code: `${string}.${string}_not_found`) => new Problem(404, code)
export const forbidden = (code: string) => new Problem(403, code)
/** The request is well formed, but the rules say no in the present state. */
export const refused = (code: string, details?: Record<string, unknown>) =>
  new Problem(409, code, details)
/** The request is well formed as JSON, but a value in it makes no sense here. */
export const invalid = (code: string, details?: Record<string, unknown>) =>
  new Problem(400, code, details)

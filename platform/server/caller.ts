import { forbidden } from './problem.ts'

/**
 * How far a caller sees: place-code prefixes and unit ids. Every module compiles it into its own SQL.
 * An empty scope is nothing, never everything.
 */
export interface Scope {
  areas: readonly string[]
  units: readonly string[]
}

/** Who calls, in which post: opaque ids to the platform. Anonymous callers have neither. */
export interface Caller {
  districtId: string
  personId: string | null
  postId: string | null
  /** The person in whose place they hold the post for these days. */
  standsInFor?: string
  organisationId: string | null
  /** A manager who looks as this post, and whose own post this is; they change nothing meanwhile. */
  viewing?: { ownPostId: string }
  /** A program with a token of its own, in place of a person. */
  client?: { id: string; name: string }
  verbs: ReadonlySet<string>
  scope: Scope
  ip: string
  agent: string
}

export function anonymous(districtId: string, ip = '', agent = ''): Caller {
  return {
    districtId,
    personId: null,
    postId: null,
    organisationId: null,
    verbs: new Set(),
    scope: { areas: [], units: [] },
    ip,
    agent,
  }
}

/** Ends in 403 unless the caller's post holds the verb. */
export function demand(caller: Caller, verb: string): void {
  if (!caller.verbs.has(verb)) throw forbidden('request.forbidden')
}

/** The person behind the caller, or 403: for what only a signed-in person can do. */
export function personOf(caller: Caller): { personId: string; postId: string } {
  if (!caller.personId || !caller.postId) throw forbidden('request.forbidden')
  return { personId: caller.personId, postId: caller.postId }
}

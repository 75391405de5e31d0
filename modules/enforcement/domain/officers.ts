import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { ArticleName } from './law.ts'

/** A certificate for enforcing, of one person and for one body. Days are texts like 2026-11-26. */
export interface Certificate {
  personId: string
  bodyId: string
  number: string
  validFrom: string
  validUntil: string
  revokedOn: string | null
}

/** Kinds of post that help and dissuade: whoever stands there in them is no officer, certificate or not. */
export const helperKinds = ['grid_worker', 'assistant', 'volunteer', 'liaison', 'partner'] as const
const helpers: ReadonlySet<string> = new Set(helperKinds)
export const mayBeOfficer = (postKind: string): boolean => !helpers.has(postKind)

export interface Candidate {
  personId: string
  /** The kinds of the posts held on that day; the one acting has only the post they act in. */
  postKinds: readonly string[]
  certificates: readonly Certificate[]
}

export interface OfficerRefusal {
  word:
    | 'second_officer'
    | 'same_officer'
    | 'not_an_officer'
    | 'no_certificate'
    | 'certificate_ended'
    | 'other_body'
  article: ArticleName
  personId: string | null
}

const on = (day: string) => (c: Certificate) =>
  c.validFrom <= day && day <= c.validUntil && (c.revokedOn === null || day < c.revokedOn)

/** The certificate by which a person is an officer of a body that day, or why not. */
export function officerOn(
  one: Candidate,
  bodyId: string,
  day: string,
): Decision<Certificate, OfficerRefusal> {
  const no = (word: OfficerRefusal['word'], article: ArticleName) =>
    refuse({ word, article, personId: one.personId })
  if (!one.postKinds.some(mayBeOfficer)) return no('not_an_officer', 'inspectors')
  const own = one.certificates.filter((c) => c.personId === one.personId)
  if (own.length === 0) return no('no_certificate', 'certificate')
  const valid = own.filter(on(day))
  if (valid.length === 0) return no('certificate_ended', 'certificate')
  const forBody = valid.find((c) => c.bodyId === bodyId)
  return forBody ? accept(forBody) : no('other_body', 'certificate')
}

/** Two different officers of one body, each with a certificate that is valid on the day. */
export function twoOfficers(
  people: readonly [Candidate, Candidate | null],
  bodyId: string,
  day: string,
): Decision<readonly [Certificate, Certificate], OfficerRefusal> {
  const [first, second] = people
  if (second === null)
    return refuse({ word: 'second_officer', article: 'twoOfficers', personId: null })
  if (first.personId === second.personId)
    return refuse({ word: 'same_officer', article: 'twoOfficers', personId: first.personId })
  const one = officerOn(first, bodyId, day)
  if (!one.ok) return one
  const other = officerOn(second, bodyId, day)
  return other.ok ? accept([one.fact, other.fact] as const) : other
}

import { administrationsOf } from './verbs.ts'

export const LONGEST_TOKEN_DAYS = 400

/**
 * What a program may never do, whoever grants it: what one of the three administrators does, and what
 * only a person can answer for.
 */
export const verbsForPeopleOnly = (verbs: readonly string[]): string[] =>
  verbs.filter((verb) => administrationsOf([verb]).size > 0 || kept.has(verb))

/** Editing people, places and the catalogue, and looking at what identifies a reporter. */
const kept = new Set([
  'people.edit',
  'places.edit',
  'catalogue.edit',
  'notices.read_outbox',
  'cases.see_contact',
  'subjects.see_contact',
  'outreach.see_contact',
  // Only a person dissuades, acts, mediates, answers for a paper.
  'enforcement.dissuade',
  'enforcement.talk',
  'enforcement.act',
  'enforcement.mediate',
  'enforcement.export',
  'enforcement.plan',
  'enforcement.approve',
  'enforcement.settings',
])

export type TokenState = 'valid' | 'expired' | 'revoked'

export function tokenState(
  token: { expiresAt: Date; revokedAt: Date | null },
  now: Date,
): TokenState {
  if (token.revokedAt !== null) return 'revoked'
  return token.expiresAt <= now ? 'expired' : 'valid'
}

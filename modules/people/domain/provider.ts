/** By what a claim of the provider finds the person here. */
export const matches = ['login_name', 'email', 'phone'] as const
export type Match = (typeof matches)[number]

/** Whoever went to a provider comes back within so long, or starts again. */
export const ATTEMPT_MINUTES = 10

/** Encrypted, or on this very machine: a password of thousands goes through it. */
export const issuerFits = (text: string): boolean => issuer.test(text)

const issuer =
  /^(https:\/\/[a-z0-9][a-z0-9.-]*|http:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?(\/[\w./~-]*)?$/i

/**
 * What the provider says of who signed in, in the form that is stored here; null where it says nothing
 * that counts. An address that the provider itself calls unproven does not count.
 */
export function claimValue(
  claims: Readonly<Record<string, unknown>>,
  { claim, matches: by }: { claim: string; matches: Match },
): string | null {
  const value = claims[claim]
  if (typeof value !== 'string' || value.trim() === '') return null
  if (claim === 'email' && claims['email_verified'] === false) return null
  if (claim === 'phone_number' && claims['phone_number_verified'] === false) return null
  const text = value.trim()
  return by === 'phone' ? mobileOf(text) : by === 'email' ? text.toLowerCase() : text
}

/** A Chinese mobile as it is stored: without its country, blanks and dashes. */
const mobileOf = (text: string) => text.replaceAll(/[ -]/g, '').replace(/^\+?86(?=1\d{10}$)/, '')

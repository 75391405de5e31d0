import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** Types of facts, each with the instant from which it is told. */
export type Hears = Readonly<Record<string, string>>

/**
 * What is heard after a change of the types: what stays is told on without a gap, what is new from
 * now on, what was left out no more.
 */
export function heardAfter(before: Hears, types: readonly string[], now: Date): Hears {
  return Object.fromEntries(
    [...new Set(types)].sort().map((type) => [type, before[type] ?? now.toISOString()]),
  )
}

export type UrlRefusal = 'url_unreadable' | 'url_not_https' | 'url_with_secret'

interface AddressParts {
  protocol: string
  username: string
  password: string
  hash: string
}

/**
 * Whether an address may be called at all: https, or http where this is no production. Passwords do
 * not stand in addresses, since those are shown on pages and written into logs.
 */
export function judgeUrl(
  parts: AddressParts | null,
  { production }: { production: boolean },
): Decision<null, UrlRefusal> {
  if (!parts || !['https:', 'http:'].includes(parts.protocol)) return refuse('url_unreadable')
  if (parts.username !== '' || parts.password !== '') return refuse('url_with_secret')
  if (production && parts.protocol !== 'https:') return refuse('url_not_https')
  return accept(null)
}

/** Hours for which the secret of before still signs beside the new one. */
export const MOST_GRACE_HOURS = 24 * 14

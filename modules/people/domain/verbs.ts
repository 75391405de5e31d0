/** The verbs that this module and `places` ask for. Modules above declare their own. */
export const verbs = [
  'people.read',
  'people.edit',
  'people.grant',
  'people.sessions',
  'people.leave',
  'people.roster',
  'people.view_as',
  'places.read',
  'places.edit',
  'settings.edit',
  'audit.read',
] as const

export type Administration = 'system' | 'security' | 'audit'

/** What only one of the three administrators may do (等保: three separate administrators). */
const administrations: Record<Administration, readonly string[]> = {
  system: ['settings.edit', 'catalogue.edit', 'places.edit', 'notices.read_outbox'],
  security: ['people.edit', 'people.grant', 'people.sessions'],
  audit: ['audit.read'],
}

/** Verbs that make an administrator of whoever holds them; the others above may be lent to centres. */
const marks: Record<string, Administration> = {
  'settings.edit': 'system',
  'people.grant': 'security',
  'people.sessions': 'security',
  'audit.read': 'audit',
}

/** Which administrations these verbs amount to. */
export function administrationsOf(held: Iterable<string>): Set<Administration> {
  const found = new Set<Administration>()
  for (const verb of held) {
    const administration = marks[verb]
    if (administration) found.add(administration)
  }
  return found
}

/**
 * Whether these verbs, of one post or of all posts of one person, keep the administrators apart: at
 * most one administration, and none of the verbs that belong to another.
 */
export function keepsApart(held: readonly string[]): boolean {
  const [own, second] = administrationsOf(held)
  if (own === undefined) return true
  if (second !== undefined) return false
  return Object.entries(administrations).every(
    ([administration, theirs]) =>
      administration === own || !theirs.some((verb) => held.includes(verb)),
  )
}

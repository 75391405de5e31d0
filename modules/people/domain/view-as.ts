import { coversArea, type Reach } from './scope.ts'
import { administrationsOf } from './verbs.ts'

/** For how long one may look at most, in minutes; the first is what is offered. */
export const VIEW_MINUTES = [30, 10, 60] as const

export interface Looker {
  areas: readonly string[]
  units: readonly string[]
}

export interface Viewed {
  reach: Reach
  areas: readonly string[]
  organisationId: string
  /** Where the post's organisation is at home. */
  organisationArea: string | null
  verbs: readonly string[]
}

/**
 * Whether the whole of what a post sees lies within what the manager sees: all its areas, and, where it
 * sees the tasks of its organisation, that organisation. Never a post of an administrator.
 */
export function mayView(own: Looker, post: Viewed): boolean {
  if (administrationsOf(post.verbs).size > 0) return false
  const covered = (code: string) => coversArea(own.areas, code)
  const byArea = post.reach === 'areas' || post.reach === 'both'
  const byUnit = post.reach === 'unit' || post.reach === 'both'
  if (!byArea && !byUnit) return false
  if (byArea && (post.areas.length === 0 || !post.areas.every(covered))) return false
  const { organisationArea: home, organisationId } = post
  return !byUnit || own.units.includes(organisationId) || (home !== null && covered(home))
}

/** What opens personal data, or another such look: one's own rights decide, not those of the post. */
const ownOnly: ReadonlySet<string> = new Set(['cases.see_contact', 'people.view_as'])

/** The verbs that count while looking: those of the post, and of what is personal only the own ones. */
export const verbsWhileViewing = (
  post: readonly string[],
  own: ReadonlySet<string>,
): ReadonlySet<string> =>
  new Set(post.filter((verb) => verb !== 'people.view_as' && (!ownOnly.has(verb) || own.has(verb))))

/** What stays possible: looking, stopping to look, and going in or out of the door. */
export const fitsViewing = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  path === '/api/people/view-as/end' ||
  path === '/api/people/sign-out' ||
  path.startsWith('/api/people/sign-in')

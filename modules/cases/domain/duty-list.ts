/** 社区职责清单: what a community does itself, assists with, and is not to be given (不得下派). */
export const dutyKinds = ['own', 'assist', 'refuse'] as const
export type DutyKind = (typeof dutyKinds)[number]

export interface DutyEntry {
  id: string
  /** Empty: of every community of the district. */
  communityCode: string
  kind: DutyKind
  name: string
  basis: string
  /** `matter:06010`, or a prefix such as `matter:06`. */
  whenMatters: readonly string[]
  whenGuides: readonly string[]
  active: boolean
}

export interface Wanted {
  matter: string | null
  guide: string | null
  communityCode: string
}

/** How closely an entry names what is wanted; null where it does not. An entry of nothing names nothing. */
function closeness(entry: DutyEntry, wanted: Wanted): number | null {
  if (!entry.active) return null
  if (entry.communityCode !== '' && entry.communityCode !== wanted.communityCode) return null
  const { matter, guide } = wanted
  const named = matter === null ? [] : entry.whenMatters.filter((m) => matter.startsWith(m))
  const longest = Math.max(-1, ...named.map((m) => m.length))
  const byGuide = guide !== null && entry.whenGuides.includes(guide) ? 0 : -1
  const found = Math.max(longest, byGuide)
  return found < 0 ? null : found * 2 + (entry.communityCode === '' ? 0 : 1)
}

const strictest: readonly DutyKind[] = ['refuse', 'assist', 'own']

/**
 * The entry that speaks of this: the one that names the matter most closely, a community's own before
 * the district's, and among equals the one that asks least of the community.
 */
export function dutyOf(entries: readonly DutyEntry[], wanted: Wanted): DutyEntry | null {
  const found = entries.flatMap((entry) => {
    const close = closeness(entry, wanted)
    return close === null ? [] : [{ entry, close }]
  })
  found.sort(
    (a, b) =>
      b.close - a.close ||
      strictest.indexOf(a.entry.kind) - strictest.indexOf(b.entry.kind) ||
      (a.entry.id < b.entry.id ? -1 : 1),
  )
  return found[0]?.entry ?? null
}

/** Whether the list keeps this from a community: refused is refused, and what it assists it does not lead. */
export const isKept = (entry: DutyEntry | null, role: 'lead' | 'support'): entry is DutyEntry =>
  entry !== null && (entry.kind === 'refuse' || (entry.kind === 'assist' && role === 'lead'))

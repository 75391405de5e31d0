/** How far a kind of post sees: its areas, its organisation's tasks, both, or nothing. */
export const reaches = ['areas', 'unit', 'both', 'none'] as const
export type Reach = (typeof reaches)[number]

/** The scope of a post. An area that is empty would be everything, so it counts as none. */
export function scopeOf(post: { reach: Reach; areas: readonly string[]; organisationId: string }): {
  areas: string[]
  units: string[]
} {
  const { reach } = post
  return {
    areas: reach === 'areas' || reach === 'both' ? post.areas.filter((code) => code !== '') : [],
    units: reach === 'unit' || reach === 'both' ? [post.organisationId] : [],
  }
}

/** Whether an area lies in one of these prefixes; an empty prefix covers nothing. */
export const coversArea = (prefixes: readonly string[], code: string) =>
  prefixes.some((prefix) => prefix !== '' && code.startsWith(prefix))

/** Whether a holding counts on a day (YYYY-MM-DD); its last day is included. */
export const holdsOn = (holding: { from: string; until: string | null }, day: string) =>
  holding.from <= day && (holding.until === null || day <= holding.until)

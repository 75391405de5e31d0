/** Why two entries may be one thing, the surest first. */
export const likenesses = ['identity', 'credit_code', 'licence', 'phone', 'name_and_place'] as const
export type Likeness = (typeof likenesses)[number]

/** These say so by a number that only one thing has: who enters a second must say that it is another. */
const sure: ReadonlySet<Likeness> = new Set(['identity', 'credit_code', 'licence'])
export const isSure = (likeness: Likeness): boolean => sure.has(likeness)

/** The surest of the reasons for each thing, surest things first. */
export function surestFirst(
  found: readonly { id: string; why: Likeness }[],
): { id: string; why: Likeness }[] {
  const best = new Map<string, Likeness>()
  const rank = (why: Likeness) => likenesses.indexOf(why)
  for (const { id, why } of found) {
    const known = best.get(id)
    if (known === undefined || rank(why) < rank(known)) best.set(id, why)
  }
  return [...best]
    .map(([id, why]) => ({ id, why }))
    .sort((a, b) => rank(a.why) - rank(b.why) || (a.id < b.id ? -1 : 1))
}

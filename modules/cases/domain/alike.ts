import { likenessOf, reach, type Likeness, type Told } from './merging.ts'

/** Higher than for a suggestion: what is shown as one must rarely be two. */
export const GROUP_LIKENESS = 0.6

/** Leaders near a place with which one more is compared at most; of a crowd the latest are. */
const MOST_COMPARED = 40

export interface Alike<T> {
  leader: T
  others: { one: T; likeness: Likeness }[]
}

interface Begun<T> extends Alike<T> {
  cell: readonly [number, number]
}

/** Metres of one degree of latitude; a cell is as wide as two alike may be apart, or wider. */
const DEGREE = 111_195
const side = reach.metres / DEGREE

const cellOf = (point: { lon: number; lat: number }): readonly [number, number] => [
  // Meridians draw together to the north; sixty degrees is beyond any district.
  Math.floor(point.lon / (side * 2)),
  Math.floor(point.lat / side),
]

const around = ([x, y]: readonly [number, number]): string[] =>
  [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx} ${y + dy}`))

/**
 * What is likely the same trouble, each told once: whoever comes first in the given order leads, and
 * everything later that is alike goes to the most alike leader near it. One is compared with the
 * leaders of nine cells, never with all, so that a thousand cost a thousand times as much as one.
 */
export function groupAlike<T extends Told>(told: readonly T[]): Alike<T>[] {
  const cells = new Map<string, Begun<T>[]>()
  const begun: Begun<T>[] = []
  for (const one of told) {
    if (!one.point) continue
    const cell = cellOf(one.point)
    const near = around(cell).flatMap((key) => cells.get(key) ?? [])
    const best = mostAlike(one, near.slice(-MOST_COMPARED))
    if (best) {
      best.group.others.push({ one, likeness: best.likeness })
      continue
    }
    const group = { leader: one, others: [], cell }
    begun.push(group)
    const key = cell.join(' ')
    cells.set(key, [...(cells.get(key) ?? []), group])
  }
  return begun
    .filter((group) => group.others.length > 0)
    .map(({ leader, others }) => ({ leader, others }))
}

function mostAlike<T extends Told>(
  one: T,
  groups: readonly Begun<T>[],
): { group: Begun<T>; likeness: Likeness } | null {
  let best: { group: Begun<T>; likeness: Likeness } | null = null
  for (const group of groups) {
    const likeness = likenessOf(group.leader, one)
    if (!likeness || likeness.score < GROUP_LIKENESS) continue
    if (!best || likeness.score > best.likeness.score) best = { group, likeness }
  }
  return best
}

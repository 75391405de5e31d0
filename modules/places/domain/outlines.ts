import type { Area, Position } from '#kernel/geometry.ts'

/**
 * How sibling outlines fit together: where two lie over each other, and what of the area around them
 * none covers. The plane is cut into level bands at every corner and crossing; inside a band no edges
 * cross, so each is a row of trapezoids and the sums are exact.
 */
export interface NamedOutline {
  code: string
  boundary: Area
}

export type Patch = [number, number][]

export interface Overlap {
  a: string
  b: string
  squareMetres: number
  patches: Patch[]
}

export interface Fit {
  overlaps: Overlap[]
  gap: { squareMetres: number; patches: Patch[] }
}

interface Edge {
  owner: number
  low: Position
  high: Position
}

const METRES_PER_DEGREE = 111_195
/** Two hands never draw the same line; slivers below this are not worth a word. */
const LEAST_SQUARE_METRES = 20

const x = (p: Position) => p[0] ?? NaN
const y = (p: Position) => p[1] ?? NaN

function ringsOf(area: Area): readonly (readonly Position[])[] {
  return area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
}

function edgesOf(owner: number, area: Area): Edge[] {
  return ringsOf(area).flatMap((ring) =>
    ring.flatMap((a, i) => {
      const b = ring[(i + 1) % ring.length] ?? a
      if (y(a) === y(b)) return []
      return [y(a) < y(b) ? { owner, low: a, high: b } : { owner, low: b, high: a }]
    }),
  )
}

const at = (edge: Edge, level: number) =>
  x(edge.low) +
  ((level - y(edge.low)) / (y(edge.high) - y(edge.low))) * (x(edge.high) - x(edge.low))

/** The level where two edges cross inside both, or null. */
function crossing(a: Edge, b: Edge): number | null {
  const low = Math.max(y(a.low), y(b.low))
  const high = Math.min(y(a.high), y(b.high))
  if (low >= high) return null
  const before = at(a, low) - at(b, low)
  const after = at(a, high) - at(b, high)
  if (before === 0 || after === 0 || before > 0 === after > 0) return null
  return low + ((high - low) * before) / (before - after)
}

function levelsOf(edges: readonly Edge[]): number[] {
  const levels = new Set(edges.flatMap((e) => [y(e.low), y(e.high)]))
  const byLow = edges.toSorted((a, b) => y(a.low) - y(b.low))
  for (const [i, a] of byLow.entries())
    for (let j = i + 1; j < byLow.length; j++) {
      const b = byLow[j]!
      if (y(b.low) >= y(a.high)) break
      const level = crossing(a, b)
      if (level !== null) levels.add(level)
    }
  return [...levels].sort((a, b) => a - b)
}

/** The owner of the surrounding area's edges; siblings are 0 and up. */
const AROUND = -1

/** Overlaps of siblings by pair, and what of `around` none of them covers. */
export function fitOf(siblings: readonly NamedOutline[], around: Area | null): Fit {
  const edges = [
    ...siblings.flatMap((s, i) => edgesOf(i, s.boundary)),
    ...(around ? edgesOf(AROUND, around) : []),
  ]
  const levels = levelsOf(edges)
  const sums = {
    pairs: new Map<string, Overlap>(),
    gap: { squareMetres: 0, patches: [] as Patch[] },
  }
  const codes = siblings.map((s) => s.code)
  for (const { owners, patch } of trapezoidsOf(edges, levels)) {
    const size = squareMetresOf(patch)
    if (size > 0) addTo(sums, { owners, patch, size, codes })
  }
  const { pairs, gap } = sums
  return {
    overlaps: [...pairs.values()]
      .filter((p) => p.squareMetres >= LEAST_SQUARE_METRES)
      .sort((a, b) => b.squareMetres - a.squareMetres),
    gap: gap.squareMetres >= LEAST_SQUARE_METRES ? gap : { squareMetres: 0, patches: [] },
  }
}

function addTo(
  sums: { pairs: Map<string, Overlap>; gap: Fit['gap'] },
  piece: { owners: Set<number>; patch: Patch; size: number; codes: readonly string[] },
): void {
  const { owners, patch, size, codes } = piece
  const held = [...owners].filter((o) => o !== AROUND).sort((a, b) => a - b)
  if (held.length === 0) {
    sums.gap.squareMetres += size
    sums.gap.patches.push(patch)
  }
  for (const [k, a] of held.entries())
    for (const b of held.slice(k + 1)) {
      const key = `${a}/${b}`
      const fresh = { a: codes[a] ?? '', b: codes[b] ?? '', squareMetres: 0, patches: [] }
      const pair: Overlap = sums.pairs.get(key) ?? fresh
      pair.squareMetres += size
      pair.patches.push(patch)
      sums.pairs.set(key, pair)
    }
}

function* trapezoidsOf(edges: readonly Edge[], levels: readonly number[]) {
  const byLow = edges.toSorted((a, b) => y(a.low) - y(b.low))
  let active: Edge[] = []
  let next = 0
  for (const [i, low] of levels.entries()) {
    const high = levels[i + 1]
    if (high === undefined) return
    while (next < byLow.length && y(byLow[next]!.low) <= low) active.push(byLow[next++]!)
    active = active.filter((e) => y(e.high) > low)
    yield* bandOf(active, low, high)
  }
}

/** The trapezoids of one band from west to east, each with those who lie there. */
function bandOf(active: readonly Edge[], low: number, high: number) {
  const middle = (low + high) / 2
  const row = active
    .map((edge) => ({ edge, x: at(edge, middle) }))
    .sort((a, b) => a.x - b.x || a.edge.owner - b.edge.owner)
  const inside = new Set<number>()
  const band: { owners: Set<number>; patch: Patch }[] = []
  for (const [i, { edge }] of row.entries()) {
    if (inside.has(edge.owner)) inside.delete(edge.owner)
    else inside.add(edge.owner)
    const right = row[i + 1]?.edge
    if (!right || inside.size === 0) continue
    const patch: Patch = [
      [at(edge, low), low],
      [at(right, low), low],
      [at(right, high), high],
      [at(edge, high), high],
      [at(edge, low), low],
    ]
    band.push({ owners: new Set(inside), patch })
  }
  return band
}

function squareMetresOf(patch: Patch): number {
  const [sw, se, ne, nw] = patch
  if (!sw || !se || !ne || !nw) return 0
  const width = (se[0] - sw[0] + (ne[0] - nw[0])) / 2
  const height = nw[1] - sw[1]
  const shrink = Math.cos((((sw[1] + nw[1]) / 2) * Math.PI) / 180)
  return width * shrink * height * METRES_PER_DEGREE ** 2
}

/** Square metres inside an outline, holes left out. */
export function squareMetresIn(area: Area): number {
  return fitOf([], area).gap.squareMetres
}

/** Whether an outline crosses itself anywhere, which leaves open what lies inside. */
export function crossesItself(area: Area): boolean {
  const edges = edgesOf(0, area).toSorted((a, b) => y(a.low) - y(b.low))
  return edges.some((a, i) => {
    for (let j = i + 1; j < edges.length; j++) {
      const b = edges[j]!
      if (y(b.low) >= y(a.high)) return false
      if (crossing(a, b) !== null && !sharesEnd(a, b)) return true
    }
    return false
  })
}

const same = (a: Position, b: Position) => x(a) === x(b) && y(a) === y(b)
const sharesEnd = (a: Edge, b: Edge) =>
  same(a.low, b.low) || same(a.low, b.high) || same(a.high, b.low) || same(a.high, b.high)

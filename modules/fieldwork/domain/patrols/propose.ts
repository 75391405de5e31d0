import { metresBetween, type Place } from './patrol.ts'

/** What speaks for looking somewhere. */
export const risks = ['open', 'recent', 'hazard', 'door', 'unseen'] as const
export type Risk = (typeof risks)[number]

/** Something known at a place. */
export interface Sign extends Place {
  risk: 'open' | 'recent' | 'hazard' | 'door'
  name: string
  matter: string | null
}

export interface Proposed extends Place {
  name: string
  matters: string[]
  /** Why, and how many of each; `unseen` in days since somebody last looked, null days: never. */
  reasons: { risk: Risk; count: number | null }[]
  weight: number
}

/** A hazard weighs most; a case that is open more than one that is over; a door that is due a little. */
const weights: Record<Sign['risk'], number> = { hazard: 5, open: 3, recent: 1, door: 1 }
/** One stands on one corner and sees so far. */
const REACH_METRES = 60
/** Not looked at for so many days weighs like an open case; no longer time weighs more than twice that. */
const UNSEEN_DAYS = 7

interface Asked {
  signs: readonly Sign[]
  looked: readonly (Place & { daysAgo: number })[]
  most: number
}

const order = (a: Sign, b: Sign) =>
  weights[b.risk] - weights[a.risk] ||
  a.lon - b.lon ||
  a.lat - b.lat ||
  (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

/**
 * Points to look at, where most speaks for it, each with its reasons. What lies within sight of a point
 * counts there and nowhere else. Where somebody has just looked less is to be seen. The order in which the
 * signs are given changes nothing, and the points come in an order in which one can walk.
 */
export function proposePoints({ signs, looked, most }: Asked): Proposed[] {
  const corners: { at: Sign; here: Sign[] }[] = []
  for (const sign of signs.toSorted(order)) {
    const near = corners.find(({ at }) => metresBetween(at, sign) <= REACH_METRES)
    if (near) near.here.push(sign)
    else corners.push({ at: sign, here: [sign] })
  }
  const points = corners.map(({ at, here }) => pointOf(at, here, looked))
  return inWalkingOrder(points.toSorted(byWeight).slice(0, most))
}

const byWeight = (a: Proposed, b: Proposed) => b.weight - a.weight || a.lon - b.lon || a.lat - b.lat

function pointOf(at: Sign, here: readonly Sign[], looked: Asked['looked']): Proposed {
  const counts = new Map<Sign['risk'], number>()
  for (const { risk } of here) counts.set(risk, (counts.get(risk) ?? 0) + 1)
  const days = looked
    .filter((place) => metresBetween(at, place) <= REACH_METRES)
    .map((place) => place.daysAgo)
  const unseen = days.length === 0 ? null : Math.max(0, Math.min(...days))
  const matters = [...new Set(here.flatMap(({ matter }) => (matter === null ? [] : [matter])))]
  return {
    lon: at.lon,
    lat: at.lat,
    name: at.name,
    matters: matters.toSorted().slice(0, 9),
    reasons: risks.flatMap((risk): Proposed['reasons'] => {
      if (risk === 'unseen')
        return unseen === null || unseen >= UNSEEN_DAYS ? [{ risk, count: unseen }] : []
      const count = counts.get(risk)
      return count === undefined ? [] : [{ risk, count }]
    }),
    weight:
      here.reduce((sum, { risk }) => sum + weights[risk], 0) +
      Math.min(2, unseen === null ? 2 : unseen / UNSEEN_DAYS) * weights.open,
  }
}

/** From the heaviest to the nearest not yet in it, and so on. */
export function inWalkingOrder<P extends Place>(points: readonly P[]): P[] {
  const [first, ...rest] = points
  if (!first) return []
  const way = [first]
  let left = rest
  while (left.length > 0) {
    const from = way.at(-1)!
    const next = left.reduce((a, b) => (metresBetween(from, b) < metresBetween(from, a) ? b : a))
    way.push(next)
    left = left.filter((point) => point !== next)
  }
  return way
}

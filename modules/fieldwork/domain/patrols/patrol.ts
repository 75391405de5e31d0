import { haversineMetres } from '#kernel/geometry.ts'

export const stopKinds = ['well', 'problem', 'note'] as const
export type StopKind = (typeof stopKinds)[number]

export interface Place {
  lon: number
  lat: number
}

/** Metres as the crow flies. */
export const metresBetween = (a: Place, b: Place): number =>
  haversineMetres([a.lon, a.lat], [b.lon, b.lat])

/** The point to go to next: the nearest of those not looked at; without a position, the next in order. */
export function nextPoint<P extends Place & { id: string }>(
  points: readonly P[],
  looked: ReadonlySet<string>,
  here: Place | null,
): P | null {
  const left = points.filter((point) => !looked.has(point.id))
  if (here === null) return left[0] ?? null
  return (
    left
      .map((point) => ({ point, far: metresBetween(here, point) }))
      .toSorted((a, b) => a.far - b.far)[0]?.point ?? null
  )
}

/** About a hundred metres: enough to remember the street, not the door. */
export const coarse = ({ lon, lat }: Place): Place => ({
  lon: Math.round(lon * 1000) / 1000,
  lat: Math.round(lat * 1000) / 1000,
})

/** How far apart points of a track are kept: a way, not every step. */
const APART_METRES = 80
const MOST = 600

/** About ten metres. */
const fine = (n: number) => Math.round(n * 10_000) / 10_000

/** A track with one more position, if it is far enough from the last and there is room. */
export function walked(track: readonly Place[], here: Place): Place[] {
  const last = track.at(-1)
  if (track.length >= MOST || (last && metresBetween(last, here) < APART_METRES)) return [...track]
  return [...track, { lon: fine(here.lon), lat: fine(here.lat) }]
}

/** A track a month old: coarse, and each place once in a row. */
export const coarsened = (track: readonly Place[]): Place[] =>
  track
    .map((place) => coarse(place))
    .filter((place, n, all) => {
      const before = all[n - 1]
      return !before || before.lon !== place.lon || before.lat !== place.lat
    })

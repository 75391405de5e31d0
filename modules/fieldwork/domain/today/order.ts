import { haversineMetres } from '#kernel/geometry.ts'

interface Place {
  lon: number
  lat: number
}

/** What a day holds, in the order in which it comes at one door. */
export const thingKinds = [
  'reinspection',
  'inspection',
  'task',
  'promise',
  'recheck',
  'hazard',
  'check',
  'point',
  'posting',
  'outreach',
  'visit',
] as const
export type ThingKind = (typeof thingKinds)[number]

export interface Thing {
  kind: ThingKind
  id: string
  title: string
  /** Where it is, in words; empty: nowhere in particular. */
  address: string
  at: Place | null
  late: boolean
  href: string
}

export interface Stop {
  /** The building or street; empty: nowhere in particular. */
  place: string
  metres: number | null
  things: Thing[]
}

const building = /^.*?(?:栋|幢|号楼|座)/
const street = /^.*?(?:路|街|巷|里|大道|弄)/

/** The building where the address names one, otherwise the street, otherwise all of it. */
export const placeIn = (address: string): string =>
  (building.exec(address) ?? street.exec(address))?.[0].trim() ?? address.trim()

const before = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const byThing = (a: Thing, b: Thing) =>
  Number(b.late) - Number(a.late) ||
  thingKinds.indexOf(a.kind) - thingKinds.indexOf(b.kind) ||
  before(a.title, b.title) ||
  before(a.id, b.id)

const far = (metres: number | null) => metres ?? Number.POSITIVE_INFINITY

const nearest = (here: Place | null, things: readonly Thing[]): number | null => {
  if (here === null) return null
  const all = things.flatMap(({ at }) =>
    at === null ? [] : [haversineMetres([here.lon, here.lat], [at.lon, at.lat])],
  )
  return all.length === 0 ? null : Math.min(...all)
}

/**
 * A day's way: what is to be done at one building or street together, the nearest first. Without a
 * position, and where two are as far, places with something late come first, then by name; what is
 * nowhere in particular comes last. Nothing is left out, and the order it was given in changes nothing.
 */
export function dayOf(things: readonly Thing[], here: Place | null): Stop[] {
  const places = new Map<string, Thing[]>()
  for (const thing of things) {
    const place = placeIn(thing.address)
    places.set(place, [...(places.get(place) ?? []), thing])
  }
  const stops = [...places].map(([place, all]) => ({
    place,
    metres: nearest(here, all),
    things: all.toSorted(byThing),
  }))
  const late = (stop: Stop) => stop.things.some((thing) => thing.late)
  return stops.toSorted(
    (a, b) =>
      Number(a.place === '') - Number(b.place === '') ||
      (a.metres === b.metres ? 0 : far(a.metres) - far(b.metres)) ||
      Number(late(b)) - Number(late(a)) ||
      before(a.place, b.place),
  )
}

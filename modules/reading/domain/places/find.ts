import { wordFinder } from '#kernel/word-finder.ts'
import { folded } from './folding.ts'

export const placeKinds = ['road', 'estate', 'building', 'entrance', 'landmark'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** A place of the district, as its gazetteer has it. */
export interface KnownPlace {
  id: string
  kind: PlaceKind
  name: string
  fullText: string
  communityCode: string
}

/** Why a place was proposed: each is said on the page. */
export const placeReasons = ['whole', 'short', 'community', 'one_of_several'] as const
export type PlaceReason = (typeof placeReasons)[number]

export interface FoundPlace {
  id: string
  /** In the words as they came. */
  from: number
  to: number
  reasons: PlaceReason[]
}

export interface Places {
  /** The likeliest first. */
  found: FoundPlace[]
  /** One place stands out, and it is narrower than a road. */
  sure: boolean
}

const MOST = 5
const MOST_READ = 10_000
/** A door says more than a house, a house more than an estate. */
const narrowness: Record<PlaceKind, number> = {
  entrance: 5,
  building: 4,
  landmark: 3,
  estate: 3,
  road: 1,
}
/** Where the offices in an address end: of a district, a street, a community. */
const OFFICE = /(?<!小)区|县|市|街道|镇|乡/gu
const LEAST = 2

/** How a place may be written: in full, without some of its offices, and an estate without the word for it. */
function waysOf({ name, fullText, kind }: KnownPlace): { way: string; whole: boolean }[] {
  const whole = folded(fullText).text
  const tails = Array.from(whole.matchAll(OFFICE), ({ 0: office, index }) =>
    whole.slice(index + office.length),
  )
  const short = folded(name).text
  const ways = [whole, ...tails, ...(kind === 'building' || kind === 'entrance' ? [] : [short])]
  const bare = ways.map((way) => way.replace(/小区|社区/u, ''))
  return [
    ...ways.map((way) => ({ way, whole: true })),
    ...bare.map((way) => ({ way, whole: false })),
  ].filter(
    ({ way }) => way.length > LEAST || (way.length === LEAST && /^\p{Script=Han}+$/u.test(way)),
  )
}

interface Hit {
  place: KnownPlace
  from: number
  to: number
  whole: boolean
}

/**
 * The district's own places in a text, likeliest first, each with where it is named and why. A longer
 * name hides the shorter ones inside it; of several with one name, those of a community that the text
 * names come first, and where that decides nothing it is said that it is one of several.
 */
export function placesIn(
  text: string,
  known: readonly KnownPlace[],
  communities: readonly { code: string; name: string }[],
): Places {
  const read = folded(text.slice(0, MOST_READ))
  const byWay = new Map<string, { place: KnownPlace; whole: boolean }[]>()
  for (const place of known)
    for (const { way, whole } of waysOf(place)) {
      const same = byWay.get(way) ?? []
      if (!same.some((one) => one.place === place)) same.push({ place, whole })
      byWay.set(way, same)
    }
  const words = [...byWay.keys()]
  const hits: Hit[] = []
  wordFinder(words)(read.text, (from, to, word) => {
    // 12号 is not in 112号, and 1栋 not in 21栋.
    if (/^\d/u.test(words[word] ?? '') && /\d/u.test(read.text[from - 1] ?? '')) return
    for (const one of byWay.get(words[word] ?? '') ?? []) hits.push({ ...one, from, to })
  })
  const named = namedIn(read.text, communities)
  const found = ranked(longest(hits), named)
  return {
    found: found.slice(0, MOST).map(({ place, from, to, reasons }) => ({
      id: place.id,
      from: read.at[from] ?? 0,
      to: endOf(read.at, to, text),
      reasons,
    })),
    sure: isSure(found),
  }
}

/** Where in the original a find ends: after the last character that it came from. */
function endOf(at: readonly number[], to: number, text: string): number {
  const end = at[to] ?? text.length
  // Signs between the find and what follows are none of it.
  let last = end
  while (last > 0 && /[\s,，。.、:：;；]/u.test(text[last - 1] ?? '')) last -= 1
  return last
}

function namedIn(
  text: string,
  communities: readonly { code: string; name: string }[],
): Set<string> {
  const found = new Set<string>()
  const names = communities.map(({ name }) => folded(name).text)
  wordFinder(names)(text, (from, to) => {
    const words = text.slice(from, to)
    for (const [index, { code }] of communities.entries())
      if (names[index] === words) found.add(code)
  })
  return found
}

/** Hits that stand in no longer one. */
function longest(hits: readonly Hit[]): Hit[] {
  const inOrder = hits.toSorted((a, b) => a.from - b.from || b.to - a.to)
  const kept: Hit[] = []
  let reach = { from: -1, to: -1 }
  for (const hit of inOrder) {
    const inside = hit.to <= reach.to && !(hit.from === reach.from && hit.to === reach.to)
    if (inside) continue
    if (hit.to > reach.to) reach = hit
    kept.push(hit)
  }
  return kept
}

type Ranked = Hit & { reasons: PlaceReason[]; score: number }

function ranked(hits: readonly Hit[], named: ReadonlySet<string>): Ranked[] {
  const best = new Map<string, Ranked>()
  for (const hit of hits) {
    const agrees = named.has(hit.place.communityCode)
    const twins = hits.filter((one) => one.from === hit.from && one.to === hit.to).length
    const score =
      narrowness[hit.place.kind] * 2 +
      Math.min(3, (hit.to - hit.from) / 4) +
      (hit.whole ? 1 : 0) +
      (agrees ? 3 : 0)
    const reasons: PlaceReason[] = [
      hit.whole ? 'whole' : 'short',
      ...(agrees ? (['community'] as const) : []),
      ...(twins > 1 ? (['one_of_several'] as const) : []),
    ]
    const known = best.get(hit.place.id)
    if (!known || known.score < score) best.set(hit.place.id, { ...hit, reasons, score })
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score || a.from - b.from)
}

function isSure([first, second]: readonly Ranked[]): boolean {
  if (!first || first.place.kind === 'road') return false
  // The estate that a house stands in says the same less narrowly.
  if (!second || second.score <= first.score - 1) return true
  return false
}

import type { Term, TermKind } from './terms.ts'

/** A term of one message, with how loudly it speaks there. */
export interface Weighted {
  term: number
  kind: TermKind
  words: string
  weight: number
}

/** A message as three lists, each of length one or empty. */
export type Weighing = Record<TermKind, Weighted[]>

/** What a group's messages say together. */
export interface GroupSum {
  terms: Map<number, GroupTerm>
  /** Squared lengths of the three sums. */
  lengths: Record<TermKind, number>
}

export interface GroupTerm {
  kind: TermKind
  words: string
  weight: number
  /** How many of its messages have it. */
  messages: number
}

/** What was counted in all messages before: in how many of them a term is. */
export interface Counts {
  messages: number
  of: (term: number) => number
}

const kinds = ['name', 'trouble', 'saying'] as const
const most: Record<TermKind, number> = { name: 12, trouble: 8, saying: 48 }
const inHeading: Record<TermKind, number> = { name: 3, trouble: 2.5, saying: 2.5 }
/** As if so many messages had been read already: the first ones have nothing to be rare against. */
const PRIOR = 300
/** A name elsewhere in so few messages is of one place only. */
const SPECIFIC = 8
/** More terms than this a group does not keep: what is said once among hundreds tells nothing. */
const MOST_KEPT = 320

const rarity = (counts: Counts, elsewhere: number) =>
  Math.log((PRIOR + counts.messages) / (elsewhere + 2))

/** Rare terms speak louder, and so do a heading and repetition. */
export function weigh(terms: readonly Term[], counts: Counts): Weighing {
  const lists: Weighing = { name: [], trouble: [], saying: [] }
  for (const { term, kind, words, times, inSubject } of terms) {
    const rare = Math.max(rarity(counts, counts.of(term)), 0.1)
    const often = times === 1 ? 1 : 1 + Math.log(times)
    const weight = often * rare * (inSubject ? inHeading[kind] : 1)
    lists[kind].push({ term, kind, words, weight })
  }
  return {
    name: loudest(lists.name, most.name),
    trouble: loudest(lists.trouble, most.trouble),
    saying: loudest(lists.saying, most.saying),
  }
}

/** At most so many, of equal ones the first. */
function loudest(said: readonly Weighted[], many: number): Weighted[] {
  if (said.length <= many) return unit([...said])
  const from = Float64Array.from(said, ({ weight }) => weight).sort()[said.length - many] ?? 0
  return unit(said.filter(({ weight }) => weight >= from).slice(0, many))
}

/** Made of length one, the loudest first. */
function unit(list: Weighted[]): Weighted[] {
  const length = Math.sqrt(list.reduce((sum, t) => sum + t.weight ** 2, 0))
  for (const t of list) t.weight /= length
  return list.toSorted((a, b) => b.weight - a.weight)
}

/** How alike a message and a group are, each from 0 to 1. */
export interface GroupLikeness {
  name: number
  trouble: number
  saying: number
  /** From 1 on they are about one trouble at one place. */
  score: number
}

/** Where both name places, and so little alike, whatever else they say is of another trouble. */
const ELSEWHERE = 0.1

/** How alike they are; a score of 0 without the rest where their places tell that it cannot reach 1. */
export function likenessTo(message: Weighing, group: GroupSum, counts: Counts): GroupLikeness {
  const bothNamed = message.name.length > 0 && group.lengths.name > 0
  const name = bothNamed ? nameLikeness(message, group, counts) : 0
  if (bothNamed && name <= ELSEWHERE) return { name, trouble: 0, saying: 0, score: 0 }
  const parts = {
    name,
    trouble: along(message.trouble, group, group.lengths.trouble),
    saying: along(message.saying, group, group.lengths.saying),
  }
  return { ...parts, score: scoreOf(parts, bothNamed) }
}

function along(said: readonly Weighted[], group: GroupSum, squares: number): number {
  if (squares === 0) return 0
  let sum = 0
  for (const { term, weight } of said) {
    const known = group.terms.get(term)
    if (known) sum += weight * known.weight
  }
  return sum / Math.sqrt(squares)
}

/** A lake that half the town writes of is no place of one trouble; an estate that one trouble made known is. */
function nameLikeness({ name }: Weighing, group: GroupSum, counts: Counts): number {
  const whole = Math.log((PRIOR + counts.messages) / SPECIFIC)
  let sum = 0
  for (const { term, weight } of name) {
    const known = group.terms.get(term)
    if (!known) continue
    const rare = rarity(counts, Math.max(0, counts.of(term) - known.messages))
    sum += weight * known.weight * Math.min(1, rare / whole) ** 2
  }
  return sum / Math.sqrt(group.lengths.name)
}

/** From where on a pair of likenesses is one trouble; found by reading a year of one city's messages. */
const least = { placed: 0.45, free: 0.46, near: 0.36, same: 0.7 }
/** Two groups are one from this score on: a wrong joining takes many with it. */
export const JOINED_FROM = 1.2

/** One trouble at one place; or, where nobody names a place, one matter in like words; or the same letter again. */
function scoreOf(
  { name, trouble, saying }: Omit<GroupLikeness, 'score'>,
  bothNamed: boolean,
): number {
  const what = (trouble + Math.min(1, saying * 1.5)) / 2
  const placed = bothNamed ? Math.sqrt(name * what) / least.placed : 0
  const free = !bothNamed && trouble > 0.3 ? saying / least.free : 0
  const near = name > 0.2 && trouble > 0.25 ? saying / least.near : 0
  // The same letter about another place is another trouble.
  const same = !bothNamed || name > 0.1 ? saying / least.same : 0
  return Math.max(placed, free, near, same)
}

export const emptyGroup = (): GroupSum => ({
  terms: new Map(),
  lengths: { name: 0, trouble: 0, saying: 0 },
})

/** Adds a message to what its group says; answers the terms that the group had not before. */
export function addTo(group: GroupSum, message: Weighing): Weighted[] {
  const fresh: Weighted[] = []
  for (const kind of kinds)
    for (const one of message[kind]) {
      const known = group.terms.get(one.term)
      group.lengths[kind] += 2 * (known?.weight ?? 0) * one.weight + one.weight ** 2
      if (known) {
        known.weight += one.weight
        known.messages += 1
      } else {
        group.terms.set(one.term, { kind, words: one.words, weight: one.weight, messages: 1 })
        fresh.push(one)
      }
    }
  if (group.terms.size > 2 * MOST_KEPT) prune(group)
  return fresh
}

function prune(group: GroupSum): void {
  const kept = [...group.terms].toSorted(([, a], [, b]) => b.weight - a.weight).slice(0, MOST_KEPT)
  group.terms = new Map(kept)
  for (const kind of kinds) group.lengths[kind] = 0
  for (const { kind, weight } of group.terms.values()) group.lengths[kind] += weight ** 2
}

/** A group as if it were one message: what two groups are compared by. */
export function asMessage(group: GroupSum): Weighing {
  const lists: Weighing = { name: [], trouble: [], saying: [] }
  for (const [term, { kind, words, weight }] of group.terms)
    lists[kind].push({ term, kind, words, weight })
  for (const kind of kinds) {
    const sorted = lists[kind].toSorted((a, b) => b.weight - a.weight)
    lists[kind] = unit(sorted.slice(0, 2 * most[kind]))
  }
  return lists
}

/** Takes one group into another. */
export function absorb(group: GroupSum, other: GroupSum): Weighted[] {
  const fresh: Weighted[] = []
  for (const [term, { kind, words, weight, messages }] of other.terms) {
    const known = group.terms.get(term)
    group.lengths[kind] += 2 * (known?.weight ?? 0) * weight + weight ** 2
    if (known) {
      known.weight += weight
      known.messages += messages
    } else {
      group.terms.set(term, { kind, words, weight, messages })
      fresh.push({ term, kind, words, weight })
    }
  }
  if (group.terms.size > 2 * MOST_KEPT) prune(group)
  return fresh
}

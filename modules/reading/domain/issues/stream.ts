import {
  absorb,
  addTo,
  asMessage,
  emptyGroup,
  JOINED_FROM,
  likenessTo,
  weigh,
  type Counts,
  type GroupSum,
  type Weighing,
} from './grouping.ts'
import { heatOf, LEAST_PEOPLE } from './heat.ts'
import { TERM_ROOM, termsOf } from './terms.ts'

export interface Member {
  id: string
  user: string
  at: number
  /** Agreement less disagreement. */
  support: number
}

export interface Message extends Member {
  subject: string
  detail: string
}

/** Messages about one trouble at one place. */
export interface Group extends GroupSum {
  id: number
  members: Member[]
  users: Set<string>
  /** When a reader going forward in time would first have been told; null while too few people wrote. */
  detectedAt: number | null
}

/** A term leads back to so many groups, the latest: a word in everybody's mouth leads nowhere. */
const MOST_POSTINGS = 24
const MOST_LEADING = 16
const MOST_CANDIDATES = 16
/** With so many others at most a group is compared when a message speaks for both. */
const MOST_JOINED = 3

interface Stream {
  counts: Counts
  found: Uint32Array
  groups: Group[]
  /** Into which group one was taken; itself while it stands. */
  into: number[]
  postings: Map<number, number[]>
}

/**
 * Groups messages as they come, in order of time. Each is put by what came before it and by nothing
 * else, at a cost that does not grow with how many there were: at most 24 groups for each of 32 terms.
 */
export function groupStream(): { add: (message: Message) => Group; groups: () => Group[] } {
  const found = new Uint32Array(TERM_ROOM)
  const counts = { messages: 0, of: (term: number) => found[term] ?? 0 }
  const stream: Stream = { counts, found, groups: [], into: [], postings: new Map() }
  const add = (message: Message): Group => {
    const terms = termsOf(message.subject, message.detail)
    const weighing = weigh(terms, counts)
    const like = candidates(stream, weighing)
      .map((group) => ({ group, score: likenessTo(weighing, group, counts).score }))
      .filter(({ score }) => score >= 1)
      .toSorted((a, b) => b.score - a.score)
      .map(({ group }) => group)
    for (const { term } of terms) found[term] = (found[term] ?? 0) + 1
    counts.messages += 1
    const group = put(stream, { message, weighing, into: like[0] ?? open(stream) })
    const whole = like
      .slice(1, 1 + MOST_JOINED)
      .reduce((one, other) => joined(stream, one, other), group)
    if (whole.users.size >= LEAST_PEOPLE) whole.detectedAt ??= message.at
    return whole
  }
  return { add, groups: () => stream.groups.filter((group) => group.members.length > 0) }
}

function rootOf(into: number[], id: number): number {
  let at = id
  for (let up = into[at] ?? at; up !== at; up = into[at] ?? at) {
    into[at] = into[up] ?? up
    at = up
  }
  return at
}

/** The groups to which the rarest terms of a message lead back, the likeliest first. */
function candidates({ groups, into, postings }: Stream, message: Weighing): Group[] {
  const heard = new Map<Group, number>()
  for (const kind of ['name', 'saying'] as const)
    for (const { term, weight } of message[kind].slice(0, MOST_LEADING)) {
      const loud = kind === 'name' ? 2 * weight : weight
      let last: Group | undefined
      let has = false
      for (const posted of postings.get(term) ?? []) {
        const group = groups[rootOf(into, posted)]
        // Mostly the same again, and a look into its terms is what costs.
        if (group !== last) has = group?.terms.has(term) === true
        last = group
        if (group && has) heard.set(group, (heard.get(group) ?? 0) + loud)
      }
    }
  return likeliest(heard)
}

/** At most so many; of equal ones those that were heard first. */
function likeliest(heard: ReadonlyMap<Group, number>): Group[] {
  const best: { group: Group; loud: number }[] = []
  for (const [group, loud] of heard) {
    if (best.length === MOST_CANDIDATES && loud <= (best.at(-1)?.loud ?? 0)) continue
    let at = best.length
    while (at > 0 && (best[at - 1]?.loud ?? 0) < loud) at -= 1
    best.splice(at, 0, { group, loud })
    if (best.length > MOST_CANDIDATES) best.pop()
  }
  return best.map(({ group }) => group)
}

function open({ groups, into }: Stream): Group {
  const group = {
    ...emptyGroup(),
    id: groups.length,
    members: [],
    users: new Set<string>(),
    detectedAt: null,
  }
  groups.push(group)
  into.push(group.id)
  return group
}

function post(
  { postings }: Stream,
  terms: readonly { term: number; kind: string }[],
  id: number,
): void {
  for (const { term, kind } of terms) {
    if (kind === 'trouble') continue
    const at = postings.get(term) ?? []
    if (at.length === 0) postings.set(term, at)
    else if (at.length >= MOST_POSTINGS) at.shift()
    at.push(id)
  }
}

function put(stream: Stream, one: { message: Message; weighing: Weighing; into: Group }): Group {
  const { message, weighing, into: group } = one
  post(stream, addTo(group, weighing), group.id)
  const { id, user, at, support } = message
  group.members.push({ id, user, at, support })
  group.users.add(user)
  return group
}

/** The two as one where they say the same, or the first as it was. */
function joined(stream: Stream, group: Group, other: Group): Group {
  if (group === other) return group
  const [large, small] =
    group.members.length >= other.members.length ? [group, other] : [other, group]
  if (likenessTo(asMessage(small), large, stream.counts).score < JOINED_FROM) return group
  stream.into[small.id] = large.id
  post(stream, absorb(large, small), large.id)
  for (const member of small.members) large.members.push(member)
  for (const user of small.users) large.users.add(user)
  if (small.detectedAt !== null)
    large.detectedAt = Math.min(large.detectedAt ?? Infinity, small.detectedAt)
  small.members = []
  return large
}

export interface HotIssue {
  heat: number
  firstSeen: number
  detectedAt: number
  people: number
  support: number
  members: Member[]
}

const DAY = 86_400_000

/** The groups that enough people wrote of, hottest first, as they stand at an instant. */
export function hotIssues(groups: readonly Group[], now: number): HotIssue[] {
  return groups
    .flatMap((group) => {
      if (group.detectedAt === null) return []
      const members = group.members.toSorted((a, b) => a.at - b.at)
      const support = members.reduce((sum, { support: one }) => sum + one, 0)
      const people = group.users.size
      const daysQuiet = (now - (members.at(-1)?.at ?? now)) / DAY
      const heat = heatOf({ people, messages: members.length, support, daysQuiet })
      const firstSeen = members[0]?.at ?? now
      return [{ heat, firstSeen, detectedAt: group.detectedAt, people, support, members }]
    })
    .toSorted((a, b) => b.heat - a.heat || a.firstSeen - b.firstSeen)
}

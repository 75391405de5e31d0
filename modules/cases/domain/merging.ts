import { accept, refuse, type Decision } from '#kernel/decision.ts'
import { isFinal, type CaseStatus, type Urgency } from './case.ts'

/** How far, how long ago and how alike two reports may be and still be about the same thing. */
export const reach = { metres: 300, days: 14 } as const

/** From here on a pair is shown; nobody has decided anything. */
export const LEAST_LIKENESS = 0.5

export interface Told {
  at: Date
  point: { lon: number; lat: number } | null
  /** `kind:code`, once it is filed. */
  matter: string | null
  tokens: readonly string[]
}

/** Why two reports look like one: each part is said on the page, so that a person can judge it. */
export interface Likeness {
  /** 0 to 1. */
  score: number
  metres: number
  minutesApart: number
  /** Null while one of them has no matter yet. */
  sameMatter: boolean | null
  /** 0 to 1. */
  textAlike: number
  /** What both say, the longest first. */
  shared: string[]
}

const weights = { place: 0.35, time: 0.15, matter: 0.2, text: 0.3 }
const EARTH = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points that lie near each other. */
export function metresBetween(
  a: { lon: number; lat: number },
  b: { lon: number; lat: number },
): number {
  const x = radians(b.lon - a.lon) * Math.cos(radians((a.lat + b.lat) / 2))
  return Math.hypot(x, radians(b.lat - a.lat)) * EARTH
}

/** Which house, storey or number: the place is weighed by itself. */
const WHERE = /[0-9一二三四五六七八九十栋楼号层]/u

/** Single characters are in every text; what tells is the twos and words that say what is the matter. */
const telling = (tokens: readonly string[]) =>
  new Set(tokens.filter((t) => Array.from(t).length > 1 && !WHERE.test(t)))

/** How much of the shorter text stands in the longer one too; a few words against a letter are not lost. */
function alike(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): { share: number; shared: string[] } {
  const shared = [...a].filter((token) => b.has(token))
  const least = Math.min(a.size, b.size)
  const share = least === 0 ? 0 : shared.length / Math.sqrt(a.size * b.size)
  return { share, shared: shared.toSorted((x, y) => y.length - x.length).slice(0, 6) }
}

const falling = (value: number, most: number) => Math.max(0, 1 - value / most)

/**
 * How likely two reports are one thing: by place, time, matter and words, each weighed, what is not
 * known left out. Null where they are too far apart in place or time, or where nothing but place and
 * time speaks for it: neighbours report different things on one day.
 */
export function likenessOf(a: Told, b: Told): Likeness | null {
  if (!a.point || !b.point) return null
  const metres = metresBetween(a.point, b.point)
  const minutesApart = Math.abs(a.at.getTime() - b.at.getTime()) / 60_000
  if (metres > reach.metres || minutesApart > reach.days * 1440) return null
  const sameMatter = a.matter === null || b.matter === null ? null : a.matter === b.matter
  const { share, shared } = alike(telling(a.tokens), telling(b.tokens))
  if (sameMatter !== true && share === 0) return null
  const parts = [
    { weight: weights.place, value: falling(metres, reach.metres) },
    // What happens at once is one thing far more often than what happens days apart.
    { weight: weights.time, value: 1 / (1 + minutesApart / 1440) },
    { weight: weights.text, value: Math.sqrt(share) },
    ...(sameMatter === null ? [] : [{ weight: weights.matter, value: sameMatter ? 1 : 0 }]),
  ]
  const whole = parts.reduce((sum, p) => sum + p.weight, 0)
  const score = parts.reduce((sum, p) => sum + p.weight * p.value, 0) / whole
  return {
    score,
    metres: Math.round(metres),
    minutesApart: Math.round(minutesApart),
    sameMatter,
    textAlike: share,
    shared,
  }
}

/** The likely ones of those that were found near, most alike first. */
export function likely<T extends Told>(
  told: Told,
  found: readonly T[],
  most: number,
): { one: T; likeness: Likeness }[] {
  return found
    .flatMap((one) => {
      const likeness = likenessOf(told, one)
      return likeness && likeness.score >= LEAST_LIKENESS ? [{ one, likeness }] : []
    })
    .toSorted(
      (x, y) => y.likeness.score - x.likeness.score || x.one.at.getTime() - y.one.at.getTime(),
    )
    .slice(0, most)
}

/** A resident is asked only about what is close, recent and of the same kind, or next to it. */
const close = { metres: 150, besideMetres: 40, days: 7, most: 3 } as const

/** Open cases near what a resident is about to report, nearest in kind and place first. */
export function nearby<T extends Told>(
  told: Told,
  found: readonly T[],
): { one: T; metres: number }[] {
  const said = telling(told.tokens)
  return found
    .flatMap((one) => {
      if (!told.point || !one.point) return []
      const metres = metresBetween(told.point, one.point)
      const days = Math.abs(told.at.getTime() - one.at.getTime()) / 86_400_000
      if (metres > close.metres || days > close.days) return []
      const { share } = alike(said, telling(one.tokens))
      return share > 0 || metres <= close.besideMetres
        ? [{ one, metres: Math.round(metres), share }]
        : []
    })
    .toSorted((a, b) => b.share - a.share || a.metres - b.metres)
    .slice(0, close.most)
    .map(({ one, metres }) => ({ one, metres }))
}

export const mergeRefusals = [
  'merge_itself',
  'merge_in_circle',
  'merge_master_final',
  'merge_hides_emergency',
  'merge_master_behind',
] as const
export type MergeRefusal = (typeof mergeRefusals)[number]

interface Joined {
  id: string
  status: CaseStatus
  urgency: Urgency
}

/** Whether a case may follow this master, the last of the chain that the one named stands in. */
export function mayFollow(
  kase: Joined,
  named: { id: string },
  master: Joined,
): Decision<null, MergeRefusal> {
  if (kase.id === named.id) return refuse('merge_itself')
  // The one named follows, at the end, the very case that is to follow it.
  if (kase.id === master.id) return refuse('merge_in_circle')
  if (isFinal(master.status)) return refuse('merge_master_final')
  // The one that is further along leads: no unit loses its work to what nobody works on yet.
  if (isAtWork(kase.status) && !isAtWork(master.status) && master.status !== 'handled')
    return refuse('merge_master_behind')
  // Danger must not wait under a case that does not hurry.
  return kase.urgency === 'emergency' && master.urgency !== 'emergency'
    ? refuse('merge_hides_emergency')
    : accept(null)
}

const mergeable = ['reported', 'verifying', 'filed', 'dispatched', 'handling'] as const
/** Where a case may stand when it is joined to another. */
export type MergeableStatus = (typeof mergeable)[number]

export const isMergeable = (status: CaseStatus): status is MergeableStatus =>
  (mergeable as readonly CaseStatus[]).includes(status)

/** A unit has it. */
export const isAtWork = (status: CaseStatus): status is 'dispatched' | 'handling' =>
  status === 'dispatched' || status === 'handling'

/** Where a follower goes when it is taken apart: what was being verified is decided anew. */
export const statusAfter = (before: MergeableStatus): Exclude<MergeableStatus, 'verifying'> =>
  before === 'verifying' ? 'reported' : before

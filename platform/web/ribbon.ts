import { millis, type Instant } from './time-words.ts'

export interface Pause {
  from: Instant
  /** null: still paused. */
  to: Instant | null
  reason: string
}

export interface Notch {
  at: Instant
  label: string
}

export interface RibbonFacts {
  receivedAt: Instant
  promisedAt: Instant | null
  now: Instant
  closedAt: Instant | null
  pauses: readonly Pause[]
  notches: readonly Notch[]
}

export type RibbonState =
  | 'unpromised'
  | 'in-time'
  | 'soon'
  | 'overdue'
  | 'paused'
  | 'closed-in-time'
  | 'closed-late'
  | 'closed'

/** Everything the ribbon draws, as parts of its width from 0 to 1. */
export interface RibbonShape {
  state: RibbonState
  /** Time passed inside the promise. */
  passed: number
  /** Time passed beyond the promise, starting at the flag; 0 when in time. */
  over: number
  flag: number | null
  tick: number
  pauses: { from: number; to: number }[]
  notches: number[]
}

/** Until there is a promise the band is open: what has passed takes this much of it. */
const openPart = 0.6
/** An overdue band keeps this much for the promise, however late it is. */
const leastPromise = 0.35

export function shapeOf(facts: RibbonFacts): RibbonShape {
  const start = millis(facts.receivedAt)
  const end = facts.closedAt === null ? millis(facts.now) : millis(facts.closedAt)
  const promised = facts.promisedAt === null ? null : millis(facts.promisedAt)
  const place = scaleOf(start, Math.max(end, start + 1), promised)
  const tick = place(end)
  const flag = promised === null ? null : place(promised)
  const late = promised !== null && end > promised
  return {
    state: stateOf(facts, start, end, promised),
    passed: late && flag !== null ? flag : tick,
    over: late && flag !== null ? tick - flag : 0,
    flag,
    tick,
    pauses: facts.pauses
      .map((p) => ({ from: place(millis(p.from)), to: place(p.to === null ? end : millis(p.to)) }))
      .filter((p) => p.to > p.from),
    notches: facts.notches.map((n) => place(millis(n.at))),
  }
}

const clamp = (part: number) => Math.min(1, Math.max(0, part))

/** Time to width: even, except that a very late case keeps room for what was promised. */
function scaleOf(start: number, end: number, promised: number | null): (at: number) => number {
  if (promised === null) return (at) => clamp(((at - start) / (end - start)) * openPart)
  if (end <= promised) return (at) => clamp((at - start) / Math.max(1, promised - start))
  const span = Math.max(1, promised - start)
  const flag = Math.max(leastPromise, span / (end - start))
  return (at) =>
    at <= promised
      ? clamp(((at - start) / span) * flag)
      : clamp(flag + ((at - promised) / Math.max(1, end - promised)) * (1 - flag))
}

function stateOf(
  facts: RibbonFacts,
  start: number,
  end: number,
  promised: number | null,
): RibbonState {
  if (facts.closedAt !== null) {
    if (promised === null) return 'closed'
    return end > promised ? 'closed-late' : 'closed-in-time'
  }
  if (facts.pauses.some((p) => millis(p.from) <= end && (p.to === null || millis(p.to) > end)))
    return 'paused'
  if (promised === null) return 'unpromised'
  if (end > promised) return 'overdue'
  const paused = (until: number) =>
    facts.pauses.reduce((sum, p) => {
      const to = Math.min(until, p.to === null ? end : millis(p.to))
      return sum + Math.max(0, to - millis(p.from))
    }, 0)
  const total = promised - start - paused(promised)
  return total > 0 && (end - start - paused(end)) / total >= 0.8 ? 'soon' : 'in-time'
}

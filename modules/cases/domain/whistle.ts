import { accept, refuse, type Decision } from '#kernel/decision.ts'

/** 吹哨: a community or a street calls units to a case; each reports in, and the whistler judges each. */
export const whistleKinds = ['emergency', 'joint', 'hard'] as const
export type WhistleKind = (typeof whistleKinds)[number]

export const whistleLevels = ['community', 'street', 'district'] as const
export type WhistleLevel = (typeof whistleLevels)[number]

export const callStates = ['called', 'acknowledged', 'arrived', 'excused', 'absent'] as const
export type CallState = (typeof callStates)[number]

/** Moves that people make. Late is flagged, not refused: whoever was absent may still arrive. */
const peopleMoves: Record<CallState, readonly CallState[]> = {
  called: ['acknowledged', 'arrived', 'excused'],
  acknowledged: ['arrived', 'excused'],
  absent: ['arrived', 'excused'],
  arrived: [],
  excused: [],
}

/** The one move that time makes: whoever has not come by the time to report in was absent. */
const timeMoves: Partial<Record<CallState, CallState>> = {
  called: 'absent',
  acknowledged: 'absent',
}

export const canCallMove = (from: CallState, to: CallState): boolean =>
  peopleMoves[from].includes(to)
export const callAfterDeadline = (state: CallState): CallState | null => timeMoves[state] ?? null

/** Whether the whistler still waits for this unit. */
export const isAwaited = (state: CallState): boolean =>
  state === 'called' || state === 'acknowledged'

/** How far a post reaches decides at which level it blows: a community's, a street's, the district's. */
export function levelOf(areas: readonly string[]): WhistleLevel | null {
  const widest = Math.min(...areas.map((code) => code.length))
  if (widest === 6) return 'district'
  if (widest === 9) return 'street'
  return widest === 12 ? 'community' : null
}

/** What a district decides: at which level a kind of post blows, and which kinds of body a level calls. */
export interface WhistleTerms {
  levels: Readonly<Partial<Record<string, WhistleLevel>>>
  callees: Readonly<Record<WhistleLevel, readonly string[]>>
}

/** A level that may call nobody does not blow. What the district left open follows from the reach. */
export function blowsAt(
  terms: WhistleTerms,
  by: { postKind: string | null; areas: readonly string[] },
): WhistleLevel | null {
  const reach = levelOf(by.areas)
  if (reach === null) return null
  const level = terms.levels[by.postKind ?? ''] ?? reach
  return terms.callees[level].length > 0 ? level : null
}

export const mayBeCalled = (terms: WhistleTerms, level: WhistleLevel, kind: string): boolean =>
  terms.callees[level].includes(kind)

export const rankOf = (level: WhistleLevel): number => whistleLevels.indexOf(level)

export interface Whistle {
  state: 'open' | 'closed'
  level: WhistleLevel
  issuedBy: string
  issuedPost: string
}

export interface Call {
  unitId: string
  state: CallState
  judged: number | null
}

export interface Whistler {
  personId: string
  postId: string
  verbs: ReadonlySet<string>
  level: WhistleLevel | null
  unitIds: readonly string[]
}

export type WhistleRefusal =
  | 'forbidden'
  | 'whistle_closed'
  | 'whistle_not_yours'
  | 'whistle_not_called'
  | 'whistle_wrong_state'
  | 'whistle_awaited'
  | 'whistle_unjudged'
  | 'whistle_level'

/** Only the post that blew closes: its holder of the day, so that a change of person loses nothing. */
const isIssuer = (whistle: Whistle, by: Whistler) => whistle.issuedPost === by.postId

/** A unit's move on its own call, or the whistler's excuse. */
export function mayMoveCall(
  whistle: Whistle,
  call: Call,
  by: Whistler,
  to: CallState,
): Decision<null, WhistleRefusal> {
  if (whistle.state === 'closed') return refuse('whistle_closed')
  if (to === 'excused') {
    if (!by.verbs.has('cases.whistle')) return refuse('forbidden')
    if (!isIssuer(whistle, by)) return refuse('whistle_not_yours')
  } else {
    if (!by.verbs.has('cases.accept')) return refuse('forbidden')
    if (!by.unitIds.includes(call.unitId)) return refuse('whistle_not_called')
  }
  return canCallMove(call.state, to) ? accept(null) : refuse('whistle_wrong_state')
}

/** Whoever came or stayed away is judged by the whistler; the excused are not. */
export function mayJudgeCall(
  whistle: Whistle,
  call: Call,
  by: Whistler,
): Decision<null, WhistleRefusal> {
  if (whistle.state === 'closed') return refuse('whistle_closed')
  if (!by.verbs.has('cases.whistle')) return refuse('forbidden')
  if (!isIssuer(whistle, by)) return refuse('whistle_not_yours')
  return call.state === 'arrived' || call.state === 'absent'
    ? accept(null)
    : refuse('whistle_wrong_state')
}

/** Nobody is awaited any more, and everybody who can be judged has been. */
export function mayCloseWhistle(
  whistle: Whistle,
  calls: readonly Call[],
  by: Whistler,
): Decision<null, WhistleRefusal> {
  if (whistle.state === 'closed') return refuse('whistle_closed')
  if (!by.verbs.has('cases.whistle')) return refuse('forbidden')
  if (!isIssuer(whistle, by)) return refuse('whistle_not_yours')
  if (calls.some((call) => isAwaited(call.state))) return refuse('whistle_awaited')
  if (calls.some((call) => call.state !== 'excused' && call.judged === null))
    return refuse('whistle_unjudged')
  return accept(null)
}

/** A street or the district takes a whistle up to its own level, and with it the closing. */
export function mayRaiseWhistle(
  whistle: Whistle,
  by: Whistler,
): Decision<WhistleLevel, WhistleRefusal> {
  if (whistle.state === 'closed') return refuse('whistle_closed')
  if (!by.verbs.has('cases.whistle')) return refuse('forbidden')
  if (by.level === null || rankOf(by.level) <= rankOf(whistle.level)) return refuse('whistle_level')
  return accept(by.level)
}

import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { ArticleName } from './law.ts'

/** Where a file stands. The last three are its ends. */
export const fileStates = [
  'words',
  'promised',
  'ordered',
  'served',
  'unmended',
  'handed_over',
  'mended',
  'decided',
  'void',
] as const
export type FileState = (typeof fileStates)[number]

export const steps = [
  'dissuade',
  'offer_stalls',
  'talk',
  'promise',
  'revisit',
  'order',
  'withdraw_order',
  'serve',
  'reinspect',
  'hand_over',
  'transfer',
  'news',
  'make_void',
] as const
export type Step = (typeof steps)[number]

const open = ['words', 'promised', 'ordered', 'served', 'unmended'] as const

/**
 * The one table of moves: from where a step may be taken. Where it leads stands in `afterStep`, since
 * for some it hangs on what was found. Only people's steps: silence reminds and escalates.
 */
const moves: Record<Step, readonly FileState[]> = {
  dissuade: open,
  offer_stalls: ['words', 'promised'],
  talk: ['words', 'promised'],
  promise: ['words', 'promised'],
  revisit: ['promised'],
  order: ['words', 'promised', 'unmended'],
  withdraw_order: ['ordered', 'served'],
  serve: ['ordered'],
  reinspect: ['served'],
  hand_over: ['unmended'],
  transfer: ['words', 'promised'],
  news: ['handed_over'],
  make_void: ['words', 'promised'],
}

export const canTake = (step: Step, from: FileState): boolean => moves[step].includes(from)

const finals: ReadonlySet<FileState> = new Set(['mended', 'decided', 'void'])
export const isEnded = (state: FileState): boolean => finals.has(state)

/** What somebody found on the spot. */
export const findings = ['mended', 'not_mended'] as const
export type Finding = (typeof findings)[number]

/** What the body that took the file over says of it. */
export const theirStates = ['received', 'filed', 'decided', 'not_punished', 'returned'] as const
export type TheirState = (typeof theirStates)[number]

/** Where a step leads that does not hang on what was found; null: it stays where it is. */
const leadsTo: Record<Exclude<Step, 'revisit' | 'reinspect' | 'news'>, FileState | null> = {
  dissuade: null,
  offer_stalls: null,
  talk: null,
  promise: 'promised',
  order: 'ordered',
  withdraw_order: 'words',
  serve: 'served',
  hand_over: 'handed_over',
  transfer: 'handed_over',
  make_void: 'void',
}

/** The state after a step that was allowed. */
export function afterStep(
  step: Step,
  from: FileState,
  found: { finding?: Finding | undefined; theirs?: TheirState | undefined } = {},
): FileState {
  if (step === 'news') return afterNews(found.theirs)
  const mended = found.finding === 'mended'
  if (step === 'revisit') return mended ? 'mended' : 'words'
  if (step === 'reinspect') return mended ? 'mended' : 'unmended'
  return leadsTo[step] ?? from
}

function afterNews(theirs: TheirState | undefined): FileState {
  if (theirs === 'returned') return 'words'
  return theirs === 'decided' || theirs === 'not_punished' ? 'decided' : 'handed_over'
}

/** Which verb of a post a step asks for. */
export const verbOf = {
  dissuade: 'enforcement.dissuade',
  offer_stalls: 'enforcement.dissuade',
  talk: 'enforcement.talk',
  promise: 'enforcement.talk',
  revisit: 'enforcement.talk',
  order: 'enforcement.act',
  withdraw_order: 'enforcement.act',
  serve: 'enforcement.act',
  reinspect: 'enforcement.act',
  hand_over: 'enforcement.act',
  transfer: 'enforcement.talk',
  news: 'enforcement.act',
  make_void: 'enforcement.act',
} as const satisfies Record<Step, string>

/** Matters of noise, for which earlier dissuasion counts and is handed over with the file. */
const noiseMatters: ReadonlySet<string> = new Set(['06028'])
export const isNoise = (matterCode: string | null): boolean =>
  matterCode !== null && noiseMatters.has(matterCode)

/** What a stallholder sells. Cooked food has rules of its own, and is not led to a zone by this one. */
export const wares = ['none', 'farm_produce', 'daily_goods', 'cooked_food', 'other'] as const
export type Wares = (typeof wares)[number]

export const isLedToStalls = (sells: Wares): boolean =>
  sells === 'farm_produce' || sells === 'daily_goods'

/** A file, as far as its rules ask. */
export interface LadderFile {
  state: FileState
  matterCode: string | null
  sells: Wares
  dissuasions: number
  talks: number
  stallsOffered: boolean
  /** The last day to put right, of the order in force, counted from its service; days are numbers of `kernel/zone`. */
  orderUntil: number | null
  /** The first day of a promise that is open. */
  promisedUntil: number | null
  /** From which day the order counts as served. */
  servedOn: number | null
}

export interface Refusal {
  word:
    | 'forbidden'
    | 'file_ended'
    | 'not_now'
    | 'order_first'
    | 'service_first'
    | 'reinspection_first'
    | 'talk_first'
    | 'stalls_first'
    | 'dissuasion_first'
    | 'before_the_date'
    | 'before_the_promise'
    | 'not_served_yet'
  article: ArticleName | null
}

const no = (word: Refusal['word'], article: ArticleName | null = null) =>
  refuse<Refusal>({ word, article })

interface Wish {
  step: Step
  verbs: ReadonlySet<string>
  /** The district's day; of what somebody found, the day on which they did. */
  today: number
  finding?: Finding | undefined
}

/** Whether a step may be taken now, or why not and by which article. The page asks the same. */
export function mayStep(file: LadderFile, wish: Wish): Decision<null, Refusal> {
  if (!wish.verbs.has(verbOf[wish.step])) return no('forbidden')
  if (isEnded(file.state)) return no('file_ended')
  if (!canTake(wish.step, file.state)) return outOfOrder(wish.step, file.state)
  return inOrder(file, wish)
}

const unordered = { words: no('order_first', 'order'), promised: no('order_first', 'order') }
const unserved = { ordered: no('service_first', 'service') }

/** Which rung comes first, by step and state; everything else is simply not the time for it. */
const before: Partial<Record<Step, Partial<Record<FileState, Decision<null, Refusal>>>>> = {
  serve: unordered,
  reinspect: { ...unordered, ...unserved },
  hand_over: { ...unordered, ...unserved, served: no('reinspection_first', 'order') },
  revisit: { words: no('talk_first') },
}

const outOfOrder = (step: Step, from: FileState): Decision<null, Refusal> =>
  before[step]?.[from] ?? no('not_now')

function inOrder(file: LadderFile, wish: Wish): Decision<null, Refusal> {
  const { step } = wish
  if (step === 'promise' && file.talks === 0) return no('talk_first')
  if (step === 'order' && isLedToStalls(file.sells) && !file.stallsOffered)
    return no('stalls_first', 'stalls')
  if (wantsWords(step, file.matterCode) && file.dissuasions === 0)
    return no('dissuasion_first', 'noiseDissuasion')
  if (step === 'revisit') return asPromised(file, wish)
  return step === 'reinspect' ? onTheDay(file, wish) : accept(null)
}

const wantsWords = (step: Step, matterCode: string | null) =>
  (step === 'order' || step === 'hand_over') && isNoise(matterCode)

/** A promise has until its day; that it was kept may be seen before. */
const asPromised = ({ promisedUntil }: LadderFile, { today, finding }: Wish) =>
  promisedUntil !== null && today < promisedUntil && finding === 'not_mended'
    ? no('before_the_promise')
    : accept(null)

/** Whoever is done early may be seen early; that it is not done shows only on the day. */
function onTheDay(file: LadderFile, { today, finding }: Wish): Decision<null, Refusal> {
  if (file.servedOn === null || today < file.servedOn) return no('not_served_yet', 'service')
  const early = file.orderUntil !== null && today < file.orderUntil
  return early && finding === 'not_mended' ? no('before_the_date', 'order') : accept(null)
}

/** The steps that may be taken now: the page shows these, in the order of the ladder. */
export const stepsNow = (file: LadderFile, by: Omit<Wish, 'step' | 'finding'>): Step[] =>
  steps.filter((step) => mayStep(file, { ...by, step }).ok)

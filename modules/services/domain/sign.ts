import { accept, refuse, type Decision } from '#kernel/decision.ts'
import { dueAt, type DutyCalendar, type Pause } from '#kernel/working-time.ts'

export const signStates = ['submitted', 'mending', 'filed', 'withdrawn'] as const
export type SignState = (typeof signStates)[number]

export const signActs = ['ask', 'file', 'mend', 'withdraw', 'note', 'link'] as const
export type SignAct = (typeof signActs)[number]

/** From where each act may be done, and where it leads; a note and a shop's name lead nowhere. */
const moves: Record<SignAct, { from: readonly SignState[]; to: SignState | null }> = {
  ask: { from: ['submitted'], to: 'mending' },
  file: { from: ['submitted', 'mending'], to: 'filed' },
  mend: { from: ['mending'], to: 'submitted' },
  withdraw: { from: ['submitted', 'mending'], to: 'withdrawn' },
  note: { from: ['filed'], to: null },
  link: { from: ['submitted', 'mending', 'filed'], to: null },
}

export const nextState = (
  act: SignAct,
  state: SignState,
): Decision<SignState, 'sign_wrong_state'> =>
  moves[act].from.includes(state) ? accept(moves[act].to ?? state) : refuse('sign_wrong_state')

export const allowedSign = (state: SignState): SignAct[] =>
  signActs.filter((act) => nextState(act, state).ok)

/** What the clock of silence is made of. */
export interface Silence {
  submittedAt: Date
  workingDays: number
  /** While the shop mends, nothing runs. */
  pauses: readonly Pause[]
}

/**
 * When silence counts as filed: at the end of the n-th working day after the day of submission, pauses
 * not counted; null while the shop mends.
 */
export function silenceDue(
  { submittedAt, workingDays, pauses }: Silence,
  calendar: DutyCalendar,
): Date | null {
  const limit = { unit: 'LEGAL_WORK_DAY' as const, value: workingDays }
  const clock = { startedAt: submittedAt, limit, pauses, extensions: [], stoppedAt: null }
  return pauses.some((pause) => pause.to === null) ? null : dueAt(clock, calendar).dueAt
}

/** A pause begins when something is asked and ends when it was mended. */
export const pausedFrom = (pauses: readonly Pause[], now: Date): Pause[] => [
  ...pauses,
  { from: now, to: null, reason: 'mending' },
]

export const resumedAt = (pauses: readonly Pause[], now: Date): Pause[] =>
  pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause))

/** `招备〔2026〕12号`. */
export const signNumber = (year: number, serial: number): string => `招备〔${year}〕${serial}号`

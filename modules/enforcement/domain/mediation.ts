import { accept, refuse, type Decision } from '#kernel/decision.ts'
import type { ArticleName } from './law.ts'

/** What kind of body mediates. Only an agreement before a people's mediation committee is confirmed by 33. */
export const mediationBodies = [
  'peoples_committee',
  'administrative',
  'trade',
  'community',
  'other',
] as const
export type MediationBody = (typeof mediationBodies)[number]

export const isConfirmable = (body: MediationBody): boolean => body === 'peoples_committee'

export const mediationStates = [
  'open',
  'agreed',
  'confirming',
  'confirmed',
  'kept',
  'broken',
  'failed',
] as const
export type MediationState = (typeof mediationStates)[number]

export const mediationSteps = ['agree', 'fail', 'ask_confirmation', 'confirm', 'follow_up'] as const
export type MediationStep = (typeof mediationSteps)[number]

const moves: Record<MediationStep, readonly MediationState[]> = {
  agree: ['open'],
  fail: ['open'],
  ask_confirmation: ['agreed'],
  confirm: ['confirming'],
  follow_up: ['agreed', 'confirming', 'confirmed'],
}

export interface Mediation {
  state: MediationState
  body: MediationBody
  parties: number
  /** The day from which the agreement binds. */
  bindsFrom: number | null
  /** The last day on which the court may be asked. */
  confirmUntil: number | null
}

export interface Agreement {
  form: 'oral' | 'written'
  /** How many of the parties signed or put their fingerprint. */
  signed: number
  mediatorSigned: boolean
  sealed: boolean
}

export interface MediationRefusal {
  word:
    | 'mediation_not_now'
    | 'mediation_two_parties'
    | 'agreement_unsigned'
    | 'not_confirmable'
    | 'confirmation_late'
    | 'all_must_ask'
  article: ArticleName | null
}

const no = (word: MediationRefusal['word'], article: ArticleName | null = null) =>
  refuse<MediationRefusal>({ word, article })

/** Whether mediation may move so; who may is a verb, asked elsewhere. */
export function mayMediate(
  m: Mediation,
  wish:
    | { step: 'agree'; agreement: Agreement }
    | { step: 'ask_confirmation'; today: number; askedByAll: boolean }
    | { step: 'fail' | 'confirm' | 'follow_up' },
): Decision<null, MediationRefusal> {
  if (!moves[wish.step].includes(m.state)) return no('mediation_not_now')
  if (wish.step === 'agree') return mayAgree(m, wish.agreement)
  if (wish.step === 'ask_confirmation') {
    if (!isConfirmable(m.body)) return no('not_confirmable', 'confirmation')
    if (!wish.askedByAll) return no('all_must_ask', 'confirmation')
    if (m.confirmUntil === null || wish.today > m.confirmUntil)
      return no('confirmation_late', 'confirmation')
  }
  return accept(null)
}

/** A written agreement binds when every party and the mediator have signed and the seal is on it. */
function mayAgree(m: Mediation, a: Agreement): Decision<null, MediationRefusal> {
  if (m.parties < 2) return no('mediation_two_parties')
  if (a.form === 'oral') return accept(null)
  return a.signed >= m.parties && a.mediatorSigned && a.sealed
    ? accept(null)
    : no('agreement_unsigned', 'writtenAgreement')
}

/** The steps open now, for the page. */
export const mediationStepsNow = (m: Mediation, today: number): MediationStep[] =>
  mediationSteps.filter((step) => {
    if (!moves[step].includes(m.state)) return false
    return step !== 'ask_confirmation' || mayMediate(m, { step, today, askedByAll: true }).ok
  })

/** What an agreement that was not kept means: the ladder goes on where it stood. */
export const goesBackToLadder = (state: MediationState): boolean =>
  state === 'failed' || state === 'broken'

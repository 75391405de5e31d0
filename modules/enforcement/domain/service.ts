import { accept, refuse, type Decision } from '#kernel/decision.ts'
import { dayOfDate } from '#kernel/zone.ts'
import type { ArticleName } from './law.ts'

/** The lawful ways to serve a paper. */
export const serviceModes = ['direct', 'left', 'post', 'message', 'entrusted', 'notice'] as const
export type ServiceMode = (typeof serviceModes)[number]

/** What may prove a service; which of it is needed hangs on the way. */
export interface Proof {
  /** The day it was handed over, left, sent, posted up. */
  on: string
  /** Who signed for it. */
  signedBy: string
  /** Where not the party: what they are to the party, and why they took it. */
  takenFor: string
  /** In which words it was refused. */
  refusal: string
  witness: string
  /** Number of the letter. */
  tracking: string
  /** The day the letter or the message arrived, as its receipt says. */
  arrivedOn: string | null
  /** The party's own consent to messages: the day of the confirmation, and the address it names. */
  consentOn: string | null
  address: string
  entrustedTo: string
  postedAt: string
  /** Why no other way was possible. */
  reason: string
  pictures: number
}

export const proofFields = [
  'signedBy',
  'takenFor',
  'refusal',
  'witness',
  'tracking',
  'arrivedOn',
  'consentOn',
  'address',
  'entrustedTo',
  'postedAt',
  'reason',
  'pictures',
] as const
export type ProofField = (typeof proofFields)[number]

/** What each way needs before the paper counts as served. */
export const proofOf: Record<ServiceMode, readonly ProofField[]> = {
  direct: ['signedBy'],
  // Leaving it is recorded in pictures or sound; the witness is named where there was one.
  left: ['refusal', 'pictures'],
  post: ['tracking', 'address', 'arrivedOn'],
  message: ['consentOn', 'address', 'arrivedOn'],
  entrusted: ['entrustedTo', 'signedBy'],
  notice: ['reason', 'postedAt', 'pictures'],
}

/** What may be said beside. */
export const alsoOf: Record<ServiceMode, readonly ProofField[]> = {
  direct: ['takenFor', 'witness', 'pictures'],
  left: ['witness'],
  post: ['pictures'],
  message: ['pictures'],
  entrusted: ['takenFor', 'pictures'],
  notice: ['witness'],
}

/** A public notice counts after so many days. Known, not seen: an office checks it. */
export const noticeDays = 30

export const serviceArticle = (mode: ServiceMode): ArticleName =>
  mode === 'notice' ? 'publicNotice' : 'service'

export type ServiceRefusal =
  | { word: 'proof_missing'; fields: ProofField[]; article: ArticleName }
  | {
      word: 'served_before_order' | 'service_in_future' | 'arrived_before_sent' | 'consent_after'
      article: ArticleName
    }

const isGiven = (value: Proof[ProofField]) => value !== '' && value !== null && value !== 0

/** The day from which the paper counts as served; or which proof is missing. */
export function mayServe(
  mode: ServiceMode,
  proof: Proof,
  { madeOn, today }: { madeOn: string; today: string },
): Decision<{ servedOn: number }, ServiceRefusal> {
  const article = serviceArticle(mode)
  const missing = proofOf[mode].filter((field) => !isGiven(proof[field]))
  if (missing.length > 0) return refuse({ word: 'proof_missing', fields: missing, article })
  // The date on the paper stands before it is in anybody's hand.
  if (proof.on < madeOn) return refuse({ word: 'served_before_order', article })
  if (proof.on > today || (proof.arrivedOn ?? '') > today)
    return refuse({ word: 'service_in_future', article })
  if (mode === 'post' || mode === 'message') return byLetter(mode, proof, article)
  const day = dayOfDate(proof.on)
  return accept({ servedOn: mode === 'notice' ? day + noticeDays : day })
}

/** A letter or a message counts when it arrived; a message only after the party agreed to messages. */
function byLetter(
  mode: 'post' | 'message',
  proof: Proof,
  article: ArticleName,
): Decision<{ servedOn: number }, ServiceRefusal> {
  const arrivedOn = proof.arrivedOn ?? proof.on
  if (arrivedOn < proof.on) return refuse({ word: 'arrived_before_sent', article })
  if (mode === 'message' && (proof.consentOn ?? '') > proof.on)
    return refuse({ word: 'consent_after', article })
  return accept({ servedOn: dayOfDate(arrivedOn) })
}

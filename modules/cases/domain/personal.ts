/** Classes of personal data, each with a time of its own. */
export const retentionClasses = [
  'contact',
  'words',
  'picture',
  'position',
  'order',
  'partner',
  'message',
  'sign_in',
  'audit',
] as const
export type RetentionClass = (typeof retentionClasses)[number]

/**
 * Days after the end of a case; of what has no case, after it was written or last used. Proposed by us,
 * for the district to decide: long enough for reopening, review and suit, no longer than the purpose needs
 * (PIPL 19, 47). Logs of the net, sign-ins and audit among them, are kept half a year at least
 * (Cybersecurity Law 21); the audit log three years unless the district says otherwise.
 */
export const retentionTerms: Record<RetentionClass, { days: number; least: number }> = {
  contact: { days: 730, least: 30 },
  words: { days: 1095, least: 180 },
  picture: { days: 1095, least: 180 },
  position: { days: 730, least: 30 },
  order: { days: 1095, least: 180 },
  partner: { days: 365, least: 180 },
  message: { days: 365, least: 30 },
  sign_in: { days: 365, least: 180 },
  audit: { days: 1095, least: 183 },
}

/** Before this instant things of a class have been kept long enough. */
export const keptUntil = (days: number, now: Date) => new Date(now.getTime() - days * 86_400_000)

export const requestKinds = ['see', 'copy', 'mend', 'delete'] as const
export type RequestKind = (typeof requestKinds)[number]
/** Answered within thirty days (GB/T 35273-2020, 8.7). */
export const ANSWER_DAYS = 30

export const personalFields = ['name', 'phone', 'words', 'pictures'] as const
export type PersonalField = (typeof personalFields)[number]

export interface OneReport {
  /** Whether the case has ended. */
  final: boolean
  /** Kept as evidence, by a decision with a reason. */
  held: boolean
  /** Whether there is anything of it left. */
  there: boolean
}

/** Why an item is not erased, or null. What is refused is told to the person with this reason. */
export function eraseFault({ final, held, there }: OneReport): 'gone' | 'evidence' | 'open' | null {
  if (!there) return 'gone'
  if (held) return 'evidence'
  return final ? null : 'open'
}

/**
 * Why an item is not changed, or null: words are part of what happened and their digest stands in the
 * chain, so they are answered by an addition, never rewritten.
 */
export const mendFault = (field: PersonalField): 'chained' | null =>
  field === 'name' || field === 'phone' ? null : 'chained'

export type RequestStep = 'identity' | 'copy' | 'mend' | 'erase' | 'refuse' | 'close'

/** What may be done next: nothing of a person is shown, given or changed before it is known to be theirs. */
export function requestSteps(request: {
  state: 'open' | 'closed'
  kind: RequestKind
  identified: boolean
}): RequestStep[] {
  if (request.state === 'closed') return []
  if (!request.identified) return ['identity', 'close']
  const steps: RequestStep[] = ['copy', 'close']
  if (request.kind === 'mend') return ['mend', 'refuse', ...steps]
  return request.kind === 'delete' ? ['erase', 'refuse', ...steps] : steps
}

/** A suspension that was granted and has not ended. */
export interface Suspension {
  grantedAt: Date
  /** When work goes on by what was agreed; null where nobody could say. */
  resumeAt: Date | null
  remindedAt: Date | null
}

/** What a district says of suspensions. */
export interface SuspensionTerms {
  /** At its date a suspension ends by itself, or those who granted it are reminded. */
  atDate: 'resume' | 'remind'
  /** One without a date is left alone for so many days. */
  mostDays: number
}

const DAY = 86_400_000
const REMIND_DAYS = 7

/**
 * What must be done about a suspension now (DECISIONS 10: nothing waits without something that acts on
 * it): the clock goes on at the date that was agreed; where the district wants a person to say so, or
 * no date was given, those who answer for it are reminded, weekly from then on.
 */
export function suspensionStep(
  { grantedAt, resumeAt, remindedAt }: Suspension,
  { atDate, mostDays }: SuspensionTerms,
  now: Date,
): 'resume' | 'remind' | null {
  const over = resumeAt?.getTime() ?? grantedAt.getTime() + mostDays * DAY
  if (now.getTime() < over) return null
  if (resumeAt !== null && atDate === 'resume') return 'resume'
  const again = remindedAt === null ? over : remindedAt.getTime() + REMIND_DAYS * DAY
  return now.getTime() >= again ? 'remind' : null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The pauses of Standard Webhooks, about three days in all: a weekend without power is outlived. */
const pauses = [
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** A delivery that failed this often is stuck: a person looks at it. */
export const MOST_ATTEMPTS = pauses.length + 1
const LONGEST_ASKED = 24 * HOUR

/**
 * When to try again after so many failures; null when it is stuck. A pause that the other side asks
 * for is kept where it is longer than ours, up to a day.
 */
export function retryAt(failures: number, now: Date, askedSeconds = 0): Date | null {
  const pause = pauses[failures - 1]
  if (pause === undefined) return null
  const asked = Math.min(LONGEST_ASKED, askedSeconds * 1000)
  return new Date(now.getTime() + Math.max(pause, asked))
}

/** A delivery that failed this often is stuck: a person looks at it. */
export const MOST_ATTEMPTS = 8
const FIRST_MS = 60_000
const LONGEST_MS = 3_600_000

/** When to try again after so many failures: a minute, doubling to an hour; null when it is stuck. */
export function retryAt(failures: number, now: Date): Date | null {
  if (failures >= MOST_ATTEMPTS) return null
  const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return new Date(now.getTime() + wait)
}

/** An address of which enough is left to recognise it, and too little to use it. */
export function masked(address: string): string {
  const [name = '', domain] = address.split('@')
  const shown = domain === undefined ? 3 : 1
  const hidden = `${name.slice(0, shown)}***`
  return domain === undefined
    ? `${hidden}${name.length > 7 ? name.slice(-4) : ''}`
    : `${hidden}@${domain}`
}

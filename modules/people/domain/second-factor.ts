/** A code counts for half a minute (RFC 6238). */
export const STEP_SECONDS = 30
/** Clocks of phones differ: the step before and the one after count as well. */
export const STEPS_AROUND = 1
/** Whoever passed the first step has so long to type the code. */
export const TICKET_MINUTES = 5
export const RECOVERY_CODES = 10

/** Without letters and digits that are taken for one another. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
const RECOVERY_LENGTH = 12
const recovery = new RegExp(`^[${letters}]{${RECOVERY_LENGTH}}$`)

/** Which half minute an instant lies in. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / STEP_SECONDS)

/**
 * The step that a code uses up, or null where it does not count: `delta` is how far the step it was made
 * for lies from now, null for none. A step at or before the last one used is a code seen before.
 */
export function usedStep(delta: number | null, now: Date, lastStep: number): number | null {
  if (delta === null || Math.abs(delta) > STEPS_AROUND) return null
  const step = stepAt(now) + delta
  return step > lastStep ? step : null
}

/** A recovery code from random bytes: three groups of four, easily written down. */
export function recoveryCode(bytes: Uint8Array): string {
  const text = Array.from(
    bytes.slice(0, RECOVERY_LENGTH),
    (byte) => letters[byte % letters.length],
  ).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** What somebody typed: six digits of the phone, a recovery code, or neither. */
export function readCode(typed: string): { kind: 'phone' | 'recovery'; code: string } | null {
  const code = typed.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/g, '')
  if (/^[0-9]{6}$/.test(code)) return { kind: 'phone', code }
  return recovery.test(code) ? { kind: 'recovery', code } : null
}

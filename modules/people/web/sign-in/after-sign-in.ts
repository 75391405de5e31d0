import { signInContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'

const consoleVerbs =
  /^(cases\.receive|settings\.edit|people\.(edit|grant|sessions)|audit\.read|catalogue\.edit)$/

/** The desk and administrators work at the console, the others from the phone. */
export const startFor = (verbs: readonly string[]): string =>
  verbs.some((verb) => consoleVerbs.test(verb)) ? '/console' : '/work'

/** Only addresses of our own; a sign-in page must not send people elsewhere. */
export function safeNext(next: string | null): string | null {
  if (next === null || !next.startsWith('/') || next.startsWith('//') || next.includes('\\'))
    return null
  const url = new URL(next, location.origin)
  return url.origin === location.origin && /^\/(console|work)(\/|$)/.test(url.pathname)
    ? url.pathname + url.search
    : null
}

export async function goOn(): Promise<void> {
  const next = safeNext(new URLSearchParams(location.search).get('next'))
  if (next !== null) return location.assign(next)
  const me = await call(signInContract.me, {})
  return location.assign(startFor(me.verbs))
}

/** For how many minutes a name is locked, where that is why it did not work. */
export const lockedMinutes = (error: unknown): unknown =>
  error instanceof CallError ? error.details['minutes'] : undefined

/** The key of the words for why it did not work. */
export function troubleOf(error: unknown): 'wrong' | 'locked' | 'tooOften' | 'failed' {
  if (!(error instanceof CallError)) return 'failed'
  if (error.code === 'people.sign_in_locked') return 'locked'
  if (error.status === 429) return 'tooOften'
  return error.status >= 400 && error.status < 500 ? 'wrong' : 'failed'
}

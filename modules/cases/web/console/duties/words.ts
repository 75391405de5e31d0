import { CallError } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'

/** Why a change between units was refused, in words; what we have no words for keeps its code. */
export function sayRefusal(t: Say<'duties'>, error: unknown): string {
  const code = error instanceof CallError ? error.code : ''
  const entry = error instanceof CallError ? error.details['entry'] : undefined
  return t([`error.${code}`, 'error.other'], {
    code,
    entry: typeof entry === 'string' ? entry : '',
  })
}

/** Whether the list refuses, and this caller may answer for an exception. */
export const mayOverride = (error: unknown): boolean =>
  error instanceof CallError && error.details['mayOverride'] === true

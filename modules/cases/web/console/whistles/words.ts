import { CallError } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'

/** Why a change of a whistle was refused, in words; what we have no words for keeps its code. */
export function sayRefusal(t: Say<'whistles'>, error: unknown): string {
  const code = error instanceof CallError ? error.code : ''
  return t([`error.${code}`, 'error.other'], { code })
}

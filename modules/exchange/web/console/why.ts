import type { Say } from '#platform/web/console/say.ts'

const known = new Set([
  'timeout',
  'broken',
  'forbidden_address',
  'no_address',
  'not_https',
  'too_large',
])

/** What a try came to, in words: an answer by its status, silence by its reason. */
export function sayWhy(t: Say, of: { status: number | null; error: string | null }): string {
  if (of.status !== null) return t('why.answered', { status: of.status })
  return t(known.has(of.error ?? '') ? `why.${of.error}` : 'why.other')
}

import type { Say } from '#platform/web/console/say.ts'
import type { OrderRow } from '../../../contract/index.ts'

type Fault = OrderRow['faults'][number]

const known = new Set([
  'missing',
  'no_time',
  'no_number',
  'outside',
  'unknown_value',
  'too_long',
  'not_text',
])

/** One fault of a record in a sentence; a refusal of the rules has its own in `said`. */
export function sayFault(t: Say, said: Say, { field, reason, value }: Fault): string {
  if (known.has(reason))
    return t('became.fault', { field, reason: t(`reason.${reason}`, { value }) })
  return said(`error.${reason}`, { defaultValue: t('reason.other') })
}

interface Verdict {
  contacted: boolean | null
  solved: string | null
  satisfied: number | null
  again?: boolean
}

/** What a call-back heard, as far as it says anything. */
export function sayVerdict(t: Say, verdict: Verdict): string {
  return [
    verdict.contacted === null ? null : t(`contacted.${verdict.contacted}`),
    verdict.solved === null ? null : t(`solved.${verdict.solved}`),
    verdict.satisfied === null ? null : t(`satisfied.${verdict.satisfied}`),
    verdict.again === true ? t('again') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

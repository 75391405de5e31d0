import type { Step } from '../../../domain/steps.ts'

/** A step as it stands below a chart: 3/16 for the week of that Monday, 3月 for a month. */
export function stepName(at: string, step: Step, language: string): string {
  const day = step === 'week' ? at : `${at}-01`
  const zh = language !== 'en'
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    month: zh ? 'numeric' : 'short',
    ...(step === 'week' ? { day: 'numeric' } : {}),
  }).format(Date.parse(day))
}

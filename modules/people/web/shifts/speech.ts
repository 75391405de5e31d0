import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'
import { sayDay, sayInstant } from '#platform/web/time-words.ts'

/** The sentence of a refusal, where the words of rosters have one. */
export function useSaid() {
  const { t, i18n } = useTranslation('rosters')
  return (error: unknown) => {
    if (!(error instanceof CallError)) return t('failed')
    const key = `error.${error.code}`
    return i18n.exists(`rosters:${key}`) ? t([key, 'failed'], error.details) : t('failed')
  }
}

/** Times as the place says them. */
export function useClock(timeZone: string) {
  const { i18n } = useTranslation()
  const [now] = useState(() => Date.now())
  const language = languageOf(i18n)
  return {
    language,
    at: (instant: string) => sayInstant(instant, now, language, timeZone),
    day: (day: string) => sayDay(`${day}T04:00:00Z`, now, language, timeZone),
  }
}

/** What a shift is called in the language of the page; in its own where it has no English name. */
export function useKindName() {
  const { i18n } = useTranslation()
  const english = languageOf(i18n) === 'en'
  return (one: { kindName: string; kindNameEn: string }): string =>
    english && one.kindNameEn !== '' ? one.kindNameEn : one.kindName
}

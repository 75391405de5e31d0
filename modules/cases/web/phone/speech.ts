import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { sayDate, sayInstant, type Instant } from '#platform/web/time-words.ts'

/** The words of these pages with the language and the place's clock that go with them. */
export function useSpeech(timeZone = 'Asia/Shanghai') {
  const { t, i18n } = useTranslation('phone')
  const language = languageOf(i18n)
  /** For codes that a newer server may know and these words do not. */
  const known = (key: string, fallback: string) => (i18n.exists(`phone:${key}`) ? t(key) : fallback)
  const say = (at: Instant, now: Instant = Date.now()) => sayInstant(at, now, language, timeZone)
  const date = (day: string) => sayDate(day, Date.now(), language, timeZone)
  return { t, language, known, say, date, timeZone }
}
export type Speech = ReturnType<typeof useSpeech>

import { useTranslation } from 'react-i18next'
import { languageOf } from '#platform/web/i18n.ts'
import { sayDay, sayInstant, type Instant } from '#platform/web/time-words.ts'
import en from '../words/resident.en.json' with { type: 'json' }
import zh from '../words/resident.zh-CN.json' with { type: 'json' }
import saidEn from '../words/en.json' with { type: 'json' }
import saidZh from '../words/zh-CN.json' with { type: 'json' }

/** These words come with the pages that speak them, not with everybody's first screen. */
export function useServiceSpeech(timeZone = 'Asia/Shanghai') {
  const { i18n } = useTranslation()
  if (!i18n.hasResourceBundle('zh-CN', 'serviceFace')) {
    i18n.addResourceBundle('zh-CN', 'serviceFace', { ...saidZh, ...zh })
    i18n.addResourceBundle('en', 'serviceFace', { ...saidEn, ...en })
  }
  const { t } = useTranslation('serviceFace')
  const language = languageOf(i18n)
  const either = (words: string, wordsEn: string) =>
    language === 'en' && wordsEn !== '' ? wordsEn : words
  const say = (at: Instant) => sayInstant(at, Date.now(), language, timeZone)
  const clock = (at: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
      new Date(at),
    )
  const day = (at: string) => sayDay(at, Date.now(), language, timeZone)
  /** A refusal in words; one of another module by its kind. */
  const trouble = (code: string) =>
    t(i18n.exists(`serviceFace:error.${code}`) ? `error.${code}` : 'failed')
  return { t, language, either, say, clock, day, trouble }
}
export type ServiceSpeech = ReturnType<typeof useServiceSpeech>

import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './words/en.json' with { type: 'json' }
import zh from './words/zh-CN.json' with { type: 'json' }

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** One namespace of words per module: `useTranslation('cases')` speaks the words of cases. */
export type Words = Record<string, Record<string, string>>

const remembered = 'gongzhi.language'

/** What was chosen on this device, else what the browser asks for; Chinese unless it plainly asks for English. */
export function preferredLanguage(): Language {
  const chosen = readChoice()
  if (chosen === 'zh-CN' || chosen === 'en') return chosen
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

/** Narrows i18next's open string to the languages we write in. */
export const languageOf = (instance: i18n): Language =>
  instance.language === 'en' ? 'en' : 'zh-CN'

/** Keys are flat and may hold dots, because error codes do (`cases.wrong_status`). */
export async function openI18n(
  words: Record<Language, Words>,
  language: Language = preferredLanguage(),
): Promise<i18n> {
  const instance = i18next.createInstance()
  instance.on('languageChanged', (now) => {
    document.documentElement.lang = now
  })
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    supportedLngs: languages,
    keySeparator: false,
    nsSeparator: ':',
    ns: ['platform', ...Object.keys(words['zh-CN'])],
    defaultNS: 'platform',
    resources: {
      'zh-CN': { platform: zh, ...words['zh-CN'] },
      en: { platform: en, ...words.en },
    },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

/** Changes the language for this visit and the next ones. */
export async function speak(instance: i18n, language: Language): Promise<void> {
  try {
    localStorage.setItem(remembered, language)
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  await instance.changeLanguage(language)
}

function readChoice(): string | null {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null
  }
}

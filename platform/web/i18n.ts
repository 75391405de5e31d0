import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import zh from './words/zh-CN.json' with { type: 'json' }

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** One namespace of words per module: `useTranslation('cases')` speaks the words of cases. */
export type Words = Record<string, Record<string, string>>

/**
 * The words of an app. English may come on demand, so that a phone that reads Chinese does not fetch
 * it; Chinese is always there, for it stands in wherever a sentence is missing.
 */
export interface AppWords {
  'zh-CN': Words
  en: Words | (() => Promise<Words>)
}

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
  words: AppWords,
  language: Language = preferredLanguage(),
): Promise<i18n> {
  const instance = i18next.createInstance()
  spoken = words
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
      // Without a line to fetch it, Chinese is better than an empty page.
      ...(language === 'en' ? { en: await english(words.en).catch(() => ({})) } : {}),
    },

    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

const english = async (given: AppWords['en']): Promise<Words> => {
  const [platform, own] = await Promise.all([
    import('./words/en.json', { with: { type: 'json' } }),
    typeof given === 'function' ? given() : given,
  ])
  return { platform: platform.default, ...own }
}

/** Of the app on this page; the instance that pages are given is not the one that was made. */
let spoken: AppWords | null = null

/** Changes the language for this visit and the next ones. Without a line to fetch it the old one stays. */
export async function speak(instance: i18n, language: Language): Promise<void> {
  if (spoken && language === 'en' && !instance.hasResourceBundle('en', 'platform')) {
    const bundles = await english(spoken.en).catch(() => null)
    if (!bundles) return
    for (const [name, bundle] of Object.entries(bundles))
      instance.addResourceBundle('en', name, bundle)
  }
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

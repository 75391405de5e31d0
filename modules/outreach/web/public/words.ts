import { useTranslation } from 'react-i18next'
import en from '../../words/public.en.json' with { type: 'json' }
import zh from '../../words/public.zh-CN.json' with { type: 'json' }

/** These words come with these pages, not with everybody's first screen. */
export function usePublicWords() {
  const { t, i18n } = useTranslation('outreach-public')
  if (!i18n.hasResourceBundle('zh-CN', 'outreach-public')) {
    i18n.addResourceBundle('zh-CN', 'outreach-public', zh)
    i18n.addResourceBundle('en', 'outreach-public', en)
  }
  return { t, i18n }
}

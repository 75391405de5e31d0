import { useTranslation } from 'react-i18next'
import type { WordsWatch } from '#modules/cases/web/index.ts'
import { Strip } from '#platform/web/kit/index.ts'
import en from '../../words/reply-check.en.json' with { type: 'json' }
import zh from '../../words/reply-check.zh-CN.json' with { type: 'json' }
import { useReplyCheck } from '../use-reply-check.ts'

/** These words come with the part that speaks them, not with everybody's first screen. */
function useWords() {
  const { i18n } = useTranslation()
  if (!i18n.hasResourceBundle('zh-CN', 'replyCheck')) {
    i18n.addResourceBundle('zh-CN', 'replyCheck', zh)
    i18n.addResourceBundle('en', 'replyCheck', en)
  }
  return useTranslation('replyCheck')
}

/** The same advice as at the desk, worked out on the phone: it needs no signal. */
export function WordsAdvice({ words, onHeld }: WordsWatch) {
  const { t } = useWords()
  const { lacks, numbers, confirm, seen, see } = useReplyCheck(words, onHeld)
  if (words.trim() === '') return null
  return (
    <>
      {lacks.length > 0 && (
        <p className="quiet" role="status">
          {t('lacks', { parts: lacks.map((part) => t(`part.${part}`)).join(t('and')) })}
        </p>
      )}
      {numbers !== '' && (
        <Strip tone={confirm && !seen ? 'danger' : 'warn'}>{t('holds', { numbers })}</Strip>
      )}
      {confirm && (
        <label className="tick">
          <input type="checkbox" checked={seen} onChange={(event) => see(event.target.checked)} />
          <span>{t('confirm')}</span>
        </label>
      )}
    </>
  )
}

import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useReplyCheck } from '../../use-reply-check.ts'
import './replies.css'

/** What the words lack, and whose numbers they give away: said while they are written, never in the way. */
export function ReplyAdvice({ words, onHeld }: { words: string; onHeld: (held: boolean) => void }) {
  const { t } = useTranslation('replyCheck')
  const { lacks, numbers, confirm, seen, see } = useReplyCheck(words, onHeld)
  if (words.trim() === '') return null
  return (
    <div className="reply-advice" role="status">
      {lacks.length > 0 && (
        <p>{t('lacks', { parts: lacks.map((part) => t(`part.${part}`)).join(t('and')) })}</p>
      )}
      {numbers !== '' && <p className="reply-holds">{t('holds', { numbers })}</p>}
      {confirm && (
        <Checkbox checked={seen} onChange={(event) => see(event.target.checked)}>
          {t('confirm')}
        </Checkbox>
      )}
    </div>
  )
}

import { Checkbox } from 'antd'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { checkReply } from '../../../domain/replies/check.ts'
import './replies.css'

/** What the words lack, and whose numbers they give away: said while they are written, never in the way. */
export function ReplyAdvice({ words, onHeld }: { words: string; onHeld: (held: boolean) => void }) {
  const { t } = useTranslation('replyCheck')
  const read = useDeferredValue(words)
  const { lacks, holds, confirm } = useMemo(() => checkReply(words), [words])
  const numbers = holds.map(({ from, to }) => words.slice(from, to)).join('、')
  // Another number wants another look.
  const [seen, setSeen] = useState('')
  const held = confirm && seen !== numbers
  useEffect(() => {
    onHeld(held)
    return () => onHeld(false)
  }, [held, onHeld])
  if (read.trim() === '') return null
  return (
    <div className="reply-advice" role="status">
      {lacks.length > 0 && (
        <p>{t('lacks', { parts: lacks.map((part) => t(`part.${part}`)).join(t('and')) })}</p>
      )}
      {holds.length > 0 && <p className="reply-holds">{t('holds', { numbers })}</p>}
      {confirm && (
        <Checkbox
          checked={seen === numbers}
          onChange={(event) => setSeen(event.target.checked ? numbers : '')}
        >
          {t('confirm')}
        </Checkbox>
      )}
    </div>
  )
}

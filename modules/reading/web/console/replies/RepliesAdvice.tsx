import { Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  checkReply,
  lackedByAll,
  type ReplyCheck,
  type ReplyPart,
} from '../../../domain/replies/check.ts'
import './replies.css'

interface Checked {
  byWords: ReadonlyMap<string, ReplyCheck>
  lackedByAll: readonly ReplyPart[]
}

/** A hundred rows ask after the same hundred replies: they are read once. */
const known = new WeakMap<readonly string[], Checked>()

function checksOf(replies: readonly string[]): Checked {
  const found = known.get(replies)
  if (found) return found
  const byWords = new Map(replies.map((words) => [words, checkReply(words)]))
  const checked = { byWords, lackedByAll: lackedByAll([...byWords.values()]) }
  known.set(replies, checked)
  return checked
}

const numbersIn = (words: string, check: ReplyCheck | undefined) =>
  (check?.holds ?? []).map(({ from, to }) => words.slice(from, to)).join('、')

/** Above the replies: what none of them says, and one look at the numbers of people that are in them. */
export function RepliesAdvice(props: {
  replies: readonly string[]
  onHeld: (held: boolean) => void
}) {
  const { replies, onHeld } = props
  const { t } = useTranslation('replyCheck')
  const { byWords, lackedByAll: lacks } = checksOf(replies)
  const wanting = replies.filter((words) => byWords.get(words)?.confirm)
  const numbers = [...new Set(wanting.map((words) => numbersIn(words, byWords.get(words))))].join(
    '、',
  )
  // Another number wants another look.
  const [seen, setSeen] = useState('')
  const held = numbers !== '' && seen !== numbers
  useEffect(() => {
    onHeld(held)
    return () => onHeld(false)
  }, [held, onHeld])
  if (lacks.length === 0 && numbers === '') return null
  return (
    <div className="reply-advice" role="status">
      {lacks.length > 0 && (
        <p>{t('all.lacks', { parts: lacks.map((part) => t(`part.${part}`)).join(t('and')) })}</p>
      )}
      {numbers !== '' && (
        <>
          <p className="reply-holds">
            {t('all.holds', { some: wanting.length, all: replies.length })}
          </p>
          <Checkbox
            checked={!held}
            onChange={(event) => setSeen(event.target.checked ? numbers : '')}
          >
            {t('all.confirm')}
          </Checkbox>
        </>
      )}
    </div>
  )
}

/** Beside one reply of many: what it lacks besides the others, and whose number it alone gives away. */
export function OneOfReplies({ words, replies }: { words: string; replies: readonly string[] }) {
  const { t } = useTranslation('replyCheck')
  const { byWords, lackedByAll: said } = checksOf(replies)
  const check = byWords.get(words)
  if (!check) return null
  const lacks = check.lacks.filter((part) => !said.includes(part))
  if (lacks.length === 0 && check.holds.length === 0) return null
  return (
    <span className="reply-advice">
      {lacks.length > 0 && (
        <small>
          {t('lacks', { parts: lacks.map((part) => t(`part.${part}`)).join(t('and')) })}
        </small>
      )}
      {check.holds.length > 0 && (
        <small className="reply-holds">{t('holds', { numbers: numbersIn(words, check) })}</small>
      )}
    </span>
  )
}

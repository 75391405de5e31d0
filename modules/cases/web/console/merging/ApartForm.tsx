import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Why it was another thing after all; what follows is said before the verb. */
export function ApartForm(props: {
  busy: boolean
  refused: string | null
  onSend: (words: string) => void
  onLeave: () => void
}) {
  const { t } = useTranslation(['merging', 'console'])
  const id = useId()
  const [words, setWords] = useState('')
  const ready = words.trim() !== ''
  return (
    <form
      className="act"
      aria-label={t('apart')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !props.busy) props.onSend(words.trim())
      }}
    >
      <div className="act-field">
        <label htmlFor={id}>{t('apart.why')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={2000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </div>
      <p className="act-then">{t('console:then.take_apart')}</p>
      {props.refused && (
        <p className="act-refused" role="alert">
          {props.refused}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={props.busy}>
          {t('apart')}
        </Button>
        <Button onClick={props.onLeave}>{t('leave')}</Button>
      </p>
    </form>
  )
}

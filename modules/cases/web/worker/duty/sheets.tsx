import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, PhotoPicker, Sheet, TextArea } from '#platform/web/kit/index.ts'
import { keepPicture } from '../outbox/outbox.ts'
import { DutyTrouble, type DutyChange } from './change.tsx'

interface SheetProps {
  change: DutyChange
  onClose: () => void
}

/** Some words and a verb. */
export function WordsSheet(
  props: SheetProps & {
    title: string
    label: string
    needed: boolean
    onSend: (words: string) => void
  },
) {
  const [words, setWords] = useState('')
  const { change } = props
  return (
    <Sheet
      open
      title={props.title}
      onClose={props.onClose}
      foot={
        <Button
          wide
          busy={change.isPending}
          disabled={props.needed && words.trim() === ''}
          onClick={() => props.onSend(words.trim())}
        >
          {props.title}
        </Button>
      }
    >
      <div className="step">
        <TextArea
          label={props.label}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <DutyTrouble error={change.error} />
      </div>
    </Sheet>
  )
}

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

/** Camera, words, done: of the own part only. */
export function FinishSheet(
  props: SheetProps & {
    onSend: (given: { words: string; before: string[]; after: string[] }) => void
  },
) {
  const { t } = useTranslation('duties')
  const { change } = props
  const [words, setWords] = useState('')
  const [before, setBefore] = useState(nothing)
  const [after, setAfter] = useState(nothing)
  const pending = before.pending + after.pending > 0
  return (
    <Sheet
      open
      title={t('verb.finish')}
      onClose={props.onClose}
      foot={
        <Button
          wide
          busy={change.isPending || pending}
          disabled={words.trim() === ''}
          onClick={() =>
            props.onSend({ words: words.trim(), before: before.ids, after: after.ids })
          }
        >
          {t('verb.finish')}
        </Button>
      }
    >
      <div className="step">
        <h3>{t('pictures.after')}</h3>
        <PhotoPicker
          upload={keepPicture}
          onChange={setAfter}
          label={t('pictures.after')}
          keepOriginal
          kept
        />
        <TextArea
          label={t('say.finish')}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <h3>{t('pictures.before')}</h3>
        <PhotoPicker
          upload={keepPicture}
          onChange={setBefore}
          label={t('pictures.before')}
          keepOriginal
          kept
        />
        <DutyTrouble error={change.error} />
      </div>
    </Sheet>
  )
}

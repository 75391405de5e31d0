import { useState } from 'react'
import { Button, PhotoPicker, Sheet, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../../phone/speech.ts'
import { ActTrouble } from '../ActTrouble.tsx'
import type { DutyChange } from '../duty/change.tsx'
import { keepPicture } from '../outbox/outbox.ts'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

interface GivenSheetProps {
  title: string
  label: string
  act: DutyChange
  onClose: () => void
  onSend: (given: { words: string; photos: string[] }) => void
}

/** Some words and photographs, kept on this phone until they are sent. */
export function GivenSheet({ title, label, act, onClose, onSend }: GivenSheetProps) {
  const { t } = useSpeech()
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState(nothing)
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={
        <Button
          wide
          busy={act.isPending || pictures.pending > 0}
          disabled={words.trim() === ''}
          onClick={() => onSend({ words: words.trim(), photos: pictures.ids })}
        >
          {title}
        </Button>
      }
    >
      <div className="step">
        <TextArea
          label={label}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <h3>{t('follow.photos')}</h3>
        <PhotoPicker
          upload={keepPicture}
          onChange={setPictures}
          label={t('follow.photos')}
          keepOriginal
          kept
        />
        {act.error !== null && <ActTrouble error={act.error} />}
      </div>
    </Sheet>
  )
}

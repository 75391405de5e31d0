import { useState } from 'react'
import type { CasePage } from '#modules/cases/contract/index.ts'
import type { Answers } from '#modules/cases/contract/index.ts'
import { Button, PhotoPicker, Sheet, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { unanswered } from '../phone/asked.ts'
import { AskedParts } from '../phone/AskedParts.tsx'
import { BesideWords } from '../phone/BesideWords.tsx'
import { ActTrouble } from './ActTrouble.tsx'
import { keepPicture } from './outbox/outbox.ts'
import { useTaskAct } from './task-acts.ts'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

export interface FinishSheetProps {
  page: CasePage
  open: boolean
  onClose: () => void
}

/** Camera, words, done. A picture of before is asked only where nobody has taken one. */
export function FinishSheet({ page, open, onClose }: FinishSheetProps) {
  const { t } = useSpeech()
  const go = useGo()
  const act = useTaskAct(() => go('/work'))
  const [after, setAfter] = useState(nothing)
  const [before, setBefore] = useState(nothing)
  const [words, setWords] = useState('')
  const [held, setHeld] = useState(false)
  const [answers, setAnswers] = useState<Answers>({})
  const [pressed, setPressed] = useState(false)
  const hasBefore = page.photos.some((p) => p.role === 'report' || p.role === 'before')
  const pending = after.pending + before.pending
  const noPhoto = after.ids.length === 0
  const noWords = words.trim() === ''
  const questions = (page.questions ?? []).filter((q) => q.at === 'finish')
  const stillOpen = unanswered(questions, answers)

  const finish = () => {
    setPressed(true)
    if (noPhoto || noWords || stillOpen) return
    act.mutate({
      lane: page.id,
      title: page.title,
      baseVersion: page.version,
      step: { kind: 'finish', words: words.trim(), before: before.ids, after: after.ids, answers },
    })
  }
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={t('finish.title')}
      foot={
        <Button wide busy={pending > 0 || act.isPending} disabled={held} onClick={finish}>
          {t('finish.send')}
        </Button>
      }
    >
      <div className="step">
        <h3>{t('finish.after')}</h3>
        <PhotoPicker
          upload={keepPicture}
          onChange={setAfter}
          label={t('finish.after')}
          keepOriginal
          kept
        />
        {pressed && noPhoto && <Strip tone="danger">{t('finish.needPhoto')}</Strip>}
        <TextArea
          label={t('finish.words')}
          placeholder={t('finish.wordsHint')}
          maxLength={2000}
          value={words}
          error={pressed && noWords ? t('finish.needWords') : undefined}
          onChange={(event) => setWords(event.target.value)}
        />
        <BesideWords words={words} onHeld={setHeld} />
        <AskedParts questions={questions} answers={answers} onChange={setAnswers} />
        {pressed && stillOpen && <Strip tone="danger">{t('finish.needAnswers')}</Strip>}
        {!hasBefore && (
          <section>
            <h3>{t('finish.before')}</h3>
            <p className="quiet">{t('finish.beforeWhy')}</p>
            <PhotoPicker
              upload={keepPicture}
              onChange={setBefore}
              label={t('finish.before')}
              keepOriginal
              kept
            />
          </section>
        )}
        {act.error && <ActTrouble error={act.error} />}
      </div>
    </Sheet>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answers } from '#modules/cases/contract/index.ts'
import { partnerFinish, type PartnerPage as Shown } from '#modules/cases/contract/partners.ts'
import { call } from '#platform/web/call.ts'
import { Button, PhotoPicker, Strip, TextArea, type Upload } from '#platform/web/kit/index.ts'
import { unanswered } from '../phone/asked.ts'
import { AskedParts } from '../phone/AskedParts.tsx'
import { PartnerTrouble } from './trouble.tsx'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

interface FinishProps {
  districtId: string
  secret: string
  upload: Upload
  questions: Shown['questions']
  show: (page: Shown) => void
}

/** Before, after, what was done. */
export function FinishPart({ districtId, secret, upload, questions, show }: FinishProps) {
  const { t } = useTranslation('partners')
  const [before, setBefore] = useState(nothing)
  const [after, setAfter] = useState(nothing)
  const [words, setWords] = useState('')
  const [answers, setAnswers] = useState<Answers>({})
  const [pressed, setPressed] = useState(false)
  const sending = useMutation({
    mutationFn: () =>
      call(partnerFinish, {
        params: { districtId },
        body: { key: secret, words: words.trim(), before: before.ids, after: after.ids, answers },
      }),
    onSuccess: show,
  })
  const noPicture = after.ids.length === 0
  const noWords = words.trim() === ''
  const stillOpen = unanswered(questions, answers)
  const send = () => {
    setPressed(true)
    if (!noPicture && !noWords && !stillOpen) sending.mutate()
  }
  return (
    <section className="card partner-finish">
      <h2>{t('page.before')}</h2>
      <PhotoPicker upload={upload} onChange={setBefore} label={t('page.before')} keepOriginal />
      <h2>{t('page.after')}</h2>
      <PhotoPicker upload={upload} onChange={setAfter} label={t('page.after')} keepOriginal />
      {pressed && noPicture && <Strip tone="danger">{t('page.needPicture')}</Strip>}
      <TextArea
        label={t('page.did')}
        placeholder={t('page.didHint')}
        maxLength={2000}
        value={words}
        error={pressed && noWords ? t('page.needWords') : undefined}
        onChange={(event) => setWords(event.target.value)}
      />
      <AskedParts questions={questions} answers={answers} onChange={setAnswers} />
      {pressed && stillOpen && <Strip tone="danger">{t('page.needAnswers')}</Strip>}
      {sending.error && <PartnerTrouble error={sending.error} />}
      <Button wide busy={sending.isPending || before.pending + after.pending > 0} onClick={send}>
        {t('page.send')}
      </Button>
    </section>
  )
}

import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import { questionsContract as contract, type QuestionView } from '../../../contract/index.ts'
import { useOutreachChange } from '../queries.ts'
import { MatterPick } from './MatterPick.tsx'

/** About which matter a question is, said later: only then does it count among those that come back. */
export function Naming({ question }: { question: QuestionView }) {
  const { t } = useTranslation('outreach')
  const was = question.matter?.key ?? null
  const [open, setOpen] = useState(false)
  const [matter, setMatter] = useState(was)
  const name = useOutreachChange((next: string) =>
    call(contract.nameMatter, {
      params: { questionId: question.id },
      body: { matter: next, was },
    }),
  )
  if (!open)
    return (
      <Button
        size="small"
        onClick={() => {
          setMatter(was)
          setOpen(true)
        }}
      >
        {t(was === null ? 'questions.name' : 'questions.rename')}
      </Button>
    )
  return (
    <div className="outreach-verbs">
      <Trouble error={name.error} />
      <MatterPick aria-label={t('questions.matter')} value={matter} onChange={setMatter} />
      <Button
        type="primary"
        disabled={matter === null || matter === was}
        loading={name.isPending}
        onClick={() => matter !== null && name.mutate(matter, { onSuccess: () => setOpen(false) })}
      >
        {t('save')}
      </Button>
      <Button onClick={() => setOpen(false)}>{t('leave')}</Button>
    </div>
  )
}

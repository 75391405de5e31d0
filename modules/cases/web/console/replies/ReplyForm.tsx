import { Input, Select } from 'antd'
import { use, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { replyToReporter } from '../../../contract/replies.ts'
import { ReplySlot } from '../../reply-slot.ts'
import type { ActionFormProps } from '../actions/form.ts'
import { FormFrame, Labelled } from '../actions/FormFrame.tsx'
import type { Make } from '../change.ts'
import { useReplyDrafts } from './queries.ts'

/** An answer in one's own words, or begun from a template that the case has filled. */
export function ReplyForm({ page, action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation(['many', 'console'])
  const ids = { template: useId(), words: useId() }
  const drafts = useReplyDrafts(page.id)
  const [templateId, setTemplate] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const advice = use(ReplySlot)
  const [held, setHeld] = useState(false)
  const rows = drafts.data ?? []
  const missing = rows.find((r) => r.templateId === templateId)?.missing ?? []
  const open = missing.filter((gap) => words.includes(`{${gap}}`))
  const send: Make = ({ params, base }) =>
    call(replyToReporter, { params, body: { ...base, templateId, words: words.trim() } })
  return (
    <FormFrame
      action={action}
      consequence={t('console:then.reply')}
      ready={words.trim() !== '' && open.length === 0 && !held}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      {rows.length > 0 && (
        <Labelled id={ids.template} label={t('field.template')}>
          <Select
            id={ids.template}
            placeholder={t('field.choose')}
            value={templateId}
            onChange={(id: string) => {
              setTemplate(id)
              setWords(rows.find((r) => r.templateId === id)?.text ?? '')
            }}
            options={rows.map((r) => ({ value: r.templateId, label: r.name }))}
          />
        </Labelled>
      )}
      <Labelled
        id={ids.words}
        label={t('reply.words')}
        {...(open.length > 0
          ? { hint: t('reply.open', { gaps: open.map((gap) => t(`gap.${gap}`)).join('、') }) }
          : {})}
      >
        <Input.TextArea
          id={ids.words}
          autoFocus
          rows={4}
          maxLength={1000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Labelled>
      {advice?.({ words, onHeld: setHeld })}
    </FormFrame>
  )
}

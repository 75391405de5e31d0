import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { transferCase } from '../../../contract/index.ts'
import type { Make } from '../change.ts'
import type { ActionFormProps } from './form.ts'
import { FormFrame, Labelled } from './FormFrame.tsx'

/** The calendar day here, as a date field writes it. */
const today = () => new Intl.DateTimeFormat('en-CA').format(new Date())

/** Which body takes it, by which letter of which day, and what the reporter is told. */
export function TransferForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const ids = { receiver: useId(), reference: useId(), day: useId(), words: useId() }
  const [form, setForm] = useState({
    receiver: '',
    reference: '',
    transferredOn: today(),
    words: '',
  })
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }))
  const send: Make = ({ params, base }) =>
    call(transferCase, {
      params,
      body: {
        ...base,
        receiver: form.receiver.trim(),
        reference: form.reference.trim(),
        transferredOn: form.transferredOn,
        words: form.words.trim(),
      },
    })
  return (
    <FormFrame
      action={action}
      consequence={t('then.transfer')}
      ready={Object.values(form).every((value) => value.trim() !== '')}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Labelled id={ids.receiver} label={t('transfer.receiver')}>
        <Input
          id={ids.receiver}
          autoFocus
          maxLength={200}
          value={form.receiver}
          onChange={(e) => set({ receiver: e.target.value })}
        />
      </Labelled>
      <Labelled id={ids.reference} label={t('transfer.reference')}>
        <Input
          id={ids.reference}
          maxLength={100}
          value={form.reference}
          onChange={(e) => set({ reference: e.target.value })}
        />
      </Labelled>
      <Labelled id={ids.day} label={t('transfer.day')}>
        <DayPicker
          id={ids.day}
          max={today()}
          value={form.transferredOn}
          onChange={(transferredOn) => set({ transferredOn })}
        />
      </Labelled>
      <Labelled id={ids.words} label={t('transfer.words')}>
        <Input.TextArea
          id={ids.words}
          rows={3}
          maxLength={2000}
          placeholder={t('transfer.wordsHint')}
          value={form.words}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Labelled>
    </FormFrame>
  )
}

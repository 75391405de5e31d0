import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import type { Output } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { questionsContract as contract } from '../../../contract/index.ts'
import { AreaPick, ChannelPick } from '../parts.tsx'
import { useOutreachChange } from '../queries.ts'
import { MatterPick } from './MatterPick.tsx'

type Draft = Omit<Output<typeof contract.askQuestion.body>, 'said'>

const fresh = (): Draft => ({
  id: newId(),
  channel: '',
  words: '',
  answer: '',
  matter: null,
  areaCode: '',
  place: '',
  eventId: null,
})

/** What was asked and what was answered; its matter is what it is counted by. Nothing of who asked. */
export function AskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [draft, setDraft] = useState(fresh)
  const set = (to: Partial<Draft>) => setDraft((was) => ({ ...was, ...to }))
  const ask = useOutreachChange((body: Draft) => call(contract.askQuestion, { body }))
  const ready = draft.channel !== '' && draft.areaCode !== '' && draft.words.trim() !== ''
  return (
    <SaveDialog
      title={t('questions.add')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={ask}
      onSave={() => ask.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className="outreach-pair">
        <Field id={`${id}c`} label={t('channel')}>
          <ChannelPick
            id={`${id}c`}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
          />
        </Field>
        <Field id={`${id}a`} label={t('area')}>
          <AreaPick
            id={`${id}a`}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
          />
        </Field>
      </div>
      <Field id={`${id}w`} label={t('questions.words')} hint={t('questions.wordsHint')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={1000}
          value={draft.words}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Field>
      <Field id={`${id}r`} label={t('questions.answered')}>
        <Input.TextArea
          id={`${id}r`}
          rows={2}
          maxLength={2000}
          value={draft.answer}
          onChange={(e) => set({ answer: e.target.value })}
        />
      </Field>
      <Field id={`${id}m`} label={t('questions.matter')} hint={t('questions.matterHint')}>
        <MatterPick id={`${id}m`} value={draft.matter} onChange={(matter) => set({ matter })} />
      </Field>
    </SaveDialog>
  )
}

import { Button, Input, Modal, Select, Switch } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import type { ReplyTemplate } from '../../../contract/replies.ts'
import { caseStatuses } from '../../../domain/case.ts'
import { unknownGaps } from '../../../domain/reply.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { useAllMatters } from '../others.ts'
import { useSaveTemplate } from './queries.ts'

interface DialogProps {
  template: ReplyTemplate
  gaps: readonly string[]
  onClose: () => void
}

/** A template: for which cases, and the words, with gaps that are put in by a press. */
export function TemplateDialog({ template, gaps, onClose }: DialogProps) {
  const { t } = useTranslation(['many', 'said'])
  const ids = { name: useId(), words: useId(), on: useId() }
  const [draft, setDraft] = useState(template)
  const set = (change: Partial<ReplyTemplate>) => setDraft((d) => ({ ...d, ...change }))
  const save = useSaveTemplate(onClose)
  const wrong = unknownGaps(draft.words)
  const code = save.error instanceof CallError ? save.error.code : ''
  return (
    <Modal
      open
      width={640}
      title={t(template.version === 0 ? 'templates.add' : 'templates.edit')}
      okText={t('templates.save')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.words.trim() === '' || wrong.length > 0,
        loading: save.isPending,
      }}
      onOk={() => save.mutate(draft)}
      onCancel={onClose}
    >
      {save.error && (
        <p className="trouble" role="alert">
          {t([`said:error.${code}`, 'failed'], { code })}
        </p>
      )}
      <Labelled id={ids.name} label={t('templates.name')}>
        <Input
          id={ids.name}
          maxLength={60}
          value={draft.name}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Labelled>
      <Labelled
        id={ids.words}
        label={t('templates.words')}
        {...(wrong.length > 0 ? { hint: t('templates.wrong', { gaps: wrong.join('、') }) } : {})}
      >
        <Input.TextArea
          id={ids.words}
          rows={4}
          maxLength={1000}
          value={draft.words}
          status={wrong.length > 0 ? 'error' : ''}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Labelled>
      <p className="replies-gaps">
        {gaps.map((gap) => (
          <Button key={gap} size="small" onClick={() => set({ words: `${draft.words}{${gap}}` })}>
            {t(`gap.${gap}`)} <code>{`{${gap}}`}</code>
          </Button>
        ))}
      </p>
      <MeantFields draft={draft} set={set} />
      <p className="act-verbs">
        <Switch id={ids.on} checked={draft.active} onChange={(active) => set({ active })} />
        <label htmlFor={ids.on}>{t('templates.on')}</label>
      </p>
    </Modal>
  )
}

function MeantFields(props: {
  draft: ReplyTemplate
  set: (change: Partial<ReplyTemplate>) => void
}) {
  const { t } = useTranslation(['many', 'console'])
  const { draft, set } = props
  const ids = { statuses: useId(), matters: useId() }
  const matters = useAllMatters(true)
  return (
    <>
      <Labelled id={ids.statuses} label={t('templates.statuses')}>
        <Select
          id={ids.statuses}
          mode="multiple"
          allowClear
          placeholder={t('templates.anyStatus')}
          value={draft.whenStatuses}
          onChange={(whenStatuses: ReplyTemplate['whenStatuses']) => set({ whenStatuses })}
          options={caseStatuses.map((s) => ({ value: s, label: t(`console:status.${s}`) }))}
        />
      </Labelled>
      <Labelled id={ids.matters} label={t('templates.matters')}>
        <Select
          id={ids.matters}
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('templates.anyMatter')}
          value={draft.whenMatters}
          onChange={(whenMatters: string[]) => set({ whenMatters })}
          options={(matters.data ?? []).map((m) => ({
            value: `${m.kind}:${m.code}`,
            label: `${m.name} ${m.code}`,
          }))}
        />
      </Labelled>
    </>
  )
}

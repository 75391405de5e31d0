import { Input, Modal, Select, Switch } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { eventTypes } from '#modules/cases/contract/index.ts'
import { saveSubscription } from '../../../contract/index.ts'
import { Trouble } from '../trouble.tsx'
import { useRenew, type SubscriptionDraft } from './queries.ts'

/** One subscriber: its name, where it listens, and what it is told of. */
export function SubscriptionDialog(props: {
  draft: SubscriptionDraft
  onSaved: (secret: string | null) => void
  onClose: () => void
}) {
  const { t } = useTranslation('webhooks')
  const { t: told } = useTranslation('console')
  const id = useId()
  const renew = useRenew()
  const [draft, setDraft] = useState(props.draft)
  const set = (change: Partial<SubscriptionDraft>) => setDraft((d) => ({ ...d, ...change }))
  const save = useMutation({
    mutationFn: () => call(saveSubscription, { body: draft }),
    onSuccess: ({ secret }) => props.onSaved(secret),
    onSettled: renew,
  })
  return (
    <Modal
      open
      width={600}
      title={t(draft.baseVersion === null ? 'add' : 'edit')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.url.length < 12 || draft.types.length === 0,
        loading: save.isPending,
      }}
      onOk={() => save.mutate()}
      onCancel={props.onClose}
    >
      <Trouble error={save.error} />
      <Field id={`${id}n`} label={t('name')} hint={t('nameHint')}>
        <Input
          id={`${id}n`}
          value={draft.name}
          maxLength={60}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Field>
      <Field id={`${id}u`} label={t('url')} hint={t('urlHint')}>
        <Input
          id={`${id}u`}
          className="code"
          type="url"
          value={draft.url}
          maxLength={500}
          onChange={(e) => set({ url: e.target.value.trim() })}
        />
      </Field>
      <Field id={`${id}t`} label={t('types')} hint={t('typesHint')}>
        <Select
          id={`${id}t`}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.types}
          onChange={(types: SubscriptionDraft['types']) => set({ types })}
          options={eventTypes.map((type) => ({ value: type, label: told(`event.${type}`) }))}
        />
      </Field>
      {draft.baseVersion !== null && (
        <Field id={`${id}a`} label={t('active')} hint={t('activeHint')}>
          <Switch
            id={`${id}a`}
            checked={draft.active ?? true}
            onChange={(active) => set({ active })}
          />
        </Field>
      )}
    </Modal>
  )
}

export function Field(props: { id: string; label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="act-field door-field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.hint !== undefined && <small className="quiet">{props.hint}</small>}
    </div>
  )
}

import { Input, Modal, Select, Switch } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { DutyEntryView } from '../../../contract/duties.ts'
import type { RoutingSettings } from '../../../contract/index.ts'
import { dutyKinds } from '../../../domain/duty-list.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { useSaveDuty } from './duty-list.ts'
import { sayRefusal } from './words.ts'

interface DialogProps {
  entry: DutyEntryView
  settings: RoutingSettings
  onClose: () => void
}

/** One entry: of which kind, what it is called, which matters it covers, where, and on what basis. */
export function DutyEntryDialog({ entry, settings, onClose }: DialogProps) {
  const { t } = useTranslation('duties')
  const id = useId()
  const [draft, setDraft] = useState(entry)
  const set = (change: Partial<DutyEntryView>) => setDraft((d) => ({ ...d, ...change }))
  const save = useSaveDuty(onClose)
  const covers = draft.whenMatters.length + draft.whenGuides.length > 0
  const isNew = entry.name === ''
  return (
    <Modal
      open
      width={640}
      title={t(isNew ? 'list.add' : 'list.change')}
      okText={t('list.save')}
      cancelText={t('leave')}
      okButtonProps={{ disabled: draft.name.trim() === '' || !covers, loading: save.isPending }}
      onOk={() => save.mutate({ ...draft, name: draft.name.trim() })}
      onCancel={onClose}
    >
      {save.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, save.error)}
        </p>
      )}
      <Labelled id={`${id}k`} label={t('list.field.kind')}>
        <Choices
          look="button"
          label={t('list.field.kind')}
          value={draft.kind}
          values={dutyKinds}
          say={(kind) => t(`list.kind.${kind}`)}
          onChange={(kind) => set({ kind })}
        />
      </Labelled>
      <Labelled id={`${id}n`} label={t('list.field.name')}>
        <Input
          id={`${id}n`}
          value={draft.name}
          maxLength={100}
          placeholder={t('list.field.nameHint')}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Labelled>
      <Coverage draft={draft} settings={settings} set={set} />
      <Labelled id={`${id}b`} label={t('list.field.basis')}>
        <Input
          id={`${id}b`}
          value={draft.basis}
          maxLength={1000}
          placeholder={t('list.field.basisHint')}
          onChange={(e) => set({ basis: e.target.value })}
        />
      </Labelled>
      <p className="act-verbs">
        <Switch id={`${id}a`} checked={draft.active} onChange={(active) => set({ active })} />
        <label htmlFor={`${id}a`}>{t('list.field.active')}</label>
      </p>
    </Modal>
  )
}

const code = (key: string) => key.split(':')[1] ?? ''

function Coverage(props: {
  draft: DutyEntryView
  settings: RoutingSettings
  set: (change: Partial<DutyEntryView>) => void
}) {
  const { t } = useTranslation('duties')
  const { language } = useTime()
  const { draft, settings, set } = props
  const id = useId()
  const communities = settings.areas.filter((a) => a.level === 'community')
  return (
    <>
      <Labelled id={`${id}m`} label={t('list.field.matters')}>
        <Select
          id={`${id}m`}
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.whenMatters}
          onChange={(whenMatters: string[]) => set({ whenMatters })}
          options={[...settings.majors, ...settings.matters].map((m) => ({
            value: m.key,
            label: `${code(m.key)} ${m.name}`,
          }))}
        />
      </Labelled>
      <Labelled id={`${id}g`} label={t('list.field.guides')}>
        <Select
          id={`${id}g`}
          mode="multiple"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.whenGuides}
          onChange={(whenGuides: string[]) => set({ whenGuides })}
          options={settings.guides.map((g) => ({
            value: g.code,
            label: `${g.code} ${language === 'en' ? g.nameEn : g.name}`,
          }))}
        />
      </Labelled>
      <Labelled id={`${id}c`} label={t('list.field.community')}>
        <Select
          id={`${id}c`}
          value={draft.communityCode}
          onChange={(communityCode: string) => set({ communityCode })}
          options={[
            { value: '', label: t('list.everywhere') },
            ...communities.map((a) => ({ value: a.code, label: a.name })),
          ]}
        />
      </Labelled>
    </>
  )
}

import { Checkbox, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, LineField, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { checksContract as contract } from '../../../contract/index.ts'
import { AreaField } from '../visits/AreaField.tsx'
import { useAreas, useFieldChange } from '../visits/queries.ts'
import { isWhole, listInput, type ListDraft } from './draft.ts'
import { ItemsPart } from './ItemsPart.tsx'
import { PlacesPart } from './PlacesPart.tsx'
import { SchedulePart } from './SchedulePart.tsx'

interface ListDialogProps {
  list: ListDraft
  kinds: readonly { code: string; name: string; nameEn: string }[]
  stations: readonly { id: string; name: string }[]
  onClose: () => void
}

export interface PartProps {
  draft: ListDraft
  set: (change: Partial<ListDraft>) => void
}

/** A list: what to look at, where, on which days, and who works it. */
export function ListDialog({ list, kinds, stations, onClose }: ListDialogProps) {
  const { t, i18n } = useTranslation('checks')
  const id = useId()
  const [draft, setDraft] = useState(list)
  const set = (change: Partial<ListDraft>) => setDraft((was) => ({ ...was, ...change }))
  const areas = useAreas().data ?? []
  const save = useFieldChange((body: ListDraft) =>
    call(contract.saveList, { body: listInput(body) }),
  )
  return (
    <SaveDialog
      width={860}
      title={t(draft.baseVersion === null ? 'add' : 'edit')}
      verb={t('save')}
      leave={t('leave')}
      ready={isWhole(draft)}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <LineField
        label={t('name')}
        value={draft.name}
        most={80}
        onChange={(name) => set({ name })}
      />
      <LineField
        label={t('purpose')}
        value={draft.purpose}
        most={500}
        onChange={(purpose) => set({ purpose })}
      />
      <AreaField
        label={t('area')}
        areas={areas}
        value={draft.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <Field id={`${id}k`} label={t('kinds')} hint={t('kindsHint')}>
        <Select
          id={`${id}k`}
          mode="multiple"
          value={draft.kinds}
          onChange={(chosen: string[]) => set({ kinds: chosen })}
          options={kinds.map((kind) => ({
            value: kind.code,
            label: i18n.language === 'en' ? kind.nameEn : kind.name,
          }))}
        />
      </Field>
      <SchedulePart draft={draft} set={set} />
      <Span draft={draft} set={set} />
      {draft.baseVersion !== null && <p className="quiet">{t('change')}</p>}
      <ItemsPart draft={draft} set={set} />
      <PlacesPart draft={draft} set={set} areas={areas} stations={stations} />
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('active')}
      </Checkbox>
    </SaveDialog>
  )
}

function Span({ draft, set }: PartProps) {
  const { t } = useTranslation('checks')
  const id = useId()
  return (
    <div className="checks-pair">
      <Field id={`${id}s`} label={t('startsOn')}>
        <Input
          id={`${id}s`}
          type="date"
          value={draft.startsOn}
          onChange={(event) => set({ startsOn: event.target.value })}
        />
      </Field>
      <Field id={`${id}o`} label={t('openDays')}>
        <InputNumber
          id={`${id}o`}
          min={1}
          max={31}
          value={draft.openDays}
          onChange={(days) => set({ openDays: days ?? 1 })}
        />
      </Field>
    </div>
  )
}

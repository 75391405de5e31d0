import { Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, LineField, SaveDialog } from '#platform/web/console/Dialog.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import { visitsContract as contract } from '../../../contract/index.ts'
import { doorKinds } from '../../../domain/visits/due.ts'
import { AreaField } from './AreaField.tsx'
import { useAreas, useFieldChange } from './queries.ts'

export type Drive = Given<typeof contract.saveCampaign.body>

export const freshDrive = (today: string): Drive => ({
  id: newId(),
  name: '',
  purpose: '',
  kinds: ['household', 'shop'],
  areaCode: '',
  startsOn: today,
  endsOn: today,
  baseVersion: null,
})

/** A drive: its name, what for, where, whom, and its days. */
export function DriveDialog({ drive, onClose }: { drive: Drive; onClose: () => void }) {
  const { t } = useTranslation('visits')
  const id = useId()
  const [draft, setDraft] = useState(drive)
  const set = (change: Partial<Drive>) => setDraft((d) => ({ ...d, ...change }))
  const areas = useAreas().data ?? []
  const save = useFieldChange((body: Drive) => call(contract.saveCampaign, { body }))
  const ready =
    draft.name.trim() !== '' &&
    draft.areaCode !== '' &&
    draft.kinds.length > 0 &&
    draft.startsOn !== '' &&
    draft.endsOn >= draft.startsOn
  return (
    <SaveDialog
      title={t(drive.baseVersion === null ? 'drives.add' : 'drives.change')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <LineField
        label={t('drives.name')}
        value={draft.name}
        most={80}
        onChange={(name) => set({ name })}
      />
      <Field id={`${id}p`} label={t('drives.purpose')}>
        <Input.TextArea
          id={`${id}p`}
          rows={2}
          value={draft.purpose ?? ''}
          maxLength={1000}
          onChange={(e) => set({ purpose: e.target.value })}
        />
      </Field>
      <AreaField
        label={t('drives.area')}
        areas={areas}
        value={draft.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <Field label={t('drives.kinds')}>
        <Checkbox.Group
          value={draft.kinds}
          onChange={(next) => set({ kinds: doorKinds.filter((kind) => next.includes(kind)) })}
          options={doorKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Field>
      <div className="visits-pair">
        <Field id={`${id}f`} label={t('drives.from')}>
          <Input
            id={`${id}f`}
            type="date"
            value={draft.startsOn}
            onChange={(e) => set({ startsOn: e.target.value })}
          />
        </Field>
        <Field id={`${id}t`} label={t('drives.to')}>
          <Input
            id={`${id}t`}
            type="date"
            value={draft.endsOn}
            onChange={(e) => set({ endsOn: e.target.value })}
          />
        </Field>
      </div>
    </SaveDialog>
  )
}

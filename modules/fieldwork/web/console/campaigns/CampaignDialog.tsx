import { Button, Input, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, LineField, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { newId } from '#platform/web/new-id.ts'
import { campaignsContract as contract } from '../../../contract/index.ts'
import { useHazardSettings, useNamed } from '../hazards/queries.ts'
import { useAreas, useFieldChange } from '../visits/queries.ts'
import { useMeasures } from './queries.ts'

export interface Draft {
  id: string
  name: string
  purpose: string
  areas: string[]
  startsOn: string
  endsOn: string
  targets: { of: string; amount: number }[]
  baseVersion: number | null
}

export const freshCampaign = (today: string): Draft => ({
  id: newId(),
  name: '',
  purpose: '',
  areas: [],
  startsOn: today,
  endsOn: today,
  targets: [],
  baseVersion: null,
})

/** A campaign: its name, what for, where, its days and its targets. */
export function CampaignDialog({ campaign, onClose }: { campaign: Draft; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const [draft, setDraft] = useState(campaign)
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange((body: Draft) => call(contract.saveCampaign, { body }))
  const ready =
    draft.name.trim() !== '' &&
    draft.areas.length > 0 &&
    draft.startsOn !== '' &&
    draft.endsOn >= draft.startsOn &&
    draft.targets.every(({ of, amount }) => of !== '' && amount > 0)
  const send = () => {
    const { id, name, purpose, areas, startsOn, endsOn, targets, baseVersion } = draft
    save.mutate(
      { id, name, purpose, areas, startsOn, endsOn, targets, baseVersion },
      { onSuccess: onClose },
    )
  }
  return (
    <SaveDialog
      title={t(campaign.baseVersion === null ? 'add' : 'edit')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={send}
      onClose={onClose}
    >
      <What draft={draft} set={set} />
      <Targets draft={draft} set={set} />
    </SaveDialog>
  )
}

interface PartProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

function What({ draft, set }: PartProps) {
  const { t } = useTranslation('campaigns')
  const id = useId()
  const areas = useAreas().data ?? []
  return (
    <>
      <LineField
        label={t('field.name')}
        value={draft.name}
        most={80}
        onChange={(name) => set({ name })}
      />
      <Field id={`${id}p`} label={t('field.purpose')}>
        <Input.TextArea
          id={`${id}p`}
          rows={2}
          maxLength={1000}
          value={draft.purpose}
          onChange={(event) => set({ purpose: event.target.value })}
        />
      </Field>
      <Field id={`${id}a`} label={t('field.areas')}>
        <Select
          id={`${id}a`}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.areas}
          onChange={(next: string[]) => set({ areas: next })}
          options={areas
            .filter(({ code }) => code.length <= 12)
            .map(({ code, name }) => ({ value: code, label: name }))}
        />
      </Field>
      <div className="visits-pair">
        {(['startsOn', 'endsOn'] as const).map((name) => (
          <Field
            key={name}
            id={`${id}${name}`}
            label={t(name === 'startsOn' ? 'field.from' : 'field.to')}
          >
            <Input
              id={`${id}${name}`}
              type="date"
              value={draft[name]}
              onChange={(event) => set({ [name]: event.target.value })}
            />
          </Field>
        ))}
      </div>
    </>
  )
}

function Targets({ draft, set }: PartProps) {
  const { t } = useTranslation('campaigns')
  const named = useNamed()
  const kinds = useHazardSettings().data?.kinds ?? []
  const measures = useMeasures().data?.measures ?? []
  const { targets } = draft
  const change = (n: number, to: Partial<Draft['targets'][number]>) =>
    set({ targets: targets.map((one, i) => (i === n ? { ...one, ...to } : one)) })
  const choices = [
    { value: 'hazards', label: t('target.hazards') },
    { value: 'people', label: t('target.people') },
    ...measures.map((one) => ({ value: `measure.${one.code}`, label: named(one) })),
    ...kinds.map((one) => ({
      value: `hazards.${one.code}`,
      label: t('sum.cleared.of', { kind: named(one) }),
    })),
  ]
  return (
    <Field label={t('field.targets')}>
      {targets.map((one, n) => (
        <div key={`${one.of} ${String(n)}`} className="campaign-target">
          <Select
            aria-label={t('field.target', { n: n + 1 })}
            showSearch={{ optionFilterProp: 'label' }}
            value={one.of || null}
            onChange={(of: string) => change(n, { of })}
            options={choices.filter(
              ({ value }) => value === one.of || targets.every(({ of }) => of !== value),
            )}
          />
          <InputNumber
            aria-label={`${t('field.amount')} ${String(n + 1)}`}
            min={1}
            max={10_000_000}
            value={one.amount}
            onChange={(amount) => change(n, { amount: amount ?? 1 })}
          />
          <Button size="small" onClick={() => set({ targets: targets.toSpliced(n, 1) })}>
            {t('field.removeTarget')}
          </Button>
        </div>
      ))}
      {targets.length < 20 && (
        <Button onClick={() => set({ targets: [...targets, { of: '', amount: 1 }] })}>
          {t('field.addTarget')}
        </Button>
      )}
    </Field>
  )
}

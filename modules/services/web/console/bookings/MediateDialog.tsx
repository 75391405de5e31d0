import { Button, Checkbox, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { bookingsContract as contract, type BookingView } from '../../../contract/index.ts'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'

const party = () => ({ id: newId(), name: '', agrees: false })
const bodies = contract.MediationInput.shape.bodyKind.options

type Draft = Omit<contract.MediationInput, 'baseVersion'>

const blank = (): Draft => ({
  fileId: newId(),
  mediationId: newId(),
  bodyKind: 'peoples_committee',
  bodyName: '',
  mediator: '',
  facts: '',
  parties: [party(), party()],
})

/** Who mediates what between whom; each has said that they want it. */
export function MediateDialog({ booking, onClose }: { booking: BookingView; onClose: () => void }) {
  const { t } = useTranslation('services')
  const id = useId()
  const [draft, setDraft] = useState(blank)
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useServicesChange((given: Draft) =>
    call(contract.mediate, {
      params: { bookingId: booking.id },
      body: { ...given, baseVersion: booking.version },
    }),
  )
  const ready =
    [draft.bodyName, draft.mediator, draft.facts].every((text) => text.trim() !== '') &&
    draft.parties.every(({ name, agrees }) => agrees && name.trim() !== '')
  const text = (name: 'bodyName' | 'mediator', most: number) => (
    <Field id={`${id}${name}`} label={t(`mediate.${name}`)}>
      <Input
        id={`${id}${name}`}
        maxLength={most}
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <SaveDialog
      width={640}
      title={t('mediate.title')}
      verb={t('mediate.verb')}
      leave={t('leave')}
      ready={ready}
      saving={saving}
      onSave={() => saving.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t('mediate.then')}</p>
      <Field id={`${id}k`} label={t('mediate.bodyKind')}>
        <Select
          id={`${id}k`}
          value={draft.bodyKind}
          onChange={(bodyKind: Draft['bodyKind']) => set({ bodyKind })}
          options={bodies.map((value) => ({ value, label: t(`body.${value}`) }))}
        />
      </Field>
      <div className="services-pair">
        {text('bodyName', 80)}
        {text('mediator', 40)}
      </div>
      <Parties parties={draft.parties} onChange={(parties) => set({ parties })} />
      <Field id={`${id}f`} label={t('mediate.facts')}>
        <Input.TextArea
          id={`${id}f`}
          rows={3}
          maxLength={4000}
          value={draft.facts}
          onChange={(event) => set({ facts: event.target.value })}
        />
      </Field>
    </SaveDialog>
  )
}

interface PartiesProps {
  parties: Draft['parties']
  onChange: (parties: Draft['parties']) => void
}

function Parties({ parties, onChange }: PartiesProps) {
  const { t } = useTranslation('services')
  const set = (id: string, change: { name?: string; agrees?: boolean }) =>
    onChange(parties.map((one) => (one.id === id ? Object.assign({}, one, change) : one)))
  return (
    <Field label={t('mediate.party')}>
      {parties.map((one, n) => (
        <span key={one.id} className="services-party">
          <Input
            aria-label={`${t('mediate.party')} ${n + 1}`}
            maxLength={80}
            value={one.name}
            onChange={(event) => set(one.id, { name: event.target.value })}
          />
          <Checkbox
            checked={one.agrees}
            onChange={(event) => set(one.id, { agrees: event.target.checked })}
          >
            {t('mediate.agrees')}
          </Checkbox>
        </span>
      ))}
      <Button size="small" onClick={() => onChange([...parties, party()])}>
        {t('mediate.addParty')}
      </Button>
    </Field>
  )
}

import { Input, Modal, Select, Switch } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import type { PartnerEdit, PartnerRow } from '../../../contract/partners.ts'
import { partnerTrades, type PartnerTrade } from '../../../domain/partner.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { useUnits } from '../others.ts'
import { sayRefusal, useSavePartner } from './queries.ts'

interface DialogProps {
  partner: PartnerRow | null
  /** Partners already: they are not offered again. */
  known: readonly PartnerRow[]
  onClose: () => void
}

type Draft = Omit<PartnerEdit, 'phone'> & { unitId: string; phone: string }

const fresh: Draft = {
  unitId: '',
  name: '',
  trade: 'property',
  contact: '',
  phone: '',
  email: null,
  active: true,
  version: null,
}

const draftOf = ({
  unitId,
  unitName,
  trade,
  contact,
  email,
  active,
  version,
}: PartnerRow): Draft => ({
  unitId,
  name: unitName,
  trade,
  contact,
  phone: '',
  email,
  active,
  version,
})

/** Which unit, of which trade, and whom to reach there. A telephone left empty stays as it is. */
export function PartnerDialog({ partner, known, onClose }: DialogProps) {
  const { t } = useTranslation('partners')
  const id = useId()
  const [newUnit] = useState(newId)
  const [draft, setDraft] = useState(() => (partner ? draftOf(partner) : fresh))
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const save = useSavePartner(onClose)
  const send = () => {
    const { phone, ...given } = draft
    save.mutate({
      ...given,
      unitId: draft.unitId || newUnit,
      email: draft.email || null,
      ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
    })
  }
  return (
    <Modal
      open
      title={t(partner ? 'change' : 'add')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.contact.trim() === '',
        loading: save.isPending,
      }}
      onOk={send}
      onCancel={onClose}
    >
      {save.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, save.error)}
        </p>
      )}
      {partner === null && <Which draft={draft} known={known} set={set} />}
      <Labelled id={`${id}t`} label={t('field.trade')}>
        <Select
          id={`${id}t`}
          value={draft.trade}
          onChange={(trade: PartnerTrade) => set({ trade })}
          options={partnerTrades.map((value) => ({ value, label: t(`trade.${value}`) }))}
        />
      </Labelled>
      <Contact draft={draft} masked={partner?.phone ?? null} isNew={partner === null} set={set} />
      <p className="act-verbs">
        <Switch id={`${id}a`} checked={draft.active} onChange={(active) => set({ active })} />
        <label htmlFor={`${id}a`}>{t('field.active')}</label>
      </p>
    </Modal>
  )
}

function Contact(props: {
  draft: Draft
  masked: string | null
  isNew: boolean
  set: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation('partners')
  const { draft, masked, isNew, set } = props
  const id = useId()
  return (
    <>
      <Labelled id={`${id}c`} label={t('field.contact')}>
        <Input
          id={`${id}c`}
          value={draft.contact}
          maxLength={60}
          onChange={(e) => set({ contact: e.target.value })}
        />
      </Labelled>
      <Labelled
        id={`${id}p`}
        label={t('field.phone')}
        hint={t(isNew ? 'field.phoneHint' : 'field.phoneStays')}
      >
        <Input
          id={`${id}p`}
          inputMode="tel"
          value={draft.phone}
          maxLength={20}
          placeholder={masked ?? ''}
          onChange={(e) => set({ phone: e.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}e`} label={t('field.email')}>
        <Input
          id={`${id}e`}
          inputMode="email"
          value={draft.email ?? ''}
          maxLength={120}
          onChange={(e) => set({ email: e.target.value })}
        />
      </Labelled>
    </>
  )
}

/** A unit that is there already, or a new organisation by its name. */
function Which(props: {
  draft: Draft
  known: readonly PartnerRow[]
  set: (change: Partial<Draft>) => void
}) {
  const { t } = useTranslation('partners')
  const { draft, known, set } = props
  const id = useId()
  const partners = new Set(known.map((p) => p.unitId))
  const units = (useUnits().data ?? []).filter((u) => !partners.has(u.id) && u.kind !== 'community')
  return (
    <>
      <Labelled id={`${id}u`} label={t('field.known')}>
        <Select
          id={`${id}u`}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.unitId}
          onChange={(unitId: string) =>
            set({ unitId, name: units.find((u) => u.id === unitId)?.name ?? '' })
          }
          options={[
            { value: '', label: t('field.new') },
            ...units.map((u) => ({ value: u.id, label: u.name })),
          ]}
        />
      </Labelled>
      {draft.unitId === '' && (
        <Labelled id={`${id}n`} label={t('field.name')}>
          <Input
            id={`${id}n`}
            value={draft.name}
            maxLength={80}
            onChange={(e) => set({ name: e.target.value })}
          />
        </Labelled>
      )}
    </>
  )
}

import { Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { stationContract, type StationView } from '../../../contract/index.ts'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useModels, useNamed } from '../queries.ts'

interface StationSheetProps {
  station: StationView | undefined
  /** Communities that have no station yet. */
  without: readonly { code: string; name: string }[]
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.station_exists': 'communityCode',
  'people.community_not_found': 'communityCode',
  'people.unknown_reference': 'modelCode',
}
const texts = ['name', 'address', 'phone', 'hours', 'duty', 'rules'] as const
const orNull = (text: string) => text.trim() || null

/** The station of a community: where and when it is, by which model it is measured, its two boards. */
export function StationSheet({ station, without, onClose, onRenew }: StationSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const models = useModels()
  const named = useNamed()
  const [draft, setDraft] = useState(() => ({
    id: station?.id ?? newId(),
    name: station?.name ?? '',
    communityCode: station?.communityCode ?? without[0]?.code ?? '',
    modelCode: station?.modelCode ?? '',
    address: station?.address ?? '',
    phone: station?.phone ?? '',
    hours: station?.hours ?? '',
    duty: station?.duty ?? '',
    rules: station?.rules ?? '',
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(stationContract.saveStation, {
        body: {
          ...draft,
          address: orNull(draft.address),
          phone: orNull(draft.phone),
          hours: orNull(draft.hours),
          duty: orNull(draft.duty),
          rules: orNull(draft.rules),
          baseVersion: station?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.stations, keys.models], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const text = (name: (typeof texts)[number]) => ({
    ...f.input(name),
    value: draft[name],
    onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }),
  })
  const communities = station
    ? [{ code: station.communityCode, name: station.communityName }, ...without]
    : without
  return (
    <EditSheet
      title={station?.name ?? t('stations.add')}
      verb={t(station ? 'form.save' : 'stations.addVerb')}
      ready={draft.name.trim() !== '' && draft.communityCode !== '' && draft.modelCode !== ''}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
    >
      <Row {...f.row('communityCode')} label={t('stations.community')}>
        <Select
          {...f.input('communityCode')}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.communityCode || null}
          placeholder={t('choose.community')}
          onChange={(communityCode: string) => set({ communityCode })}
          options={communities.map((c) => ({ value: c.code, label: c.name }))}
        />
      </Row>
      <Row {...f.row('name')} label={t('stations.name')}>
        <Input {...text('name')} maxLength={60} autoFocus={!station} />
      </Row>
      <Row {...f.row('modelCode')} label={t('stations.modelLabel')} hint={t('stations.modelHint')}>
        <Select
          {...f.input('modelCode')}
          value={draft.modelCode || null}
          placeholder={t('choose.model')}
          onChange={(modelCode: string) => set({ modelCode })}
          options={(models.data ?? []).map((m) => ({ value: m.code, label: named(m) }))}
        />
      </Row>
      <Row {...f.row('address')} label={t('stations.address')}>
        <Input {...text('address')} maxLength={200} />
      </Row>
      <div className="two">
        <Row {...f.row('phone')} label={t('column.phone')}>
          <Input {...text('phone')} type="tel" maxLength={40} />
        </Row>
        <Row {...f.row('hours')} label={t('stations.hours')}>
          <Input {...text('hours')} maxLength={120} placeholder={t('stations.hoursHint')} />
        </Row>
      </div>
      <Row {...f.row('duty')} label={t('stations.duty')}>
        <Input.TextArea {...text('duty')} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Row>
      <Row {...f.row('rules')} label={t('stations.rules')}>
        <Input.TextArea {...text('rules')} autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Row>
    </EditSheet>
  )
}

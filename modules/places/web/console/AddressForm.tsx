import { Checkbox, Input, Modal, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { addressKinds, saveAddress, type AddressView } from '../../contract/index.ts'
import { coordinateSystems, type CoordinateSystem } from '../../domain/point.ts'
import { DistrictMap } from '../DistrictMap.tsx'
import { Labelled, Refusal } from './parts.tsx'
import { placesKey } from './queries.ts'

export interface AddressDraft {
  id: string
  kind: AddressView['kind']
  name: string
  fullText: string
  parentId: string | null
  lon: number
  lat: number
  active: boolean
  baseVersion: number | null
}

const pairPattern = /^\s*(-?[0-9.]+)\s*[,，\s]\s*(-?[0-9.]+)\s*$/

/** A place by its pin, or by numbers that were copied from elsewhere with the system they are in. */
export function AddressForm({ start, onClose }: { start: AddressDraft; onClose: () => void }) {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const { districtId } = useConsoleSetting()
  const [draft, setDraft] = useState(start)
  const [typed, setTyped] = useState('')
  const [system, setSystem] = useState<CoordinateSystem>('WGS84')
  const change = (to: Partial<AddressDraft>) => setDraft((now) => ({ ...now, ...to }))
  const pair = pairPattern.exec(typed)
  const save = useMutation({
    mutationFn: () => {
      const { lon, lat, ...body } = draft
      const point = pair
        ? { lon: Number(pair[1]), lat: Number(pair[2]), system }
        : { lon, lat, system: 'WGS84' as const }
      return call(saveAddress, { body: { ...body, point } })
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: placesKey })
      onClose()
    },
  })
  const complete = draft.name.trim() !== '' && draft.fullText.trim() !== ''
  return (
    <Modal
      open
      width={720}
      title={t(start.baseVersion === null ? 'address.add' : 'address.change')}
      okText={t('save')}
      cancelText={t('close')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: !complete || (typed.trim() !== '' && !pair) }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <div className="places-form">
        <Names draft={draft} change={change} />
        <DistrictMap
          districtId={districtId}
          className="places-map"
          label={t('address.map')}
          pickNote={t('address.map')}
          center={[draft.lon, draft.lat]}
          zoom={16}
          onPick={([lon, lat]) => change({ lon, lat })}
        />
        <div className="places-pair">
          <Labelled
            label={t('address.typed')}
            hint={t('address.typedHint', { lon: draft.lon.toFixed(6), lat: draft.lat.toFixed(6) })}
            error={typed.trim() !== '' && !pair ? t('fault.number_malformed') : null}
          >
            {(id) => <Input id={id} value={typed} onChange={(e) => setTyped(e.target.value)} />}
          </Labelled>
          <Labelled label={t('address.system')}>
            {(id) => (
              <Select
                id={id}
                value={system}
                onChange={setSystem}
                options={coordinateSystems.map((value) => ({ value, label: value }))}
              />
            )}
          </Labelled>
        </div>
        <Checkbox
          checked={draft.active}
          onChange={(event) => change({ active: event.target.checked })}
        >
          {t('inUse')}
        </Checkbox>
        <Refusal error={save.error} />
      </div>
    </Modal>
  )
}

function Names(props: { draft: AddressDraft; change: (to: Partial<AddressDraft>) => void }) {
  const { t } = useTranslation('placesConsole')
  const { draft, change } = props
  return (
    <>
      <div className="places-pair">
        <Labelled label={t('address.name')} hint={t('address.nameHint')}>
          {(id) => (
            <Input
              id={id}
              value={draft.name}
              maxLength={120}
              onChange={(e) => change({ name: e.target.value })}
            />
          )}
        </Labelled>
        <Labelled label={t('address.kind')}>
          {(id) => (
            <Select
              id={id}
              value={draft.kind}
              onChange={(kind) => change({ kind })}
              options={addressKinds.map((value) => ({ value, label: t(`address.${value}`) }))}
            />
          )}
        </Labelled>
      </div>
      <Labelled label={t('address.fullText')} hint={t('address.fullTextHint')}>
        {(id) => (
          <Input
            id={id}
            value={draft.fullText}
            maxLength={200}
            onChange={(e) => change({ fullText: e.target.value })}
          />
        )}
      </Labelled>
    </>
  )
}

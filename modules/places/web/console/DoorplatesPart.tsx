import { Alert, Button, Checkbox, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { makeDoorplates, revokeDoorplate, type AddressRow } from '../../contract/index.ts'
import { Labelled, Refusal } from './parts.tsx'
import { PlateSheets, plateSizes, type PlateSize } from './PlateSheets.tsx'
import { placesKey, useAddressPage, useAreas } from './queries.ts'

/** Choose an area and its buildings, make codes, print them; a lost or torn one is replaced. */
export function DoorplatesPart() {
  const { t } = useTranslation('placesConsole')
  const [address, setAddress] = useAddress()
  const areas = useAreas()
  const communities = (areas.data ?? []).filter((a) => a.active && a.level !== 'street')
  const under = address['under'] ?? communities.find((a) => a.level === 'community')?.code ?? ''
  const estates = useAddressPage({ under, kind: 'estate', limit: 200 }, under !== '')
  return (
    <>
      <div className="places-pair no-print">
        <Labelled label={t('door.area')}>
          {(id) => (
            <Select
              id={id}
              value={under || null}
              onChange={(code: string | null) =>
                setAddress({ under: code ?? undefined, parent: undefined })
              }
              options={communities.map((a) => ({ value: a.code, label: a.name }))}
            />
          )}
        </Labelled>
        <Labelled label={t('door.estate')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              placeholder={t('door.allEstates')}
              value={address['parent'] ?? null}
              onChange={(parent: string | null) => setAddress({ parent: parent ?? undefined })}
              options={(estates.data?.rows ?? []).map((e) => ({ value: e.id, label: e.name }))}
            />
          )}
        </Labelled>
      </div>
      {under !== '' && (
        <Doors key={`${under}${address['parent']}`} under={under} parent={address['parent']} />
      )}
    </>
  )
}

function Doors({ under, parent }: { under: string; parent: string | undefined }) {
  const query = { under, limit: 200, ...(parent === undefined ? {} : { parentId: parent }) }
  const { t } = useTranslation('placesConsole')
  const rows = useAddressPage(query)
  return (
    <Answer of={rows} rows={8}>
      {(data) => {
        const doors = data.rows.filter((row) => row.active && row.kind !== 'road')
        return doors.length === 0 ? (
          <Empty title={t('door.none')} words={t('address.noneWords')} />
        ) : (
          <Choice rows={doors} more={data.next !== null} />
        )
      }}
    </Answer>
  )
}

function Choice({ rows, more }: { rows: AddressRow[]; more: boolean }) {
  const { t } = useTranslation('placesConsole')
  const { verbs } = useConsoleSetting()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(rows.map((r) => r.id)))
  const [size, setSize] = useState<PlateSize>('middle')
  const make = useMutation({
    mutationFn: () => call(makeDoorplates, { body: { addressIds: [...chosen] } }),
    onSuccess: () => void client.invalidateQueries({ queryKey: placesKey }),
  })
  const may = verbs.has('places.edit')
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const plates = rows.flatMap((row) =>
    row.token !== null && chosen.has(row.id)
      ? [{ token: row.token, name: row.name, fullText: row.fullText }]
      : [],
  )
  const missing = rows.filter((row) => row.token === null && chosen.has(row.id)).length
  return (
    <>
      <div className="places-tools no-print">
        <Checkbox
          checked={chosen.size === rows.length}
          indeterminate={chosen.size > 0 && chosen.size < rows.length}
          onChange={(e) => setChosen(new Set(e.target.checked ? rows.map((r) => r.id) : []))}
        >
          {t('door.chosen', { count: chosen.size, all: rows.length })}
        </Checkbox>
        {may && (
          <Button
            type={missing > 0 ? 'primary' : 'default'}
            disabled={missing === 0}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {t('door.make', { count: missing })}
          </Button>
        )}
        <Select
          aria-label={t('door.size')}
          value={size}
          onChange={setSize}
          options={plateSizes.map((value) => ({ value, label: t(`door.size.${value}`) }))}
          popupMatchSelectWidth={false}
        />
        <Button
          type={missing === 0 ? 'primary' : 'default'}
          disabled={plates.length === 0}
          onClick={() => print()}
        >
          {t('door.print', { count: plates.length })}
        </Button>
      </div>
      {more && <p className="quiet no-print">{t('door.more')}</p>}
      <Refusal error={make.error} />
      <DoorList rows={rows} chosen={chosen} may={may} onToggle={toggle} />
      {/^(localhost|127\.|\[::1\])/.test(location.hostname) && (
        <Alert
          className="no-print"
          type="warning"
          showIcon
          title={t('door.local', { origin: location.origin })}
        />
      )}
      <PlateSheets plates={plates} size={size} />
    </>
  )
}

function DoorList(props: {
  rows: AddressRow[]
  chosen: ReadonlySet<string>
  may: boolean
  onToggle: (id: string, on: boolean) => void
}) {
  const { t } = useTranslation('placesConsole')
  const { rows, chosen, may, onToggle } = props
  return (
    <ul className="places-doors no-print">
      {rows.map((row) => (
        <li key={row.id}>
          <Checkbox
            checked={chosen.has(row.id)}
            onChange={(event) => onToggle(row.id, event.target.checked)}
          >
            {row.fullText}
          </Checkbox>
          <small>{t(row.token === null ? 'address.noDoor' : 'address.hasDoor')}</small>
          {may && row.token !== null && <Revoke token={row.token} name={row.name} />}
        </li>
      ))}
    </ul>
  )
}

function Revoke({ token, name }: { token: string; name: string }) {
  const { t } = useTranslation('placesConsole')
  const client = useQueryClient()
  const [asked, setAsked] = useState<'revoke' | 'replace' | null>(null)
  const revoke = useMutation({
    mutationFn: (replace: boolean) =>
      call(revokeDoorplate, { params: { token }, body: { replace } }),
    onSuccess: () => {
      setAsked(null)
      void client.invalidateQueries({ queryKey: placesKey })
    },
  })
  return (
    <span className="places-tools">
      <Button size="small" onClick={() => setAsked('replace')}>
        {t('door.replace')}
      </Button>
      <Button size="small" danger onClick={() => setAsked('revoke')}>
        {t('door.revoke')}
      </Button>
      <Confirm
        open={asked !== null}
        title={t(asked === 'replace' ? 'door.replaceTitle' : 'door.revokeTitle', { name })}
        consequences={[
          t('door.revoke1'),
          t(asked === 'replace' ? 'door.replace2' : 'door.revoke2'),
        ]}
        verb={t(asked === 'replace' ? 'door.replace' : 'door.revoke')}
        danger={asked === 'revoke'}
        busy={revoke.isPending}
        onConfirm={() => revoke.mutate(asked === 'replace')}
        onClose={() => setAsked(null)}
      >
        {revoke.error ? <Refusal error={revoke.error} /> : null}
      </Confirm>
    </span>
  )
}

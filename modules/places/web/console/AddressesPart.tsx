import { Button, Input, Select, Table } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { addressKinds, addressSheet, listAddresses, type AddressRow } from '../../contract/index.ts'
import { AddressForm, type AddressDraft } from './AddressForm.tsx'
import { AddressImport } from './AddressImport.tsx'
import { placesKey, useAreas } from './queries.ts'

const draftOf = (row: AddressRow): AddressDraft => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  fullText: row.fullText,
  parentId: row.parentId,
  lon: row.lon,
  lat: row.lat,
  active: row.active,
  baseVersion: row.version,
})

/** Every address of the district: found by any part of its text, changed in a form beside the map. */
export function AddressesPart() {
  const { t } = useTranslation('placesConsole')
  const [address] = useAddress()
  const { verbs, lon, lat } = useConsoleSetting()
  const [draft, setDraft] = useState<AddressDraft | null>(null)
  const [importing, setImporting] = useState(false)
  const may = verbs.has('places.edit')
  const pages = useAddresses()
  return (
    <>
      <div className="places-tools no-print">
        <Filters />
        {may && (
          <>
            <Button
              type="primary"
              onClick={() =>
                setDraft({
                  id: newId(),
                  kind: 'building',
                  name: '',
                  fullText: '',
                  parentId: address['parent'] ?? null,
                  lon,
                  lat,
                  active: true,
                  baseVersion: null,
                })
              }
            >
              {t('address.add')}
            </Button>
            <Button onClick={() => setImporting(true)}>{t('address.import')}</Button>
          </>
        )}
        <SheetTools sheet={addressSheet} what={t('address.sheet')} may={may} queryKey={placesKey} />
      </div>
      {importing && <AddressImport onClose={() => setImporting(false)} />}
      <Answer of={pages} rows={10}>
        {(data) => {
          const rows = data.pages.flatMap((p) => p.rows)
          if (rows.length === 0)
            return <Empty title={t('address.none')} words={t('address.noneWords')} />
          return (
            <AddressTable rows={rows} onChange={may ? (row) => setDraft(draftOf(row)) : null} />
          )
        }}
      </Answer>
      {pages.hasNextPage && (
        <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {draft && <AddressForm key={draft.id} start={draft} onClose={() => setDraft(null)} />}
    </>
  )
}

function Filters() {
  const { t } = useTranslation('placesConsole')
  const [address, setAddress] = useAddress()
  return (
    <>
      <Input
        type="search"
        allowClear
        className="places-search"
        key={address['q'] ?? ''}
        defaultValue={address['q'] ?? ''}
        aria-label={t('address.search')}
        placeholder={t('address.search')}
        onPressEnter={(e) => setAddress({ q: e.currentTarget.value.trim() })}
        onChange={(e) => e.target.value === '' && setAddress({ q: undefined })}
      />
      <Select
        aria-label={t('address.kind')}
        allowClear
        placeholder={t('address.kind')}
        value={addressKinds.find((k) => k === address['kind']) ?? null}
        onChange={(kind?: string) => setAddress({ kind })}
        options={addressKinds.map((value) => ({ value, label: t(`address.${value}`) }))}
        popupMatchSelectWidth={false}
      />
      {address['parent'] && (
        <Button onClick={() => setAddress({ parent: undefined })}>{t('address.all')}</Button>
      )}
    </>
  )
}

function AddressTable(props: { rows: AddressRow[]; onChange: ((row: AddressRow) => void) | null }) {
  const { t } = useTranslation('placesConsole')
  const { rows, onChange } = props
  const areas = useAreas()
  const nameOf = new Map((areas.data ?? []).map((a) => [a.code, a.name]))
  return (
    <Table
      className="stacks"
      rowKey="id"
      size="middle"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={rows}
      columns={[
        { ...named(t('address.fullText')), dataIndex: 'fullText' },
        { ...named(t('address.name')), dataIndex: 'name' },
        {
          ...named(t('address.kind')),
          dataIndex: 'kind',
          render: (v: AddressRow['kind']) => t(`address.${v}`),
        },
        {
          ...named(t('address.area')),
          key: 'area',
          render: (_, row) => nameOf.get(row.gridCode ?? row.communityCode) ?? row.communityCode,
        },
        {
          ...named(t('address.door')),
          dataIndex: 'token',
          render: (v: string | null) => t(v === null ? 'address.noDoor' : 'address.hasDoor'),
        },
        {
          ...named(t('state')),
          dataIndex: 'active',
          render: (v: boolean) => t(v ? 'inUse' : 'retired'),
        },
        ...(onChange
          ? [
              {
                title: t('address.do'),
                key: 'do',
                render: (_: unknown, row: AddressRow) => (
                  <Button size="small" onClick={() => onChange(row)}>
                    {t('change')}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** The head of a column; on a phone it stands before each value instead. */
const named = (title: string) => ({ title, onCell: () => ({ colSpan: 1, 'data-label': title }) })

function useAddresses() {
  const [address] = useAddress()
  const kind = addressKinds.find((k) => k === address['kind'])
  const query = {
    q: address['q'] ?? '',
    limit: 50,
    ...(kind ? { kind } : {}),
    ...(address['parent'] ? { parentId: address['parent'] } : {}),
    ...(address['under'] ? { under: address['under'] } : {}),
  }
  return useInfiniteQuery({
    queryKey: [...placesKey, 'addresses', 'pages', query],
    queryFn: ({ pageParam, signal }) =>
      call(listAddresses, {
        query: { ...query, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
}

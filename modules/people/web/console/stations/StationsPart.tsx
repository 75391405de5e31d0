import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { StationView } from '../../../contract/index.ts'
import { useOpened } from '../form/opened.ts'
import { useStations } from '../queries.ts'
import { Station } from './Station.tsx'
import { StationSheet } from './StationSheet.tsx'

const states = ['all', 'gaps'] as const
/** With more stations than this a page shows their gaps first. */
const STEP = 20

export const isFull = (s: StationView) => s.missing === 0 && s.seats.every((x) => x.vacant === 0)

/** Each station against its model: who sits where, which posts nobody holds, which seats have no post. */
export function StationsPart() {
  const { t } = useTranslation('peopleConsole')
  const [address, setAddress] = useAddress()
  const { verbs } = useConsoleSetting()
  const may = verbs.has('people.edit')
  const stations = useStations()
  const opened = useOpened(stations.data?.stations, (s) => s.id, stations.refetch)
  const state = states.find((s) => s === address['state']) ?? 'all'
  return (
    <>
      <Answer of={stations} rows={6}>
        {({ stations: rows, without }) => (
          <>
            <div className="filters">
              <p className="quiet">
                {t('stations.sum', { count: rows.length, full: rows.filter(isFull).length })}
                {without.length > 0 && t('stations.without', { count: without.length })}
              </p>
              <Select
                aria-label={t('stations.show')}
                value={state}
                onChange={(next: string) =>
                  setAddress({ state: next === 'all' ? undefined : next })
                }
                options={states.map((value) => ({ value, label: t(`stations.state.${value}`) }))}
              />
              {may && without.length > 0 && (
                <Button type="primary" onClick={() => opened.open('new')}>
                  {t('stations.add')}
                </Button>
              )}
            </div>
            <StationList
              rows={state === 'gaps' ? rows.filter((s) => !isFull(s)) : rows}
              any={rows.length > 0}
              onOpen={may ? opened.open : undefined}
            />
          </>
        )}
      </Answer>
      {opened.isOpen && (
        <StationSheet
          key={opened.key}
          station={opened.row}
          without={stations.data?.without ?? []}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

interface ListProps {
  rows: readonly StationView[]
  any: boolean
  onOpen: ((id: string) => void) | undefined
}

function StationList({ rows, any, onOpen }: ListProps) {
  const { t } = useTranslation('peopleConsole')
  const [most, setMost] = useState(STEP)
  if (rows.length === 0)
    return any ? (
      <Empty title={t('stations.allFull')} />
    ) : (
      <Empty title={t('stations.none')} words={t('stations.noneWords')} />
    )
  return (
    <>
      {rows.slice(0, most).map((s) => (
        <Station key={s.id} station={s} onOpen={onOpen && (() => onOpen(s.id))} />
      ))}
      {rows.length > most && <Button onClick={() => setMost(most + STEP)}>{t('more')}</Button>}
    </>
  )
}

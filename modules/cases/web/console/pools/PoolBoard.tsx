import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PoolView } from '../../../contract/pools.ts'
import { EntryCard } from './EntryCard.tsx'
import { PoolForm } from './PoolForm.tsx'
import { useEntries, usePools } from './queries.ts'
import '../beside/beside.css'
import './pools.css'

/** What waits to be claimed, and how fairly members are asked: units and teams, never persons. */
export function PoolBoard() {
  const { t } = useTranslation('pools')
  const [address, setAddress] = useAddress()
  const tab = address['tab'] === 'pools' ? 'pools' : 'waiting'
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('board')}</h1>
        <Segmented
          aria-label={t('tab')}
          value={tab}
          onChange={(next) => setAddress({ tab: next === 'pools' ? next : undefined })}
          options={(['waiting', 'pools'] as const).map((value) => ({
            value,
            label: t(`tab.${value}`),
          }))}
        />
      </header>
      <p className="quiet">{t('intro')}</p>
      {tab === 'waiting' ? <Waiting /> : <Pools />}
    </div>
  )
}

function Waiting() {
  const { t } = useTranslation('pools')
  const entries = useEntries()
  return (
    <Answer of={entries}>
      {({ entries: rows }) =>
        rows.length === 0 ? (
          <Empty title={t('none')} words={t('noneWords')} />
        ) : (
          <div className="beside-grid">
            {rows.map((entry) => (
              <EntryCard key={entry.id} entry={entry} ofCase={false} />
            ))}
          </div>
        )
      }
    </Answer>
  )
}

function Pools() {
  const { t } = useTranslation('pools')
  const pools = usePools()
  const [editing, setEditing] = useState<string | null>(null)
  const done = () => setEditing(null)
  return (
    <Answer of={pools}>
      {({ pools: rows, allowed }) => {
        const may = allowed.includes('edit')
        const fresh = editing !== null && !rows.some((p) => p.id === editing)
        return (
          <div className="beside">
            {rows.length === 0 && <Empty title={t('noPools')} words={t('noPoolsWords')} />}
            <div className="beside-grid">
              {rows.map((pool) =>
                editing === pool.id ? (
                  <PoolForm key={pool.id} pool={pool} poolId={pool.id} onDone={done} />
                ) : (
                  <PoolCard
                    key={pool.id}
                    pool={pool}
                    {...(may ? { onEdit: () => setEditing(pool.id) } : {})}
                  />
                ),
              )}
            </div>
            {fresh && <PoolForm pool={null} poolId={editing} onDone={done} />}
            {may && editing === null && (
              <Button onClick={() => setEditing(newId())}>{t('add')}</Button>
            )}
          </div>
        )
      }}
    </Answer>
  )
}

function PoolCard({ pool, onEdit }: { pool: PoolView; onEdit?: () => void }) {
  const { t } = useTranslation('pools')
  return (
    <article className="beside-card">
      <header>
        <h3>
          {pool.name}{' '}
          <small>
            {t(`kind.${pool.kind}`)} · {t(`mode.${pool.mode}`)}
          </small>
        </h3>
        {!pool.active && <span className="beside-state">{t('off')}</span>}
      </header>
      <table className="pool-fair">
        <thead>
          <tr>
            {(['member', 'offered', 'claimed', 'done', 'load'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`col.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pool.members.map((m) => (
            <tr key={m.unitId}>
              <th scope="row">
                {m.unitName} {m.absent && <span className="beside-state">{t('absent')}</span>}
              </th>
              <td>{m.offered}</td>
              <td>{m.claimed}</td>
              <td>{m.done}</td>
              <td>{t('noLoad', { load: m.load, cap: m.cap ?? pool.cap })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {onEdit && (
        <p className="act-verbs">
          <Button onClick={onEdit}>{t('edit')}</Button>
        </p>
      )}
    </article>
  )
}

import { Button, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Failed, Waiting } from '#platform/web/console/states.tsx'
import type { CaseRow } from '../../../contract/index.ts'
import type { useCases } from '../queries.ts'
import { RowRibbon, Thumb, Urgent } from '../parts.tsx'

export interface QueueProps {
  rows: readonly CaseRow[]
  chosen: string | undefined
  onChoose: (id: string) => void
  asked: ReturnType<typeof useCases>
}

export function Queue({ rows, chosen, onChoose, asked }: QueueProps) {
  const { t } = useTranslation('console')
  const [address, setAddress] = useAddress()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (chosen)
      list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <section className="queue" aria-label={t('desk.queue')}>
      <Input
        id="desk-search"
        type="search"
        allowClear
        defaultValue={address['q'] ?? ''}
        placeholder={t('desk.search')}
        aria-label={t('desk.search')}
        onPressEnter={(e) => {
          setAddress({ q: e.currentTarget.value.trim(), case: undefined })
          e.currentTarget.blur()
        }}
        onChange={(e) => e.target.value === '' && setAddress({ q: undefined })}
        onKeyDown={(e) => e.key === 'Escape' && e.currentTarget.blur()}
      />
      <p className="queue-count" aria-live="polite">
        {asked.data && t('desk.count', { count: rows.length, more: asked.hasNextPage ? '+' : '' })}
      </p>
      {asked.isPending && <Waiting rows={8} height={72} />}
      {asked.error && !asked.data && (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      )}
      <ol ref={list} className="queue-list">
        {rows.map((row) => (
          <li key={row.id}>
            <QueueRow row={row} chosen={row.id === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ol>
      {asked.hasNextPage && (
        <Button block loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </section>
  )
}

function QueueRow(props: { row: CaseRow; chosen: boolean; onChoose: (id: string) => void }) {
  const { row } = props
  const { t } = useTranslation('console')
  return (
    <button
      type="button"
      className="queue-row"
      aria-current={props.chosen}
      data-rings={row.rings}
      onClick={() => props.onChoose(row.id)}
    >
      <Thumb row={row} />
      <span className="queue-words">
        <span className="queue-title">
          {row.rings && <b className="rings">{t('rings')}</b>}
          <Urgent urgency={row.urgency} />
          {row.title || t('case.untitled')}
        </span>
        <span className="queue-where">{row.address || row.communityName}</span>
        <span className="queue-state">
          {t(`status.${row.status}`)} · {t(`channel.${row.channel}`)}
        </span>
        <RowRibbon row={row} />
      </span>
    </button>
  )
}

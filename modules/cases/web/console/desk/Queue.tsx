import { Button, Input } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Failed, Waiting } from '#platform/web/console/states.tsx'
import type { CaseRow } from '../../../contract/index.ts'
import { ManyBar } from '../many/ManyBar.tsx'
import type { Selection } from '../many/selection.ts'
import { Tick } from '../many/Tick.tsx'
import { AlikeHead } from './AlikeHead.tsx'
import type { Folded } from './alike.ts'
import type { useCases } from '../queries.ts'
import { Followers, RowRibbon, Thumb, Urgent } from '../parts.tsx'
import { shortPlace } from '../shown.ts'

export interface QueueProps {
  rows: readonly CaseRow[]
  chosen: string | undefined
  /** Put aside for now. */
  later: ReadonlySet<string>
  onChoose: (id: string) => void
  asked: ReturnType<typeof useCases>
  selection: Selection
  folded: Folded
}

export function Queue(props: QueueProps) {
  const { rows, chosen, later, onChoose, asked, selection, folded } = props
  const { t } = useTranslation('console')
  const [address, setAddress] = useAddress()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (chosen)
      list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <section className="queue" aria-label={t('desk.queue')}>
      <div className="queue-head">
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
          {asked.data &&
            t('desk.count', { count: rows.length, more: asked.hasNextPage ? '+' : '' })}
        </p>
      </div>
      {asked.isPending && <Waiting rows={12} height={44} />}
      {asked.error && !asked.data && (
        <Failed error={asked.error} retry={() => void asked.refetch()} />
      )}
      <ol ref={list} className="queue-list">
        {folded.places.map(({ row, group, inside }) => (
          <li key={row.id} className="with-tick" data-inside={inside}>
            {group && (
              <AlikeHead
                group={group}
                open={folded.isOpen(row.id)}
                onToggle={() => folded.toggle(row.id)}
                onJoined={() => onChoose(row.id)}
              />
            )}
            <Tick id={row.id} name={row.title || row.shortCode} selection={selection} />
            <QueueRow
              row={row}
              chosen={row.id === chosen}
              later={later.has(row.id)}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ol>
      {asked.hasNextPage && (
        <Button block loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
      <ManyBar rows={rows} selection={selection} />
    </section>
  )
}

interface QueueRowProps {
  row: CaseRow
  chosen: boolean
  later: boolean
  onChoose: (id: string) => void
}

/** Two lines: what, and where it stands; the time that is left at the right edge, under one another. */
function QueueRow({ row, chosen, later, onChoose }: QueueRowProps) {
  const { t } = useTranslation('console')
  return (
    <button
      type="button"
      className="queue-row"
      aria-current={chosen}
      data-rings={row.rings}
      data-later={later}
      onClick={() => onChoose(row.id)}
    >
      <Thumb row={row} />
      <span className="queue-words">
        <span className="queue-title">
          {row.rings && <b className="rings">{t('rings')}</b>}
          {!row.rings && <Urgent urgency={row.urgency} />}
          {row.title || t('case.untitled')}
          <Followers row={row} />
        </span>
        <span className="queue-state">
          {later ? t('desk.later') : t(`status.${row.status}`)} · {shortPlace(row)}
        </span>
      </span>
      <RowRibbon row={row} />
    </button>
  )
}

import { App, Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  catalogueSheets,
  listReasons,
  orderReasons,
  reasonKinds,
  type ReasonKind,
  type ReasonView,
} from '../../../contract/index.ts'
import { moved } from '../OrderedLines.tsx'
import { newReason, ReasonDialog, startOf, type ReasonStart } from './ReasonDialog.tsx'

/** Reasons to choose from, in the order in which they are offered; a refusal names the next door. */
export function ReasonsPart() {
  const { t } = useTranslation('catalogueConsole')
  const reasons = useQuery({
    queryKey: ['catalogue', 'reasons'],
    queryFn: ({ signal }) => call(listReasons, { query: {}, signal }),
  })
  const [open, setOpen] = useState<{ start: ReasonStart; title: string } | null>(null)
  return (
    <Answer of={reasons}>
      {({ rows, allowed }) => (
        <>
          <p className="quiet catalogue-how">{t('reasons.how')}</p>
          <SheetTools
            sheet={catalogueSheets.reasons}
            what={t('part.reasons')}
            may={allowed.includes('edit')}
            queryKey={['catalogue']}
          />
          {reasonKinds.map((kind) => (
            <Kind
              key={kind}
              kind={kind}
              rows={rows.filter((r) => r.kind === kind)}
              onOpen={
                allowed.includes('edit') ? (start, title) => setOpen({ start, title }) : undefined
              }
            />
          ))}
          {open && (
            <ReasonDialog title={open.title} start={open.start} onClose={() => setOpen(null)} />
          )}
        </>
      )}
    </Answer>
  )
}

function Kind(props: {
  kind: ReasonKind
  rows: ReasonView[]
  onOpen: ((start: ReasonStart, title: string) => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const { message } = App.useApp()
  const client = useQueryClient()
  const { kind, rows, onOpen } = props
  const order = useMutation({
    mutationFn: (codes: string[]) =>
      call(orderReasons, { params: { kind }, body: { codes, seen: rows.map((r) => r.code) } }),
    onError: () => void message.error(t('reasons.orderFailed')),
    onSettled: () => client.invalidateQueries({ queryKey: ['catalogue', 'reasons'] }),
  })
  const move = (from: number, to: number) =>
    order.mutate(
      moved(
        rows.map((r) => r.code),
        from,
        to,
      ),
    )
  return (
    <section className="reason-kind">
      <h2>
        {t(`reasonKind.${kind}`)} <small>{rows.filter((r) => r.active).length}</small>
        {onOpen && (
          <Button
            size="small"
            aria-label={`${t('reasons.add')} ${t(`reasonKind.${kind}`)}`}
            onClick={() =>
              onOpen(
                newReason(kind, rows),
                t('reasons.addTitle', { kind: t(`reasonKind.${kind}`) }),
              )
            }
          >
            {t('reasons.add')}
          </Button>
        )}
      </h2>
      <ol className="reasons">
        {rows.map((row, index) => (
          <Reason
            key={row.code}
            row={row}
            busy={order.isPending}
            onMove={onOpen && ((step) => move(index, index + step))}
            ends={{ first: index === 0, last: index === rows.length - 1 }}
            onEdit={onOpen && (() => onOpen(startOf(row), t('edit')))}
          />
        ))}
      </ol>
    </section>
  )
}

function Reason(props: {
  row: ReasonView
  busy: boolean
  ends: { first: boolean; last: boolean }
  onMove: ((step: 1 | -1) => void) | undefined
  onEdit: (() => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const english = useTime().language === 'en'
  const { row, busy, ends, onMove, onEdit } = props
  const name = english ? row.nameEn : row.name
  const other = english ? row.name : row.nameEn
  return (
    <li data-off={!row.active}>
      <span>
        {name}
        {!row.active && <span className="mark">{t('inactive')}</span>}
        <small lang={english ? 'zh-CN' : 'en'}>{other}</small>
      </span>
      <span className="reason-door">
        {(english ? row.doorEn : row.door) || (row.kind === 'refusal' ? t('noDoor') : '')}
      </span>
      {onMove && onEdit && (
        <span className="row-verbs">
          <Button
            size="small"
            disabled={busy || ends.first}
            aria-label={t('reasons.up', { name })}
            onClick={() => onMove(-1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={busy || ends.last}
            aria-label={t('reasons.down', { name })}
            onClick={() => onMove(1)}
          >
            ↓
          </Button>
          <Button size="small" aria-label={`${t('edit')} ${name}`} onClick={onEdit}>
            {t('edit')}
          </Button>
        </span>
      )}
    </li>
  )
}

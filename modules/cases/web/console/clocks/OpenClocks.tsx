import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { applyClockMoves, previewClockMoves, type ClockMoves } from '../../../contract/index.ts'
import { casesKey } from '../queries.ts'
import { sayError } from '../shown.ts'

const movesKey = ['clocks', 'moves'] as const
const EXAMPLES = 5

/**
 * A new policy binds new clocks only (DECISIONS 6). Here whoever keeps the limits sees what it would do
 * to those that run, and may apply it with a reason.
 */
export function OpenClocks() {
  const { t } = useTranslation('console')
  const preview = useQuery({
    queryKey: movesKey,
    queryFn: ({ signal }) => call(previewClockMoves, { signal }),
  })
  return (
    <section aria-label={t('clocks.title')}>
      <h2>{t('clocks.title')}</h2>
      <Answer of={preview}>
        {(moves) =>
          moves.moved === 0 ? (
            <p className="quiet">{t('clocks.none', { open: moves.open })}</p>
          ) : (
            <Moves moves={moves} />
          )
        }
      </Answer>
    </section>
  )
}

function Moves({ moves }: { moves: ClockMoves }) {
  const { t } = useTranslation('console')
  const [open, setOpen] = useState(false)
  return (
    <>
      <p role="status">{t('clocks.would', { ...moves })}</p>
      <ul className="rows">
        {moves.rows.slice(0, EXAMPLES).map((row) => (
          <Example key={`${row.caseId}${row.stage}`} row={row} />
        ))}
      </ul>
      {moves.moved > EXAMPLES && <p className="quiet">{t('clocks.more')}</p>}
      <Button onClick={() => setOpen(true)}>{t('clocks.apply')}</Button>
      {open && <Apply moves={moves} onClose={() => setOpen(false)} />}
    </>
  )
}

function Example({ row }: { row: ClockMoves['rows'][number] }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const at = (instant: string | null) => (instant === null ? t('clocks.paused') : time.at(instant))
  return (
    <li>
      <Link to="/console/cases/$caseId" params={{ caseId: row.caseId }}>
        {row.shortCode}
      </Link>{' '}
      {[row.matterName, row.unitName, t(`stage.${row.stage}`)].filter(Boolean).join(' · ')}{' '}
      <del>{at(row.from)}</del> → <ins>{at(row.to)}</ins>
    </li>
  )
}

/** The number that was seen goes along; where another one would move, it is shown before asking again. */
function Apply({ moves, onClose }: { moves: ClockMoves; onClose: () => void }) {
  const { t } = useTranslation('console')
  const { message } = App.useApp()
  const client = useQueryClient()
  const [reason, setReason] = useState('')
  const applying = useMutation({
    mutationFn: () => call(applyClockMoves, { body: { reason: reason.trim(), seen: moves.moved } }),
    onSuccess: ({ moved }) => {
      void message.success(t('clocks.applied', { count: moved }))
      // A job does it; by then most of it is done.
      setTimeout(() => void client.invalidateQueries({ queryKey: movesKey }), 3000)
      void client.invalidateQueries({ queryKey: casesKey })
      onClose()
    },
    onError: () => client.invalidateQueries({ queryKey: movesKey }),
  })
  const { error } = applying
  return (
    <Confirm
      open
      title={t('clocks.apply')}
      consequences={[t('clocks.would', { ...moves }), t('clocks.then')]}
      verb={t('clocks.applyVerb', { count: moves.moved })}
      busy={applying.isPending}
      off={reason.trim().length < 2}
      onConfirm={() => applying.mutate()}
      onClose={onClose}
    >
      <Input.TextArea
        aria-label={t('clocks.reason')}
        placeholder={t('clocks.reason')}
        maxLength={500}
        value={reason}
        onChange={(e) => setReason(e.target.value)}
      />
      {error && <p role="alert">{sayError(t, error instanceof CallError ? error.code : '')}</p>}
    </Confirm>
  )
}

import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Key, ShortcutKeys, type Shortcut } from '#platform/web/console/keys.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { CasePage, CaseRow } from '../../../contract/index.ts'
import { StandardOf } from '../StandardOf.tsx'
import { photoPath } from '../others.ts'
import { RowRibbon } from '../parts.tsx'
import { useCasePage } from '../queries.ts'
import { useInspections, useToInspect, type Judging } from './inspections.ts'
import '../cases.css'
import './inspect.css'

/** Handled cases judged from their pictures, one after the other; each row keeps its own result. */
export function InspectPage() {
  const { t } = useTranslation('console')
  const [address, setAddress] = useAddress()
  const waiting = useToInspect()
  const judging = useInspections()
  const rows = judging.withJudged(waiting.data?.rows.map((row) => row.case) ?? [])
  const id = address['case'] ?? rows.find((r) => judging.of(r.id) === null)?.id ?? rows[0]?.id
  const choose = (next: string | undefined) => setAddress({ case: next })
  const one = useCasePage(id)
  const row = rows.find((r) => r.id === id)
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('inspect.title')}</h1>
        <p className="quiet" aria-live="polite">
          {t('inspect.count', { left: rows.length - judging.count, done: judging.count })}
        </p>
      </header>
      <Answer of={waiting}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('inspect.none')} words={t('inspect.noneWords')} />
          ) : (
            <div className="inspect">
              <Rows rows={rows} chosen={id} judging={judging} onChoose={choose} />
              <Answer of={one} key={id}>
                {(page) => (
                  <One
                    page={page}
                    rows={rows}
                    judging={judging}
                    onChoose={choose}
                    key={`${page.id}${row?.version ?? ''}`}
                  />
                )}
              </Answer>
            </div>
          )
        }
      </Answer>
    </div>
  )
}

interface RowsProps {
  rows: readonly CaseRow[]
  chosen: string | undefined
  judging: Judging
  onChoose: (id: string) => void
}

function Rows({ rows, chosen, judging, onChoose }: RowsProps) {
  const { t } = useTranslation('console')
  return (
    <ol className="inspect-rows" aria-label={t('inspect.rows')}>
      {rows.map((row) => {
        const result = judging.of(row.id)
        return (
          <li key={row.id}>
            <button
              type="button"
              className="inspect-row"
              aria-current={row.id === chosen}
              onClick={() => onChoose(row.id)}
            >
              <span>
                <b>{row.title || t('case.untitled')}</b>
                <small>{row.unitName ?? row.communityName}</small>
              </span>
              {result ? (
                <span data-result={result.kind}>
                  {result.kind === 'trouble' ? result.words : t(`inspect.result.${result.kind}`)}
                </span>
              ) : (
                <RowRibbon row={row} bare />
              )}
            </button>
          </li>
        )
      })}
    </ol>
  )
}

interface OneProps {
  page: CasePage
  rows: readonly CaseRow[]
  judging: Judging
  onChoose: (id: string | undefined) => void
}

function One({ page, rows, judging, onChoose }: OneProps) {
  const { t } = useTranslation('console')
  const [failing, setFailing] = useState(false)
  const [words, setWords] = useState('')
  const at = rows.findIndex((r) => r.id === page.id)
  const may = page.allowed.includes('inspect')
  const go = (by: number) => {
    const next = rows[at + by]
    if (next) onChoose(next.id)
  }
  const judge = (passed: boolean) => {
    judging.judge(page, passed, words.trim())
    const next = rows.find((r, i) => i > at && judging.of(r.id) === null)
    onChoose(
      (next ?? rows.find((r) => r.id !== page.id && judging.of(r.id) === null))?.id ?? page.id,
    )
  }
  const shortcuts: Shortcut[] = [
    { key: 'j', label: t('key.next'), run: () => go(1) },
    { key: 'k', label: t('key.previous'), run: () => go(-1) },
    { key: 'y', label: t('inspect.pass'), run: () => judge(true), off: !may },
    { key: 'n', label: t('inspect.back'), run: () => setFailing(true), off: !may },
  ]
  return (
    <article className="inspect-one">
      <Head page={page} />
      <Pair page={page} />
      <Did page={page} />
      {may && !failing && (
        <p className="inspect-verbs">
          <Button type="primary" onClick={() => judge(true)}>
            {t('inspect.pass')} <Key name="y" />
          </Button>
          <Button danger onClick={() => setFailing(true)}>
            {t('inspect.back')} <Key name="n" />
          </Button>
        </p>
      )}
      {may && failing && (
        <Back
          words={words}
          onWords={setWords}
          onSend={() => judge(false)}
          onClose={() => setFailing(false)}
        />
      )}
      {!may && <p className="quiet">{t('inspect.notYours')}</p>}
      <StandardOf standard={page.standard} guide={null} />
      <ShortcutKeys shortcuts={shortcuts} />
    </article>
  )
}

function Head({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  return (
    <header>
      <h2>
        <Link to="/console/cases/$caseId" params={{ caseId: page.id }}>
          {page.title || t('case.untitled')}
        </Link>
      </h2>
      <p className="quiet">
        {page.address || page.communityName} · {page.unitName}{' '}
        {page.settledOnSpot && t('inspect.onSpot')}
      </p>
    </header>
  )
}

function Pair({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const before =
    page.photos.find((p) => p.role === 'before') ?? page.photos.find((p) => p.role === 'report')
  const after = page.photos.findLast((p) => p.role === 'after')
  return (
    <div className="inspect-pair">
      {[
        { photo: before, word: 'photo.before' },
        { photo: after, word: 'photo.after' },
      ].map(({ photo, word }) => (
        <figure key={word}>
          {photo ? (
            <img src={photoPath(photo.fileId, 'public')} alt={t(word)} />
          ) : (
            <div className="inspect-none">{t('inspect.noPhoto')}</div>
          )}
          <figcaption>{t(word)}</figcaption>
        </figure>
      ))}
    </div>
  )
}

const doneTypes = new Set(['case.finished', 'case.settled'])

function Did({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const last = page.events.findLast((e) => doneTypes.has(e.type))
  if (!last?.words) return null
  return (
    <blockquote className="message-words">
      <small>{t('inspect.did', { who: last.organisation ?? page.unitName })}</small>
      <br />
      {last.words}
    </blockquote>
  )
}

interface BackProps {
  words: string
  onWords: (words: string) => void
  onSend: () => void
  onClose: () => void
}

/** Back to the unit, with what is wrong: without a reason nobody knows what to do again. */
function Back({ words, onWords, onSend, onClose }: BackProps) {
  const { t } = useTranslation('console')

  const ready = words.trim() !== ''
  return (
    <form
      className="act"
      aria-label={t('inspect.back')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) onSend()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Input
        autoFocus
        aria-label={t('inspect.why')}
        placeholder={t('inspect.why')}
        maxLength={2000}
        value={words}
        onChange={(e) => onWords(e.target.value)}
      />
      <p className="act-then">{t('then.inspect.no')}</p>
      <p className="act-verbs">
        <Button danger type="primary" htmlType="submit" disabled={!ready}>
          {t('inspect.back')}
        </Button>
        <Button onClick={onClose}>{t('act.leave')}</Button>
      </p>
    </form>
  )
}

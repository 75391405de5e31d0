import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from '@tanstack/react-router'
import { useAddress } from '#platform/web/console/address.ts'
import { ShortcutKeys, type Shortcut } from '#platform/web/console/keys.tsx'
import { Answer, Empty, type Asked } from '#platform/web/console/states.tsx'
import type { CaseAction, CasePage, CaseRow } from '../../../contract/index.ts'
import { Actions, startAction } from '../actions/Actions.tsx'
import { useChange } from '../change.ts'
import type { ReadOne, Span } from '../../desk-slot.ts'
import type { Matter } from '../others.ts'
import { useCasePage, useCases } from '../queries.ts'
import { actionKeys, actionOrder } from '../shown.ts'
import { useSelection } from '../many/selection.ts'
import { LikelyPart } from '../merging/LikelyPart.tsx'
import { useFolded } from './alike.ts'
import { Message } from './Message.tsx'
import { useCandidates, useReadAhead, type Candidates } from './candidates.ts'
import { Proposals, Standard } from './Proposals.tsx'
import { Queue } from './Queue.tsx'
import { RingStrip } from './RingStrip.tsx'
import '../cases.css'
import '../case/case.css'
import './desk.css'

const none: ReadonlySet<string> = new Set()
const noSpans: readonly Span[] = []

/** Ringing ones first, those put aside last, else in the order of the server: by due time. */
export function ringingFirst(
  rows: readonly CaseRow[],
  later: ReadonlySet<string> = none,
): CaseRow[] {
  const rank = (r: CaseRow) => (r.rings ? 0 : later.has(r.id) ? 2 : 1)
  return [...rows].sort((a, b) => rank(a) - rank(b))
}

/** The one to look at after this one has left the queue: the next, else the one before. */
export function nextOf(rows: readonly CaseRow[], id: string): string | undefined {
  const i = rows.findIndex((r) => r.id === id)
  return (rows[i + 1] ?? rows[i - 1] ?? rows.find((r) => r.id !== id))?.id
}

/** The desk: the queue, the message as it came, what to do. A hundred an hour without the mouse. */
export function Desk() {
  const { t } = useTranslation('console')
  const [address, setAddress] = useAddress()
  const cases = useCases({ view: 'desk', ...(address['q'] ? { q: address['q'] } : {}) })
  const pages = cases.data?.pages
  const [later, setLater] = useState(none)
  const rows = useMemo(
    () => ringingFirst(pages?.flatMap((p) => p.rows) ?? [], later),
    [pages, later],
  )
  const folded = useFolded(rows, Boolean(address['q']))
  const shown = useMemo(() => folded.places.map((place) => place.row), [folded.places])
  const id = address['case'] ?? shown[0]?.id
  const selection = useSelection(shown)
  const choose = (next: string | undefined) => setAddress({ case: next })
  const one = useCasePage(id)
  const read = useReadAhead(id)
  useReadAhead(id === undefined ? id : nextOf(rows, id))
  return (
    <div className="desk">
      <h1 className="unseen">{t('desk.title')}</h1>
      <RingStrip rows={rows} onOpen={choose} />
      <Queue {...{ rows, later, selection, folded }} chosen={id} onChoose={choose} asked={cases} />
      {id === undefined ? (
        cases.data && (
          <>
            <Empty
              title={t(address['q'] ? 'desk.noneFound' : 'desk.empty')}
              words={t('desk.emptyWords')}
            />
            <ShortcutKeys shortcuts={[searchKey(t('key.search'))]} />
          </>
        )
      ) : (
        <Answer of={read ? one : awaited(one)} key={id}>
          {(page) => (
            <DeskCase
              page={page}
              rows={shown}
              onChoose={choose}
              onTick={() => selection.toggle(page.id)}
              onLater={() => {
                choose(nextOf(shown, page.id))
                setLater(new Set([...later, page.id]))
              }}
            />
          )}
        </Answer>
      )}
    </div>
  )
}

/** As if it were not there yet. */
const awaited = <T,>({ error, refetch }: Asked<T>): Asked<T> => ({
  data: undefined,
  error,
  refetch,
})

const searchKey = (label: string): Shortcut => ({
  key: '/',
  label,
  run: () => document.getElementById('desk-search')?.focus(),
})

interface DeskCaseProps {
  page: CasePage
  rows: readonly CaseRow[]
  onChoose: (id: string | undefined) => void
  /** Not now: to the end of the queue, and on to the next. */
  onLater: () => void
  /** Into the selection of many, or out of it. */
  onTick: () => void
}

/** Actions after which the message has left the desk, or is done with for now. */
const leaves = (before: CasePage, after: CasePage) =>
  before.status !== after.status && !after.allowed.some((a) => a === 'dispatch' || a === 'file')

function DeskCase(props: DeskCaseProps) {
  const { page, rows, onChoose } = props
  const { t } = useTranslation('console')
  const [open, setOpen] = useState<CaseAction | null>(null)
  const [pick, setPick] = useState<Matter | null>(null)
  const [master, setMaster] = useState<string | null>(null)
  const [unit, setUnit] = useState<ReadOne | null>(null)
  const [pointed, setPointed] = useState(0)
  const changing = useChange(page, (after) => {
    setOpen(null)
    if (leaves(page, after)) onChoose(nextOf(rows, page.id))
  })
  const start = (action: CaseAction, matter: Matter | null = null) => {
    setPick(matter)
    setMaster(null)
    setUnit(null)
    startAction({ page, changing, onOpen: setOpen }, action)
  }
  const candidates = useCandidates(page)
  const shortcuts = useDeskKeys(props, { candidates, start })
  return (
    <>
      <Message page={page} spoken={candidates.matters[pointed]?.reasons ?? noSpans} />
      <aside className="desk-do" aria-label={t('desk.do')}>
        {open === null && (
          <Proposals
            page={page}
            candidates={candidates}
            onPick={(m) => start('file', m)}
            onPoint={setPointed}
            onUnit={(one) => {
              start('dispatch')
              setUnit(one)
            }}
          />
        )}
        {open === null && page.allowed.includes('merge') && (
          <LikelyPart
            caseId={page.id}
            onPick={(id) => {
              start('merge')
              setMaster(id)
            }}
          />
        )}
        <Actions
          {...{ page, changing, open, pick, master, unit }}
          onOpen={(action) => {
            setMaster(null)
            setUnit(null)
            setOpen(action)
          }}
          keys
        />
        {open === null && <Standard page={page} />}
      </aside>
      <ShortcutKeys shortcuts={shortcuts} />
    </>
  )
}

interface Doing {
  candidates: Candidates
  start: (action: CaseAction, matter?: Matter | null) => void
}

function useDeskKeys(
  { page, rows, onChoose, onLater, onTick }: DeskCaseProps,
  { candidates, start }: Doing,
): Shortcut[] {
  const { t } = useTranslation(['console', 'many'])
  const navigate = useNavigate()
  const move = (by: number) => {
    const i = rows.findIndex((r) => r.id === page.id)
    const next = rows[i + by]
    if (next) onChoose(next.id)
  }
  const verbs = actionOrder.flatMap((action) => {
    const key = actionKeys[action]
    return key === undefined ? [] : [{ action, key }]
  })
  return [
    { key: 'j', label: t('key.next'), run: () => move(1) },
    { key: 'k', label: t('key.previous'), run: () => move(-1) },
    {
      key: 'enter',
      label: t('key.open'),
      run: () => void navigate({ to: '/console/cases/$caseId', params: { caseId: page.id } }),
    },
    { key: 'w', label: t('key.later'), run: onLater },
    { key: 'x', label: t('many:key.tick'), run: onTick },
    ...candidates.matters.map(({ matter }, i) => ({
      key: String(i + 1),
      label: t('key.pick', { matter: matter.name }),
      run: () => start('file', matter),
    })),
    ...verbs.map(({ action, key }) => ({
      key,
      label: t(`action.${action}`),
      run: () => start(action),
      off: !page.allowed.includes(action),
    })),
    searchKey(t('key.search')),
  ]
}

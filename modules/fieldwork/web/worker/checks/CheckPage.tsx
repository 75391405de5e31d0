import { useState } from 'react'
import {
  ActTrouble,
  useGo,
  useHere,
  useParam,
  useSpeech,
  WorkFrame,
} from '#modules/cases/web/index.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  Skeleton,
  Strip,
  TextArea,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { DueRound } from '../../../contract/index.ts'
import { useNote } from '../visits/queue.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { answerOf, freshDraft, lacking, type Draft } from './answers.ts'
import { useDueRounds } from './due.ts'
import { ItemPart } from './ItemPart.tsx'
import { checkWork, useQueuedRounds } from './queue.ts'
import './checks.css'

/** One round: item by item, recorded on the phone first. */
export function CheckPage() {
  const { t } = useSpeech()
  const roundId = useParam('roundId')
  return (
    <WorkFrame title={t('check.title')} back="/work/checks">
      {(me) => (
        <Check key={roundId} roundId={roundId} maySettle={me.verbs.includes('cases.settle')} />
      )}
    </WorkFrame>
  )
}

function Check({ roundId, maySettle }: { roundId: string; maySettle: boolean }) {
  const { t } = useSpeech()
  const go = useGo()
  useFresh()
  const [done, setDone] = useState(false)
  const due = useDueRounds()
  const queued = useQueuedRounds()
  const round = due.data?.rounds.find(({ id }) => id === roundId)
  if (done)
    return (
      <div className="step">
        <Strip tone="done">{t('check.noted')}</Strip>
        <Button wide onClick={() => go('/work/checks')}>
          {t('check.back')}
        </Button>
      </div>
    )
  if (due.error && !due.data)
    return <Failure kind={failureOf(due.error)} onRetry={() => void due.refetch()} />
  if (!due.data) return <Skeleton shape="card" count={3} />
  if (!round || queued.has(roundId))
    return <Empty title={t('check.gone')}>{t('check.noneWhy')}</Empty>
  return <Form round={round} maySettle={maySettle} onDone={() => setDone(true)} />
}

interface FormProps {
  round: DueRound
  maySettle: boolean
  onDone: () => void
}

function Form({ round, maySettle, onDone }: FormProps) {
  const { t } = useSpeech()
  const here = useHere()
  const [id] = useState(newId)
  // What the list says now is worked to its end, whatever is fetched meanwhile.
  const [items] = useState(round.items)
  const [drafts, setDrafts] = useState<Draft[]>(() => items.map(freshDraft))
  const [words, setWords] = useState('')
  const [pressed, setPressed] = useState(false)
  const sending = useNote(onDone)
  const set = (n: number, to: Partial<Draft>) =>
    setDrafts((was) => was.map((draft, i) => (i === n ? { ...draft, ...to } : draft)))
  const restFine = () =>
    setDrafts((was) =>
      was.map((draft, n) =>
        items[n]?.kind === 'yes_no' && draft.value === '' ? { ...draft, value: 'yes' } : draft,
      ),
    )
  const lacks = items.map((item, n) => lacking(item, drafts[n]!))
  const first = lacks.findIndex((lack) => lack !== null)
  const pending = drafts.some((draft) => draft.photos.pending + draft.after.pending > 0)
  const press = () => {
    setPressed(true)
    if (first >= 0 || sending.isPending) return
    const record = {
      id,
      words: words.trim(),
      answers: items.map((item, n) => answerOf(item, drafts[n]!)),
      place: typeof here === 'object' ? { lon: here.lon, lat: here.lat } : null,
    }
    sending.mutate(
      checkWork(round, record, t('check.made', { list: round.listName, place: round.place.name })),
    )
  }
  return (
    <section className="step" aria-label={round.listName}>
      <header className="door-head">
        <h1>{round.place.name}</h1>
        <p className="quiet">
          {[round.listName, round.place.addressText]
            .filter((text) => text !== round.place.name)
            .join(' · ')}
        </p>
        {round.purpose !== '' && <p>{round.purpose}</p>}
      </header>
      {items.map((item, n) => (
        <ItemPart
          key={item.id}
          n={n + 1}
          item={item}
          draft={drafts[n]!}
          maySettle={maySettle}
          change={(to) => set(n, to)}
        />
      ))}
      <Button look="quiet" onClick={restFine}>
        {t('check.allFine')}
      </Button>
      <TextArea
        label={t('check.all')}
        optional
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {pressed && first >= 0 && (
        <Strip tone="danger">{t(lacks[first] ?? '', { n: first + 1 })}</Strip>
      )}
      {sending.error && <ActTrouble error={sending.error} />}
      <Button wide busy={sending.isPending || pending} onClick={press}>
        {t('check.save')}
      </Button>
    </section>
  )
}

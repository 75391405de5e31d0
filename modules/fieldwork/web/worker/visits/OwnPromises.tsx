import { useState } from 'react'
import { ActTrouble, useOutbox, useSpeech } from '#modules/cases/web/index.ts'
import { Button, Sheet, TextArea } from '#platform/web/kit/index.ts'
import type { PromiseView } from '../../../contract/index.ts'
import { promiseWork, useNote } from './queue.ts'

/** What I owe at doors, the earliest first; settled here with or without signal. */
export function OwnPromises({ promises, today }: { promises: PromiseView[]; today: string }) {
  const { t } = useSpeech()
  const { works } = useOutbox()
  const waiting = new Set(works.map((work) => work.lane))
  const open = promises.filter((promise) => !waiting.has(promise.id))
  if (open.length === 0) return null
  return (
    <section className="task-group">
      <h2>
        {t('promise.own')} <span>{open.length}</span>
      </h2>
      <ul className="doors">
        {open.map((promise) => (
          <Owed key={promise.id} promise={promise} today={today} />
        ))}
      </ul>
    </section>
  )
}

function Owed({ promise, today }: { promise: PromiseView; today: string }) {
  const { t, date } = useSpeech()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const settle = useNote(() => setOpen(false))
  const end = (state: 'kept' | 'broken') =>
    settle.mutate(promiseWork(promise, { state, words: words.trim() }))
  return (
    <li>
      <button type="button" onClick={() => setOpen(true)}>
        <span>
          {promise.words}
          <small className="quiet">
            {[t(`promise.by.${promise.madeBy}`), promise.subject.name].join(' · ')}
          </small>
        </span>
        <small data-over={promise.dueOn < today}>{date(promise.dueOn)}</small>
      </button>
      <Sheet open={open} onClose={() => setOpen(false)} title={promise.words}>
        <div className="step">
          <p className="quiet">
            {[t(`promise.by.${promise.madeBy}`), promise.subject.name, date(promise.dueOn)].join(
              ' · ',
            )}
          </p>
          <TextArea
            label={t('promise.words')}
            hint={t('promise.wordsHint')}
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          {settle.error && <ActTrouble error={settle.error} />}
          <div className="pair">
            <Button busy={settle.isPending} onClick={() => end('kept')}>
              {t('promise.kept')}
            </Button>
            <Button look="quiet" disabled={words.trim() === ''} onClick={() => end('broken')}>
              {t('promise.broken')}
            </Button>
          </div>
        </div>
      </Sheet>
    </li>
  )
}

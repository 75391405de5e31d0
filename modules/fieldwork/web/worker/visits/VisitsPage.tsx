import { useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useEffect, useEffectEvent, useState } from 'react'
import { onArrived, useOutbox, useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Empty, Failure, failureOf, Field, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { DoorView } from '../../../contract/index.ts'
import { byBuilding, fieldKey, useDoors, useLookUp } from './doors.ts'
import { VISIT } from './queue.ts'
import { OwnPromises } from './OwnPromises.tsx'
import './visits.css'

/** Where to call: who lives alone first, then door by door; and any door that is looked up. */
export function VisitsPage() {
  const { t } = useSpeech()
  return <WorkFrame title={t('visit.title')}>{() => <Visits />}</WorkFrame>
}

/** What this page shows changes once something noted here has arrived. */
export function useFresh(): void {
  const client = useQueryClient()
  const renew = useEffectEvent(() => void client.invalidateQueries({ queryKey: fieldKey }))
  useEffect(() => onArrived(renew), [])
}

function Visits() {
  const { t, say } = useSpeech()
  useFresh()
  const [text, setText] = useState('')
  const doors = useDoors()
  const seenAt = useSeenAt('field doors')
  const { works } = useOutbox()
  const queued = new Set(works.map((work) => visitedIn(work)))
  return (
    <>
      <Field
        label={t('visit.find')}
        placeholder={t('visit.findHint')}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text.trim() !== '' && <Found text={text.trim()} />}
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {doors.isPending && <Skeleton shape="card" count={3} />}
      {doors.error && !doors.data && (
        <Failure kind={failureOf(doors.error)} onRetry={() => void doors.refetch()} />
      )}
      {doors.data && (
        <>
          <OwnPromises promises={doors.data.promises} today={doors.data.today} />
          <Due doors={doors.data.doors.filter((d) => !queued.has(d.subject.id))} />
          {doors.data.more && <p className="quiet">{t('visit.more')}</p>}
        </>
      )}
    </>
  )
}

/** At whose door one has called while it waits to be sent. */
function visitedIn({ step }: ReturnType<typeof useOutbox>['works'][number]): string {
  if (step.kind !== 'other' || step.of !== VISIT) return ''
  const { subjectId } = step.body as { subjectId: string } // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by visitWork
  return subjectId
}

function Found({ text }: { text: string }) {
  const { t } = useSpeech()
  const asked = useDeferredValue(text)
  const { data, error } = useLookUp(asked)
  if (error) return <Strip tone="warn">{t('visit.findOffline')}</Strip>
  if (!data) return null
  return (
    <section className="visit-found" aria-label={t('visit.find')}>
      {data.rows.length === 0 && <p className="quiet">{t('visit.findNone')}</p>}
      <ul className="offers">
        {data.rows.map((row) => (
          <li key={row.id}>
            <a href={`/work/visits/${row.id}`}>
              {row.name}{' '}
              <small className="quiet">
                {[t(`subject.${row.kind}`), row.addressText, row.phone].filter(Boolean).join(' · ')}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Due({ doors }: { doors: readonly DoorView[] }) {
  const { t } = useSpeech()
  const alone = doors.filter((door) => door.needs.includes('alone'))
  const others = doors.filter((door) => !door.needs.includes('alone'))
  if (doors.length === 0) return <Empty title={t('visit.none')}>{t('visit.noneWhy')}</Empty>
  return (
    <>
      {alone.length > 0 && (
        <section className="task-group">
          <h2>
            {t('visit.alone')} <span>{alone.length}</span>
          </h2>
          <Doors doors={alone} />
        </section>
      )}
      {byBuilding(others).map(({ building, doors: here }) => (
        <section key={building} className="task-group">
          {/* One door by itself says its own name. */}
          <h2
            className={here.every((door) => door.subject.name === building) ? 'unseen' : undefined}
          >
            {building} <span>{here.length}</span>
          </h2>
          <Doors doors={here} />
        </section>
      ))}
    </>
  )
}

function Doors({ doors }: { doors: readonly DoorView[] }) {
  return (
    <ul className="doors">
      {doors.map((door) => (
        <Door key={door.subject.id} door={door} />
      ))}
    </ul>
  )
}

function Door({ door }: { door: DoorView }) {
  const { t, say } = useSpeech()
  const { subject, daysOver, lastMetAt, promises } = door
  const facts = [
    ...door.needs.map((need) => t(`need.${need}`)),
    lastMetAt === null ? t('visit.never') : t('visit.last', { at: say(lastMetAt) }),
    ...(promises > 0 ? [t('visit.owed', { count: promises })] : []),
  ]
  const due =
    daysOver > 0
      ? t('visit.over', { count: daysOver })
      : daysOver === 0
        ? t('visit.today')
        : t('visit.in', { count: -daysOver })
  return (
    <li>
      <a href={`/work/visits/${subject.id}`}>
        <span>
          {subject.name}
          <small className="quiet">{facts.join(' · ')}</small>
        </span>
        <small data-over={daysOver > 0 && lastMetAt !== null}>{due}</small>
      </a>
    </li>
  )
}

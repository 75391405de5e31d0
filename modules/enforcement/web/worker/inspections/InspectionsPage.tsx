import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { DueInspection } from '../../../contract/index.ts'
import { InspectionForm } from './InspectionForm.tsx'
import { useDue } from './queries.ts'
import '../words.css'

/** What plans want inspected, and any other inspection that something called for: without signal too. */
export function InspectionsPage() {
  const { t } = useTranslation('inspections')
  return <WorkFrame title={t('title')}>{() => <Inspections />}</WorkFrame>
}

function Inspections() {
  const { t } = useTranslation('inspections')
  const { t: speak, say } = useSpeech()
  const asked = useDue()
  const seenAt = useSeenAt('enforcement inspections')
  const [chosen, setChosen] = useState<DueInspection | 'other' | null>(null)
  const [kept, setKept] = useState(false)
  if (asked.isPending) return <Skeleton shape="card" count={3} />
  if (!asked.data)
    return <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
  const { due, officers, mayInspect, more, today } = asked.data
  if (chosen !== null)
    return (
      <InspectionForm
        planned={chosen === 'other' ? null : chosen}
        officers={officers}
        onClose={() => setChosen(null)}
        onKept={() => {
          setChosen(null)
          setKept(true)
        }}
      />
    )
  return (
    <div className="step">
      {kept && <Strip tone="done">{t('kept')}</Strip>}
      {seenAt !== null && <Strip tone="warn">{speak('work.seenAt', { at: say(seenAt) })}</Strip>}
      {!mayInspect && <Strip tone="warn">{t('mayNot')}</Strip>}
      {due.length === 0 && <Empty title={t('due.none')} />}
      <ul className="words-whom">
        {due.map((one) => (
          <DueRow
            key={`${one.itemId}${one.subjectId}`}
            one={one}
            today={today}
            {...(mayInspect ? { onChoose: () => setChosen(one) } : {})}
          />
        ))}
      </ul>
      {more && <p className="quiet">{t('due.more')}</p>}
      {mayInspect && (
        <Button wide look="quiet" onClick={() => setChosen('other')}>
          {t('record.other')}
        </Button>
      )}
    </div>
  )
}

function DueRow(props: { one: DueInspection; today: string; onChoose?: () => void }) {
  const { t } = useTranslation('inspections')
  const { date } = useSpeech()
  const { one, today, onChoose } = props
  return (
    <li className="words-row">
      <div className="words-one">
        <span>
          <strong>{one.subjectName}</strong>
          <small>{one.address}</small>
          <small>
            {one.matterName} · {t('due.times', { n: one.done + 1, times: one.times })}
          </small>
          <small data-late={one.dueBy < today}>{t('due.by', { day: date(one.dueBy) })}</small>
        </span>
      </div>
      {onChoose && (
        <Button look="quiet" onClick={onChoose}>
          {t('inspect')}
        </Button>
      )}
    </li>
  )
}

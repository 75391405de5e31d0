import { useState } from 'react'
import { useGo, useParam, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import type { SubjectBrief, SubjectPage } from '#modules/subjects/contract/index.ts'
import { Button, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { ContactSheet } from './ContactSheet.tsx'
import { useDoors, useSubjectHere, useVisitsAt } from './doors.ts'
import { VisitForm } from './VisitForm.tsx'
import { useFresh } from './VisitsPage.tsx'
import './visits.css'

/** One door: who is there, when one last called and what was said, and the note of this call. */
export function DoorPage() {
  const { t } = useSpeech()
  const subjectId = useParam('subjectId')
  return (
    <WorkFrame title={t('visit.door')} back="/work/visits">
      {() => <Door key={subjectId} subjectId={subjectId} />}
    </WorkFrame>
  )
}

function Door({ subjectId }: { subjectId: string }) {
  const { t } = useSpeech()
  const go = useGo()
  useFresh()
  const [done, setDone] = useState(false)
  const doors = useDoors()
  const page = useSubjectHere(subjectId)
  const due = doors.data?.doors.find((door) => door.subject.id === subjectId)
  // What is due was taken along; anything else must have been looked at before the signal went.
  const subject = page.data ?? due?.subject
  if (done)
    return (
      <div className="step">
        <Strip tone="done">{t('visit.noted')}</Strip>
        <Button wide onClick={() => go('/work/visits')}>
          {t('visit.next')}
        </Button>
      </div>
    )
  if (!subject) return <NotHere error={page.error} again={() => void page.refetch()} />
  return (
    <div className="step">
      <Head subject={subject} page={page.data} needs={due?.needs ?? []} />
      <Last subjectId={subjectId} />
      <VisitForm
        subject={subject}
        why={due ? 'due' : 'passing'}
        campaigns={doors.data?.campaigns ?? []}
        onDone={() => setDone(true)}
      />
    </div>
  )
}

function NotHere({ error, again }: { error: unknown; again: () => void }) {
  return error ? (
    <Failure kind={failureOf(error)} onRetry={again} />
  ) : (
    <Skeleton shape="card" count={2} />
  )
}

function Head(props: {
  subject: SubjectBrief
  page: SubjectPage | undefined
  needs: readonly string[]
}) {
  const { t } = useSpeech()
  const { subject, page } = props
  const needs = page?.details.kind === 'household' ? page.details.needs : props.needs
  const where = subject.name === subject.addressText ? [] : [subject.addressText]
  return (
    <header className="door-head">
      <h1>{subject.name}</h1>
      <p className="quiet">{[t(`subject.${subject.kind}`), ...where].join(' · ')}</p>
      {needs.length > 0 && <p>{needs.map((need) => t(`need.${need}`)).join(' · ')}</p>}
      {page && page.note !== '' && <p>{page.note}</p>}
      {page?.allowed.includes('see_contact') === true && <ContactSheet page={page} />}
    </header>
  )
}

function Last({ subjectId }: { subjectId: string }) {
  const { t, say, date } = useSpeech()
  const { data } = useVisitsAt(subjectId)
  const [last] = data?.rows ?? []
  if (!last) return null
  return (
    <section className="door-last">
      <h2>{t('visit.before')}</h2>
      <p className="quiet">
        {[say(last.visitedAt), last.who, t(`outcome.${last.outcome}`)].join(' · ')}
      </p>
      {last.words !== '' && <p>{last.words}</p>}
      {last.promises.map((promise) => (
        <p key={promise.id}>
          {t(`promise.by.${promise.madeBy}`)}: {promise.words}{' '}
          <small className="quiet">
            {[date(promise.dueOn), t(`promise.state.${promise.state}`)].join(' · ')}
          </small>
        </p>
      ))}
    </section>
  )
}

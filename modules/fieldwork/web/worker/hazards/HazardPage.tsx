import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  ActTrouble,
  keepPicture,
  sendLater,
  useGo,
  useParam,
  useSpeech,
  WorkFrame,
} from '#modules/cases/web/index.ts'
import {
  Button,
  Failure,
  failureOf,
  Field,
  PhotoPicker,
  PhotoView,
  Sheet,
  Skeleton,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { HazardView } from '../../../contract/index.ts'
import { dayAfter } from '../../../domain/visits/due.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { useAhead, useHazardHere, useWaiting } from './ahead.ts'
import { stepWork, type Step } from './queue.ts'
import './hazards.css'

const verbs = ['pass', 'fail', 'fix'] as const
type Verb = (typeof verbs)[number]

/** One hazard in the street: its picture, and whether it is fixed and stays so. */
export function HazardPage() {
  const { t } = useSpeech()
  const hazardId = useParam('hazardId')
  return (
    <WorkFrame title={t('hazard.one')} back="/work/hazards">
      {() => <Hazard key={hazardId} hazardId={hazardId} />}
    </WorkFrame>
  )
}

/** As it was taken along for today; anything else must have been looked at before the signal went. */
function useHazardAt(hazardId: string) {
  const ahead = useAhead().data
  const page = useHazardHere(hazardId)
  const along = ahead && [...ahead.recheck, ...ahead.due].find(({ id }) => id === hazardId)
  return {
    page,
    hazard: page.data ?? along,
    today: page.data?.today ?? ahead?.today ?? '',
    ownFix: page.data?.ownFix === true,
  }
}

function Hazard({ hazardId }: { hazardId: string }) {
  const { t } = useSpeech()
  useFresh()
  const { page, hazard, today, ownFix } = useHazardAt(hazardId)
  const waiting = useWaiting()
  if (!hazard && page.error)
    return <Failure kind={failureOf(page.error)} onRetry={() => void page.refetch()} />
  if (!hazard) return <Skeleton shape="card" count={2} />
  return (
    <div className="step">
      <Head hazard={hazard} />
      {ownFix && <Strip tone="warn">{t('hazard.ownFix')}</Strip>}
      {waiting.has(hazardId) ? <Noted /> : <Verbs hazard={hazard} today={today} />}
    </div>
  )
}

function Noted() {
  const { t } = useSpeech()
  const go = useGo()
  return (
    <>
      <Strip tone="done">{t('hazard.noted')}</Strip>
      <Button wide onClick={() => go('/work/hazards')}>
        {t('hazard.next')}
      </Button>
    </>
  )
}

function Head({ hazard }: { hazard: HazardView }) {
  const { t, say, date, language } = useSpeech()
  const named = (one: HazardView['kind']) => (language === 'en' ? one.nameEn : one.name)
  return (
    <header className="door-head">
      <h1>{hazard.address}</h1>
      <p>
        {[named(hazard.kind), named(hazard.grade), t(`hazard.state.${hazard.state}`)].join(' · ')}
      </p>
      {hazard.dueOn !== null && (
        <p data-over={hazard.overdue}>{t('hazard.until', { day: date(hazard.dueOn) })}</p>
      )}
      {hazard.words !== '' && <p>{hazard.words}</p>}
      <p className="quiet">
        {[hazard.number, hazard.areaName, say(hazard.foundAt), hazard.foundBy].join(' · ')}
      </p>
      {hazard.photos.length > 0 && (
        <PhotoView
          photos={hazard.photos.map((id) => ({
            thumb: `/api/files/${id}/thumb`,
            full: `/api/files/${id}/public`,
            alt: hazard.address,
          }))}
        />
      )}
    </header>
  )
}

function Verbs({ hazard, today }: { hazard: HazardView; today: string }) {
  const { t } = useSpeech()
  const [verb, setVerb] = useState<Verb | null>(null)
  const [done, setDone] = useState(false)
  const may = verbs.filter((one) => hazard.allowed.includes(one))
  if (done) return <Noted />
  return (
    <>
      {may.map((one) => (
        <Button
          key={one}
          wide
          look={one === 'fail' ? 'quiet' : 'primary'}
          onClick={() => setVerb(one)}
        >
          {t(`hazard.do.${one}`)}
        </Button>
      ))}
      {verb !== null && (
        <StepSheet
          hazard={hazard}
          verb={verb}
          today={today}
          onClose={() => setVerb(null)}
          onDone={() => setDone(true)}
        />
      )}
    </>
  )
}

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }

interface StepSheetProps {
  hazard: HazardView
  verb: Verb
  today: string
  onClose: () => void
  onDone: () => void
}

/** Written down on the phone first, then sent. */
function StepSheet({ hazard, verb, today, onClose, onDone }: StepSheetProps) {
  const { t } = useSpeech()
  const [id] = useState(newId)
  const [photos, setPhotos] = useState(noPhotos)
  const [words, setWords] = useState('')
  const [by, setBy] = useState('')
  const [dueOn, setDueOn] = useState(() => (today === '' ? '' : dayAfter(today, 3)))
  const [pressed, setPressed] = useState(false)
  const noting = useMutation({
    mutationFn: (step: Step) => sendLater(stepWork(hazard, step)),
    onSuccess: onDone,
  })
  const lacks = verb === 'fail' && (words.trim() === '' || dueOn === '' || dueOn < today)
  const press = () => {
    setPressed(true)
    if (lacks || noting.isPending) return
    const plain = { id, baseVersion: hazard.version, words: words.trim(), photos: photos.ids }
    noting.mutate(
      verb === 'fail'
        ? { verb, ...plain, dueOn }
        : verb === 'fix'
          ? { verb, ...plain, by: by.trim() }
          : { verb, ...plain },
    )
  }
  return (
    <Sheet open onClose={onClose} title={t(`hazard.do.${verb}`)}>
      <div className="step">
        <p className="quiet">{t(`hazard.then.${verb}`)}</p>
        <PhotoPicker upload={keepPicture} onChange={setPhotos} keepOriginal kept />
        {verb === 'fix' && (
          <Field
            label={t('hazard.by')}
            optional
            maxLength={80}
            value={by}
            onChange={(event) => setBy(event.target.value)}
          />
        )}
        <TextArea
          label={t(verb === 'fail' ? 'hazard.why' : 'hazard.words')}
          optional={verb !== 'fail'}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {verb === 'fail' && (
          <Field
            label={t('hazard.newDay')}
            type="date"
            min={today}
            value={dueOn}
            onChange={(event) => setDueOn(event.target.value)}
          />
        )}
        {pressed && lacks && <Strip tone="danger">{t('hazard.needWhy')}</Strip>}
        {noting.error && <ActTrouble error={noting.error} />}
        <Button wide busy={noting.isPending || photos.pending > 0} onClick={press}>
          {t(`hazard.do.${verb}`)}
        </Button>
      </div>
    </Sheet>
  )
}

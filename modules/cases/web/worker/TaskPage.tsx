import { useState } from 'react'
import { type CasePage } from '#modules/cases/contract/index.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { ChainOfHands } from '#platform/web/ChainOfHands.tsx'
import {
  Button,
  Failure,
  failureOf,
  Later,
  PhotoView,
  Skeleton,
  Strip,
} from '#platform/web/kit/index.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { besideTask } from '../phone/beside.ts'
import { useParam, useSearchText } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { ActTrouble } from './ActTrouble.tsx'
import { AskSheet } from './AskSheet.tsx'
import { DutyPart } from './duty/DutyPart.tsx'
import { FinishSheet } from './FinishSheet.tsx'
import { Owed } from './owed/Owed.tsx'
import { askHere, placeOf, useHere } from './here.ts'
import { useOutbox } from './outbox/outbox.ts'
import { pendingFor, type Step } from '../phone/outbox/work.ts'
import { useTaskAct } from './task-acts.ts'
import { nextVerb, type TaskVerb } from './task-groups.ts'
import { useSeenAt } from './last-seen.ts'
import { useCase } from './use-case.ts'
import { Contact, Guide, History, WhereTo } from './TaskParts.tsx'
import { WorkFrame } from './WorkFrame.tsx'

type Me = signInContract.Me

export function TaskPage() {
  const { t } = useSpeech()
  const caseId = useParam('caseId')
  return (
    <WorkFrame title={t('task.title')} back="/work">
      {(me) => <Task caseId={caseId} me={me} />}
    </WorkFrame>
  )
}

function Task({ caseId, me }: { caseId: string; me: Me }) {
  const asked = useCase(caseId)
  if (asked.isPending) return <Skeleton shape="card" count={2} />
  if (!asked.data)
    return <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
  return <TaskStory page={asked.data} me={me} />
}

/** Without signal the page is of an earlier time, and says of which. */
function SeenAt({ caseId, timeZone }: { caseId: string; timeZone: string }) {
  const { t, say } = useSpeech(timeZone)
  const at = useSeenAt(`case ${caseId}`)
  return at === null ? null : <Strip tone="warn">{t('work.seenAt', { at: say(at) })}</Strip>
}

/** In the order of the street: what and where, until when, what to do, how it looks, what is known. */
function TaskStory({ page, me }: { page: CasePage; me: Me }) {
  const { timeZone, districtId } = me.district
  const { t, known } = useSpeech(timeZone)
  return (
    <article className="follow task-page">
      <header className="follow-head">
        <p className="quiet">
          {page.shortCode} · {known(`status.${page.status}`, page.status)}
          {page.matter && ` · ${page.matter.name}`}
        </p>
        <h1>{page.title}</h1>
        {page.hazard && <Strip tone="danger">{t('task.hazard')}</Strip>}
        <SeenAt caseId={page.id} timeZone={timeZone} />
      </header>
      <Promise page={page} timeZone={timeZone} />
      <Beside caseId={page.id} />
      <Acts page={page} me={me} />
      <Owed caseId={page.id} timeZone={timeZone} />
      <DutyPart caseId={page.id} title={page.title} me={me} />
      <Pictures page={page} timeZone={timeZone} />
      {(page.words !== '' || page.originalText !== null) && (
        <section>
          <h2>{t('task.words')}</h2>
          <p className="as-written">{page.originalText ?? page.words}</p>
        </section>
      )}
      <WhereTo page={page} districtId={districtId} />
      <Guide page={page} />
      <Contact districtId={districtId} />
      <Hands page={page} timeZone={timeZone} />
      <History page={page} timeZone={timeZone} />
    </article>
  )
}

/** What modules above know of it, such as the hour that was booked. */
function Beside({ caseId }: { caseId: string }) {
  const { language } = useSpeech()
  return (
    <>
      {besideTask().map(({ name, Part }) => (
        <Later key={name}>
          <Part {...{ caseId, language }} />
        </Later>
      ))}
    </>
  )
}

interface PartProps {
  page: CasePage
  timeZone: string
}

function Promise({ page, timeZone }: PartProps) {
  const { t, language, known } = useSpeech(timeZone)
  const [now] = useState(() => Date.now())
  const { receivedAt, promisedAt, estimated, closedAt, pauses, notches } = page.ribbon
  return (
    <TimeRibbon
      {...{ receivedAt, promisedAt, estimated, closedAt, pauses, now, timeZone, language }}
      promised={page.status === 'reported' ? 'taken-up' : 'done'}
      notches={notches.map((n) => ({
        at: n.at,
        label: known(`event.${n.type}`, t('event.other')),
      }))}
    />
  )
}

function Pictures({ page, timeZone }: PartProps) {
  const { t, say } = useSpeech(timeZone)
  if (page.photos.length === 0) return <p className="quiet">{t('task.noPhotos')}</p>
  return (
    <PhotoView
      photos={page.photos.map((photo) => ({
        thumb: `/api/files/${photo.fileId}/public`,
        full: `/api/files/${photo.fileId}/public`,
        alt: t(`photo.${photo.role}`),
        caption: `${t(`photo.${photo.role}`)} · ${say(photo.at)}`,
      }))}
    />
  )
}

function Hands({ page, timeZone }: PartProps) {
  const { t, language } = useSpeech(timeZone)
  const [now] = useState(() => Date.now())
  if (page.hands.length === 0) return null
  return (
    <section>
      <h2>{t('follow.hands')}</h2>
      <ChainOfHands
        {...{ now, timeZone, language }}
        hands={page.hands.map(({ person, did, ...hand }) => ({
          ...hand,
          ...(person === null ? {} : { person }),
          ...(did === null ? {} : { did }),
        }))}
      />
    </section>
  )
}

const askable = ['ask_extension', 'ask_suspension', 'return'] as const

function Acts({ page, me }: { page: CasePage; me: Me }) {
  const { t } = useSpeech()
  const unsent = pendingFor(useOutbox().works, page.id)
  const wanted = useSearchText('do')
  const [sheet, setSheet] = useState<'finish' | 'ask' | null>(wanted === 'finish' ? 'finish' : null)
  const task = page.tasks.findLast(
    (one) => one.role === 'lead' && one.state !== 'returned' && one.state !== 'cancelled',
  )
  const arrived = task !== undefined && task.arrivedAt !== null
  const verb = nextVerb({ allowed: page.allowed, arrived }, unsent)
  if (unsent.has('finish')) return <Strip>{t('finish.queued')}</Strip>
  const mayFinish = verb === 'finish' || verb === 'arrive'
  return (
    <div className="step">
      <Requests page={page} />
      {unsent.size > 0 && <Strip>{t('task.unsent')}</Strip>}
      <Verbs page={page} verb={verb} onFinish={() => setSheet('finish')} />
      {mayFinish && (
        <FinishSheet page={page} open={sheet === 'finish'} onClose={() => setSheet(null)} />
      )}
      {unsent.has('request') && <Strip>{t('ask.unsent')}</Strip>}
      {!unsent.has('request') && askable.some((one) => page.allowed.includes(one)) && (
        <button type="button" className="text-button" onClick={() => setSheet('ask')}>
          {t('task.ask')}
        </button>
      )}
      {sheet === 'ask' && <AskSheet page={page} me={me} onClose={() => setSheet(null)} />}
    </div>
  )
}

interface VerbsProps {
  page: CasePage
  verb: TaskVerb | null
  onFinish: () => void
}

function Verbs({ page, verb, onFinish }: VerbsProps) {
  const { t } = useSpeech()
  const act = useTaskAct()
  const here = useHere()
  const place = placeOf(typeof here === 'object' ? here : null)
  const press = (step: Step) =>
    act.mutate({ lane: page.id, title: page.title, baseVersion: page.version, step })
  return (
    <>
      {act.error && <ActTrouble error={act.error} />}
      {verb === 'accept' && (
        <Button wide busy={act.isPending} onClick={() => press({ kind: 'accept' })}>
          {t('verb.accept')}
        </Button>
      )}
      {verb === 'arrive' && (
        <div className="pair">
          <Button busy={act.isPending} onClick={() => press({ kind: 'arrive', place })}>
            {t('verb.arrive')}
          </Button>
          <Button look="quiet" glyph="camera" onClick={onFinish}>
            {t('verb.finish')}
          </Button>
        </div>
      )}
      {verb === 'arrive' && here === 'unasked' && (
        <button type="button" className="text-button" onClick={askHere}>
          {t('task.withPlace')}
        </button>
      )}
      {verb === 'arrive' && place !== null && (
        <p className="quiet">{t('patrol.here', { n: Math.round(place.accuracy) })}</p>
      )}
      {verb === 'finish' && (
        <Button wide glyph="camera" onClick={onFinish}>
          {t('verb.finish')}
        </Button>
      )}
    </>
  )
}

function Requests({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  return page.requests.map((request) => {
    const kind = t(`kind.${request.kind}`)
    if (request.state === 'asked')
      return <Strip key={request.id}>{t('task.waiting', { kind })}</Strip>
    if (request.state === 'denied')
      return (
        <Strip key={request.id} tone="warn">
          {t('task.denied', { kind, words: request.decisionWords ?? '' })}
        </Strip>
      )
    return null
  })
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { readCase, type CasePage } from '#modules/cases/contract/index.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { ChainOfHands } from '#platform/web/ChainOfHands.tsx'
import { Button, Failure, failureOf, PhotoView, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { useParam, useSearchText } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { AskSheet } from './AskSheet.tsx'
import { FinishSheet } from './FinishSheet.tsx'
import { useOutbox } from './outbox.ts'
import { nextVerb, useTaskAct } from './task-acts.ts'
import { ActTrouble } from './TasksPage.tsx'
import { WorkFrame } from './WorkFrame.tsx'

type Me = signInContract.Me

export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId],
    queryFn: () => call(readCase, { params: { caseId } }),
    refetchInterval: 30_000,
  })

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

function TaskStory({ page, me }: { page: CasePage; me: Me }) {
  const timeZone = me.district.timeZone
  const { t, language, known, say } = useSpeech(timeZone)
  const [now] = useState(() => Date.now())
  const { receivedAt, promisedAt, estimated, closedAt, pauses, notches } = page.ribbon
  return (
    <article className="follow">
      <header className="follow-head">
        <p className="quiet">
          {page.shortCode} · {known(`status.${page.status}`, page.status)}
        </p>
        <h1>{page.title}</h1>
      </header>
      <Acts page={page} me={me} />
      <WhereTo page={page} />
      <TimeRibbon
        {...{ receivedAt, promisedAt, estimated, closedAt, pauses, now, timeZone, language }}
        notches={notches.map((n) => ({
          at: n.at,
          label: known(`event.${n.type}`, t('event.other')),
        }))}
      />
      {page.photos.length > 0 && (
        <PhotoView
          photos={page.photos.map((photo) => ({
            thumb: `/api/files/${photo.fileId}/thumb`,
            full: `/api/files/${photo.fileId}/public`,
            alt: t(`photo.${photo.role}`),
            caption: `${t(`photo.${photo.role}`)} · ${say(photo.at)}`,
          }))}
        />
      )}
      {page.words !== '' && (
        <section>
          <h2>{t('task.words')}</h2>
          <p className="as-written">{page.words}</p>
        </section>
      )}
      {page.standard && page.standard.closing !== '' && (
        <section>
          <h2>{t('task.standard')}</h2>
          <p>{page.standard.closing}</p>
        </section>
      )}
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
    </article>
  )
}

const askable = ['ask_extension', 'ask_suspension', 'return'] as const

function Acts({ page, me }: { page: CasePage; me: Me }) {
  const { t } = useSpeech()
  const going = useOutbox().some((s) => s.caseId === page.id && s.state !== 'refused')
  const [sheet, setSheet] = useState<'finish' | 'ask' | null>(
    useSearchText('finish') === undefined ? null : 'finish',
  )
  const mayFinish = page.allowed.includes('finish')
  if (going) return <Strip>{t('finish.queued')}</Strip>
  return (
    <div className="step">
      <Requests page={page} />
      <Verbs page={page} onFinish={() => setSheet('finish')} />
      {askable.some((one) => page.allowed.includes(one)) && (
        <button type="button" className="text-button" onClick={() => setSheet('ask')}>
          {t('task.ask')}
        </button>
      )}
      {mayFinish && (
        <FinishSheet
          page={page}
          districtId={me.district.districtId}
          open={sheet === 'finish'}
          onClose={() => setSheet(null)}
        />
      )}
      {sheet === 'ask' && <AskSheet page={page} me={me} onClose={() => setSheet(null)} />}
    </div>
  )
}

function Verbs({ page, onFinish }: { page: CasePage; onFinish: () => void }) {
  const { t } = useSpeech()
  const act = useTaskAct(page.id)
  const verb = nextVerb(page.allowed)
  const finishing = verb !== 'accept' && page.allowed.includes('finish')
  return (
    <>
      {act.error && <ActTrouble error={act.error} />}
      <div className="pair">
        {(verb === 'accept' || verb === 'arrive') && (
          <Button
            busy={act.isPending}
            look={finishing ? 'quiet' : 'primary'}
            onClick={() => act.mutate({ verb, version: page.version })}
          >
            {t(`verb.${verb}`)}
          </Button>
        )}
        {finishing && (
          <Button glyph="camera" onClick={onFinish}>
            {t('verb.finish')}
          </Button>
        )}
      </div>
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

function WhereTo({ page }: { page: CasePage }) {
  const { t } = useSpeech()
  const { lon, lat } = page
  return (
    <section>
      <p>
        <strong>{page.address || page.communityName}</strong>
      </p>
      {lon !== null && lat !== null && (
        <p className="where-to">
          <a href={`geo:${lat},${lon}?q=${lat},${lon}`}>{t('task.navigate')}</a>
          <span className="quiet">
            {t('task.coordinates', { lat: lat.toFixed(5), lon: lon.toFixed(5) })}
          </span>
        </p>
      )}
    </section>
  )
}

import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { Button, PhotoPicker, Skeleton, Strip, type PickedPhotos } from '#platform/web/kit/index.ts'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { onArrived } from '../phone/outbox/box.ts'
import type { Sent } from '../phone/outbox/round.ts'
import type { Work } from '../phone/outbox/work.ts'
import { useGo, useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { DangerAsk } from './DangerAsk.tsx'
import { draftOf, newDraft, saysNothing, type Draft } from './draft.ts'
import { ReceiptPage } from './ReceiptPage.tsx'
import { SendingPage } from './SendingPage.tsx'
import {
  keepPictureOf,
  openReports,
  queueReport,
  reportsBox,
  takeBack,
  useReports,
} from './unsent/reports.ts'
import { UnsentReports } from './unsent/UnsentReports.tsx'
import { useDoorplate, WhereStep } from './WhereStep.tsx'
import { phoneIsWrong, WordsStep } from './WordsStep.tsx'

const noPictures: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** Three screens, and then the number. What is written stays sealed on the phone until the server has it. */
export function ReportPage() {
  const districtId = useParam('districtId')
  const { t } = useSpeech()
  const go = useGo()
  useTitle(t('home.report'))
  const store = draftOf(districtId)
  const kept = store.use()
  const sent = useSearchText('sent')
  const work = useReports().works.find((w) => w.id === sent)
  const [fresh, setFresh] = useState(newDraft)
  useReceipt(districtId, sent)
  if (kept === null)
    return (
      <DistrictFrame districtId={districtId} title={t('home.report')}>
        <Skeleton shape="card" />
      </DistrictFrame>
    )
  const draft = kept.draft ?? fresh
  if (draft.receipt)
    return <ReceiptPage districtId={districtId} receipt={draft.receipt} danger={draft.danger} />
  const mend = async (refused: Work) => {
    const half = store.get()
    // What is half written must not give way to it.
    const report = half && !saysNothing(half) ? null : await takeBack(refused)
    if (report) store.set({ ...newDraft(), ...report })
    go(`/${districtId}/report`, true)
  }
  if (work)
    return <SendingPage districtId={districtId} work={work} onMend={() => void mend(work)} />
  return (
    <Writing
      key={draft.clientId}
      districtId={districtId}
      draft={draft}
      onSent={() => setFresh(newDraft())}
      change={(to) => store.set({ ...(store.get() ?? fresh), ...to })}
    />
  )
}

/** The report that this page has sent gives place to its receipt once it arrives. */
function useReceipt(districtId: string, sent: string | undefined) {
  const show = useEffectEvent((arrived: Sent, work: Work) => {
    if (work.id !== sent || !arrived.receipt || work.step.kind !== 'report') return
    const { danger } = work.step.report
    draftOf(districtId).set({ ...newDraft(), danger, receipt: arrived.receipt })
  })
  useEffect(() => {
    void openReports()
    return onArrived(reportsBox, show)
  }, [])
}

interface WritingProps {
  districtId: string
  draft: Draft
  change: (to: Partial<Draft>) => void
  onSent: () => void
}

function useWriting({ districtId, draft, change, onSent }: WritingProps) {
  // Pictures sent before the page was loaded again are already on the server.
  const [before] = useState(draft.photos)
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const { pending } = pictures
  const empty = saysNothing(draft) && pending === 0

  const go = useGo()
  const send = async () => {
    const { id } = await queueReport(districtId, draft)
    // The address tells which one it was, so that a reload shows it again.
    go(`/${districtId}/report?sent=${id}`, true)
    draftOf(districtId).clear()
    onSent()
  }
  const sendNow = useEffectEvent(send)
  useEffect(() => {
    if (waiting && pending === 0) void sendNow()
  }, [waiting, pending])

  return {
    before,
    pictures,
    pressed,
    waiting,
    empty,
    send: () => void send(),
    press: () => {
      setPressed(true)
      if (empty || phoneIsWrong(draft)) return
      // Danger does not wait for pictures; they can be added afterwards.
      if (pending === 0 || draft.danger !== null) void send()
      else setWaiting(true)
    },
    took: (now: PickedPhotos) => {
      setPictures(now)
      const photos = [...before, ...now.ids].slice(0, 9)
      if (photos.join() !== draft.photos.join()) change({ photos })
    },
    goTo: (step: Draft['step']) => {
      change({ step })
      setWaiting(false)
      scrollTo(0, 0)
    },
  }
}

function Writing(props: WritingProps) {
  const { districtId, draft, change } = props
  const { t } = useSpeech()
  const go = useGo()
  const door = useDoorplate(props, useSearchText('door'))
  const upload = useMemo(() => keepPictureOf(districtId), [districtId])
  const writing = useWriting(props)
  const { before, pictures, pressed, empty } = writing
  const titles = { 1: 'step.photo', 2: 'step.where', 3: 'step.words' }
  const back = draft.step === 1 ? () => go(`/${districtId}`) : () => writing.goTo(stepBefore(draft))
  return (
    <DistrictFrame
      districtId={districtId}
      title={t('home.report')}
      onBack={back}
      foot={<Foot draft={draft} writing={writing} />}
    >
      <UnsentReports districtId={districtId} writing />
      <header className="step-head">
        <p className="step-of">{t('step.of', { n: draft.step })}</p>
        <StepTitle key={draft.step}>{t(titles[draft.step])}</StepTitle>
      </header>
      {/* Kept mounted on every step: the pictures go up while the rest is written. */}
      <div className="step" hidden={draft.step !== 1}>
        <PhotoPicker upload={upload} max={9 - before.length} onChange={writing.took} kept />
        {before.length > 0 && <Strip tone="done">{t('step.kept', { count: before.length })}</Strip>}
        <p className="quiet">{t('step.photoHint')}</p>
        <DangerAsk
          districtId={districtId}
          danger={draft.danger}
          onChange={(danger) => change({ danger })}
        />
      </div>
      {draft.step === 2 && (
        <div className="step">
          <WhereStep {...props} door={door} />
        </div>
      )}
      {draft.step === 3 && (
        <div className="step">
          <WordsStep
            {...props}
            pending={pictures.pending}
            failed={pictures.failed}
            pressed={pressed}
          />
          {pressed && empty && <Strip tone="danger">{t('step.nothing')}</Strip>}
        </div>
      )}
    </DistrictFrame>
  )
}

/** A new screen is read out from its title. */
function StepTitle({ children }: { children: string }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus({ preventScroll: true }), [])
  return (
    <h1 ref={title} tabIndex={-1}>
      {children}
    </h1>
  )
}

const stepBefore = (draft: Draft): 1 | 2 => (draft.step === 3 ? 2 : 1)

function Foot({ draft, writing }: { draft: Draft; writing: ReturnType<typeof useWriting> }) {
  const { t } = useSpeech()
  const { pictures, waiting } = writing
  if (draft.step !== 3) {
    const without = draft.step === 1 && draft.photos.length === 0 && pictures.pending === 0
    const next = draft.step === 1 ? 2 : 3
    return (
      <Button wide look={without ? 'quiet' : 'primary'} onClick={() => writing.goTo(next)}>
        {t(without ? 'step.noPhoto' : 'step.next')}
      </Button>
    )
  }
  return (
    <div className="foot-pair">
      <Button wide busy={waiting} onClick={writing.press}>
        {t('step.send')}
      </Button>
      {waiting && (
        <Button wide look="quiet" onClick={writing.send}>
          {t('step.sendWithout')}
        </Button>
      )}
    </div>
  )
}

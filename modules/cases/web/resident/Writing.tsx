import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useFace } from '#platform/web/face.ts'
import { Button, PhotoPicker, Strip, type PickedPhotos } from '#platform/web/kit/index.ts'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import type { AskedMatter } from '../phone/reach.ts'
import { useGo, useSearchText } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { AboutChoice, AboutQuestions } from './AboutPart.tsx'
import { holdsBack, useOffers } from './about.ts'
import { CheckStep } from './CheckStep.tsx'
import { DangerAsk } from './DangerAsk.tsx'
import { draftOf, saysNothing, type Draft } from './draft.ts'
import { screensOf, type Screens } from './screens.ts'
import { keepPictureOf, queueReport } from './unsent/reports.ts'
import { UnsentReports } from './unsent/UnsentReports.tsx'
import { useDoorplate, WhereStep } from './WhereStep.tsx'
import { PhoneStep, phoneIsWrong, SayStep, WordsStep } from './WordsStep.tsx'

const noPictures: PickedPhotos = { ids: [], pending: 0, failed: 0 }

export interface WritingProps {
  districtId: string
  draft: Draft
  change: (to: Partial<Draft>) => void
  /** Before it is written down for sending, and once it is. */
  onPress: () => void
  onSent: () => void
}

function useWriting({ districtId, draft, change, onPress, onSent }: WritingProps, order: Screens) {
  // Pictures taken before the page was loaded again lie sealed on the phone.
  const [before] = useState(draft.photos)
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const { pending } = pictures
  const empty = saysNothing(draft) && pending === 0

  const go = useGo()
  const send = async () => {
    onPress()
    const { id } = await queueReport(districtId, draft)
    const store = draftOf(districtId)
    // The receipt may stand there already.
    if (!store.get()?.receipt) await store.clear()
    onSent()
    // The address tells which one it was, so that a reload shows it again.
    go(`/${districtId}/report?sent=${id}`, true)
  }
  const goTo = (step: Draft['step']) => {
    change({ step })
    setWaiting(false)
    scrollTo(0, 0)
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
      // In large letters what is missing has a screen of its own.
      const wrong = phoneIsWrong(draft) ? order.stepOf('phone') : order.unansweredAt
      if (wrong > 0 && draft.step > wrong) change({ step: wrong })
      if (empty || phoneIsWrong(draft) || holdsBack(draft)) return
      // Danger does not wait for pictures; they can be added afterwards.
      if (pending === 0 || draft.danger !== null) void send()
      else setWaiting(true)
    },
    took: (now: PickedPhotos) => {
      setPictures(now)
      const photos = [...before, ...now.ids].slice(0, 9)
      if (photos.join() !== draft.photos.join()) change({ photos })
    },
    /** On, unless this screen's question must be answered. */
    next: () => {
      const held = order.unansweredAt === order.step
      setPressed(held)
      if (!held) goTo(order.step + 1)
    },
    goTo,
  }
}

/** Three screens; in large letters more, with one thing on each and all of it once more before it goes. */
export function Writing(props: WritingProps) {
  const { districtId, draft, change } = props
  const { t } = useSpeech()
  const go = useGo()
  const door = useDoorplate(props, useSearchText('door'))
  const upload = useMemo(() => keepPictureOf(districtId), [districtId])
  const { large } = useFace()
  const offers = useOffers(districtId, draft)
  const order = screensOf(draft, large, offers.length > 0)
  const writing = useWriting(props, order)
  const { before, pressed, empty } = writing
  const { screen, step, of } = order
  const back = step === 1 ? () => go(`/${districtId}`) : () => writing.goTo(step - 1)
  return (
    <DistrictFrame
      districtId={districtId}
      title={t('home.report')}
      onBack={back}
      foot={<Foot draft={draft} writing={writing} last={step === of} />}
    >
      <UnsentReports districtId={districtId} writing />
      <header className="step-head">
        <p className="step-of">{t('step.of', { n: step, of })}</p>
        <StepTitle key={order.key}>{t(`step.${screen}`)}</StepTitle>
      </header>
      {/* Kept mounted on every step, with the pictures that were picked. */}
      <div className="step" hidden={screen !== 'photo'}>
        <PhotoPicker upload={upload} max={9 - before.length} onChange={writing.took} kept />
        {before.length > 0 && <Strip tone="done">{t('step.kept', { count: before.length })}</Strip>}
        <p className="quiet">{t('step.photoHint')}</p>
        <DangerAsk
          districtId={districtId}
          danger={draft.danger}
          onChange={(danger) => change({ danger })}
        />
      </div>
      <div className="step">
        <OneScreen {...props} {...{ door, large, offers, order, writing }} />
        {pressed && holdsBack(draft) && <Strip tone="danger">{t('about.missing')}</Strip>}
        {step === of && pressed && empty && <Strip tone="danger">{t('step.nothing')}</Strip>}
      </div>
    </DistrictFrame>
  )
}

interface ScreenProps extends WritingProps {
  door: ReturnType<typeof useDoorplate>
  large: boolean
  offers: readonly AskedMatter[]
  order: Screens
  writing: ReturnType<typeof useWriting>
}

/** What stands on this screen besides the pictures. */
function OneScreen({ writing, ...props }: ScreenProps) {
  const { pictures, pressed, goTo } = writing
  const { screen, question } = props.order
  if (screen === 'where') return <WhereStep {...props} />
  if (screen === 'words')
    return (
      <WordsStep {...props} pending={pictures.pending} failed={pictures.failed} pressed={pressed} />
    )
  if (screen === 'say') return <SayStep {...props} />
  if (screen === 'phone') return <PhoneStep {...props} pressed={pressed} />
  if (screen === 'about') return <AboutChoice {...props} />
  if (screen === 'ask') return <AboutQuestions {...props} only={question} />
  return screen === 'check' ? <CheckStep {...props} goTo={goTo} /> : null
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

interface FootProps {
  draft: Draft
  writing: ReturnType<typeof useWriting>
  /** The last screen sends. */
  last: boolean
}

function Foot({ draft, writing, last }: FootProps) {
  const { t } = useSpeech()
  const { pictures, waiting } = writing
  if (!last) {
    const without = draft.step === 1 && draft.photos.length === 0 && pictures.pending === 0
    return (
      <Button wide look={without ? 'quiet' : 'primary'} onClick={writing.next}>
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

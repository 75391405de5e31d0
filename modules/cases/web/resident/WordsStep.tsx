import { CatchBoundary } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Field, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import type { AskedMatter } from '../phone/reach.ts'
import { AboutChoice, AboutQuestions } from './AboutPart.tsx'
import { DangerAsk } from './DangerAsk.tsx'
import { phoneLooksRight, type Draft } from './draft.ts'

/** Comes once there is a place and something written; not part of what a phone fetches first. */
const NearbyHint = lazy(async () => ({
  default: (await import('./NearbyHint.tsx')).NearbyHint,
}))

/** A hint that cannot be had, as after a new version, takes no report away. */
const Nothing = () => null
const withoutHint = () => 'hint'

/** Something to look around, and something to compare. */
const canCompare = ({ point, addressId, doorplate, words, photos }: Draft) =>
  (point ?? addressId ?? doorplate) !== null && (words.trim().length > 1 || photos.length > 0)

export interface WordsStepProps {
  districtId: string
  draft: Draft
  change: (to: Partial<Draft>) => void
  /** Pictures on their way and those that failed. */
  pending: number
  failed: number
  /** What it may be, and is asked about. */
  offers: readonly AskedMatter[]
  /** After a press on send: what is missing is said. */
  pressed: boolean
}

export const phoneIsWrong = (draft: Draft): boolean =>
  draft.phone.trim() !== '' && !phoneLooksRight(draft.phone)

type PartProps = Pick<WordsStepProps, 'draft' | 'change'>

export function WordsStep({ districtId, draft, change, ...state }: WordsStepProps) {
  const { t } = useSpeech()
  return (
    <>
      <DangerAsk
        districtId={districtId}
        danger={draft.danger}
        onChange={(danger) => change({ danger })}
      />
      <SayStep districtId={districtId} draft={draft} change={change} />
      <AboutChoice {...{ draft, change }} offers={state.offers} />
      <AboutQuestions {...{ draft, change }} />
      <PhoneStep draft={draft} change={change} pressed={state.pressed} />
      {state.failed > 0 && (
        <Strip tone="warn">{t('step.photosFailed', { count: state.failed })}</Strip>
      )}
      {state.pressed && state.pending > 0 && (
        <Strip>{t('step.waitPhotos', { count: state.pending })}</Strip>
      )}
    </>
  )
}

export function SayStep({ districtId, draft, change }: PartProps & { districtId: string }) {
  const { t } = useSpeech()
  return (
    <>
      <TextArea
        label={t('step.wordsLabel')}
        optional
        placeholder={t('step.wordsHint')}
        maxLength={5000}
        value={draft.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      {canCompare(draft) && (
        <CatchBoundary getResetKey={withoutHint} errorComponent={Nothing}>
          <Suspense>
            <NearbyHint districtId={districtId} draft={draft} />
          </Suspense>
        </CatchBoundary>
      )}
    </>
  )
}

export function PhoneStep({ draft, change, pressed }: PartProps & { pressed: boolean }) {
  const { t } = useSpeech()
  return (
    <>
      <Field
        label={t('step.phone')}
        optional
        type="tel"
        autoComplete="tel"
        maxLength={20}
        hint={t('step.phoneWhy')}
        value={draft.phone}
        error={pressed && phoneIsWrong(draft) ? t('step.phoneWrong') : undefined}
        onChange={(event) => change({ phone: event.target.value })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={draft.confidential}
          onChange={(event) => change({ confidential: event.target.checked })}
        />
        <span>
          <strong>{t('step.confidential')}</strong>
          <small>{t('step.confidentialWhy')}</small>
        </span>
      </label>
    </>
  )
}

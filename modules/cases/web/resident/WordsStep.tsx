import { Field, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { DangerAsk } from './DangerAsk.tsx'
import { phoneLooksRight, type Draft } from './draft.ts'

export interface WordsStepProps {
  districtId: string
  draft: Draft
  change: (to: Partial<Draft>) => void
  /** Pictures on their way and those that failed. */
  pending: number
  failed: number
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
      <SayStep draft={draft} change={change} />
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

export function SayStep({ draft, change }: PartProps) {
  const { t } = useSpeech()
  return (
    <TextArea
      label={t('step.wordsLabel')}
      optional
      placeholder={t('step.wordsHint')}
      maxLength={5000}
      value={draft.words}
      onChange={(event) => change({ words: event.target.value })}
    />
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

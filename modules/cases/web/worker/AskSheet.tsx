import { useId, useState } from 'react'
import type { CaseAction, CasePage } from '#modules/cases/contract/index.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { Button, Field, Sheet, Strip, TextArea } from '#platform/web/kit/index.ts'
import { useSpeech } from '../phone/speech.ts'
import { ActTrouble } from './ActTrouble.tsx'
import { useReasons } from './reasons.ts'
import { useTaskAct } from './task-acts.ts'

const kinds = [
  { kind: 'extension', action: 'ask_extension' },
  { kind: 'suspension', action: 'ask_suspension' },
  { kind: 'return', action: 'return' },
] as const satisfies { kind: string; action: CaseAction }[]
type Kind = (typeof kinds)[number]['kind']

export interface AskSheetProps {
  page: CasePage
  me: signInContract.Me
  onClose: () => void
}

function useAsking({ page, onClose }: AskSheetProps) {
  const open = kinds.filter(({ action }) => page.allowed.includes(action))
  const [kind, setKind] = useState<Kind>(open[0]?.kind ?? 'extension')
  const [reasonCode, setReason] = useState('')
  const [words, setWords] = useState('')
  const [days, setDays] = useState('1')
  const [until, setUntil] = useState('')
  // Written down on the phone first, as everything that is done in the street.
  const sending = useTaskAct(onClose)
  const send = () =>
    sending.mutate({
      lane: page.id,
      title: page.title,
      baseVersion: page.version,
      step: {
        kind: 'request',
        request: kind,
        reasonCode,
        words: words.trim(),
        days: kind === 'extension' ? Number(days) : null,
        resumeAt: kind === 'suspension' ? new Date(`${until}T00:00:00+08:00`).toISOString() : null,
      },
    })
  const whole = Number.isInteger(Number(days)) && Number(days) >= 1 && Number(days) <= 365
  const timed = { extension: whole, suspension: until !== '', return: true }
  const ready = reasonCode !== '' && words.trim() !== '' && timed[kind]
  const choose = (next: Kind) => {
    setKind(next)
    setReason('')
  }
  return {
    open,
    kind,
    choose,
    reasonCode,
    setReason,
    words,
    setWords,
    days,
    setDays,
    until,
    setUntil,
    sending,
    send,
    ready,
  }
}

/** The chosen day in the language of the page: the phone's own field speaks that of the phone. */
const sayDay = (day: string, language: string): string =>
  day === ''
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'full', timeZone: 'UTC' }).format(
        new Date(`${day}T00:00:00Z`),
      )

/** Return, extension or suspension. Until somebody decides, the clock runs and the task stays here. */
export function AskSheet(props: AskSheetProps) {
  const { t, language } = useSpeech()
  const asking = useAsking(props)
  const { open, kind, sending } = asking
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('ask.title')}
      foot={
        <Button wide busy={sending.isPending} disabled={!asking.ready} onClick={asking.send}>
          {t('ask.send')}
        </Button>
      }
    >
      <div className="step">
        <div className="chips" role="group" aria-label={t('ask.kind')}>
          {open.map((one) => (
            <button
              key={one.kind}
              type="button"
              aria-pressed={one.kind === kind}
              onClick={() => asking.choose(one.kind)}
            >
              {t(`ask.${one.kind}`)}
            </button>
          ))}
        </div>
        <Reason
          districtId={props.me.district.districtId}
          kind={kind}
          value={asking.reasonCode}
          onChoose={asking.setReason}
        />
        {kind === 'extension' && (
          <Field
            label={t('ask.days')}
            inputMode="numeric"
            value={asking.days}
            onChange={(event) => asking.setDays(event.target.value)}
          />
        )}
        {kind === 'suspension' && (
          <Field
            label={t('ask.until')}
            type="date"
            value={asking.until}
            hint={sayDay(asking.until, language)}
            onChange={(event) => asking.setUntil(event.target.value)}
          />
        )}
        <TextArea
          label={t('ask.words')}
          maxLength={2000}
          value={asking.words}
          onChange={(event) => asking.setWords(event.target.value)}
        />
        <p className="quiet">{t('ask.note')}</p>
        {sending.error && <ActTrouble error={sending.error} />}
      </div>
    </Sheet>
  )
}

interface ReasonProps {
  districtId: string
  kind: Kind
  value: string
  onChoose: (code: string) => void
}

function Reason({ districtId, kind, value, onChoose }: ReasonProps) {
  const { t, language } = useSpeech()
  const id = useId()
  const asked = useReasons(districtId)
  if (asked.isError) return <Strip tone="warn">{t('ask.noReasons')}</Strip>
  return (
    <div className="field">
      <label htmlFor={id}>{t('ask.reason')}</label>
      <select
        id={id}
        className="field-box"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{t('ask.choose')}</option>
        {asked.data?.rows
          .filter((reason) => reason.kind === kind)
          .map((reason) => (
            <option key={reason.code} value={reason.code}>
              {language === 'en' ? reason.nameEn : reason.name}
            </option>
          ))}
      </select>
    </div>
  )
}

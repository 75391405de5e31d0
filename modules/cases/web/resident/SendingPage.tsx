import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { CallError } from '#platform/web/call.ts'
import { Button, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { useSpeech } from '../phone/speech.ts'
import { DangerCalls } from './DangerAsk.tsx'
import { sendDraft, type Danger } from './draft.ts'

type Trouble = { kind: 'failed' | 'refused' | 'crowd'; code: string }

const troubleOf = (error: unknown): Trouble => {
  if (!(error instanceof CallError)) return { kind: 'failed', code: '' }
  if (error.status === 429) return { kind: 'crowd', code: error.code }
  const refused = error.status >= 400 && error.status < 500
  return { kind: refused ? 'refused' : 'failed', code: error.code }
}

const pauses = [3000, 8000, 20_000, 60_000]

/** Sends, and sends again with growing pauses and when the network comes back, until acknowledged. */
function useSending(districtId: string) {
  const [tries, setTries] = useState(0)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const here = useRef(true)
  const attempt = async () => {
    try {
      await sendDraft(districtId)
    } catch (error) {
      if (!here.current) return
      setTrouble(troubleOf(error))
      setTries((n) => n + 1)
    }
  }
  const again = () => {
    setTrouble(null)
    void attempt()
  }
  const begin = useEffectEvent(attempt)
  useEffect(() => {
    here.current = true
    void begin()
    return () => {
      here.current = false
    }
  }, [])

  const retry = useEffectEvent(again)
  useEffect(() => {
    if (trouble === null || trouble.kind === 'refused') return undefined
    const onBack = () => retry()
    const timer = setTimeout(onBack, pauses[Math.min(tries, pauses.length) - 1])
    addEventListener('online', onBack)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', onBack)
    }
  }, [trouble, tries])
  return { trouble, again }
}

export interface SendingPageProps {
  districtId: string
  danger: Danger | null
  onMend: () => void
}

export function SendingPage({ districtId, danger, onMend }: SendingPageProps) {
  const { t } = useSpeech()
  const { trouble, again } = useSending(districtId)
  return (
    <DistrictFrame districtId={districtId} title={t('home.report')}>
      <div className="step">
        {danger && <DangerCalls districtId={districtId} danger={danger} />}
        <h1>{t(trouble ? `sending.${trouble.kind}` : 'sending.title')}</h1>
        {trouble ? (
          <>
            <Strip tone={trouble.kind === 'refused' ? 'danger' : 'warn'}>
              {t(`sending.${trouble.kind}What`, { code: trouble.code })}
            </Strip>
            <Button wide onClick={again}>
              {t('sending.again')}
            </Button>
            {trouble.kind === 'refused' && (
              <Button wide look="quiet" onClick={onMend}>
                {t('sending.back')}
              </Button>
            )}
          </>
        ) : (
          <>
            <p>{t('sending.what')}</p>
            <Skeleton shape="card" />
          </>
        )}
      </div>
    </DistrictFrame>
  )
}

import { Button, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { flush } from '../phone/outbox/box.ts'
import { ExportButton } from '../phone/outbox/OutboxStrip.tsx'
import type { Work } from '../phone/outbox/work.ts'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { DangerCalls } from './DangerAsk.tsx'
import { reportsBox, useReports } from './unsent/reports.ts'

export interface SendingPageProps {
  districtId: string
  work: Work
  onMend: () => void
}

/** On its way, waiting for a signal, or refused: what is safe, and what can be done. */
export function SendingPage(props: SendingPageProps) {
  const { districtId, work } = props
  const { t } = useSpeech()
  const { sending, crowded } = useReports()
  const danger = work.step.kind === 'report' ? work.step.report.danger : null
  const waiting = crowded ? 'crowd' : sending ? null : 'failed'
  const trouble = work.state === 'refused' ? 'refused' : waiting
  return (
    <DistrictFrame districtId={districtId} title={t('home.report')}>
      <div className="step">
        {danger && <DangerCalls districtId={districtId} danger={danger} />}
        <h1>{t(trouble ? `sending.${trouble}` : 'sending.title')}</h1>
        {trouble === null ? (
          <>
            <p>{t('sending.what')}</p>
            <Skeleton shape="card" />
          </>
        ) : (
          <Trouble {...props} trouble={trouble} />
        )}
      </div>
    </DistrictFrame>
  )
}

function Trouble(props: SendingPageProps & { trouble: 'failed' | 'refused' | 'crowd' }) {
  const { districtId, work, trouble, onMend } = props
  const { t } = useSpeech()
  const go = useGo()
  const { lasting, room } = useReports()
  const what = trouble === 'failed' && !lasting ? 'sending.notLasting' : `sending.${trouble}What`
  return (
    <>
      <Strip tone={trouble === 'refused' ? 'danger' : 'warn'}>
        {t(what, { code: work.code ?? '' })}
      </Strip>
      {room !== 'enough' && lasting && <Strip tone="warn">{t(`queue.room.${room}`)}</Strip>}
      {trouble === 'refused' ? (
        <Button wide onClick={onMend}>
          {t('sending.back')}
        </Button>
      ) : (
        <Button wide onClick={() => void flush(reportsBox)}>
          {t('sending.again')}
        </Button>
      )}
      <Button wide look="quiet" onClick={() => go(`/${districtId}`)}>
        {t('sending.home')}
      </Button>
      <Button wide look="quiet" onClick={() => go(`/${districtId}/report`, true)}>
        {t('sending.other')}
      </Button>
      <ExportButton box={reportsBox} />
    </>
  )
}

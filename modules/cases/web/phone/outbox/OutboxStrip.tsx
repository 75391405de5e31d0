import { useState } from 'react'
import type { EventView } from '#modules/cases/contract/index.ts'
import { Button, Sheet, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../speech.ts'
import { discard, exportBox, flush, sendAgain, useBox, type Box } from './box.ts'
import { picturesOf, type Work } from './work.ts'

/** What is not yet sent: how many, what failed and why, and what can be done about it. */
export interface OutboxStripProps {
  box: Box
  timeZone: string
  /** Back to where it was written. */
  onMend?: (work: Work) => void
}

export function OutboxStrip({ box, timeZone, onMend }: OutboxStripProps) {
  const { t } = useSpeech(timeZone)
  const { works, sending, signedOut, lasting, room } = useBox(box)
  const [open, setOpen] = useState(false)
  if (works.length === 0) return null
  const refused = works.filter((w) => w.state === 'refused').length
  const waiting = works.length - refused
  const look = (
    <Button look="quiet" onClick={() => setOpen(true)}>
      {t('queue.look')}
    </Button>
  )
  return (
    <div className="outbox">
      {waiting > 0 && (
        <Strip tone={sending ? 'info' : 'warn'} {...(refused === 0 ? { action: look } : {})}>
          {signedOut
            ? t('queue.signedOut', { count: waiting })
            : t(sending ? 'queue.sending' : 'queue.waiting', { count: waiting })}
        </Strip>
      )}
      {refused > 0 && (
        <Strip tone="danger" action={look}>
          {t('queue.refusedCount', { count: refused })}
        </Strip>
      )}
      {!lasting && <Strip tone="warn">{t('queue.notLasting')}</Strip>}
      {lasting && room !== 'enough' && <Strip tone="warn">{t(`queue.room.${room}`)}</Strip>}
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('queue.title')}
        foot={<OutboxFoot box={box} />}
      >
        <p className="quiet">{t('queue.how')}</p>
        <ul className="unsent">
          {works.map((work) => (
            <Unsent key={work.id} {...{ box, work, timeZone }} {...(onMend ? { onMend } : {})} />
          ))}
        </ul>
      </Sheet>
    </div>
  )
}

function OutboxFoot({ box }: { box: Box }) {
  const { t } = useSpeech()
  const { sending } = useBox(box)
  return (
    <div className="pair">
      <Button busy={sending} onClick={() => void flush(box)}>
        {t('queue.now')}
      </Button>
      <ExportButton box={box} />
    </div>
  )
}

/** A file in the phone's downloads, which any browser opens. */
export function ExportButton({ box }: { box: Box }) {
  const { t, language } = useSpeech()
  const [failed, setFailed] = useState(false)
  const save = async () => {
    try {
      const file = await exportBox(box, language)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(file)
      link.download = `gongzhi-${new Date().toISOString().slice(0, 16).replace(':', '')}.html`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
    } catch {
      setFailed(true)
    }
  }
  return (
    <Button look="quiet" onClick={() => void save()}>
      {t(failed ? 'queue.exportFailed' : 'queue.export')}
    </Button>
  )
}

function Unsent({ box, work, timeZone, onMend }: OutboxStripProps & { work: Work }) {
  const { t, say, known } = useSpeech(timeZone)
  const [asking, setAsking] = useState(false)
  const refused = work.state === 'refused'
  const why = work.code ?? ''
  const pictures = picturesOf(work.step).length
  return (
    <li>
      <p>
        <strong>{work.title || t('queue.untitled')}</strong>
      </p>
      <p className="quiet">
        {t(`queue.kind.${work.step.kind}`)} · {say(work.madeAt)}
        {pictures > 0 && ` · ${t('queue.pictures', { count: pictures })}`}
        {work.exportedAt !== null && ` · ${t('queue.exported')}`}
      </p>
      {refused && (
        <p className="unsent-why">{known(`refusal.${why}`, t('queue.why', { code: why }))}</p>
      )}
      {work.since.map((event) => (
        <Other key={event.seq} event={event} at={say(event.at)} />
      ))}
      {asking ? (
        <div className="unsent-sure" role="alertdialog" aria-label={t('queue.dropSure')}>
          <p>{t('queue.dropSure')}</p>
          <div className="pair">
            <Button look="danger" onClick={() => void discard(box, work)}>
              {t('queue.dropYes')}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t('queue.dropNo')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="pair">
          {refused && (
            <Button look="quiet" onClick={() => void sendAgain(box, work)}>
              {t('queue.again')}
            </Button>
          )}
          {onMend && work.step.kind === 'report' && (
            <Button look="quiet" onClick={() => onMend(work)}>
              {t('queue.mend')}
            </Button>
          )}
          <Button look="quiet" onClick={() => setAsking(true)}>
            {t('queue.drop')}
          </Button>
        </div>
      )}
    </li>
  )
}

/** What somebody else did meanwhile, as the story of the case says it. */
function Other({ event, at }: { event: EventView; at: string }) {
  const { t, known } = useSpeech()
  const who = [event.organisation, event.who].filter(Boolean).join(' ')
  return (
    <p className="unsent-other">
      {at} {who} {known(`event.${event.type}`, t('event.other'))}
      {event.words !== null && <q>{event.words}</q>}
    </p>
  )
}

import { Button, Input } from 'antd'
import { Link } from '@tanstack/react-router'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { ChainOfHands } from '#platform/web/ChainOfHands.tsx'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { followLink, seeContact, type CasePage } from '../../../contract/index.ts'
import { Proposal } from '../actions/SendForms.tsx'
import { CaseMap } from '../CaseMap.tsx'
import { FollowHere } from '../followed/FollowHere.tsx'
import { handsOf, ribbonOf } from '../shown.ts'
import { HoldPart } from '../personal/HoldPart.tsx'
import { StandardOf } from '../StandardOf.tsx'
import { PrintSlip } from '../slip/FollowSlip.tsx'

/** How it stands: time, hands, tasks, requests, clocks, standards, reporter. */
export function State({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const shown = { now: time.now, language: time.language, timeZone: time.timeZone }
  return (
    <>
      <section className="panel">
        <TimeRibbon {...ribbonOf(t, page)} {...shown} />
      </section>
      <section className="panel">
        <h2>{t('case.hands')}</h2>
        {page.hands.length > 0 ? (
          <ChainOfHands hands={handsOf(page)} {...shown} />
        ) : (
          <p className="quiet">{t('case.noHands')}</p>
        )}
        {page.routing && <Proposal routing={page.routing} />}
      </section>
      <Tasks page={page} />
      <Requests page={page} />
      <Clocks page={page} />
      <Reporter page={page} />
      <Standards page={page} />
      {page.lon !== null && (
        <section className="panel no-print">
          <CaseMap page={page} />
          <div className="follow-place">
            <FollowHere page={page} />
          </div>
        </section>
      )}
    </>
  )
}

function Tasks({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  if (page.tasks.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('case.tasks')}</h2>
      <ul className="facts">
        {page.tasks.map((task) => (
          <li key={task.id}>
            <Link to="/console/cases" search={{ unit: task.unitId }}>
              {task.unitName}
            </Link>
            <span className="facts-end">{t(`task.${task.state}`)}</span>
            <small>
              {t(`role.${task.role}`)} · {task.assignee ?? t('task.nobody')} ·{' '}
              {time.at(task.endedAt ?? task.arrivedAt ?? task.acceptedAt ?? task.offeredAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was asked; the open one first and marked, since somebody must decide it. */
function Requests({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  if (page.requests.length === 0) return null
  const open = page.requests.filter((r) => r.state === 'asked')
  const rows = [...open, ...page.requests.filter((r) => r.state !== 'asked')]
  return (
    <section className="panel" data-decide={open.length > 0}>
      <h2>{t('case.requests')}</h2>
      <ul className="facts">
        {rows.map((r) => (
          <li key={r.id}>
            <b>{t(`request.${r.kind}`)}</b>
            <span className="facts-end">{t(`request.state.${r.state}`)}</span>
            <small>
              {r.askedBy} · {time.at(r.askedAt)} · {r.reason}
            </small>
            <span>{r.words}</span>
            {r.resumeAt && <span>{t('request.until', { at: time.at(r.resumeAt) })}</span>}
            {r.decisionWords && <q>{r.decisionWords}</q>}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Clock = CasePage['clocks'][number]

function limitWords(limit: Clock['limit'], t: (k: string) => string): string {
  const { value, unit } = limit
  if (typeof value !== 'number' || typeof unit !== 'string') return ''
  return `${value} ${t(`unit.${unit}`)}`
}

/** How each stage stands, as somebody would say it; running ones first. */
function Clocks({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  if (page.clocks.length === 0) return null
  const rows = [
    ...page.clocks.filter((c) => c.stoppedAt === null),
    ...page.clocks.filter((c) => c.stoppedAt !== null),
  ]
  return (
    <section className="panel">
      <h2>{t('case.clocks')}</h2>
      <ul className="facts">
        {rows.map((c) => (
          <ClockFact key={c.id} clock={c} />
        ))}
      </ul>
    </section>
  )
}

function ClockFact({ clock }: { clock: Clock }) {
  const { t } = useTranslation('console')
  const time = useTime()
  const limit = limitWords(clock.limit, t)
  const runs = clock.stoppedAt === null
  const late = runs
    ? clock.dueAt !== null && Date.parse(clock.dueAt) < time.now
    : clock.onTime === false
  const stands = runs
    ? clock.paused || clock.dueAt === null
      ? t('clock.paused')
      : time.left(clock.dueAt)
    : t(late ? 'clock.late' : 'clock.onTime')
  const due =
    clock.dueAt &&
    t(clock.estimated ? 'clock.dueEstimated' : 'clock.due', { at: time.at(clock.dueAt) })
  return (
    <li data-late={late}>
      <span>
        {limit === ''
          ? t(`stage.${clock.stage}`)
          : t('clock.says', { stage: t(`stage.${clock.stage}`), limit })}
      </span>
      <span className="facts-end">{stands}</span>
      <small
        title={t('clock.versions', {
          policy: clock.policyVersion,
          calendar: clock.calendarVersion,
        })}
      >
        {t('clock.from', { at: time.at(clock.startedAt) })}
        {due && ` · ${due}`}
      </small>
    </li>
  )
}

function Standards({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const { standard, guide } = page
  if (!standard && !guide) return null
  return (
    <section className="panel">
      <h2>{t('case.standards')}</h2>
      <StandardOf standard={standard} guide={guide} />
    </section>
  )
}

/** Every look at the reporter is logged with its reason; so the reason is asked before the look. */
function Reporter({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const params = { caseId: page.id }
  const look = useMutation({
    mutationFn: () => call(seeContact, { params, body: { reason: reason.trim() } }),
    onSuccess: () => setAsking(false),
  })
  const link = useMutation({ mutationFn: () => call(followLink, { params }) })
  if (!page.reporter.hasContact && !page.allowed.includes('see_contact')) return null
  return (
    <section className="panel no-print">
      <h2>{t('case.reporter')}</h2>
      {look.data ? (
        <p>
          {look.data.name ?? t('reporter.noName')} <b className="code">{look.data.phone}</b>
        </p>
      ) : (
        <p className="code">{page.reporter.masked ?? t('reporter.none')}</p>
      )}
      {page.allowed.includes('see_contact') && (
        <p className="act-verbs">
          {page.reporter.hasContact && !look.data && (
            <Button size="small" onClick={() => setAsking(true)}>
              {t('reporter.look')}
            </Button>
          )}
          <Button size="small" loading={link.isPending} onClick={() => link.mutate()}>
            {t('reporter.link')}
          </Button>
        </p>
      )}
      {link.data && (
        <PrintSlip
          slip={{
            shortCode: page.shortCode,
            followPath: link.data.path,
            receivePromise: page.status === 'reported' ? page.ribbon.promisedAt : null,
          }}
        />
      )}
      {link.data && (
        <Input
          readOnly
          aria-label={t('reporter.link')}
          value={new URL(link.data.path, location.origin).href}
          onFocus={(e) => e.target.select()}
        />
      )}
      <HoldPart caseId={page.id} />
      <Confirm
        open={asking}
        title={t('reporter.look')}
        consequences={[t('reporter.logged')]}
        verb={t('reporter.look')}
        busy={look.isPending}
        off={reason.trim().length < 2}
        onConfirm={() => look.mutate()}
        onClose={() => setAsking(false)}
      >
        <label htmlFor={id}>{t('reporter.reason')}</label>
        <Input
          id={id}
          autoFocus
          maxLength={200}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      </Confirm>
    </section>
  )
}

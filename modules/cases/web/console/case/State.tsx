import { Button, Input } from 'antd'
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
import { handsOf, ribbonOf } from '../shown.ts'

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
            <b>{task.unitName}</b> {t(`role.${task.role}`)} · {t(`task.${task.state}`)}
            <small>
              {task.assignee ?? t('task.nobody')} ·{' '}
              {time.at(task.endedAt ?? task.arrivedAt ?? task.acceptedAt ?? task.offeredAt)}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Requests({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  if (page.requests.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('case.requests')}</h2>
      <ul className="facts">
        {page.requests.map((r) => (
          <li key={r.id}>
            <b>{t(`request.${r.kind}`)}</b> {t(`request.state.${r.state}`)}
            <small>
              {r.askedBy} · {time.at(r.askedAt)} · {r.reason}
            </small>
            <span>{r.words}</span>
            {r.decisionWords && <q>{r.decisionWords}</q>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function limitWords(limit: CasePage['clocks'][number]['limit'], t: (k: string) => string): string {
  const { value, unit } = limit
  if (typeof value !== 'number' || typeof unit !== 'string') return ''
  return `${value} ${t(`unit.${unit}`)}`
}

function Clocks({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const time = useTime()
  if (page.clocks.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('case.clocks')}</h2>
      <ul className="facts">
        {page.clocks.map((c) => (
          <li key={c.id}>
            <b>{t(`stage.${c.stage}`)}</b> {limitWords(c.limit, t)}{' '}
            {c.stoppedAt === null
              ? c.paused
                ? t('clock.paused')
                : c.dueAt && time.left(c.dueAt)
              : t(c.onTime === false ? 'clock.late' : 'clock.onTime')}
            <small>
              {c.dueAt &&
                t(c.estimated ? 'clock.dueEstimated' : 'clock.due', { at: time.at(c.dueAt) })}{' '}
              {t('clock.versions', { policy: c.policyVersion, calendar: c.calendarVersion })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Standards({ page }: { page: CasePage }) {
  const { t } = useTranslation('console')
  const { standard, guide } = page
  if (!standard && !guide) return null
  return (
    <section className="panel">
      <h2>{t('case.standards')}</h2>
      <dl className="standards">
        {standard && (
          <>
            <dt>{t('standard.filing')}</dt>
            <dd>{standard.filing || t('standard.none')}</dd>
            <dt>{t('standard.closing')}</dt>
            <dd>{standard.closing || t('standard.none')}</dd>
          </>
        )}
        {guide && <Guide guide={guide} />}
        {(standard?.origin ?? guide?.origin) !== 'district' && (
          <dd className="preset">{t('preset')}</dd>
        )}
      </dl>
    </section>
  )
}

function Guide({ guide }: { guide: NonNullable<CasePage['guide']> }) {
  const { t } = useTranslation('console')
  return (
    <>
      <dt>{guide.name}</dt>
      <dd>
        <ol>
          {guide.steps.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ol>
      </dd>
      <dt>{t('guide.evidence')}</dt>
      <dd>{guide.evidence.join(t('list.and')) || t('standard.none')}</dd>
      <dt>{t('guide.basis')}</dt>
      <dd>{guide.legalBasis || t('standard.none')}</dd>
      <dt>{t('guide.owner')}</dt>
      <dd>
        {guide.owner} {guide.settleAlone && t('guide.settleAlone')}
      </dd>
    </>
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
        <Input
          readOnly
          aria-label={t('reporter.link')}
          value={new URL(link.data.path, location.origin).href}
          onFocus={(e) => e.target.select()}
        />
      )}
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

import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as contract from '#modules/cases/contract/personal.ts'
import { mendFault } from '#modules/cases/domain/personal.ts'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { useSay, useStep } from './queries.ts'
import { WordsForm } from './WordsForm.tsx'

type Report = contract.FoundReport
type Item = Report['items'][number]

/** Report by report and item by item: what is there, what was done, what may be done. */
export function FoundReports({ page }: { page: contract.RequestPage }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  return (
    <ol className="personal-found">
      {page.found.map((report) => (
        <li key={report.reportId}>
          <p>
            <Link to="/console/cases/$caseId" params={{ caseId: report.caseId }}>
              {report.title}
            </Link>{' '}
            <small>
              {report.shortCode} <time>{time.at(report.at)}</time>
              {report.confidential && ` ${t('confidential')}`}
            </small>
          </p>
          {report.held !== null && <p className="quiet">{t('held', { reason: report.held })}</p>}
          <dl>
            {report.items.map((item) => (
              <OneItem key={item.field} page={page} report={report} item={item} />
            ))}
          </dl>
        </li>
      ))}
    </ol>
  )
}

interface OneItemProps {
  page: contract.RequestPage
  report: Report
  item: Item
}

function OneItem({ page, report, item }: OneItemProps) {
  const { t } = useTranslation('personal')
  const done = page.acts.filter((a) => a.reportId === report.reportId && a.field === item.field)
  return (
    <div>
      <dt>{t(`field.${item.field}`)}</dt>
      <dd>
        <span>
          {item.text === null ? (
            <em className="quiet">{t('gone')}</em>
          ) : item.field === 'pictures' ? (
            t('pictures', { count: Number(item.text) })
          ) : (
            item.text
          )}
        </span>
        {done.map((a) => (
          <small key={a.at}>
            {t(`act.${a.act}`, { by: a.by })}
            {a.reason !== null && `：${a.reason}`}
          </small>
        ))}
        <Verbs page={page} report={report} item={item} />
      </dd>
    </div>
  )
}

type Doing = 'erase' | 'mend' | 'refuse'

/** The three things that may be done to an item, each sent for this version of the request. */
function useItemSteps({ page, report, item }: OneItemProps, stop: () => void) {
  const params = { requestId: page.id }
  const of = { reportId: report.reportId, field: item.field, baseVersion: page.version }
  const erase = useStep(() => call(contract.erasePersonal, { params, body: of }), stop)
  const mend = useStep(
    (value: string) => call(contract.mendPersonal, { params, body: { ...of, value } }),
    stop,
  )
  const refuse = useStep(
    (reason: string) => call(contract.refusePersonal, { params, body: { ...of, reason } }),
    stop,
  )
  return { erase, mend, refuse }
}

/** What may be done to this item now, and why it may not be erased. */
function mayBeDone({ page, item }: OneItemProps): { verbs: Doing[]; fault: string | null } {
  const may = (step: Doing) => item.text !== null && page.allowed.includes(step)
  const fault = may('erase') && item.fault !== 'gone' ? item.fault : null
  const verbs: Doing[] = []
  if (may('erase') && item.fault === null) verbs.push('erase')
  if (may('mend') && mendFault(item.field) === null) verbs.push('mend')
  if (may('refuse')) verbs.push('refuse')
  return { verbs, fault }
}

function Verbs(props: OneItemProps) {
  const { t } = useTranslation('personal')
  const say = useSay()
  const [doing, setDoing] = useState<Doing | null>(null)
  const stop = () => setDoing(null)
  const { erase, mend, refuse } = useItemSteps(props, stop)
  const { verbs, fault } = mayBeDone(props)
  const why = fault === null ? '' : t(`fault.${fault}`)
  return (
    <>
      {fault !== null && <small className="quiet">{why}</small>}
      {doing === null && (
        <span className="personal-verbs">
          {verbs.map((verb) => (
            <Button
              key={verb}
              size="small"
              danger={verb === 'erase'}
              type={verb === 'refuse' ? 'text' : 'default'}
              onClick={() => setDoing(verb)}
            >
              {t(verb)}
            </Button>
          ))}
        </span>
      )}
      {erase.error !== null && (
        <small className="personal-trouble" role="alert">
          {say(erase.error)}
        </small>
      )}
      {doing === 'mend' && <WordsForm label={t('mendTo')} verb={t('mend')} step={mend} />}
      {doing === 'refuse' && (
        <WordsForm label={t('refuseWhy')} verb={t('refuse')} step={refuse} first={why} />
      )}
      <Confirm
        open={doing === 'erase'}
        danger
        title={t('erase')}
        consequences={[t(`eraseThen.${props.item.field}`), t('eraseChain')]}
        verb={t('erase')}
        busy={erase.isPending}
        onConfirm={() => erase.mutate(undefined)}
        onClose={stop}
      />
    </>
  )
}

import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { PlanView } from '../../../contract/index.ts'
import { LeafletNamed, useChannelName } from '../parts.tsx'
import { usePlans } from '../queries.ts'
import { freshPlan, PlanDialog, type PlanDraft } from './PlanDialog.tsx'
import { RecordDialog } from './RecordDialog.tsx'

const states = ['open', 'done', 'dropped'] as const

/** What is to be said where on which day; it is done by recording it. */
export function PlansPart() {
  const { t } = useTranslation('outreach')
  const [state, setState] = useState<(typeof states)[number]>('open')
  const [draft, setDraft] = useState<PlanDraft | null>(null)
  const plans = usePlans(state)
  const { today = '', mayEdit: mayAdd = false } = plans.data ?? {}
  return (
    <>
      <div className="outreach-filters">
        <Segmented
          aria-label={t('tab.plans')}
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: t(`plans.state.${value}`) }))}
        />
        {mayAdd && (
          <Button type="primary" onClick={() => setDraft(freshPlan(today))}>
            {t('plans.add')}
          </Button>
        )}
      </div>
      {draft && <PlanDialog plan={draft} onClose={() => setDraft(null)} />}
      <Answer of={plans} rows={5}>
        {({ plans: rows, mayEdit }) =>
          rows.length === 0 ? (
            <Empty title={t(`plans.none.${state}`)} words={t('plans.noneWords')} />
          ) : (
            <ul className="outreach-rows">
              {rows.map((plan) => (
                <Plan key={plan.id} plan={plan} onEdit={mayEdit ? setDraft : null} />
              ))}
            </ul>
          )
        }
      </Answer>
    </>
  )
}

interface PlanProps {
  plan: PlanView
  onEdit: ((draft: PlanDraft) => void) | null
}

function Plan({ plan, onEdit }: PlanProps) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  const channel = useChannelName()
  const { verbs } = useConsoleSetting()
  const [recording, setRecording] = useState(false)
  const { leaflet, areaName: _, late: _l, state: _s, version, words, ...rest } = plan
  return (
    <li>
      <div>
        <b>{plan.what}</b>
        <small className="quiet">
          {[channel(plan.channel), plan.areaName, plan.place].filter(Boolean).join(' · ')}
        </small>
        {words !== '' && <small className="quiet">{words}</small>}
      </div>
      <div>{leaflet && <LeafletNamed leaflet={leaflet} />}</div>
      <div data-tone={plan.late ? 'cinnabar' : undefined}>
        {[time.date(plan.day), ...(plan.late ? [t('plans.late')] : [])].join(' · ')}
      </div>
      {plan.state === 'open' && (
        <div className="outreach-verbs">
          {verbs.has('outreach.record') && (
            <Button size="small" type="primary" onClick={() => setRecording(true)}>
              {t('plans.record')}
            </Button>
          )}
          {onEdit && (
            <Button
              size="small"
              onClick={() =>
                onEdit({
                  ...rest,
                  leafletId: leaflet?.id ?? null,
                  dropped: '',
                  baseVersion: version,
                })
              }
            >
              {t('change')}
            </Button>
          )}
        </div>
      )}
      {recording && <RecordDialog plan={plan} onClose={() => setRecording(false)} />}
    </li>
  )
}

import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import type { InspectionPlanView, listInspectionPlans } from '../../../contract/index.ts'
import { Refused } from '../Refused.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { useDeciding, usePlans } from './queries.ts'

export type Plans = Output<typeof listInspectionPlans.reply>

/** Plans of a year or a month: drawn up by one, approved by another, and how much of each is done. */
export function PlansPart() {
  const { t } = useTranslation('inspections')
  const [open, setOpen] = useState<InspectionPlanView | 'new' | null>(null)
  return (
    <Answer of={usePlans()}>
      {(plans) => (
        <>
          {plans.mayPlan && (
            <p>
              <Button onClick={() => setOpen('new')}>{t('plan.add')}</Button>
            </p>
          )}
          {plans.plans.length === 0 && <Empty title={t('plan.none')} words={t('plan.noneWords')} />}
          {plans.plans.map((plan) => (
            <PlanCard key={plan.id} plan={plan} onChange={() => setOpen(plan)} />
          ))}
          {open !== null && (
            <PlanDialog
              plan={open === 'new' ? null : open}
              plans={plans}
              onClose={() => setOpen(null)}
            />
          )}
        </>
      )}
    </Answer>
  )
}

function PlanCard({ plan, onChange }: { plan: InspectionPlanView; onChange: () => void }) {
  const { t } = useTranslation('inspections')
  const time = useTime()
  return (
    <section
      className="inspection-plan"
      aria-label={plan.title}
      data-void={plan.state === 'withdrawn'}
    >
      <header>
        <b>{plan.title}</b>
        <span>{t(`plan.${plan.state}`)}</span>
        <span className="quiet">
          {plan.month === null
            ? t('plan.ofYear', { year: plan.year })
            : t('plan.ofMonth', { year: plan.year, month: plan.month })}
          {' · '}
          {plan.areaName} · {plan.bodyName}
        </span>
      </header>
      <table className="settings-table">
        <thead>
          <tr>
            {(['matter', 'basis', 'looks', 'whom', 'progress'] as const).map((name) => (
              <th key={name}>{t(name)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.items.map((item) => (
            <tr key={item.id}>
              <td>{item.matterName}</td>
              <td>{item.basis}</td>
              <td>{item.looks.join('、')}</td>
              <td>
                {t(`kind.${item.kind}`)} · {t('plan.each', { times: item.times })}
              </td>
              <td>{t('plan.done', { done: item.done, all: item.enterprises * item.times })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">
        {t('plan.madeBy', { who: plan.madeBy, at: time.at(plan.madeAt) })}
        {plan.decidedBy !== null &&
          plan.decidedAt !== null &&
          ` · ${t(`plan.${plan.state}By`, { who: plan.decidedBy, at: time.at(plan.decidedAt) })}`}
        {plan.decidedWords !== '' && ` · ${plan.decidedWords}`}
      </p>
      <PlanVerbs plan={plan} onChange={onChange} />
    </section>
  )
}

function PlanVerbs({ plan, onChange }: { plan: InspectionPlanView; onChange: () => void }) {
  const { t } = useTranslation('inspections')
  const deciding = useDeciding()
  const [words, setWords] = useState<string | null>(null)
  const decide = (to: 'approved' | 'withdrawn', said = '') =>
    deciding.mutate(
      { planId: plan.id, to, words: said, baseVersion: plan.version },
      { onSuccess: () => setWords(null) },
    )
  if (plan.allowed.length === 0) return null
  return (
    <p className="act-verbs no-print">
      {plan.allowed.includes('approve') && (
        <Button type="primary" loading={deciding.isPending} onClick={() => decide('approved')}>
          {t('plan.approve')}
        </Button>
      )}
      {plan.allowed.includes('change') && <Button onClick={onChange}>{t('change')}</Button>}
      {plan.allowed.includes('withdraw') && (
        <Button onClick={() => setWords('')}>{t('plan.withdraw')}</Button>
      )}
      <Refused error={deciding.error} />
      <Modal
        open={words !== null}
        title={t('plan.withdraw')}
        okText={t('plan.withdraw')}
        cancelText={t('leave')}
        okButtonProps={{ disabled: words?.trim() === '', loading: deciding.isPending }}
        onOk={() => decide('withdrawn', words?.trim())}
        onCancel={() => setWords(null)}
      >
        <Input.TextArea
          aria-label={t('plan.why')}
          placeholder={t('plan.why')}
          maxLength={400}
          value={words ?? ''}
          onChange={(event) => setWords(event.target.value)}
        />
      </Modal>
    </p>
  )
}

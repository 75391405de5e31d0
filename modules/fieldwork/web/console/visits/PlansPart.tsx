import { Button, InputNumber, Select, Switch } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { needs } from '#modules/subjects/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { visitsContract as contract, type PlanView } from '../../../contract/index.ts'
import { doorKinds } from '../../../domain/visits/due.ts'
import { useFieldChange, usePlans } from './queries.ts'

type Plan = Given<typeof contract.savePlan.body>

const freshPlan = (): Plan => ({
  id: newId(),
  kind: 'household',
  need: '',
  everyDays: 30,
  active: true,
  baseVersion: null,
})

/** A preset becomes the district's own once it is saved. */
const planOf = ({ version, ...plan }: PlanView): Plan => ({
  ...plan,
  id: plan.id ?? newId(),
  baseVersion: plan.id === null ? null : version,
})

/** How often which doors are called at: data of the district, ours until it has edited them. */
export function PlansPart() {
  const { t } = useTranslation('visits')
  const plans = usePlans()
  const [editing, setEditing] = useState<Plan | null>(null)
  return (
    <>
      <p className="quiet">{t('plans.how')}</p>
      <Answer of={plans} rows={4}>
        {({ plans: rows, preset, mayEdit }) => (
          <>
            {preset && <p className="visits-preset">{t('plans.preset')}</p>}
            <ul className="visits-rows">
              {rows.map((plan) => (
                <li key={plan.kind + plan.need}>
                  <b>
                    {t(`kind.${plan.kind}`)}
                    {plan.need !== '' && ` · ${t(`need.${plan.need}`)}`}
                  </b>
                  <span>{t('plans.every', { count: plan.everyDays })}</span>
                  <span className="quiet">{plan.active ? '' : t('plans.off')}</span>
                  <span className="visits-verbs">
                    {mayEdit && (
                      <Button size="small" onClick={() => setEditing(planOf(plan))}>
                        {t('edit')}
                      </Button>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            {mayEdit && <Button onClick={() => setEditing(freshPlan())}>{t('plans.add')}</Button>}
          </>
        )}
      </Answer>
      {editing && <PlanDialog plan={editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function PlanDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { t } = useTranslation('visits')
  const id = useId()
  const [draft, setDraft] = useState(plan)
  const set = (change: Partial<Plan>) => setDraft((d) => ({ ...d, ...change }))
  const save = useFieldChange((body: Plan) => call(contract.savePlan, { body }))
  return (
    <SaveDialog
      title={t('plans.one')}
      verb={t('save')}
      leave={t('leave')}
      ready={true}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field id={`${id}k`} label={t('plans.kind')}>
        <Select
          id={`${id}k`}
          value={draft.kind}
          onChange={(kind: Plan['kind']) =>
            set({ kind, ...(kind === 'household' ? {} : { need: '' }) })
          }
          options={doorKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Field>
      {draft.kind === 'household' && (
        <Field id={`${id}n`} label={t('plans.need')}>
          <Select
            id={`${id}n`}
            value={draft.need}
            onChange={(need: Plan['need']) => set({ need })}
            options={[
              { value: '', label: t('plans.all') },
              ...needs.map((value) => ({ value, label: t(`need.${value}`) })),
            ]}
          />
        </Field>
      )}
      <Field id={`${id}e`} label={t('plans.days')}>
        <InputNumber
          id={`${id}e`}
          min={1}
          max={730}
          precision={0}
          value={draft.everyDays}
          onChange={(days: number | null) => set({ everyDays: days ?? 30 })}
        />
      </Field>
      <p className="visits-verbs">
        <Switch
          id={`${id}a`}
          checked={draft.active ?? true}
          onChange={(active) => set({ active })}
        />
        <label htmlFor={`${id}a`}>{t('plans.active')}</label>
      </p>
    </SaveDialog>
  )
}

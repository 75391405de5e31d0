import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import type { InspectionPlanView } from '../../../contract/index.ts'
import { enterpriseKinds, type EnterpriseKind } from '../../../domain/inspection-cap.ts'
import { dayFromNow } from '../../draft.ts'
import { Labelled } from '../file/fields.tsx'
import { Refused } from '../Refused.tsx'
import { MatterSelect } from './MatterSelect.tsx'
import { usePlanning } from './queries.ts'
import type { Plans } from './PlansPart.tsx'

interface Item {
  id: string
  matter: { code: string; name: string } | null
  basis: string
  looks: string
  kind: EnterpriseKind
  times: number
}

interface PlanDraft {
  title: string
  bodyId: string
  year: string
  month: number
  areaCode: string
  items: Item[]
}

const noItem = (): Item => ({
  id: newId(),
  matter: null,
  basis: '',
  looks: '',
  kind: 'shop',
  times: 1,
})

const newDraft = (plans: Plans): PlanDraft => ({
  title: '',
  bodyId: plans.bodies[0]?.id ?? '',
  year: dayFromNow(0).slice(0, 4),
  month: 0,
  areaCode: plans.areas[0]?.code ?? '',
  items: [noItem()],
})

const draftOf = (plan: InspectionPlanView): PlanDraft => ({
  title: plan.title,
  bodyId: plan.bodyId,
  year: String(plan.year),
  month: plan.month ?? 0,
  areaCode: plan.areaCode,
  items: plan.items.map((item) => ({
    id: item.id,
    matter: { code: item.matterCode, name: item.matterName },
    basis: item.basis,
    looks: item.looks.join('、'),
    kind: item.kind,
    times: item.times,
  })),
})

const listOf = (text: string) =>
  text
    .split(/[、，,;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean)

const isReady = ({ title, bodyId, year, areaCode, items }: PlanDraft) =>
  title.trim() !== '' &&
  bodyId !== '' &&
  /^2\d{3}$/.test(year) &&
  areaCode !== '' &&
  items.length > 0 &&
  items.every(
    (item) => item.matter !== null && item.basis.trim() !== '' && listOf(item.looks).length > 0,
  )

/** A plan drawn up or changed: whose, of which span and area, and what is inspected by which law. */
export function PlanDialog(props: {
  plan: InspectionPlanView | null
  plans: Plans
  onClose: () => void
}) {
  const { plan, plans, onClose } = props
  const { t } = useTranslation('inspections')
  const [planId] = useState(() => plan?.id ?? newId())
  const [draft, setDraft] = useState(() => (plan ? draftOf(plan) : newDraft(plans)))
  const planning = usePlanning()
  const set = (to: Partial<PlanDraft>) => setDraft((was) => ({ ...was, ...to }))
  const save = () =>
    planning.mutate(
      {
        planId,
        title: draft.title.trim(),
        bodyId: draft.bodyId,
        year: Number(draft.year),
        month: draft.month === 0 ? null : draft.month,
        areaCode: draft.areaCode,
        items: draft.items.map(({ id, matter, basis, looks, kind, times }) => ({
          id,
          matterCode: matter?.code ?? '',
          basis: basis.trim(),
          looks: listOf(looks).slice(0, 20),
          kind,
          times,
        })),
        baseVersion: plan?.version ?? null,
      },
      { onSuccess: onClose },
    )
  return (
    <Modal
      open
      width={860}
      title={t(plan ? 'plan.change' : 'plan.add')}
      okText={t('save')}
      cancelText={t('leave')}
      okButtonProps={{ disabled: !isReady(draft), loading: planning.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <div className="enforcement inspection-form">
        <Refused error={planning.error} />
        <PlanHead draft={draft} set={set} plans={plans} />
        {draft.items.map((item, index) => (
          <ItemFields
            key={item.id}
            item={item}
            set={(to) =>
              set({
                items: draft.items.map((one, n) =>
                  n === index ? Object.assign({}, one, to) : one,
                ),
              })
            }
            {...(draft.items.length > 1
              ? { drop: () => set({ items: draft.items.filter((_, n) => n !== index) }) }
              : {})}
          />
        ))}
        {draft.items.length < 30 && (
          <p>
            <Button onClick={() => set({ items: [...draft.items, noItem()] })}>
              {t('plan.addItem')}
            </Button>
          </p>
        )}
        <p className="quiet">{t('plan.then')}</p>
      </div>
    </Modal>
  )
}

function PlanHead(props: {
  draft: PlanDraft
  set: (to: Partial<PlanDraft>) => void
  plans: Plans
}) {
  const { draft, set, plans } = props
  const { t } = useTranslation('inspections')
  const id = useId()
  const months = Array.from({ length: 12 }, (_, n) => n + 1)
  return (
    <>
      <Labelled id={`${id}t`} label={t('plan.title')}>
        <Input
          id={`${id}t`}
          maxLength={120}
          value={draft.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Labelled>
      <div className="inspection-item">
        <Labelled id={`${id}b`} label={t('plan.body')}>
          <Select
            id={`${id}b`}
            value={draft.bodyId}
            onChange={(bodyId) => set({ bodyId })}
            options={plans.bodies.map(({ id: value, name }) => ({ value, label: name }))}
          />
        </Labelled>
        <Labelled id={`${id}y`} label={t('plan.year')}>
          <Input
            id={`${id}y`}
            inputMode="numeric"
            maxLength={4}
            value={draft.year}
            onChange={(event) => set({ year: event.target.value })}
          />
        </Labelled>
        <Labelled id={`${id}m`} label={t('plan.month')}>
          <Select
            id={`${id}m`}
            value={draft.month}
            onChange={(month) => set({ month })}
            options={[
              { value: 0, label: t('plan.wholeYear') },
              ...months.map((value) => ({ value, label: t('plan.nthMonth', { month: value }) })),
            ]}
          />
        </Labelled>
        <Labelled id={`${id}a`} label={t('plan.area')}>
          <Select
            id={`${id}a`}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
            options={plans.areas.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Labelled>
      </div>
    </>
  )
}

function ItemFields(props: { item: Item; set: (to: Partial<Item>) => void; drop?: () => void }) {
  const { item, set, drop } = props
  const { t } = useTranslation('inspections')
  const id = useId()
  return (
    <fieldset className="inspection-plan" aria-label={item.matter?.name ?? t('matter')}>
      <div className="inspection-item">
        <MatterSelect
          label={t('matter')}
          chosen={item.matter}
          onChoose={(matter) => set({ matter })}
        />
        <Labelled id={`${id}k`} label={t('kind')}>
          <Select
            id={`${id}k`}
            value={item.kind}
            onChange={(kind) => set({ kind })}
            options={enterpriseKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Labelled>
        <Labelled id={`${id}n`} label={t('plan.times')}>
          <Select
            id={`${id}n`}
            value={item.times}
            onChange={(times) => set({ times })}
            options={[1, 2, 3, 4, 6, 12].map((value) => ({
              value,
              label: t('plan.each', { times: value }),
            }))}
          />
        </Labelled>
      </div>
      <Labelled id={`${id}b`} label={t('basis')}>
        <Input
          id={`${id}b`}
          maxLength={400}
          value={item.basis}
          onChange={(event) => set({ basis: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}l`} label={t('plan.looks')}>
        <Input
          id={`${id}l`}
          maxLength={400}
          value={item.looks}
          onChange={(event) => set({ looks: event.target.value })}
        />
      </Labelled>
      {drop && (
        <p>
          <Button size="small" onClick={drop}>
            {t('plan.dropItem')}
          </Button>
        </p>
      )}
    </fieldset>
  )
}

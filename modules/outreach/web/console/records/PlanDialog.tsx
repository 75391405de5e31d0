import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { recordsContract as contract } from '../../../contract/index.ts'
import { AreaPick, ChannelPick, LeafletPick } from '../parts.tsx'
import { useOutreachChange } from '../queries.ts'

export type PlanDraft = Given<typeof contract.savePlan.body>

export const freshPlan = (today: string): PlanDraft => ({
  id: newId(),
  day: today,
  channel: '',
  what: '',
  areaCode: '',
  place: '',
  leafletId: null,
  dropped: '',
  baseVersion: null,
})

/** A day, a way, what and where; one that is not needed any more is dropped with a reason. */
export function PlanDialog({ plan, onClose }: { plan: PlanDraft; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [draft, setDraft] = useState(plan)
  const set = (to: Partial<PlanDraft>) => setDraft((was) => ({ ...was, ...to }))
  const save = useOutreachChange((body: PlanDraft) => call(contract.savePlan, { body }))
  const ready =
    draft.channel !== '' && draft.areaCode !== '' && draft.what.trim() !== '' && draft.day !== ''
  return (
    <SaveDialog
      title={t(plan.baseVersion === null ? 'plans.add' : 'plans.change')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className="outreach-pair">
        <Field id={`${id}d`} label={t('plans.day')}>
          <DayPicker id={`${id}d`} value={draft.day} onChange={(day) => set({ day })} />
        </Field>
        <Field id={`${id}c`} label={t('channel')}>
          <ChannelPick
            id={`${id}c`}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
          />
        </Field>
      </div>
      <Field id={`${id}w`} label={t('plans.what')}>
        <Input
          id={`${id}w`}
          maxLength={200}
          value={draft.what}
          onChange={(e) => set({ what: e.target.value })}
        />
      </Field>
      <div className="outreach-pair">
        <Field id={`${id}a`} label={t('area')}>
          <AreaPick
            id={`${id}a`}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
          />
        </Field>
        <Field id={`${id}p`} label={t('place')}>
          <Input
            id={`${id}p`}
            maxLength={120}
            value={draft.place ?? ''}
            onChange={(e) => set({ place: e.target.value })}
          />
        </Field>
      </div>
      <Field id={`${id}l`} label={t('leaflet.used')}>
        <LeafletPick
          id={`${id}l`}
          value={draft.leafletId ?? ''}
          onChange={(leafletId) => set({ leafletId: leafletId || null })}
        />
      </Field>
      {plan.baseVersion !== null && (
        <Field id={`${id}x`} label={t('plans.drop')} hint={t('plans.dropHint')}>
          <Input
            id={`${id}x`}
            maxLength={500}
            value={draft.dropped ?? ''}
            onChange={(e) => set({ dropped: e.target.value })}
          />
        </Field>
      )}
    </SaveDialog>
  )
}

import { Checkbox, Input, InputNumber, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { rosterContract } from '../../../contract/index.ts'
import type { ShiftKindView } from '../../../contract/rosters.ts'
import { TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys } from '../queries.ts'

interface KindSheetProps {
  kind: ShiftKindView | undefined
  stationId: string
  onClose: () => void
}

type Draft = Omit<ShiftKindView, 'version'>
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const
const fieldOf = { 'people.shift_kind_taken': 'name' }

/** One shift of a station: when it begins, how long it is, how many it needs and on which days. */
export function KindSheet({ kind, stationId, onClose }: KindSheetProps) {
  const { t } = useTranslation('rosters')
  const drafting = useDraft<Draft>(
    () =>
      kind ?? {
        id: newId(),
        stationId,
        name: '',
        nameEn: '',
        startsAt: '08:30',
        minutes: 480,
        need: 1,
        weekdays: [1, 2, 3, 4, 5],
        active: true,
      },
  )
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(rosterContract.saveShiftKind, {
        body: { ...draft, baseVersion: kind?.version ?? null },
      }),
    { fieldOf, renews: [keys.rosters], onSaved: onClose },
  )
  const form = useForm(drafting, saving.trouble)
  const { fields, set } = form
  return (
    <EditSheet
      title={kind ? t('kind.change', { name: kind.name }) : t('kind.add')}
      verb={t('kind.save')}
      ready={draft.name.trim() !== '' && draft.startsAt !== ''}
      saving={saving}
      onClose={onClose}
      onRenew={onClose}
    >
      <div className="two">
        <TextRow form={form} name="name" label={t('kind.name')} maxLength={20} autoFocus={!kind} />
        <TextRow form={form} name="nameEn" label={t('kind.nameEn')} maxLength={40} />
      </div>
      <WhenRows form={form} />
      <Row {...fields.row('need')} label={t('kind.need')}>
        <InputNumber
          {...fields.input('need')}
          min={0}
          max={50}
          value={draft.need}
          onChange={(need) => set({ need: need ?? 0 })}
        />
      </Row>
      <Row {...fields.row('weekdays')} label={t('kind.weekdays')}>
        <Checkbox.Group
          value={draft.weekdays}
          onChange={(days) => set({ weekdays: days })}
          options={weekdays.map((value) => ({ value, label: t(`weekday.${value}`) }))}
        />
      </Row>
      {kind && (
        <Row {...fields.row('active')} label={t('kind.active')}>
          <Switch
            {...fields.input('active')}
            checked={draft.active}
            onChange={(active) => set({ active })}
          />
        </Row>
      )}
    </EditSheet>
  )
}

function WhenRows({ form: { fields, draft, set } }: { form: Form<Draft> }) {
  const { t } = useTranslation('rosters')
  return (
    <div className="two">
      <Row {...fields.row('startsAt')} label={t('kind.startsAt')}>
        <Input
          {...fields.input('startsAt')}
          type="time"
          value={draft.startsAt}
          onChange={(event) => set({ startsAt: event.target.value })}
        />
      </Row>
      <Row {...fields.row('minutes')} label={t('kind.minutes')}>
        <InputNumber
          {...fields.input('minutes')}
          min={0.5}
          max={24}
          step={0.5}
          value={draft.minutes / 60}
          onChange={(hours) => set({ minutes: Math.round((hours ?? 8) * 60) })}
        />
      </Row>
    </div>
  )
}

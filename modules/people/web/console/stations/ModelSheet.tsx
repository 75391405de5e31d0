import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { stationContract, type StaffingModelView } from '../../../contract/index.ts'
import { seatsFault } from '../../../domain/staffing.ts'
import { pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useNamed } from '../queries.ts'
import { ModelHistory } from './ModelHistory.tsx'
import { SeatRow, type SeatDraft } from './SeatRow.tsx'

interface ModelSheetProps {
  model: StaffingModelView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.code_taken': 'code',
  'people.seat_twice': 'seats',
  'people.seat_without_kind': 'seats',
  'people.seat_turned_round': 'seats',
}
const kept = ['code', 'name', 'nameEn', 'seats'] as const
type Draft = Pick<StaffingModelView, (typeof kept)[number]>

const freshSeat = (): SeatDraft => ({
  seat: `s${newId().slice(0, 8)}`,
  kinds: [],
  name: '',
  least: 1,
  most: 1,
})
const blank = (): Draft => ({ code: '', name: '', nameEn: '', seats: [freshSeat()] })

const isComplete = ({ code, name, seats }: Draft) =>
  [code, name, ...seats.map((s) => s.name)].every((text) => text.trim() !== '') &&
  seatsFault(seats) === null

/** The editor of a model: its seats in order, each with how many and of which kinds. */
export function ModelSheet({ model, onClose, onRenew }: ModelSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const named = useNamed()
  const drafting = useDraft<Draft>(() => (model ? pick(model, kept) : blank()))
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(stationContract.saveStaffingModel, {
        body: { ...draft, baseVersion: model?.version ?? null },
      }),
    { fieldOf, renews: [keys.models, keys.stations], onSaved: onClose },
  )
  const may = verbs.has('people.edit')
  const form = useForm(drafting, saving.trouble, !may)
  return (
    <EditSheet
      title={model ? named(model) : t('models.add')}
      verb={t(model ? 'form.save' : 'models.addVerb')}
      closedBecause={may ? undefined : t('persons.readOnly')}
      ready={isComplete(draft)}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={model && <ModelHistory code={model.code} />}
    >
      {model?.preset === true && <p className="sheet-closed">{t('models.presetWords')}</p>}
      {!model && (
        <TextRow
          form={form}
          name="code"
          label={t('form.code')}
          hint={t('models.codeHint')}
          maxLength={40}
          autoFocus
        />
      )}
      <TextRow form={form} name="name" label={t('form.nameZh')} maxLength={80} />
      <TextRow form={form} name="nameEn" label={t('form.nameEn')} maxLength={120} />
      <SeatRows form={form} />
      <Then stations={model?.stations ?? 0} />
    </EditSheet>
  )
}

function Then({ stations }: { stations: number }) {
  const { t } = useTranslation('peopleConsole')
  return stations > 0 ? <p className="quiet">{t('models.then', { count: stations })}</p> : null
}

function SeatRows({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { fields, draft, disabled } = form
  const { seats } = draft
  const change = (next: SeatDraft[]) => form.set({ seats: next })
  const fault = seatsFault(seats)
  // A seat that was just added has no kind yet: that is no mistake.
  const here = fault && fault !== 'seat_without_kind' ? said(`error.people.${fault}`) : null
  const wrong = here ?? fields.row('seats').wrong
  const up = (at: number) => {
    const next = [...seats]
    next.splice(at - 1, 0, ...next.splice(at, 1))
    change(next)
  }
  return (
    <>
      <h3>{t('models.seats')}</h3>
      {wrong !== null && (
        <small className="field-wrong" role="alert">
          {wrong}
        </small>
      )}
      <ol className="seats">
        {seats.map((seat, at) => (
          <SeatRow
            key={seat.seat}
            seat={seat}
            number={at + 1}
            disabled={disabled}
            onChange={(next) => change(seats.map((s, i) => (i === at ? next : s)))}
            onUp={at === 0 ? undefined : () => up(at)}
            onRemove={
              seats.length === 1 ? undefined : () => change(seats.filter((_, i) => i !== at))
            }
          />
        ))}
      </ol>
      {!disabled && (
        <Button onClick={() => change([...seats, freshSeat()])}>{t('models.addSeat')}</Button>
      )}
    </>
  )
}

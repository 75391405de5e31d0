import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { stationContract, type StaffingModelView } from '../../../contract/index.ts'
import { seatsFault } from '../../../domain/staffing.ts'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useNamed } from '../queries.ts'
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

const freshSeat = (): SeatDraft => ({
  seat: `s${newId().slice(0, 8)}`,
  kinds: [],
  name: '',
  least: 1,
  most: 1,
})

/** The editor of a model: its seats in order, each with how many and of which kinds. */
export function ModelSheet({ model, onClose, onRenew }: ModelSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { verbs } = useConsoleSetting()
  const named = useNamed()
  const [draft, setDraft] = useState(() => ({
    code: model?.code ?? '',
    name: model?.name ?? '',
    nameEn: model?.nameEn ?? '',
    seats: model?.seats ?? [freshSeat()],
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(stationContract.saveStaffingModel, {
        body: { ...draft, baseVersion: model?.version ?? null },
      }),
    { fieldOf, renews: [keys.models, keys.stations], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const may = verbs.has('people.edit')
  const fault = seatsFault(draft.seats)
  const text = (name: 'code' | 'name' | 'nameEn') => ({
    ...f.input(name),
    disabled: !may,
    value: draft[name],
    onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }),
  })
  return (
    <EditSheet
      title={model ? named(model) : t('models.add')}
      verb={t(model ? 'form.save' : 'models.addVerb')}
      closedBecause={may ? undefined : t('persons.readOnly')}
      ready={
        draft.code !== '' &&
        draft.name.trim() !== '' &&
        fault === null &&
        draft.seats.every((s) => s.name.trim() !== '')
      }
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
      beside={model && <History code={model.code} />}
    >
      {model?.preset && <p className="sheet-closed">{t('models.presetWords')}</p>}
      {!model && (
        <Row {...f.row('code')} label={t('form.code')} hint={t('models.codeHint')}>
          <Input {...text('code')} maxLength={40} autoFocus />
        </Row>
      )}
      <Row {...f.row('name')} label={t('form.nameZh')}>
        <Input {...text('name')} maxLength={80} />
      </Row>
      <Row {...f.row('nameEn')} label={t('form.nameEn')}>
        <Input {...text('nameEn')} maxLength={120} />
      </Row>
      <h3>{t('models.seats')}</h3>
      {(f.row('seats').wrong ?? (fault && fault !== 'seat_without_kind')) && (
        <small className="field-wrong" role="alert">
          {f.row('seats').wrong ?? said(`error.people.${fault}`)}
        </small>
      )}
      <SeatRows seats={draft.seats} disabled={!may} onChange={(seats) => set({ seats })} />
      {model !== undefined && model.stations > 0 && may && (
        <p className="quiet">{t('models.then', { count: model.stations })}</p>
      )}
    </EditSheet>
  )
}

interface SeatRowsProps {
  seats: readonly SeatDraft[]
  disabled: boolean
  onChange: (seats: SeatDraft[]) => void
}

function SeatRows({ seats, disabled, onChange }: SeatRowsProps) {
  const { t } = useTranslation('peopleConsole')
  const put = (at: number, seat: SeatDraft) => onChange(seats.map((s, i) => (i === at ? seat : s)))
  const up = (at: number) => {
    const next = [...seats]
    next.splice(at - 1, 0, ...next.splice(at, 1))
    onChange(next)
  }
  return (
    <>
      <ol className="seats">
        {seats.map((seat, at) => (
          <SeatRow
            key={seat.seat}
            seat={seat}
            number={at + 1}
            disabled={disabled}
            onChange={(next) => put(at, next)}
            onUp={at === 0 ? undefined : () => up(at)}
            onRemove={
              seats.length === 1 ? undefined : () => onChange(seats.filter((_, i) => i !== at))
            }
          />
        ))}
      </ol>
      {!disabled && (
        <Button onClick={() => onChange([...seats, freshSeat()])}>{t('models.addSeat')}</Button>
      )}
    </>
  )
}

function History({ code }: { code: string }) {
  const { t } = useTranslation('peopleConsole')
  const time = useTime()
  const named = useNamed()
  const history = useQuery({
    queryKey: [...keys.models, 'history', code],
    queryFn: ({ signal }) =>
      call(stationContract.staffingModelHistory, { params: { code }, signal }),
  })
  const rows = history.data?.revisions ?? []
  if (rows.length === 0) return null
  return (
    <section className="sheet-part">
      <h3>{t('models.history')}</h3>
      <ol className="holdings">
        {rows.map((r) => (
          <li key={r.version}>
            <span>
              <b>{r.personName}</b> <time dateTime={r.at}>{time.at(r.at)}</time>
              <small>
                {t('models.before', {
                  seats: (r.before ?? [])
                    .map((s) => `${named(s)} ${s.least}${s.most === null ? '+' : ''}`)
                    .join(t('and')),
                })}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

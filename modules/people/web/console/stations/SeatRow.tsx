import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffingModelView } from '../../../contract/index.ts'
import { useKinds, useNamed } from '../queries.ts'

export type SeatDraft = StaffingModelView['seats'][number]

interface SeatRowProps {
  seat: SeatDraft
  number: number
  disabled: boolean
  onChange: (seat: SeatDraft) => void
  onUp: (() => void) | undefined
  onRemove: (() => void) | undefined
}

interface PartProps {
  seat: SeatDraft
  disabled: boolean
  set: (change: Partial<SeatDraft>) => void
}

/** One seat of a model: its name, who may sit here, how many, and its place among the others. */
export function SeatRow({ seat, number, disabled, onChange, onUp, onRemove }: SeatRowProps) {
  const { t } = useTranslation('peopleConsole')
  const part = {
    seat,
    disabled,
    set: (change: Partial<SeatDraft>) => onChange({ ...seat, ...change }),
  }
  return (
    <li>
      <fieldset disabled={disabled}>
        <legend>{t('models.seatNumber', { count: number })}</legend>
        <Names {...part} />
        <HowMany {...part} />
        {!disabled && (onUp || onRemove) && (
          <p className="sheet-verbs">
            {onUp && (
              <Button size="small" onClick={onUp} aria-label={t('models.upOf', { count: number })}>
                {t('models.up')}
              </Button>
            )}
            {onRemove && (
              <Button
                size="small"
                danger
                onClick={onRemove}
                aria-label={t('models.removeOf', { count: number })}
              >
                {t('models.remove')}
              </Button>
            )}
          </p>
        )}
      </fieldset>
    </li>
  )
}

function Names({ seat, disabled, set }: PartProps) {
  const { t } = useTranslation('peopleConsole')
  const id = useId()
  const kinds = useKinds()
  const named = useNamed()
  return (
    <>
      <div className="two">
        <div className="field-row">
          <label htmlFor={`${id}n`}>{t('form.nameZh')}</label>
          <Input
            id={`${id}n`}
            maxLength={40}
            value={seat.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        </div>
        <div className="field-row">
          <label htmlFor={`${id}e`}>{t('form.nameEn')}</label>
          <Input
            id={`${id}e`}
            maxLength={60}
            value={seat.nameEn ?? ''}
            onChange={(e) => set({ nameEn: e.target.value })}
          />
        </div>
      </div>
      <div className="field-row">
        <label htmlFor={`${id}k`}>{t('models.kinds')}</label>
        <Select
          id={`${id}k`}
          mode="multiple"
          disabled={disabled}
          showSearch={{ optionFilterProp: 'label' }}
          value={seat.kinds}
          placeholder={t('choose.kind')}
          onChange={(chosen: string[]) => set({ kinds: chosen })}
          options={(kinds.data ?? []).map((k) => ({ value: k.code, label: named(k) }))}
        />
      </div>
    </>
  )
}

/** Without an upper end it is the N or X of 1+1+N+X. */
function HowMany({ seat, disabled, set }: PartProps) {
  const { t } = useTranslation('peopleConsole')
  const id = useId()
  const open = seat.most === null
  return (
    <div className="sheet-verbs">
      <label htmlFor={`${id}l`}>{t('models.least')}</label>
      <InputNumber
        id={`${id}l`}
        min={0}
        max={99}
        disabled={disabled}
        value={seat.least}
        onChange={(least) => {
          // Empty while another number is being typed.
          if (least === null) return
          // Most seats are for exactly so many.
          set({ least, ...(seat.most === seat.least ? { most: Math.max(1, least) } : {}) })
        }}
      />
      {!open && (
        <>
          <label htmlFor={`${id}m`}>{t('models.most')}</label>
          <InputNumber
            id={`${id}m`}
            min={1}
            max={99}
            disabled={disabled}
            value={seat.most}
            onChange={(n) => n !== null && set({ most: n })}
          />
        </>
      )}
      <Checkbox
        disabled={disabled}
        checked={open}
        onChange={(e) => set({ most: e.target.checked ? null : Math.max(1, seat.least) })}
      >
        {t('models.any')}
      </Checkbox>
    </div>
  )
}

import { Checkbox, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Input } from '#platform/web/console/say.ts'
import { workDayReadings, type AllowanceShape } from '../../../contract/index.ts'

export type LimitValue = Input<typeof AllowanceShape>

const units = [
  'MINUTE',
  'WORK_HOUR',
  'WORK_DAY',
  'URGENT_HOUR',
  'URGENT_DAY',
  'NATURAL_DAY',
  'LEGAL_DAY',
  'LEGAL_WORK_DAY',
] as const satisfies readonly LimitValue['unit'][]

const wholeDays: ReadonlySet<string> = new Set(['LEGAL_DAY', 'LEGAL_WORK_DAY'])

/** How long, in which unit; what the unit means stands below, because days are easily misread. */
export function LimitField(props: {
  id: string
  value: LimitValue
  onChange: (value: LimitValue) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { id, value, onChange } = props
  const { reading } = value
  const own = { value: value.value, unit: value.unit }
  return (
    <div className="limit-field">
      <InputNumber
        id={id}
        min={wholeDays.has(value.unit) ? 1 : 0.5}
        max={10_000}
        step={wholeDays.has(value.unit) ? 1 : 0.5}
        value={value.value}
        onChange={(n) => onChange({ ...value, value: n ?? 1 })}
      />
      <Select
        aria-label={t('limit.unit')}
        value={value.unit}
        popupMatchSelectWidth={false}
        onChange={(unit: LimitValue['unit']) => onChange({ value: value.value, unit })}
        options={units.map((unit) => ({ value: unit, label: t(`unitName.${unit}`) }))}
      />
      {value.unit === 'WORK_DAY' && (
        <Select
          aria-label={t('limit.reading')}
          value={reading ?? ''}
          popupMatchSelectWidth={false}
          onChange={(chosen: string) => {
            const found = workDayReadings.find((r) => r === chosen)
            onChange(found ? { ...own, reading: found } : own)
          }}
          options={[
            { value: '', label: t('limit.reading.district') },
            ...workDayReadings.map((r) => ({ value: r, label: t(`reading.${r}`) })),
          ]}
        />
      )}
      {value.unit === 'MINUTE' && (
        <Checkbox
          checked={value.duty === true}
          onChange={(e) => onChange(e.target.checked ? { ...own, duty: true } : own)}
        >
          {t('limit.duty')}
        </Checkbox>
      )}
      <small>{t(`unitHint.${value.unit}`)}</small>
    </div>
  )
}

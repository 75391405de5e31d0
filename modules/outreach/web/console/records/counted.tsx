import { InputNumber, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '#platform/web/console/Dialog.tsx'
import { countings, type Count } from '../../../domain/counting.ts'

/** How many, and how one knows: a number without its way is no number. */
export function CountFields({ value, onChange }: { value: Count; onChange: (to: Count) => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  return (
    <div className="outreach-pair">
      <Field id={`${id}h`} label={t('counted')}>
        <Select
          id={`${id}h`}
          value={value.counted}
          onChange={(counted) =>
            onChange({ counted, reached: counted === 'none' ? null : value.reached })
          }
          options={countings.map((one) => ({ value: one, label: t(`counted.${one}`) }))}
        />
      </Field>
      {value.counted !== 'none' && (
        <Field id={`${id}n`} label={t('reached')}>
          <InputNumber
            id={`${id}n`}
            min={0}
            max={100_000}
            precision={0}
            value={value.reached}
            onChange={(reached) => onChange({ ...value, reached })}
          />
        </Field>
      )}
    </div>
  )
}

import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../i18n.ts'

const written = 'YYYY-MM-DD'
const shown = { 'zh-CN': 'YYYY年M月D日', en: 'D MMM YYYY' } as const

export interface DayPickerProps {
  id?: string
  label?: string
  /** As `2026-03-16`; empty where none is chosen. */
  value: string
  min?: string | undefined
  max?: string | undefined
  /** Without a day there is none; otherwise the field cannot be emptied. */
  clearable?: boolean
  onChange: (day: string) => void
}

/**
 * A calendar day in the language of the page, not of the browser. It can be typed as it is shown, or
 * as 2026-03-16 and 20260316.
 */
export function DayPicker(props: DayPickerProps) {
  const { i18n } = useTranslation()
  const { id, label, value, min, max, clearable = false, onChange } = props
  const day = dayjs(value, written)
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      {...(max === undefined ? {} : { maxDate: dayjs(max) })}
      value={value === '' || !day.isValid() ? null : day}
      allowClear={clearable}
      format={[shown[languageOf(i18n)], written, 'YYYYMMDD']}
      onChange={(next) => onChange(next ? next.format(written) : '')}
      style={{ width: '100%' }}
    />
  )
}

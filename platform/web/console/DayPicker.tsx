import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../i18n.ts'

const written = { month: 'YYYY-MM', day: 'YYYY-MM-DD', moment: 'YYYY-MM-DDTHH:mm' } as const
const shown = {
  'zh-CN': { month: 'YYYY年M月', day: 'YYYY年M月D日', moment: 'YYYY年M月D日 HH:mm' },
  en: { month: 'MMM YYYY', day: 'D MMM YYYY', moment: 'D MMM YYYY HH:mm' },
} as const

export interface DayPickerProps {
  id?: string | undefined
  label?: string | undefined
  /** As `2026-03-16`, a moment as `2026-03-16T10:00` by the district's clock; empty where none is chosen. */
  value: string
  min?: string | undefined
  max?: string | undefined
  disabled?: boolean
  /** Otherwise the field cannot be emptied. */
  clearable?: boolean
  onChange: (value: string) => void
}

function usePicker(props: DayPickerProps, what: keyof typeof written) {
  const { i18n } = useTranslation()
  const { id, label, value, min, max, disabled = false, clearable = false } = props
  const chosen = dayjs(value, written[what])
  return {
    ...(id === undefined ? {} : { id }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(min === undefined || min === '' ? {} : { minDate: dayjs(min) }),
    ...(max === undefined ? {} : { maxDate: dayjs(max) }),
    disabled,
    value: value === '' || !chosen.isValid() ? null : chosen,
    allowClear: clearable,
    format: [shown[languageOf(i18n)][what], written[what].replace('T', ' '), 'YYYYMMDD'],
    onChange: (next: dayjs.Dayjs | null) => props.onChange(next ? next.format(written[what]) : ''),
    // A whole day that was typed counts at once: whoever types and presses the verb loses nothing.
    onCalendarChange: (next: unknown) => {
      if (dayjs.isDayjs(next)) props.onChange(next.format(written[what]))
    },
  }
}

/**
 * A calendar day in the language of the page, not of the browser. It can be typed as it is shown, or
 * as 2026-03-16 and 20260316.
 */
export function DayPicker(props: DayPickerProps) {
  return <DatePicker {...usePicker(props, 'day')} style={{ width: '100%' }} />
}

/** A month, 2026-03, in the language of the page; it can be typed so as well. */
export function MonthPicker(props: DayPickerProps) {
  return <DatePicker {...usePicker(props, 'month')} picker="month" style={{ width: '100%' }} />
}

/** The same with hour and minute: 2026-03-16 10:00 can be typed as well. */
export function MomentPicker(props: DayPickerProps) {
  return (
    <DatePicker
      {...usePicker(props, 'moment')}
      showTime={{ format: 'HH:mm' }}
      needConfirm={false}
      style={{ width: '100%' }}
    />
  )
}

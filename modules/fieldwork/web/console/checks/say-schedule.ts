import { useTranslation } from 'react-i18next'
import type { ScheduleShape } from '../../../contract/index.ts'

/** The days of a list in words. */
export function useSaySchedule() {
  const { t, i18n } = useTranslation('checks')
  const comma = i18n.language === 'en' ? ', ' : '\u3001'
  const days = (schedule: ScheduleShape): string => {
    if (schedule.every === 'day') return t('every.day')
    if (schedule.every === 'dates') return t('every.dates', { count: schedule.dates.length })
    if (schedule.every === 'month') return t('every.month', { days: schedule.days.join(comma) })
    const names = schedule.weekdays.toSorted((a, b) => a - b).map((day) => t(`weekday.${day}`))
    return t('every.week', { days: names.join(comma) })
  }
  return (schedule: ScheduleShape) =>
    [days(schedule), ...(schedule.workingDays ? [t('workingDays')] : [])].join(' · ')
}

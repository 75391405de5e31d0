import { Checkbox, Input, Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '#platform/web/console/Dialog.tsx'
import type { ScheduleShape } from '../../../contract/index.ts'
import { datesIn, daysIn } from './draft.ts'
import type { PartProps } from './ListDialog.tsx'
import { useSaySchedule } from './say-schedule.ts'

const every = ['day', 'week', 'month', 'dates'] as const

const turned = (to: ScheduleShape['every'], workingDays: boolean): ScheduleShape => {
  if (to === 'day') return { every: to, workingDays }
  if (to === 'week') return { every: to, weekdays: [1], workingDays }
  if (to === 'month') return { every: to, days: [1], workingDays }
  return { every: to, dates: [], workingDays }
}

/** On which days: every day, by weekday, by day of the month, or by a list of days. */
export function SchedulePart({ draft, set }: PartProps) {
  const { t } = useTranslation('checks')
  const id = useId()
  const say = useSaySchedule()
  const { schedule } = draft
  const [text, setText] = useState(
    schedule.every === 'month'
      ? schedule.days.join(', ')
      : schedule.every === 'dates'
        ? schedule.dates.join(', ')
        : '1',
  )
  const words = (to: (typeof every)[number]) =>
    ({ day: t('every.day'), week: t('weekdays'), month: t('days'), dates: t('dates') })[to]
  return (
    <Field label={t('schedule')} hint={say(schedule)}>
      <Segmented
        aria-label={t('schedule')}
        value={schedule.every}
        onChange={(to) => {
          setText(to === 'dates' ? '' : '1')
          set({ schedule: turned(to, schedule.workingDays) })
        }}
        options={every.map((value) => ({ value, label: words(value) }))}
      />
      {schedule.every === 'week' && (
        <Checkbox.Group
          value={schedule.weekdays}
          onChange={(weekdays) => set({ schedule: { ...schedule, weekdays } })}
          options={[1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: t(`weekday.${value}`) }))}
        />
      )}
      {schedule.every === 'month' && (
        <Field id={`${id}m`} label={t('days')} hint={t('daysHint')}>
          <Input
            id={`${id}m`}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              set({ schedule: { ...schedule, days: daysIn(event.target.value) } })
            }}
          />
        </Field>
      )}
      {schedule.every === 'dates' && (
        <Field id={`${id}d`} label={t('dates')} hint={t('datesHint')}>
          <Input
            id={`${id}d`}
            value={text}
            onChange={(event) => {
              setText(event.target.value)
              set({ schedule: { ...schedule, dates: datesIn(event.target.value) } })
            }}
          />
        </Field>
      )}
      <Checkbox
        checked={schedule.workingDays}
        onChange={(event) => set({ schedule: { ...schedule, workingDays: event.target.checked } })}
      >
        {t('workingDays')}
      </Checkbox>
      {schedule.every !== 'day' && schedule.workingDays && (
        <small className="quiet">{t('workingHint')}</small>
      )}
    </Field>
  )
}

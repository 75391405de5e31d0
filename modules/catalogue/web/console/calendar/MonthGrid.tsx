import { useTranslation } from 'react-i18next'
import type { CalendarEdit, CalendarPage } from '../../../contract/index.ts'

export type Month = CalendarPage['months'][number]
export type Day = Month['days'][number]

type Kind = 'work' | 'rest' | 'off' | 'makeup' | 'localOff' | 'localWork' | 'guess'

/** What a day is under a draft: the district's word first, then the state's, then the week's. */
export function kindOf(day: Day, draft: CalendarEdit): Kind {
  const own = draft.overrides[day.day]
  if (own) return own.off ? 'localOff' : 'localWork'
  const works = draft.weekdays.includes(day.weekday)
  if (day.state) return day.state.off ? (works ? 'off' : 'rest') : works ? 'work' : 'makeup'
  if (!works) return 'rest'
  return day.estimated ? 'guess' : 'work'
}

export const nameOf = (day: Day, draft: CalendarEdit): string =>
  draft.overrides[day.day]?.name ?? day.state?.name ?? ''

export function MonthGrid(props: {
  month: Month
  draft: CalendarEdit
  onDay: ((day: Day) => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const { month, draft, onDay } = props
  const [year = '', number = ''] = month.month.split('-')
  return (
    <section className="month">
      <h3>{t('calendar.month', { year, month: Number(number) })}</h3>
      <ol aria-hidden="true" className="month-head">
        {[1, 2, 3, 4, 5, 6, 7].map((d) => (
          <li key={d}>{t(`weekday.short.${d}`)}</li>
        ))}
      </ol>
      <ol>
        {month.days.map((day, i) => (
          <li
            key={day.day}
            data-day={kindOf(day, draft)}
            style={i === 0 ? { gridColumnStart: day.weekday } : {}}
          >
            <DayCell day={day} draft={draft} onDay={onDay} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function DayCell(props: {
  day: Day
  draft: CalendarEdit
  onDay: ((day: Day) => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const { day, draft, onDay } = props
  const kind = kindOf(day, draft)
  const free = ['rest', 'off', 'localOff'].includes(kind)
  const words = [day.day, t(free ? 'day.free' : 'day.working'), nameOf(day, draft)].join(' ').trim()
  const number = Number(day.day.slice(8))
  if (!onDay)
    return (
      <span title={words}>
        <span aria-hidden="true">{number}</span>
        <span className="unseen">{words}</span>
      </span>
    )
  return (
    // Its name begins with what is seen: whoever speaks to the page says that.
    <button
      type="button"
      title={words}
      aria-label={`${number}: ${words}`}
      onClick={() => onDay(day)}
    >
      {number}
    </button>
  )
}

import { Alert } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { readCalendar, type CalendarPage } from '../../contract/index.ts'

type Month = CalendarPage['months'][number]
type Day = Month['days'][number]

/** A year of days: off, worked to make up, and from when on nobody knows yet. */
export function CalendarPart() {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const calendar = useQuery({
    queryKey: ['catalogue', 'calendar'],
    queryFn: ({ signal }) => call(readCalendar, { query: {}, signal }),
  })
  return (
    <Answer of={calendar} rows={8}>
      {(page) => (
        <>
          {page.horizon !== 'known' && (
            <Alert
              type="warning"
              showIcon
              title={t(`horizon.${page.horizon}`, { day: page.knownUntil })}
              description={t('horizon.todo')}
            />
          )}
          <p>
            {t('calendar.hours', {
              hours: page.hours.map((h) => `${h.from}–${h.to}`).join(t('and')),
              days: page.weekdays.map((d) => t(`weekday.${d}`)).join(t('and')),
            })}{' '}
            <small className="quiet">
              {t('version', { version: page.version })} ·{' '}
              {t('calendar.known', { day: page.knownUntil })}
            </small>
          </p>
          <p className="calendar-key">
            <span data-day="off">{t('day.off')}</span>
            <span data-day="makeup">{t('day.makeup')}</span>
            <span data-day="guess">{t('day.guess')}</span>
          </p>
          <div className="months">
            {page.months.map((m) => (
              <MonthGrid key={m.month} month={m} />
            ))}
          </div>
          <ul className="own-limits">
            {page.versions.map((v) => (
              <li key={v.version}>
                <span>{t('version', { version: v.version })}</span>
                <span>{time.at(v.madeAt)}</span>
                <span>{v.reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  )
}

const kindOf = (d: Day): string =>
  d.estimated
    ? 'guess'
    : d.working
      ? d.weekday > 5
        ? 'makeup'
        : 'work'
      : d.source === 'week'
        ? 'rest'
        : 'off'

function MonthGrid({ month }: { month: Month }) {
  const { t } = useTranslation('catalogueConsole')
  const [year = '', number = ''] = month.month.split('-')
  return (
    <section className="month">
      <h3>{t('calendar.month', { year, month: Number(number) })}</h3>
      <ol>
        {month.days.map((d, i) => (
          <li
            key={d.day}
            data-day={kindOf(d)}
            title={`${d.day} ${d.name ?? ''} ${t(d.working ? 'day.working' : 'day.free')}`}
            style={i === 0 ? { gridColumnStart: d.weekday } : {}}
          >
            <span aria-hidden="true">{Number(d.day.slice(8))}</span>
            <span className="unseen">
              {d.day} {t(d.working ? 'day.working' : 'day.free')} {d.name}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

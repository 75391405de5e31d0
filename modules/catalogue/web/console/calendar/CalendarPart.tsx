import { Alert, App, Button } from 'antd'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { readCalendar, type CalendarEdit, type CalendarPage } from '../../../contract/index.ts'
import { useDraft } from '../draft.ts'
import { DraftBar } from '../DraftBar.tsx'
import { HistoryOf } from '../History.tsx'
import { CalendarPublish, sayCalendarPath } from './CalendarPublish.tsx'
import { DayDialog } from './DayDialog.tsx'
import { HoursDialog } from './HoursDialog.tsx'
import { ImportDays } from './ImportDays.tsx'
import { kindOf, MonthGrid, type Day } from './MonthGrid.tsx'

/** A year of days: off, worked to make up, the district's own, and from when on nobody knows yet. */
export function CalendarPart() {
  const { now, timeZone } = useTime()
  const [address] = useAddress()
  const present = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric' }).format(now)
  const year = /^20\d{2}$/.test(address['year'] ?? '') ? Number(address['year']) : Number(present)
  const calendar = useQuery({
    queryKey: ['catalogue', 'calendar', year],
    queryFn: ({ signal }) =>
      call(readCalendar, { query: { from: `${year}-01`, months: 12 }, signal }),
    placeholderData: keepPreviousData,
  })
  return (
    <Answer of={calendar} rows={8}>
      {(page) => <Calendar page={page} year={year} />}
    </Answer>
  )
}

const editOf = (page: CalendarPage): CalendarEdit => ({
  hours: page.hours,
  weekdays: page.weekdays,
  overrides: page.overrides,
})

type Open = 'hours' | 'publish' | 'import' | Day | null

function Calendar({ page, year }: { page: CalendarPage; year: number }) {
  const { t } = useTranslation('catalogueConsole')
  const { message } = App.useApp()
  const draft = useDraft(editOf(page), page.version)
  const [reason, setReason] = useState<string>()
  const [open, setOpen] = useState<Open>(null)
  const may = page.allowed.includes('edit')
  const close = () => setOpen(null)
  const restore = (state: unknown, version: number) => {
    draft.set(state as CalendarEdit) // oxlint-disable-line typescript/no-unsafe-type-assertion -- settings that this page's server wrote
    setReason(t('history.restoreReason', { version }))
  }
  return (
    <div className="calendar">
      <Head page={page} draft={draft.value} year={year} onOpen={may ? setOpen : undefined} />
      <div className="months">
        {page.months.map((month) => (
          <MonthGrid
            key={month.month}
            month={month}
            draft={draft.value}
            onDay={may ? (day) => setOpen(day) : undefined}
          />
        ))}
      </div>
      <HistoryOf
        subject="calendar"
        id="calendar"
        sayPath={sayCalendarPath}
        {...(may ? { onRestore: restore } : {})}
      />
      <DraftBar count={draft.count} onPublish={() => setOpen('publish')} onDiscard={draft.reset} />
      {open === 'hours' && <HoursDialog draft={draft.value} onTake={draft.set} onClose={close} />}
      {open === 'import' && <ImportDays onClose={close} />}
      {open === 'publish' && (
        <CalendarPublish
          draft={draft.value}
          present={draft.base}
          base={draft.version}
          reason={reason}
          onClose={close}
          onDone={() => {
            close()
            draft.saved()
            void message.success(t('saved'))
          }}
        />
      )}
      {open !== null && typeof open === 'object' && (
        <DayDialog day={open} draft={draft.value} onTake={draft.set} onClose={close} />
      )}
    </div>
  )
}

function Head(props: {
  page: CalendarPage
  draft: CalendarEdit
  year: number
  onOpen: ((open: 'hours' | 'import') => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const [, setAddress] = useAddress()
  const { page, draft, year, onOpen } = props
  const go = (to: number) => setAddress({ year: String(to) })
  const counted = page.months.flatMap((m) => m.days).filter((d) => kindOf(d, draft) !== 'rest')
  const working = counted.filter((d) => ['work', 'makeup', 'localWork'].includes(kindOf(d, draft)))
  return (
    <>
      {page.horizon !== 'known' && (
        <Alert
          type="warning"
          showIcon
          title={t(`horizon.${page.horizon}`, { day: page.knownUntil })}
          description={t('horizon.todo')}
        />
      )}
      <div className="catalogue-bar calendar-bar">
        <div className="year-steps">
          <Button
            aria-label={t('calendar.before', { year: year - 1 })}
            onClick={() => go(year - 1)}
          >
            ←
          </Button>
          <h2>{t('calendar.year', { year })}</h2>
          <Button aria-label={t('calendar.after', { year: year + 1 })} onClick={() => go(year + 1)}>
            →
          </Button>
        </div>
        <p>
          {t('calendar.hours', {
            hours: draft.hours.map((h) => `${h.from}–${h.to}`).join(t('and')),
            days: draft.weekdays.map((d) => t(`weekday.${d}`)).join(t('and')),
          })}{' '}
          <small className="quiet">
            {t('calendar.working', { count: working.length })} ·{' '}
            {t('version', { version: page.version })} ·{' '}
            {t('calendar.known', { day: page.knownUntil })}
          </small>
        </p>
        {onOpen && (
          <div className="head-verbs">
            <Button onClick={() => onOpen('hours')}>{t('calendar.editHours')}</Button>
            <Button onClick={() => onOpen('import')}>{t('calendar.import')}</Button>
          </div>
        )}
      </div>
      <p className="calendar-key">
        <span data-day="off">{t('day.off')}</span>
        <span data-day="makeup">{t('day.makeup')}</span>
        <span data-day="localOff">{t('day.localOff')}</span>
        <span data-day="localWork">{t('day.localWork')}</span>
        <span data-day="guess">{t('day.guess')}</span>
        {onOpen && <small className="quiet">{t('calendar.clickHint')}</small>}
      </p>
    </>
  )
}

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DEFAULT_HOURS, DEFAULT_WORK_WEEKDAYS, type DutyCalendar } from '#kernel/working-time.ts'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { lastDayToMend } from './clocks.ts'

const calendar: DutyCalendar = {
  version: 1,
  timeZone: 'Asia/Shanghai',
  hours: DEFAULT_HOURS,
  workWeekdays: DEFAULT_WORK_WEEKDAYS,
  days: {},
  knownUntil: '2026-12-31',
}
const last = (madeOn: string, until: string, servedOn: string) =>
  dateOfDay(
    lastDayToMend(
      { madeOn: dayOfDate(madeOn), until: dayOfDate(until), servedOn: dayOfDate(servedOn) },
      calendar,
    ),
  )

it('leaves the day of the paper where it is handed over as it is made', () => {
  expect(last('2026-03-16', '2026-03-20', '2026-03-16')).toBe('2026-03-20')
  expect(last('2026-03-16', '2026-03-16', '2026-03-16')).toBe('2026-03-16')
})

it('gives as many days from the service, counted from the next, the last moved to a working day', () => {
  expect(last('2026-03-16', '2026-03-20', '2026-03-17')).toBe('2026-03-23')
  expect(last('2026-03-16', '2026-03-20', '2026-03-20')).toBe('2026-03-24')
  expect(last('2026-03-16', '2026-03-20', '2026-03-25')).toBe('2026-03-30')
  // To be done at once, and handed over late: not on the day itself.
  expect(last('2026-03-16', '2026-03-16', '2026-03-18')).toBe('2026-03-19')
})

it('never ends before the paper says, nor with fewer days than it gave', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20_500, max: 20_600 }),
      fc.nat(30),
      fc.nat(60),
      (madeOn, given, later) => {
        const order = { madeOn, until: madeOn + given, servedOn: madeOn + later }
        const end = lastDayToMend(order, calendar)
        expect(end).toBeGreaterThanOrEqual(order.until)
        expect(end - order.servedOn).toBeGreaterThanOrEqual(
          later > given ? Math.max(1, given) : given,
        )
        expect(end - order.servedOn).toBeLessThanOrEqual(Math.max(given, 1) + 2)
      },
    ),
  )
})

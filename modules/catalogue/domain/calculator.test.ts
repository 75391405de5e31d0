import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  deadline,
  DEFAULT_HOURS,
  DEFAULT_WORK_WEEKDAYS,
  type Allowance,
  type DutyCalendar,
} from '#kernel/working-time.ts'
import { measured } from '#kernel/deadline.ts'
import { explainDeadline } from './calculator.ts'

const calendar: DutyCalendar = {
  version: 1,
  timeZone: 'Asia/Shanghai',
  hours: DEFAULT_HOURS,
  workWeekdays: DEFAULT_WORK_WEEKDAYS,
  days: {
    '2026-10-01': { off: true, name: '国庆节' },
    '2026-10-02': { off: true, name: '国庆节' },
    '2026-10-10': { off: false, name: '国庆节' },
  },
  knownUntil: '2026-12-31',
}

it('shows which days count and which do not', () => {
  const startedAt = new Date('2026-09-30T16:00:00+08:00')
  const { dueAt, days, dailyDuty } = explainDeadline(
    { value: 1, unit: 'WORK_DAY' },
    startedAt,
    calendar,
  )
  expect(dueAt).toEqual(new Date('2026-10-05T16:00:00+08:00'))
  expect(dailyDuty).toBe(8 * 3_600_000)
  expect(days.map((d) => [d.day, d.working, d.counted / 3_600_000])).toEqual([
    ['2026-09-30', true, 2],
    ['2026-10-01', false, 0],
    ['2026-10-02', false, 0],
    ['2026-10-03', false, 0],
    ['2026-10-04', false, 0],
    ['2026-10-05', true, 6],
  ])
  expect(days[1]?.name).toBe('国庆节')
})

it('lists no more days than anybody reads', () => {
  const far = explainDeadline({ value: 200, unit: 'NATURAL_DAY' }, new Date('2026-01-05'), calendar)
  expect(far.days).toHaveLength(92)
  expect(far.unlisted).toBe(109)
})

const limits: fc.Arbitrary<Allowance> = fc.oneof(
  fc.record({
    value: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom('WORK_HOUR', 'URGENT_HOUR', 'URGENT_DAY', 'NATURAL_DAY', 'LEGAL_DAY'),
  }),
  fc.record({ value: fc.integer({ min: 1, max: 20 }), unit: fc.constant('LEGAL_WORK_DAY') }),
  fc.record({
    value: fc.integer({ min: 1, max: 20 }),
    unit: fc.constant('WORK_DAY'),
    reading: fc.constantFrom('ROLLING', 'END_OF_DAY'),
  }),
)

it('agrees with the kernel: the same end, and days that add up to what the kernel measures', () => {
  const instants = fc.date({
    min: new Date('2026-08-01T00:00:00Z'),
    max: new Date('2026-11-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(limits, instants, (limit, startedAt) => {
      const told = explainDeadline(limit, startedAt, calendar)
      const due = deadline(limit, startedAt, calendar)
      expect(told.dueAt).toEqual(due.dueAt)
      expect(told.estimated).toBe(due.estimated)
      const sum = told.days.reduce((all, day) => all + day.counted, 0)
      const [from, to] = [startedAt.getTime(), due.dueAt.getTime()]
      expect(sum).toBe(measured(calendar, told.measure, from, to))
      const idle = told.days.filter((d) => !d.working && told.measure !== 'continuous')
      expect(idle.filter((d) => d.counted > 0)).toEqual([])
    }),
  )
})

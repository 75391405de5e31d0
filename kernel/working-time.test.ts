import { describe, expect, test } from 'vitest'
import {
  deadline,
  dueAt,
  instantAtShare,
  isOnDuty,
  isUsableLimit,
  remaining,
  consumedShare,
  calendarProblems,
} from './working-time.ts'
import type { ClockState, DutyCalendar, Limit } from './working-time.ts'
import { DEFAULT_HOURS, DEFAULT_WORK_WEEKDAYS } from './working-time.ts'

const off = (...dates: string[]) => Object.fromEntries(dates.map((date) => [date, { off: true }]))
const on = (...dates: string[]) => Object.fromEntries(dates.map((date) => [date, { off: false }]))

/** 国庆 and 春节 2026 as published; the rest of the year by weekday. */
const china: DutyCalendar = {
  version: 1,
  timeZone: 'Asia/Shanghai',
  hours: DEFAULT_HOURS,
  workWeekdays: DEFAULT_WORK_WEEKDAYS,
  days: {
    ...off('2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'),
    ...off('2026-02-21', '2026-02-22', '2026-02-23'),
    ...on('2026-02-14', '2026-02-28'),
    ...off('2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06'),
    ...off('2026-10-07'),
    ...on('2026-09-20', '2026-10-10'),
  },
  knownUntil: '2026-12-31',
}
const roundTheClock: DutyCalendar = {
  ...china,
  hours: [{ from: '00:00', to: '24:00' }],
  workWeekdays: [1, 2, 3, 4, 5, 6, 7],
  days: {},
}
const newYork: DutyCalendar = { ...china, timeZone: 'America/New_York', days: {} }

const at = (text: string, zone = '+08:00') => new Date(text.replace(' ', 'T') + ':00' + zone)
const due = (limit: Limit, start: string, calendar = china) =>
  deadline(limit, at(start), calendar).dueAt
const clockOf = (limit: Limit, start: string, more: Partial<ClockState> = {}): ClockState => ({
  startedAt: at(start),
  limit,
  pauses: [],
  extensions: [],
  stoppedAt: null,
  ...more,
})

const hours = (n: number) => n * 3_600_000

describe('limits by hand', () => {
  const cases: [string, Limit, string, string][] = [
    ['over lunch', { value: 4, unit: 'WORK_HOUR' }, '2026-03-03 11:00', '2026-03-03 17:00'],
    [
      'the end of a session, not the next start',
      { value: 1, unit: 'WORK_HOUR' },
      '2026-03-03 11:00',
      '2026-03-03 12:00',
    ],
    [
      'reported in the break',
      { value: 2, unit: 'WORK_HOUR' },
      '2026-03-03 12:30',
      '2026-03-03 16:00',
    ],
    ['Friday evening', { value: 2, unit: 'WORK_HOUR' }, '2026-03-06 19:00', '2026-03-09 10:00'],
    [
      'duty minutes over night',
      { value: 15, unit: 'MINUTE', duty: true },
      '2026-03-03 17:50',
      '2026-03-04 08:05',
    ],
    ['minutes on and on', { value: 15, unit: 'MINUTE' }, '2026-03-03 23:50', '2026-03-04 00:05'],
    ['urgent at night', { value: 2, unit: 'URGENT_HOUR' }, '2026-10-01 23:30', '2026-10-02 01:30'],
    ['rolling day', { value: 1, unit: 'WORK_DAY' }, '2026-03-03 10:00', '2026-03-04 10:00'],
    [
      'end of day',
      { value: 1, unit: 'WORK_DAY', reading: 'END_OF_DAY' },
      '2026-03-03 10:00',
      '2026-03-04 18:00',
    ],
    [
      'rolling over 国庆 with a make-up Saturday',
      { value: 5, unit: 'WORK_DAY' },
      '2026-09-29 10:00',
      '2026-10-12 10:00',
    ],
    [
      'end of day over 国庆',
      { value: 4, unit: 'WORK_DAY', reading: 'END_OF_DAY' },
      '2026-09-29 10:00',
      '2026-10-10 18:00',
    ],
    [
      'the make-up Sunday before',
      { value: 1, unit: 'WORK_HOUR' },
      '2026-09-20 08:30',
      '2026-09-20 09:30',
    ],
    [
      'the last hour before 春节',
      { value: 2, unit: 'WORK_HOUR' },
      '2026-02-14 17:00',
      '2026-02-24 09:00',
    ],
    [
      'the make-up Saturday after 春节',
      { value: 3, unit: 'WORK_DAY', reading: 'END_OF_DAY' },
      '2026-02-25 10:00',
      '2026-02-28 18:00',
    ],
    ['natural days', { value: 3, unit: 'NATURAL_DAY' }, '2026-10-01 10:00', '2026-10-04 10:00'],
    [
      'legal days to 24:00',
      { value: 3, unit: 'LEGAL_DAY' },
      '2026-03-03 10:00',
      '2026-03-07 00:00',
    ],
    [
      'legal days that end on a day off',
      { value: 3, unit: 'LEGAL_DAY' },
      '2026-09-30 10:00',
      '2026-10-09 00:00',
    ],
    [
      'legal working days',
      { value: 5, unit: 'LEGAL_WORK_DAY' },
      '2026-09-28 10:00',
      '2026-10-11 00:00',
    ],
    ['nothing at all', { value: 0, unit: 'WORK_HOUR' }, '2026-03-07 10:00', '2026-03-07 10:00'],
  ]
  test.each(cases)('%s', (_name, limit, start, end) => {
    expect(due(limit, start)).toEqual(at(end))
  })

  test('beyond the published days a working deadline is an estimate, a continuous one is not', () => {
    const start = at('2026-12-30 10:00')
    expect(deadline({ value: 1, unit: 'WORK_DAY' }, start, china).estimated).toBe(false)
    expect(deadline({ value: 3, unit: 'WORK_DAY' }, start, china).estimated).toBe(true)
    expect(deadline({ value: 9, unit: 'URGENT_DAY' }, start, china).estimated).toBe(false)
    expect(deadline({ value: 1, unit: 'LEGAL_WORK_DAY' }, start, china).estimated).toBe(false)
  })

  test('a calendar of one working day a week', () => {
    const wednesdays = { ...china, workWeekdays: [3], days: {} }
    expect(due({ value: 12, unit: 'WORK_HOUR' }, '2026-03-05 10:00', wednesdays)).toEqual(
      at('2026-03-18 12:00'),
    )
  })

  test('sessions past midnight belong to the day on which they begin', () => {
    const nights = { ...china, hours: [{ from: '20:00', to: '04:00' }], days: {} }
    expect(due({ value: 6, unit: 'WORK_HOUR' }, '2026-03-06 23:00', nights)).toEqual(
      at('2026-03-09 21:00'),
    )
    expect(
      due({ value: 1, unit: 'WORK_DAY', reading: 'END_OF_DAY' }, '2026-03-05 23:00', nights),
    ).toEqual(at('2026-03-07 04:00'))
    expect(isOnDuty(nights, at('2026-03-07 03:59'))).toBe(true)
    expect(isOnDuty(nights, at('2026-03-07 04:00'))).toBe(false)
  })

  test('day and night, a rolling day is 24 hours', () => {
    expect(due({ value: 2, unit: 'WORK_DAY' }, '2026-10-02 23:59', roundTheClock)).toEqual(
      at('2026-10-04 23:59'),
    )
    expect(
      due({ value: 1, unit: 'WORK_DAY', reading: 'END_OF_DAY' }, '2026-10-02 23:59', roundTheClock),
    ).toEqual(at('2026-10-04 00:00'))
  })
})

describe('clocks set forward and back in New York', () => {
  test('a natural day keeps the local time, an urgent day keeps 24 hours', () => {
    const before = at('2026-03-07 12:00', '-05:00')
    expect(deadline({ value: 1, unit: 'NATURAL_DAY' }, before, newYork).dueAt).toEqual(
      at('2026-03-08 12:00', '-04:00'),
    )
    expect(deadline({ value: 1, unit: 'URGENT_DAY' }, before, newYork).dueAt).toEqual(
      at('2026-03-08 13:00', '-04:00'),
    )
  })
  test('a local time that never comes is the instant of the change; one that comes twice is the first', () => {
    const gap = at('2026-03-07 02:30', '-05:00')
    expect(deadline({ value: 1, unit: 'NATURAL_DAY' }, gap, newYork).dueAt).toEqual(
      at('2026-03-08 03:00', '-04:00'),
    )
    const twice = at('2026-10-31 01:30', '-04:00')
    expect(deadline({ value: 1, unit: 'NATURAL_DAY' }, twice, newYork).dueAt).toEqual(
      at('2026-11-01 01:30', '-04:00'),
    )
  })
  test('a night session over the change has an hour more or less', () => {
    const nights = { ...newYork, hours: [{ from: '00:00', to: '04:00' }], workWeekdays: [7] }
    const limit = { value: 4, unit: 'WORK_HOUR' } as const
    expect(deadline(limit, at('2026-11-01 00:00', '-04:00'), nights).dueAt).toEqual(
      at('2026-11-01 03:00', '-05:00'),
    )
    expect(deadline(limit, at('2026-03-08 00:00', '-05:00'), nights).dueAt).toEqual(
      at('2026-03-15 01:00', '-04:00'),
    )
  })
  test('a fixed instant stays where it is', () => {
    const instant = at('2026-03-08 02:00', '-05:00')
    expect(
      deadline({ unit: 'FIXED', at: instant }, at('2026-03-01 02:00', '-05:00'), newYork).dueAt,
    ).toEqual(instant)
  })
})

describe('clocks', () => {
  test('a pause keeps what was used; while it lasts there is no due date', () => {
    const paused = clockOf({ value: 8, unit: 'WORK_HOUR' }, '2026-03-03 08:00', {
      pauses: [{ from: at('2026-03-03 11:00'), to: null, reason: 'season' }],
    })
    expect(dueAt(paused, china)).toEqual({ dueAt: null, remaining: hours(5) })
    expect(remaining(paused, china, at('2026-04-01 11:00'))).toBe(hours(5))
    expect(consumedShare(paused, china, at('2026-04-01 11:00'))).toBe(0.375)
    expect(instantAtShare(paused, china, 0.25)).toEqual(at('2026-03-03 10:00'))
    expect(instantAtShare(paused, china, 0.8)).toBeNull()
    const resumed = {
      ...paused,
      pauses: [{ from: at('2026-03-03 11:00'), to: at('2026-03-09 09:00'), reason: 'season' }],
    }
    expect(dueAt(resumed, china)).toEqual({ dueAt: at('2026-03-09 16:00'), estimated: false })
    expect(instantAtShare(resumed, china, 0.5)).toEqual(at('2026-03-09 10:00'))
  })

  test('a clock that was over before its pause stays over', () => {
    const clock = clockOf({ value: 1, unit: 'WORK_HOUR' }, '2026-03-03 08:00', {
      pauses: [{ from: at('2026-03-03 10:00'), to: null, reason: 'late' }],
    })
    expect(dueAt(clock, china)).toEqual({ dueAt: at('2026-03-03 09:00'), estimated: false })
    expect(remaining(clock, china, at('2026-03-05 10:00'))).toBe(-hours(1))
    expect(consumedShare(clock, china, at('2026-03-05 10:00'))).toBe(2)
    expect(instantAtShare(clock, china, 1.5)).toEqual(at('2026-03-03 09:30'))
    expect(instantAtShare(clock, china, 2.5)).toBeNull()
  })

  test('a limit to the end of a day ends with a day after a pause too, moved once', () => {
    const clock = clockOf(
      { value: 1, unit: 'WORK_DAY', reading: 'END_OF_DAY' },
      '2026-03-03 10:00',
      {
        pauses: [
          { from: at('2026-03-04 09:00'), to: at('2026-03-04 09:10'), reason: 'a' },
          { from: at('2026-03-04 10:00'), to: at('2026-03-04 10:10'), reason: 'b' },
        ],
      },
    )
    expect(dueAt(clock, china)).toEqual({ dueAt: at('2026-03-05 18:00'), estimated: false })
  })

  test('a paused legal limit moves by whole days and off a day off', () => {
    const clock = clockOf({ value: 3, unit: 'LEGAL_DAY' }, '2026-03-03 10:00', {
      pauses: [{ from: at('2026-03-04 09:00'), to: at('2026-03-04 10:00'), reason: 'expert' }],
    })
    expect(dueAt(clock, china)).toEqual({ dueAt: at('2026-03-10 00:00'), estimated: false })
  })

  test('only a movable fixed instant is moved by a pause', () => {
    const pauses = [{ from: at('2026-03-03 10:00'), to: at('2026-03-03 12:00'), reason: 'a' }]
    const stay = clockOf({ unit: 'FIXED', at: at('2026-03-04 10:00') }, '2026-03-03 08:00', {
      pauses,
    })
    const move = clockOf(
      { unit: 'FIXED', at: at('2026-03-04 10:00'), movable: true },
      '2026-03-03 08:00',
      { pauses },
    )
    expect(dueAt(stay, china)).toMatchObject({ dueAt: at('2026-03-04 10:00') })
    expect(dueAt(move, china)).toMatchObject({ dueAt: at('2026-03-04 12:00') })
  })

  test('an extension begins where the limit ends', () => {
    const clock = clockOf({ value: 4, unit: 'WORK_HOUR' }, '2026-03-03 08:00', {
      extensions: [
        { value: 1, unit: 'WORK_DAY' },
        { value: 1, unit: 'LEGAL_DAY' },
      ],
    })
    expect(dueAt(clock, china)).toMatchObject({ dueAt: at('2026-03-06 00:00') })
  })

  test('a stopped clock stands still', () => {
    const clock = clockOf({ value: 4, unit: 'WORK_HOUR' }, '2026-03-03 08:00', {
      stoppedAt: at('2026-03-03 09:00'),
    })
    expect(remaining(clock, china, at('2026-05-03 09:00'))).toBe(hours(3))
    expect(dueAt(clock, china)).toMatchObject({ dueAt: at('2026-03-03 12:00') })
  })
})

describe('what cannot be used', () => {
  test('calendars', () => {
    expect(calendarProblems(china)).toEqual([])
    expect(
      calendarProblems({
        ...china,
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      }),
    ).toEqual(['overlap'])
    expect(
      calendarProblems({
        ...china,
        hours: [
          { from: '22:00', to: '09:00' },
          { from: '08:00', to: '12:00' },
        ],
      }),
    ).toEqual(['overlap'])
    expect(
      calendarProblems({
        ...china,
        hours: [],
        workWeekdays: [],
        knownUntil: '2026-02-30',
        timeZone: 'Nowhere',
        days: on('2026-13-01'),
      }),
    ).toEqual(['hours', 'weekdays', 'days', 'knownUntil', 'timeZone'])
    expect(() =>
      deadline({ value: 1, unit: 'WORK_HOUR' }, at('2026-03-03 08:00'), {
        ...china,
        workWeekdays: [],
      }),
    ).toThrow('weekdays')
  })
  test('limits', () => {
    expect(isUsableLimit({ value: 0.5, unit: 'WORK_DAY' })).toBe(true)
    expect(isUsableLimit({ value: 0.5, unit: 'LEGAL_DAY' })).toBe(false)
    expect(isUsableLimit({ value: -1, unit: 'MINUTE' })).toBe(false)
    expect(isUsableLimit({ unit: 'FIXED', at: new Date(Number.NaN) })).toBe(false)
  })
})

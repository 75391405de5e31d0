import { expect, it } from 'vitest'
import presets from '../presets/state-days.json' with { type: 'json' }
import { compareStateDays, readStateDays } from './state-days.ts'

it('reads the shape of our presets and that of published lists', () => {
  const ours = readStateDays(presets)
  expect('days' in ours && ours.days.length).toBe(presets.days.length)
  expect(
    readStateDays({ year: 2027, days: [{ name: '元旦', date: '2027-01-01', isOffDay: true }] }),
  ).toEqual({ days: [{ day: '2027-01-01', off: true, name: '元旦' }] })
  expect(readStateDays([{ day: '2027-01-01', off: true }])).toEqual({
    days: [{ day: '2027-01-01', off: true, name: '' }],
  })
})

it('names what is wrong and where', () => {
  const day = { date: '2027-01-01', off: true, name: '' }
  expect(readStateDays({})).toEqual({ problem: 'not_a_list', at: 0 })
  expect(readStateDays(null)).toEqual({ problem: 'not_a_list', at: 0 })
  expect(readStateDays([day, { ...day, date: '2027-02-30' }])).toEqual({
    problem: 'bad_day',
    at: 2,
  })
  expect(readStateDays([{ ...day, off: 'yes' }])).toEqual({ problem: 'bad_day', at: 1 })
  expect(readStateDays([day, day])).toEqual({ problem: 'day_twice', at: 2 })
})

it('tells what an import would do', () => {
  const known = [
    { day: '2026-10-01', off: true, name: '国庆节' },
    { day: '2026-10-10', off: false, name: '国庆节' },
  ]
  const given = [
    { day: '2026-10-01', off: true, name: 'National Day' },
    { day: '2026-10-10', off: true, name: '' },
    { day: '2027-01-01', off: true, name: '元旦' },
    { day: '2027-01-05', off: false, name: '元旦' },
  ]
  expect(compareStateDays(known, given)).toEqual({
    added: [given[2], given[3]],
    same: 1,
    differing: [{ known: known[1], given: given[1] }],
    odd: [given[3]],
  })
})

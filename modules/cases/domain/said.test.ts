import fc from 'fast-check'
import { expect, it } from 'vitest'
import { saidTimes, toldOf } from './said.ts'

const now = new Date('2026-03-16T08:30:00.000Z')
const at = (ms: number) => new Date(ms).toISOString()

it('what lay on the phone for two hours was done two hours ago', () => {
  const said = { doneAt: '2026-03-16T06:30:00.000Z', sentAt: '2026-03-16T08:30:00.000Z' }
  const times = saidTimes(said, now)
  expect(times.aboutAt).toBe('2026-03-16T06:30:00.000Z')
  expect(toldOf(times, now.toISOString())).toEqual({
    doneAt: null,
    aboutAt: '2026-03-16T06:30:00.000Z',
    clockOffMinutes: 0,
  })
})

it('a clock that is three days ahead is told, and both its times are kept', () => {
  const said = { doneAt: '2026-03-19T07:30:00.000Z', sentAt: '2026-03-19T08:30:00.000Z' }
  const times = saidTimes(said, now)
  expect(times).toMatchObject({ ...said, aboutAt: '2026-03-16T07:30:00.000Z' })
  expect(toldOf(times, now.toISOString())).toMatchObject({
    doneAt: said.doneAt,
    clockOffMinutes: 3 * 24 * 60,
  })
})

it('what is sent at once by a right clock needs no word', () => {
  const said = { doneAt: now.toISOString(), sentAt: now.toISOString() }
  expect(toldOf(saidTimes(said, now), now.toISOString())).toBeNull()
})

it('whatever the clock says, it was done before it came, and by as much as it lay', () => {
  const moments = fc.integer({ min: 0, max: 4_000_000_000_000 })
  fc.assert(
    fc.property(moments, moments, moments, (done, sent, received) => {
      const { aboutAt } = saidTimes({ doneAt: at(done), sentAt: at(sent) }, new Date(received))
      const held = received - Date.parse(aboutAt)
      expect(held).toBe(Math.max(0, sent - done))
    }),
  )
})

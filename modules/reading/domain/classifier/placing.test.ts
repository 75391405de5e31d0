import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ENOUGH_NEWER, placingOf } from './placing.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })
const reading = fc.record({ accuracy: share, onNewer: share })

it('puts the first model in place', () => {
  expect(placingOf({ accuracy: 0, onNewer: 0 }, null, 0)).toBe('first')
})

it('compares on newer cases where there are enough, else on what each was examined on', () => {
  const next = { accuracy: 0.9, onNewer: 0.6 }
  const current = { accuracy: 0.8, onNewer: 0.7 }
  expect(placingOf(next, current, ENOUGH_NEWER)).toBe('worse')
  expect(placingOf(next, current, ENOUGH_NEWER - 1)).toBe('no_worse')
})

it('never puts a clearly worse model in place, and always one that is as good', () => {
  fc.assert(
    fc.property(reading, reading, fc.nat(100), (next, current, newer) => {
      const by = newer >= ENOUGH_NEWER ? 'onNewer' : 'accuracy'
      const placing = placingOf(next, current, newer)
      expect(placing === 'worse' && next[by] >= current[by]).toBe(false)
      expect(placing === 'no_worse' && next[by] < current[by] - 0.02).toBe(false)
    }),
  )
})

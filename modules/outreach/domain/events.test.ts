import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mayNoteComing, movedUp, placeFor, refuseSignUp, takenBy, type Wanting } from './events.ts'

const event = {
  state: 'open',
  startsAt: new Date('2026-03-20T01:00:00Z'),
  endsAt: new Date('2026-03-20T03:00:00Z'),
  signUpUntil: new Date('2026-03-19T10:00:00Z'),
  seats: 10,
} as const

it('one signs up while it is open and before its last hour', () => {
  expect(refuseSignUp(event, new Date('2026-03-16T02:00:00Z'))).toBeNull()
  expect(refuseSignUp(event, event.signUpUntil)).toBe('sign_up_over')
  expect(refuseSignUp({ ...event, state: 'draft' }, event.startsAt)).toBe('event_not_open')
  expect(refuseSignUp({ ...event, state: 'cancelled' }, event.startsAt)).toBe('event_cancelled')
  expect(mayNoteComing(event, new Date('2026-03-19T23:00:00Z'))).toBe(false)
  expect(mayNoteComing(event, new Date('2026-03-20T00:00:00Z'))).toBe(true)
})

const acts = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('sign' as const), people: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ act: fc.constant('cancel' as const), which: fc.nat(40) }),
  ),
  { maxLength: 60 },
)

it('never more come than there are seats, and nobody passes those who wait', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), acts, (seats, all) => {
      const list: Wanting[] = []
      for (const act of all) {
        if (act.act === 'sign') {
          const state = placeFor(seats, list, act.people)
          list.push({ id: String(list.length), people: act.people, state })
        } else {
          const one = list[act.which]
          if (one) one.state = 'cancelled'
        }
        const moved = new Set(movedUp(seats, list))
        for (const one of list) if (moved.has(one.id)) one.state = 'signed'
        expect(takenBy(list)).toBeLessThanOrEqual(seats)
        // The first who waits does not fit.
        const first = list.find((one) => one.state === 'waiting')
        expect(takenBy(list) + (first?.people ?? seats + 1)).toBeGreaterThan(seats)
      }
    }),
  )
})

it('without seats everybody comes', () => {
  expect(placeFor(null, [{ id: 'a', people: 9, state: 'waiting' }], 9)).toBe('signed')
  expect(movedUp(null, [{ id: 'a', people: 9, state: 'waiting' }])).toEqual(['a'])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  allowedVerbs,
  hazardMoves,
  hazardStates,
  hazardVerbs,
  isOpen,
  isOverdue,
  mayMoveHazard,
  moveHazard,
  type Hazard,
  type HazardActor,
} from './hazard.ts'

const people = ['li', 'wang', 'gao'] as const
const actor = fc.record({
  personId: fc.constantFrom(...people),
  minds: fc.boolean(),
  plans: fc.boolean(),
})
const hazard: fc.Arbitrary<Hazard> = fc.record({
  state: fc.constantFrom(...hazardStates),
  foundBy: fc.constantFrom(...people),
  fixedBy: fc.option(fc.constantFrom(...people)),
})
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, '0')}`)
const details = fc.record({
  dueOn: fc.option(day),
  words: fc.constantFrom('', ' ', '飞线没有拆'),
  today: day,
})
const li: HazardActor = { personId: 'li', minds: true, plans: false }
const wang: HazardActor = { personId: 'wang', minds: true, plans: true }
const today = '2026-03-16'

it('leads from found to cleared, with a second person at the end', () => {
  const found: Hazard = { state: 'found', foundBy: 'li', fixedBy: null }
  const said = { dueOn: '2026-03-20', words: '', today }
  expect(moveHazard(found, 'notify', li, said)).toEqual({ ok: true, fact: 'notified' })
  expect(moveHazard(found, 'pass', wang, said)).toMatchObject({ refusal: 'hazard_wrong_state' })
  const fixed: Hazard = { state: 'fixed', foundBy: 'li', fixedBy: 'li' }
  expect(moveHazard(fixed, 'pass', li, said)).toMatchObject({ refusal: 'hazard_own_recheck' })
  expect(moveHazard(fixed, 'pass', wang, said)).toEqual({ ok: true, fact: 'cleared' })
  expect(moveHazard(fixed, 'fail', wang, said)).toMatchObject({ refusal: 'hazard_words_needed' })
  expect(moveHazard(fixed, 'fail', wang, { ...said, words: '没拆完' })).toEqual({
    ok: true,
    fact: 'notified',
  })
  expect(allowedVerbs(found, { ...li, personId: 'gao' })).toEqual(['notify', 'fix'])
})

it('is cleared only from fixed, and never by whoever said so', () => {
  fc.assert(
    fc.property(hazard, fc.constantFrom(...hazardVerbs), actor, details, (h, verb, by, said) => {
      const moved = moveHazard(h, verb, by, said)
      if (!moved.ok || moved.fact !== 'cleared') return
      expect(h.state).toBe('fixed')
      expect(h.fixedBy).not.toBe(by.personId)
    }),
  )
})

it('moves nothing that has ended, and nothing for whoever has no right', () => {
  fc.assert(
    fc.property(hazard, fc.constantFrom(...hazardVerbs), actor, details, (h, verb, by, said) => {
      const moved = moveHazard(h, verb, by, said)
      expect(moved.ok && (!isOpen(h.state) || !by.minds)).toBe(false)
      // What a page offers is exactly what may be done once it says what it must.
      expect(!moved.ok || allowedVerbs(h, by).includes(verb)).toBe(true)
    }),
  )
})

it('sets no date in the past, and takes back and sends back only with a reason', () => {
  fc.assert(
    fc.property(hazard, fc.constantFrom(...hazardVerbs), actor, details, (h, verb, by, said) => {
      if (!moveHazard(h, verb, by, said).ok) return
      const dated = verb === 'notify' || verb === 'move' || verb === 'fail'
      expect(!dated || said.dueOn! >= said.today).toBe(true)
      const reasoned = verb === 'withdraw' || verb === 'fail'
      expect(reasoned && said.words.trim() === '').toBe(false)
    }),
  )
})

it('has an exit from every open state, for some two people', () => {
  for (const state of hazardStates.filter(isOpen)) {
    expect(Object.keys(hazardMoves[state]).length).toBeGreaterThan(0)
    const h: Hazard = { state, foundBy: 'li', fixedBy: state === 'fixed' ? 'li' : null }
    expect(allowedVerbs(h, wang).length).toBeGreaterThan(0)
  }
  expect(mayMoveHazard({ state: 'cleared', foundBy: 'li', fixedBy: 'li' }, 'fix', wang).ok).toBe(
    false,
  )
})

it('is overdue from the day after its day, while it waits to be fixed', () => {
  const h = { state: 'notified', dueOn: today } as const
  expect([isOverdue(h, today), isOverdue(h, '2026-03-17')]).toEqual([false, true])
  expect(isOverdue({ ...h, state: 'fixed' }, '2026-04-01')).toBe(false)
  expect(isOverdue({ state: 'found', dueOn: null }, '2026-04-01')).toBe(false)
})

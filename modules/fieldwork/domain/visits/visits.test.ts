import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  alonesFirst,
  dayAfter,
  daysOver,
  doorKinds,
  dueDay,
  intervalOf,
  planPresets,
} from './due.ts'
import { refuseSettling } from './promise.ts'
import { fitsOutcome } from './visit.ts'

const day = fc.integer({ min: 0, max: 4000 }).map((n) => dayAfter('2020-01-01', n))
const needs = fc.subarray(['alone', 'aged', 'mobility', 'hearing'])

describe('a door', () => {
  it('is called at by the most frequent plan that fits, and by none where none does', () => {
    expect(intervalOf(planPresets, { kind: 'household', needs: ['mobility', 'alone'] })).toBe(30)
    expect(intervalOf(planPresets, { kind: 'household', needs: [] })).toBeNull()
    const plan = fc.record({
      kind: fc.constantFrom(...doorKinds),
      need: fc.constantFrom('', 'alone', 'aged'),
      everyDays: fc.integer({ min: 1, max: 700 }),
    })
    fc.assert(
      fc.property(fc.array(plan), fc.constantFrom(...doorKinds), needs, (plans, kind, has) => {
        const every = intervalOf(plans, { kind, needs: has })
        const fitting = plans.filter(
          (p) => p.kind === kind && (p.need === '' || has.includes(p.need)),
        )
        expect(every === null).toBe(fitting.length === 0)
        for (const p of fitting) expect(every).toBeLessThanOrEqual(p.everyDays)
      }),
    )
  })

  it('is due so long after somebody was met, and today where nobody ever was', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 700 }), day, (met, every, today) => {
        const due = dueDay(met, every, today)
        expect(daysOver(due, met)).toBe(-every)
        expect(dueDay(null, every, today)).toBe(today)
        expect(daysOver(due, today) >= 0).toBe(due <= today)
      }),
    )
    expect(dueDay('2026-02-15', 30, '2026-03-01')).toBe('2026-03-17')
  })

  it('comes first where somebody lives alone, then by how long it is due', () => {
    const door = fc.record({ id: fc.uuid(), needs, dueOn: day, addressText: fc.string() })
    fc.assert(
      fc.property(fc.uniqueArray(door, { selector: (d) => d.id }), (doors) => {
        const ordered = alonesFirst(doors)
        expect(new Set(ordered)).toEqual(new Set(doors))
        const alone = ordered.map((d) => d.needs.includes('alone'))
        expect(alone).toEqual(alone.toSorted((a, b) => Number(b) - Number(a)))
        for (const some of [true, false]) {
          const days = ordered.filter((_, i) => alone[i] === some).map((d) => d.dueOn)
          expect(days).toEqual(days.toSorted())
        }
      }),
    )
  })
})

describe('a promise', () => {
  const open = { state: 'open', ownerId: 'li' } as const
  const li = { personId: 'li', plans: false }
  it('is settled by its owner or whoever plans, once, with a word where it was not kept', () => {
    expect(refuseSettling(open, { state: 'kept', words: '' }, li)).toBeNull()
    expect(refuseSettling(open, { state: 'broken', words: ' ' }, li)).toBe('words_needed')
    expect(
      refuseSettling(open, { state: 'kept', words: '' }, { personId: 'wang', plans: false }),
    ).toBe('not_yours')
    expect(
      refuseSettling(open, { state: 'kept', words: '' }, { personId: 'wang', plans: true }),
    ).toBeNull()
    expect(refuseSettling({ ...open, state: 'kept' }, { state: 'kept', words: '' }, li)).toBe(
      'promise_settled',
    )
  })

  it('is made by somebody who was met', () => {
    expect(fitsOutcome('met', { promises: 2, trouble: true })).toBe(true)
    expect(fitsOutcome('nobody', { promises: 1, trouble: false })).toBe(false)
    expect(fitsOutcome('nobody', { promises: 0, trouble: true })).toBe(true)
  })
})

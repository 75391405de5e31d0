import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placesOf } from './rule-places.ts'

const rules = (...positions: number[]) =>
  positions.map((position, at) => ({ id: String.fromCharCode(97 + at), position }))

describe('places of rules', () => {
  it('puts a rule between two, and those behind it one further', () => {
    const places = placesOf(rules(1, 2, 3, 4), new Map([['x', 2]]))
    expect(Object.fromEntries(places)).toEqual({ x: 2, a: 1, b: 3, c: 4, d: 5 })
  })

  it('leaves gaps as they are', () => {
    const places = placesOf(rules(10, 20, 30), new Map([['x', 15]]))
    expect(Object.fromEntries(places)).toEqual({ x: 15, a: 10, b: 20, c: 30 })
  })

  const world = fc
    .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 12 })
    .chain((positions) => {
      const there = positions.map((position, at) => ({ id: `r${at}`, position }))
      const names = [...there.map((r) => r.id), 'new1', 'new2']
      return fc.record({
        there: fc.constant(there),
        given: fc
          .tuple(
            fc.subarray(names),
            fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 14, maxLength: 14 }),
          )
          .map(([ids, places]) => new Map(ids.map((id, at) => [id, places[at] ?? 0]))),
      })
    })

  it('gives what was asked, no place twice, and keeps the order of the others', () => {
    fc.assert(
      fc.property(world, ({ there, given }) => {
        const places = placesOf(there, given)
        for (const [id, place] of given) expect(places.get(id)).toBe(place)
        expect(new Set(places.values()).size).toBe(places.size)
        const others = there
          .toSorted((a, b) => a.position - b.position)
          .flatMap((r) => (given.has(r.id) ? [] : [places.get(r.id) ?? 0]))
        expect(others).toEqual(others.toSorted((a, b) => a - b))
      }),
    )
  })

  it('moves nothing the second time', () => {
    fc.assert(
      fc.property(world, ({ there, given }) => {
        const once = placesOf(there, given)
        const again = [...once].map(([id, position]) => ({ id, position }))
        expect(Object.fromEntries(placesOf(again, given))).toEqual(Object.fromEntries(once))
      }),
    )
  })
})

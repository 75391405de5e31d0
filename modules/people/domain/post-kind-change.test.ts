import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changesNothing, kindChange } from './post-kind-change.ts'
import { reaches } from './scope.ts'

const meanings = fc.record({
  verbs: fc.subarray(['cases.read', 'cases.file', 'cases.dispatch', 'people.read']),
  reach: fc.constantFrom(...reaches),
  secondFactor: fc.boolean(),
})

it('applied to the old rights, what is gained and lost gives the new', () => {
  fc.assert(
    fc.property(meanings, meanings, (before, after) => {
      const { gained, lost } = kindChange(before, after)
      const kept = before.verbs.filter((verb) => !lost.includes(verb))
      expect([...kept, ...gained].sort()).toEqual([...after.verbs].sort())
      expect(gained.filter((verb) => lost.includes(verb))).toEqual([])
    }),
  )
})

it('turns round when the edit is taken back, and is nothing for the same', () => {
  fc.assert(
    fc.property(meanings, meanings, (before, after) => {
      const there = kindChange(before, after)
      const back = kindChange(after, before)
      expect([back.gained, back.lost]).toEqual([there.lost, there.gained])
      expect(changesNothing(kindChange(before, before))).toBe(true)
    }),
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { caseStatuses } from './case.ts'
import { dutyKinds, type DutyEntry } from './duty-list.ts'
import {
  isUsableReview,
  mayFallTo,
  mayPark,
  mayReviewParked,
  noPartyReason,
  ringsDue,
} from './parked.ts'

const secretary = { postId: 'secretary', verbs: new Set(['cases.suspend']) }
const keeper = { postId: 'keeper', verbs: new Set<string>() }

it('parks work under way in place, and what nobody is responsible for at the community', () => {
  for (const status of caseStatuses) {
    const plain = mayPark({ status, parked: false }, secretary, 'season')
    const nobody = mayPark({ status, parked: false }, secretary, noPartyReason)
    expect(plain.ok).toBe(status === 'handling')
    expect(nobody.ok).toBe(['filed', 'dispatched', 'handling'].includes(status))
    expect(mayPark({ status, parked: false }, keeper, 'season')).toMatchObject({
      refusal: 'forbidden',
    })
  }
  expect(mayPark({ status: 'handling', parked: true }, secretary, 'season')).toMatchObject({
    refusal: 'parked_already',
  })
})

it('is reviewed by its keeper and by whoever may park', () => {
  const open = { open: true, keeperPost: 'keeper' }
  expect(mayReviewParked(open, keeper).ok).toBe(true)
  expect(mayReviewParked(open, secretary).ok).toBe(true)
  expect(mayReviewParked(open, { ...keeper, postId: 'other' }).ok).toBe(false)
  expect(mayReviewParked({ ...open, open: false }, keeper)).toMatchObject({
    refusal: 'parked_over',
  })
})

const entryOf = (kind: DutyEntry['kind']): DutyEntry => ({
  id: 'entry',
  communityCode: '',
  kind,
  name: '外墙改造',
  basis: '清单第 3 条',
  whenMatters: ['matter:01'],
  whenGuides: [],
  active: true,
})

it('falls to a community against its duty list only where its own secretary says so in words', () => {
  const words = fc.constantFrom('', '  ', '我们接')
  const entry = fc.option(fc.constantFrom(...dutyKinds).map(entryOf))
  const post = fc.constantFrom('secretary', 'street', 'district')
  fc.assert(
    fc.property(entry, post, fc.option(fc.record({ words, means: words })), (kept, by, said) => {
      const may = mayFallTo({ entry: kept, secretaryPost: 'secretary' }, { postId: by }, said)
      const free = kept === null || kept.kind === 'own'
      const spoken = said !== null && said.words.trim() !== '' && said.means.trim() !== ''
      expect(may.ok).toBe(free || (by === 'secretary' && spoken))
      expect(may.ok ? may.fact : may.refusal).toBe(
        free
          ? null
          : by !== 'secretary'
            ? 'last_resort_theirs'
            : spoken
              ? kept
              : 'last_resort_words',
      )
    }),
  )
})

const day = fc
  .integer({ min: 20_000, max: 23_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10))

it('never lies in the past nor beyond the greatest age', () => {
  fc.assert(
    fc.property(day, day, day, fc.integer({ min: 7, max: 1095 }), (on, today, parkedOn, most) => {
      const age = (Date.parse(on) - Date.parse(parkedOn)) / 86_400_000
      expect(isUsableReview(on, { today, parkedOn, mostDays: most })).toBe(
        on > today && age <= most,
      )
    }),
  )
})

it('rings each level once however often and seldom it is looked at', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 40 }), { maxLength: 20 }), (days) => {
      const rung: string[] = []
      for (const n of days.toSorted((a, b) => a - b))
        rung.push(
          ...ringsDue(
            '2026-06-01',
            new Date(Date.parse('2026-06-01') + n * 86_400_000).toISOString().slice(0, 10),
            rung,
          ),
        )
      expect(new Set(rung).size).toBe(rung.length)
      const last = Math.max(-1, ...days)
      expect(rung).toEqual(
        ['keeper', 'secretary', 'street', 'district'].filter((_, i) => last >= [0, 3, 7, 14][i]!),
      )
    }),
  )
})

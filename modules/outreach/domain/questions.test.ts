import fc from 'fast-check'
import { expect, it } from 'vitest'
import { comingBack, mayName, type Asked } from './questions.ts'

const today = '2026-03-16'
const asked = (over: Partial<Asked> = {}): Asked => ({
  id: 'a',
  matter: 'matter/02011',
  communityCode: '420704001014',
  askedOn: today,
  hasCase: false,
  ...over,
})

it('a question comes back by matter and community within the days, and never for a second case', () => {
  const limit = { times: 2, days: 7 }
  expect(comingBack([asked(), asked({ id: 'b' })], limit, today)).toMatchObject([
    { ids: ['a', 'b'], lastOn: today },
  ])
  const not = [
    [asked(), asked({ id: 'b', hasCase: true })],
    [asked(), asked({ id: 'b', matter: 'matter/02012' })],
    [asked(), asked({ id: 'b', communityCode: '420704001015' })],
    [asked(), asked({ id: 'b', askedOn: '2026-03-09' })],
    [asked({ matter: '' }), asked({ id: 'b', matter: '' })],
  ]
  for (const all of not) expect(comingBack(all, limit, today)).toEqual([])
  expect(
    comingBack([asked(), asked({ id: 'b', askedOn: '2026-03-10' })], limit, today),
  ).toHaveLength(1)
})

it('counts each question once, in whatever order they come', () => {
  const one = fc.record({
    id: fc.uuid(),
    matter: fc.constantFrom('', 'matter/02011', 'matter/02012'),
    communityCode: fc.constantFrom('420704001014', '420704001015'),
    askedOn: fc.constantFrom('2026-03-01', '2026-03-12', '2026-03-16'),
    hasCase: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: ({ id }) => id }),
      fc.integer({ min: 2, max: 5 }),
      (all, times) => {
        const found = comingBack(all, { times, days: 10 }, today)
        const ids = found.flatMap((group) => group.ids)
        expect(new Set(ids).size).toBe(ids.length)
        for (const group of found) expect(group.ids.length).toBeGreaterThanOrEqual(times)
        const turned = comingBack(all.toReversed(), { times, days: 10 }, today)
        expect(turned.map((g) => [g.matter, g.communityCode, g.ids.length])).toEqual(
          found.map((g) => [g.matter, g.communityCode, g.ids.length]),
        )
      },
    ),
  )
})

it('is given a matter until it is part of a case, and over nobody’s word', () => {
  const none = { matter: '', hasCase: false }
  expect(mayName(none, { was: null }).ok).toBe(true)
  expect(mayName({ ...none, matter: 'matter/02011' }, { was: 'matter/02011' }).ok).toBe(true)
  expect(mayName({ ...none, matter: 'matter/02011' }, { was: null })).toEqual({
    ok: false,
    refusal: 'question_named_since',
  })
  expect(mayName({ ...none, hasCase: true }, { was: null })).toEqual({
    ok: false,
    refusal: 'question_in_case',
  })
})

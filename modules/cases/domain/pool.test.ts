import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isAbsent, isFree, mayClaim, offersFor, poolModes, type Member } from './pool.ts'

const member = (over: Partial<Member> & { unitId: string }): Member => ({
  position: 1,
  load: 0,
  cap: 3,
  absent: false,
  offered: 0,
  lastOffered: null,
  ...over,
})
const members = fc
  .uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((n) =>
        fc.record({
          unitId: fc.constant<string>(`u${n}`),
          position: fc.constant(n),
          load: fc.integer({ min: 0, max: 5 }),
          cap: fc.integer({ min: 1, max: 5 }),
          absent: fc.boolean(),
          offered: fc.integer({ min: 0, max: 9 }),
          lastOffered: fc.option(fc.integer({ min: 0, max: 1000 })),
        }),
      ),
    ),
  )

it('never offers to the absent, the full, or whoever was asked already', () => {
  fc.assert(
    fc.property(members, fc.constantFrom(...poolModes), fc.integer(), (all, mode, salt) => {
      const asked = new Set(all.filter((_, i) => (salt >> i) & 1).map((m) => m.unitId))
      const offered = offersFor(mode, all, asked)
      const free = all.filter((m) => isFree(m) && !asked.has(m.unitId)).map((m) => m.unitId)
      expect(offered.every((id) => free.includes(id))).toBe(true)
      expect(offered.length).toBe(mode === 'open' ? free.length : Math.min(1, free.length))
    }),
  )
})

it('goes round fairly: of members always free, none is offered two more than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 60 }), (size, cases) => {
      const all = Array.from({ length: size }, (_, n) => member({ unitId: `u${n}`, position: n }))
      for (let at = 0; at < cases; at++) {
        const [next] = offersFor('turns', all, new Set())
        const one = all.find((m) => m.unitId === next)
        one!.offered++
        one!.lastOffered = at
      }
      const counts = all.map((m) => m.offered)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
    }),
  )
})

it('never exceeds a cap, however claims and ends follow each other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.nat(3)), { maxLength: 80 }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 }),
      (steps, caps) => {
        const all = caps.map((cap, n) => member({ unitId: `u${n}`, position: n, cap }))
        for (const [claims, who] of steps) {
          const one = all[who]!
          const offered = offersFor('open', all, new Set()).includes(one.unitId)
          const may = mayClaim({ waiting: true, offered, member: one }, new Set(['cases.accept']))
          if (claims && may.ok) one.load++
          if (!claims && one.load > 0) one.load--
        }
        expect(all.every((m) => m.load <= m.cap)).toBe(true)
      },
    ),
  )
})

const may = (over: object, verbs = ['cases.accept']) =>
  mayClaim(
    { waiting: true, offered: true, member: { load: 0, cap: 1, absent: false }, ...over },
    new Set(verbs),
  )

it('is claimed once, by whoever may', () => {
  expect(may({}).ok).toBe(true)
  expect(may({}, [])).toMatchObject({ refusal: 'forbidden' })
  expect(may({ waiting: false })).toMatchObject({ refusal: 'pool_taken' })
  expect(may({ offered: false })).toMatchObject({ refusal: 'pool_not_offered' })
  expect(may({ member: { load: 1, cap: 1, absent: false } })).toMatchObject({
    refusal: 'pool_full',
  })
  expect(may({ member: { load: 0, cap: 1, absent: true } })).toMatchObject({
    refusal: 'pool_absent',
  })
})

it('counts both ends of an absence', () => {
  const absence = { from: '2026-06-01', until: '2026-06-03' }
  expect(
    ['2026-05-31', '2026-06-01', '2026-06-03', '2026-06-04'].map((d) => isAbsent(absence, d)),
  ).toEqual([false, true, true, false])
  expect(isAbsent({ from: null, until: null }, '2026-06-01')).toBe(false)
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { route, type Rule } from './routing.ts'
import { shadowed } from './shadowing.ts'

const rule = (id: string, position: number, over: Partial<Rule> = {}): Rule => ({
  id,
  position,
  name: id,
  unitId: 'u',
  enabled: true,
  whenMatters: [],
  whenGuides: [],
  whenAreas: [],
  whenUrgency: [],
  ...over,
})
const told = (rules: Rule[]) =>
  [...shadowed(rules)].map(([id, by]) => [id, by.map((r) => r.id).join()])

it('finds what stands behind a wider rule, and behind a rule for everything', () => {
  const wide = rule('wide', 1, { whenMatters: ['matter:06'] })
  const narrow = rule('narrow', 2, { whenMatters: ['matter:06010'], whenUrgency: ['urgent'] })
  expect(told([wide, narrow])).toEqual([['narrow', 'wide']])
  expect(told([narrow, { ...wide, position: 3 }])).toEqual([])
  expect(told([rule('all', 1), narrow])).toEqual([['narrow', 'all']])
  expect(told([rule('off', 1, { enabled: false }), narrow])).toEqual([])
})

it('sees that several rules together leave nothing', () => {
  const urgent = rule('urgent', 1, { whenUrgency: ['urgent', 'emergency'] })
  const routine = rule('routine', 2, { whenUrgency: ['routine'] })
  const late = rule('late', 3, { whenGuides: ['GL04'] })
  expect(told([urgent, routine, late])).toEqual([['late', 'urgent,routine']])
  expect(told([urgent, late])).toEqual([])
})

const some = (values: string[]) => fc.subarray(values, { maxLength: 2 })
const rules = fc
  .array(
    fc.record({
      whenMatters: some(['matter:01', 'matter:01037', 'component:02']),
      whenGuides: some(['GL04', 'FW01']),
      whenAreas: some(['420704001', '420704001014', '420704002']),
      whenUrgency: some(['routine', 'urgent', 'emergency']),
      enabled: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((rows) => rows.map((row, i) => rule(`r${i}`, i, row)))
const cases = fc.record({
  matter: fc.constantFrom(null, 'matter:01037', 'matter:01040', 'component:02001', 'matter:09005'),
  guide: fc.constantFrom(null, 'GL04', 'FW01', 'ZF01'),
  area: fc.constantFrom(
    '420704001014003',
    '420704001',
    '420704001099',
    '420704002001',
    '421202001',
  ),
  urgency: fc.constantFrom('routine', 'urgent', 'emergency'),
})

it('never calls a rule dead that fires', () => {
  fc.assert(
    fc.property(rules, cases, (all, kase) => {
      const fired = route(all, kase).rule
      expect([...shadowed(all).keys()]).not.toContain(fired?.id ?? 'nobody')
    }),
    { numRuns: 2000 },
  )
})

it('calls every rule dead that changes nothing when it is taken away', () => {
  fc.assert(
    fc.property(rules, fc.array(cases, { minLength: 20, maxLength: 20 }), (all, some20) => {
      const dead = shadowed(all)
      const alive = all.filter((r) => !dead.has(r.id))
      for (const kase of some20) expect(route(alive, kase).rule?.id).toBe(route(all, kase).rule?.id)
    }),
  )
})

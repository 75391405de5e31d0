import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  consentStates,
  mayEndPlan,
  mayMoveStep,
  mayVisit,
  openParts,
  stepMoves,
  stepRings,
  stepStates,
  type Plan,
  type Planner,
} from './plan.ts'

const leader: Planner = { verbs: new Set(['cases.plan']), unitIds: ['station'] }
const unit: Planner = { verbs: new Set(['cases.finish']), unitIds: ['municipal'] }
const plans = fc.record({
  state: fc.constant('open' as const),
  steps: fc.array(
    fc.record({
      unitId: fc.constantFrom('municipal', 'greening'),
      state: fc.constantFrom(...stepStates),
    }),
  ),
  consents: fc.array(fc.record({ state: fc.constantFrom(...consentStates) })),
})

it('is done exactly when nothing of it is open', () => {
  fc.assert(
    fc.property(plans, (plan: Plan) => {
      const open = openParts(plan)
      expect(mayEndPlan(plan, leader, 'done').ok).toBe(open.steps + open.consents === 0)
      expect(mayEndPlan(plan, leader, 'dropped').ok).toBe(true)
      expect(mayEndPlan(plan, unit, 'dropped').ok).toBe(false)
    }),
  )
})

it('lets a unit move its own steps only, and drop none', () => {
  fc.assert(
    fc.property(plans, (plan: Plan) => {
      for (const step of plan.steps) {
        const own = stepMoves(plan, step, unit)
        expect(own).not.toContain('dropped')
        expect(step.unitId === 'municipal' ? [] : own).toEqual([])
        for (const to of own) expect(stepMoves(plan, step, leader)).toContain(to)
      }
    }),
  )
})

it('is left alone once it is over', () => {
  const over: Plan = { state: 'done', steps: [], consents: [] }
  const step = { unitId: 'municipal', state: 'todo' } as const
  expect(mayMoveStep(over, step, leader, 'doing')).toMatchObject({ refusal: 'plan_over' })
  expect(mayEndPlan(over, leader, 'dropped')).toMatchObject({ refusal: 'plan_over' })
  expect(mayVisit(over, leader)).toMatchObject({ refusal: 'plan_over' })
})

const on = (n: number) => new Date(Date.parse('2026-06-01') + n * 86_400_000).toISOString()

const rings = (n: number, rung: string[] = []) => stepRings('2026-06-01', on(n).slice(0, 10), rung)

it('rings for a passed day the unit, then who leads, then the secretary, each once', () => {
  expect(rings(0)).toEqual([])
  expect(rings(1)).toEqual(['unit'])
  expect(rings(3, ['unit'])).toEqual(['lead'])
  expect(rings(30)).toEqual(['unit', 'lead', 'secretary'])
  expect(rings(30, ['unit', 'lead', 'secretary'])).toEqual([])
})

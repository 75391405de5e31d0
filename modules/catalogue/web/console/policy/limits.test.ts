import { expect, it } from 'vitest'
import { differences } from '../differences.ts'
import { limitAt, limitRows, withLimit, withOwn, type Limits } from './limits.ts'

const hours = (value: number) => ({ value, unit: 'WORK_HOUR' as const })
const row = (n: number) => ({ routine: hours(n), urgent: hours(n), emergency: hours(n) })
const limits: Limits = {
  desk: { receive: row(1), verify: row(2), dispatch: row(3), accept: row(4), inspect: row(5) },
  handling: {
    outreach: row(6),
    service: row(7),
    management: row(8),
    enforcement: row(9),
    other: row(10),
  },
  own: { 'matter/01002': { handle: hours(2) } },
}

it('shows every limit of the table once', () => {
  expect(limitRows.map((r) => limitAt(limits, r, 'routine').value)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ])
})

it('changes the one that is meant and nothing else', () => {
  for (const at of limitRows) {
    const changed = withLimit(limits, { row: at, urgency: 'urgent' }, hours(99))
    expect(differences(limits, changed)).toHaveLength(1)
    expect(limitAt(changed, at, 'urgent')).toEqual(hours(99))
  }
})

it('sets, changes and takes away a standard of a matter’s own', () => {
  const added = withOwn(limits, { key: 'matter/09005', stage: 'handle' }, hours(3))
  expect(added.own['matter/09005']).toEqual({ handle: hours(3) })
  const taken = withOwn(limits, { key: 'matter/01002', stage: 'handle' }, null)
  expect(taken.own).toEqual({})
})

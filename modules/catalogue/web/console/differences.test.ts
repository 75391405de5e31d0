import { expect, it } from 'vitest'
import { differences } from './differences.ts'

it('names every field that differs, and nothing else', () => {
  const before = { name: 'a', hint: 'h', steps: ['1'], version: 1 }
  const after = { name: 'a', hint: 'other', steps: ['1', '2'], version: 2 }
  expect(differences(before, after)).toEqual([
    { path: 'hint', before: 'h', after: 'other' },
    { path: 'steps', before: ['1'], after: ['1', '2'] },
  ])
})

const limit = (value: number) => ({ value, unit: 'WORK_DAY' })

it('goes down to single limits and days, also those that came or went', () => {
  expect(
    differences(
      {
        handling: { service: { routine: limit(5), urgent: limit(2) } },
        own: { 'matter/01002': { handle: limit(1) } },
      },
      {
        handling: { service: { routine: limit(3), urgent: limit(2) } },
        own: {},
        workDay: 'ROLLING',
      },
    ),
  ).toEqual([
    { path: 'handling.service.routine', before: limit(5), after: limit(3) },
    { path: 'own.matter/01002.handle', before: limit(1), after: undefined },
    { path: 'workDay', before: undefined, after: 'ROLLING' },
  ])
})

it('shows all fields of something new and none of something that is no record', () => {
  expect(differences(null, { name: 'a' })).toEqual([
    { path: 'name', before: undefined, after: 'a' },
  ])
  expect(differences({ name: 'a' }, null)).toEqual([])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  daysUpTo,
  plain,
  roundUp,
  spreadOption,
  trendOption,
} from '#platform/web/charts/options.ts'
import { labelled } from './trends.ts'

const letters = { family: 'serif', size: 12 }

it('ends every scale at or above its highest value, and not far above', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000 }), (value) => {
      const top = roundUp(value)
      expect(top).toBeGreaterThanOrEqual(value)
      expect(top).toBeLessThanOrEqual(Math.max(2, value * 2))
    }),
  )
})

it('says lengths of time in whole hours and days', () => {
  expect(daysUpTo(150)).toEqual({ interval: 60, max: 180 })
  expect(daysUpTo(3800)).toEqual({ interval: 1440, max: 4320 })
  expect(daysUpTo(20_000)).toEqual({ interval: 5760, max: 23_040 })
  expect(daysUpTo(0)).toEqual({ interval: 60, max: 60 })
})

it('draws from zero, leaves a gap where there is no rate, and labels the last that is', () => {
  const { values, label } = labelled([0.5, null, 0.9, null], (v) => `${v * 100}%`)
  expect(label).toBe('90%')
  const option = trendOption({
    kind: 'line',
    steps: ['a', 'b', 'c', 'd'],
    lines: [{ name: 'x', colour: 'jade', values, label }],
    max: 1,
    say: String,
    sayStep: (i) => `<b>${i}`,
  })(letters)
  expect(option.yAxis).toMatchObject({ min: 0, max: 1 })
  expect(option.series).toMatchObject([
    {
      data: [
        { value: 0.5, label: { show: false } },
        { value: '-' },
        { value: 0.9, label: { show: true } },
        { value: '-' },
      ],
    },
  ])
})

it('says names as text in the hint, never as markup', () => {
  const option = spreadOption(
    [{ name: '<i>', five: [1, 2, 3, 4, 5], mean: 3, right: '', words: '<i>\n3' }],
    String,
  )(letters)
  expect(option.tooltip).toMatchObject({ confine: true })
  expect(plain('<i>\n3')).toBe('&lt;i&gt;<br>3')
})

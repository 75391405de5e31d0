import { expect, it } from 'vitest'
import { drawIn } from './drawing.ts'
import { spreadOption, trendOption } from './options.ts'

const letters = { family: 'serif', size: 12 }

it('draws SVG in the colours of the page, which scales, and leaves nothing behind', () => {
  const element = document.createElement('div')
  document.body.append(element)
  const drawing = drawIn(element)
  drawing.show(
    trendOption({
      kind: 'bar',
      steps: ['3/2', '3/9'],
      lines: [{ name: 'x', colour: 'jade', values: [3, 4], label: '4' }],
      max: 4,
      say: String,
      sayStep: String,
    })(letters),
  )
  const svg = element.querySelector('svg')
  expect(svg?.getAttribute('viewBox')).toBe('0 0 320 120')
  expect(svg?.outerHTML).toContain('var(--jade)')
  drawing.show(
    spreadOption(
      [{ name: '澜湖社区', five: [1, 2, 3, 4, 5], mean: 3, right: '', words: '' }],
      String,
    )(letters),
  )
  expect(element.querySelector('svg')?.outerHTML).toContain('澜湖社区')
  Object.defineProperty(element, 'clientWidth', { value: 1100 })
  window.dispatchEvent(new Event('afterprint'))
  expect(element.querySelector('svg')?.getAttribute('viewBox')).toBe('0 0 1100 120')
  window.dispatchEvent(new Event('beforeprint'))
  expect(element.querySelector('svg')?.getAttribute('viewBox')).toBe('0 0 640 120')
  drawing.end()
  expect(element.querySelector('svg')).toBeNull()
})

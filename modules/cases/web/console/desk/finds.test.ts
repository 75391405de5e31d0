import { expect, it } from 'vitest'
import { findsIn } from './finds.ts'

it('marks known names in a text without changing it, the longer where two begin together', () => {
  const text = '丰润园小区6栋门口，丰润园小区门口'
  const pieces = findsIn(text, ['丰润园小区', '丰润园小区6栋', ''])
  expect(pieces.map((p) => p.words).join('')).toBe(text)
  expect(pieces.filter((p) => p.found).map((p) => p.words)).toEqual(['丰润园小区6栋', '丰润园小区'])
})

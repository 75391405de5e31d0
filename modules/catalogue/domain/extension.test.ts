import { expect, it } from 'vitest'
import { nextExtensionCode } from './extension.ts'

it('counts down from 999 within the big class', () => {
  expect(nextExtensionCode('09', [])).toBe('09999')
  expect(nextExtensionCode('09', ['09001', '09999', '09998', '10997'])).toBe('09997')
})

it('fills a gap first, and says when all are taken', () => {
  expect(nextExtensionCode('09', ['09999', '09997'])).toBe('09998')
  const all = Array.from({ length: 999 }, (_, n) => `01${String(n + 1).padStart(3, '0')}`)
  expect(nextExtensionCode('01', all)).toBeNull()
})

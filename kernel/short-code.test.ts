import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readShortCode, SHORT_CODE_ALPHABET, shortCode } from './short-code.ts'

const bytes = fc.uint8Array({ minLength: 6, maxLength: 16 })

test('a code has six signs and is read back however it is typed', () => {
  fc.assert(
    fc.property(bytes, (random) => {
      const code = shortCode(random)
      expect(code).toMatch(new RegExp(`^[${SHORT_CODE_ALPHABET}]{6}$`))
      expect(readShortCode(code)).toBe(code)
      expect(readShortCode(` ${code.slice(0, 3).toLowerCase()} - ${code.slice(3)}`)).toBe(code)
      const mistaken = code
        .replaceAll('5', 's')
        .replaceAll('2', 'Z')
        .replaceAll('8', 'b')
        .replaceAll('V', 'u')
      expect(readShortCode(mistaken)).toBe(code)
    }),
  )
})

test('is never a number, which would be searched for as words', () => {
  expect(shortCode(new Uint8Array(6))).toBe('A22222')
  fc.assert(fc.property(bytes, (random) => /[A-Z]/.test(shortCode(random))))
})

test('different bytes seldom give the same code, and every sign occurs at every place', () => {
  const codes = new Set<string>()
  const seen = Array.from({ length: 6 }, () => new Set<string>())
  for (let index = 0; index < 20_000; index++) {
    const value = index * 14_000_000_011
    const code = shortCode(
      Uint8Array.from([5, 4, 3, 2, 1, 0], (place) => Math.floor(value / 256 ** place) % 256),
    )
    codes.add(code)
    for (const [place, sign] of Array.from(code).entries()) seen[place]?.add(sign)
  }
  expect(codes.size).toBeGreaterThan(19_980)
  expect(seen.map((signs) => signs.size)).toEqual([27, 27, 27, 27, 27, 27])
})

test.each([
  '',
  'ACDEF',
  'ACDEFGH',
  'ACDEF0',
  'ACDEFO',
  'ACDEF1',
  'ACDEFI',
  'ACDEFL',
  '路灯路灯路灯',
  'ACD/EFG',
])('does not guess at %j', (input) => {
  expect(readShortCode(input)).toBeNull()
})

test('full-width signs are read', () => {
  expect(readShortCode('ＡＣＤ ２３４')).toBe('ACD234')
  expect(() => shortCode(new Uint8Array(5))).toThrow('six bytes')
})

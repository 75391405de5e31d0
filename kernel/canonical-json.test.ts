import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'

test('sorts keys at every depth, leaves out undefined, writes instants', () => {
  const at = new Date('2026-03-03T10:00:00+08:00')
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: '路', e: undefined, at })).toBe(
    '{"a":"路","at":"2026-03-03T02:00:00.000Z","b":[{"c":null,"d":1}]}',
  )
  expect(canonicalJson(-0)).toBe('0')
})

test('does not depend on the order of keys, and reads back as the same value', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(Object.fromEntries(Object.entries(value).toReversed()))).toBe(text)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('gives different values different texts', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same =
        JSON.stringify(JSON.parse(canonicalJson(a))) ===
        JSON.stringify(JSON.parse(canonicalJson(b)))
      expect(canonicalJson(a) === canonicalJson(b)).toBe(same)
    }),
  )
})

const holed: number[] = []
holed[1] = 1
test.each([
  ['undefined', undefined],
  ['undefined in a list', [undefined]],
  ['a hole in a list', holed],
  ['NaN', { a: Number.NaN }],
  ['infinity', Infinity],
  ['bigint', 1n],
  ['a map', new Map()],
  ['bytes', new Uint8Array(2)],
  ['a function', () => 1],
  ['a bad instant', new Date(Number.NaN)],
])('refuses %s', (_name, value) => {
  expect(() => canonicalJson(value)).toThrow(/no canonical text|Invalid time/)
})

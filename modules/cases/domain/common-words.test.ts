import fc from 'fast-check'
import { expect, it } from 'vitest'
import { areCommon } from './common-words.ts'

const counts = {
  cases: 1_000_000,
  shares: new Map([
    ['路灯', 0.05],
    ['林路', 0.04],
    ['竹林', 0.03],
    ['号', 1],
    ['24', 0.006],
  ]),
}

it('walks back in time for words that many cases have, and looks up what few have', () => {
  expect(areCommon('路灯', counts, 51)).toBe(true)
  expect(areCommon('竹林路', counts, 51)).toBe(true)
  expect(areCommon('路灯 竹林路', counts, 51)).toBe(false)
  expect(areCommon('龙卷风', counts, 51)).toBe(false)
})

it('takes a door for as rare as its number makes it, not for as common as its road', () => {
  expect(areCommon('竹林路 号', counts, 51)).toBe(true)
  expect(areCommon('竹林路24号', counts, 51)).toBe(false)
  expect(areCommon('竹林路9999号', counts, 51)).toBe(false)
})

it('is never made common by one word more', () => {
  const words = fc.array(fc.constantFrom('路灯', '竹林路', '号', '24', '龙卷风'), { minLength: 1 })
  fc.assert(
    fc.property(words, fc.constantFrom('路灯', '24', '龙卷风'), (known, more) => {
      const before = areCommon(known.join(' '), counts, 51)
      expect(areCommon([...known, more].join(' '), counts, 51) && !before).toBe(false)
    }),
  )
})

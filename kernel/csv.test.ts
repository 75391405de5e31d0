import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine, recordsOf } from './csv.ts'

it('reads back what it writes, quotes, commas and line breaks included', () => {
  const cell = fc.string({ unit: fc.constantFrom('路', 'a', '"', ',', '\n', '\r', ' ', '7') })
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      fc.pre(cells.some((text) => text !== '') && !cells.some((text) => /^[=+\-@\t\r]/.test(text)))
      expect(recordsOf(csvLine(cells)).map((r) => r.cells)).toEqual([cells])
    }),
  )
})

it('leaves no formula for a spreadsheet to run, and numbers as they are', () => {
  expect(csvLine(['=1+1', '@a', '+86', '-3.5', '-a'])).toBe("'=1+1,'@a,+86,-3.5,'-a")
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordFinder } from './word-finder.ts'

const short = fc.string({ unit: fc.constantFrom('甲', '乙', '丙'), maxLength: 4 })

it('finds every word at every place, and nothing else', () => {
  fc.assert(
    fc.property(fc.uniqueArray(short, { maxLength: 12 }), short, short, (words, a, b) => {
      const text = `${a}${b}${a}`
      const found: string[] = []
      wordFinder(words)(text, (from, to, word) => {
        expect(text.slice(from, to)).toBe(words[word])
        found.push(`${from}:${words[word]}`)
      })
      const expected = words
        .filter((word) => word !== '')
        .flatMap((word) =>
          Array.from(text, (_, at) => at)
            .filter((at) => text.startsWith(word, at))
            .map((at) => `${at}:${word}`),
        )
      expect(found.toSorted()).toEqual(expected.toSorted())
    }),
  )
})

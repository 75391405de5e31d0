import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setLines } from './paper-lines.ts'

/** Chinese is one wide, everything else half. */
const measure = (character: string) => (character.charCodeAt(0) > 0x2e00 ? 1 : 0.5)
const linesOf = (text: string, width: number, first = 0) =>
  setLines([{ text }], { width, first, measure }).map((line) =>
    line.pieces.map((piece) => piece.text).join(''),
  )

describe('text set in lines', () => {
  it('breaks Chinese anywhere, but not before closing marks nor after opening ones', () => {
    expect(linesOf('一二三四五六', 4)).toEqual(['一二三四', '五六'])
    expect(linesOf('一二三四，五六', 4)).toEqual(['一二三', '四，五六'])
    expect(linesOf('一二三（四五', 4)).toEqual(['一二三', '（四五'])
  })

  it('keeps words of other scripts whole where a line holds them', () => {
    expect(linesOf('see the lamp', 4)).toEqual(['see the', 'lamp'])
    expect(linesOf('在2026年11月', 3)).toEqual(['在2026', '年11月'])
    expect(linesOf('abcdefghij', 2)).toEqual(['abcd', 'efgh', 'ij'])
  })

  it('keeps lines as written, moves the first in, and keeps the shapes of runs', () => {
    expect(linesOf('一\n\n二', 4)).toEqual(['一', '', '二'])
    expect(linesOf('一二三四', 4, 2)).toEqual(['一二', '三四'])
    const [line] = setLines([{ text: '一' }, { text: '二', bold: true }], { width: 9, measure })
    expect(line?.pieces).toMatchObject([{ x: 0 }, { x: 1, run: { bold: true } }])
  })

  it('loses nothing but spaces at the ends of lines, and ends', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('一', '二', '，', '（', '”', 'a', 'B', '1', ' ', '.', '\n'),
        }),
        fc.integer({ min: 1, max: 12 }),
        (text, width) => {
          const set = setLines([{ text }], { width, measure })
          const shown = set.map((line) => line.pieces.map((piece) => piece.text).join('')).join('')
          expect(shown.replaceAll(' ', '')).toBe(text.replaceAll(/[ \n]/g, ''))
          for (const line of set) {
            const shownOn = line.pieces
              .map((piece) => piece.text)
              .join('')
              .trimEnd()
            const wide = Array.from(shownOn, measure).reduce((sum, one) => sum + one, 0)
            expect(wide <= Math.max(width, 1)).toBe(true)
          }
        },
      ),
    )
  })
})

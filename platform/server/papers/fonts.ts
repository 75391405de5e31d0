import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Run } from '#kernel/paper.ts'

/** The two weights that papers are set in. Their folder comes with the package, not with this program. */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')),
  '..',
  'fonts',
)
export const FONT_FILES = {
  regular: join(folder, 'NotoSansHans-Regular.otf'),
  bold: join(folder, 'NotoSansHans-Bold.otf'),
}
export type Weight = keyof typeof FONT_FILES

export const weightOf = (run: Pick<Run, 'bold'>): Weight => (run.bold ? 'bold' : 'regular')

/** What is drawn for a character that the font does not have. */
export const BOX = '□'

export interface Letters {
  /** The width of a character at a size of one point. */
  widthOf: (character: string, weight: Weight) => number
  /** The text with a box for each character that cannot be drawn; each is kept in `missing`. */
  drawable: (text: string) => string
  missing: Map<string, number>
}

/** What the writer of PDF knows of an opened font. */
interface OpenedFont {
  hasGlyphForCodePoint: (codePoint: number) => boolean
  glyphForCodePoint: (codePoint: number) => { advanceWidth: number }
  unitsPerEm: number
}

/** Signs that only tell how others are to look; they have no place on paper. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu

/** The letters of a document that has the two fonts registered by their weights. */
export function lettersOf(doc: PDFKit.PDFDocument): Letters {
  const opened = { regular: openedFont(doc, 'regular'), bold: openedFont(doc, 'bold') }
  const widths = { regular: new Map<string, number>(), bold: new Map<string, number>() }
  const missing = new Map<string, number>()
  const known = new Map<string, boolean>()
  const has = (character: string) => {
    let is = known.get(character)
    if (is === undefined)
      known.set(
        character,
        (is = opened.regular.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
      )
    return is
  }
  return {
    missing,
    widthOf: (character, weight) => {
      let width = widths[weight].get(character)
      if (width === undefined) {
        const font = opened[weight]
        width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
        widths[weight].set(character, width)
      }
      return width
    },
    drawable: (text) => {
      const seen = text
        .replaceAll('\t', '　')
        .replaceAll(UNSEEN, (sign) => (sign === '\n' ? sign : ''))
      return Array.from(seen.replaceAll(/\p{Surrogate}/gu, BOX), (character) => {
        if (character === '\n' || has(character)) return character
        missing.set(character, (missing.get(character) ?? 0) + 1)
        return BOX
      }).join('')
    },
  }
}

function openedFont(doc: PDFKit.PDFDocument, weight: Weight): OpenedFont {
  doc.font(weight)
  // The writer keeps the font it has opened to itself; nothing public says whether it has a sign.
  // oxlint-disable-next-line no-underscore-dangle
  return (doc as unknown as { _font: { font: OpenedFont } })._font.font
}

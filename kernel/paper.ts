/**
 * One description of a paper, from which a PDF and a DOCX are written alike. Lengths are millimetres,
 * sizes of letters points. Nothing in it knows how it is drawn.
 */
export interface Paper {
  /** What the file says of itself, and the name of its window. */
  title: string
  language: 'zh-CN' | 'en'
  size?: 'A4' | 'A3'
  landscape?: boolean
  /** As official papers have them where left out: 37 above, 28 left, 26 right, 35 below. */
  margins?: Margins
  /** Letters of plain text: 16 points on lines of 29 where left out, 22 lines of 28 characters. */
  letters?: { size: number; line: number }
  /** `{page}` and `{pages}` stand for the number of the page and of all pages. */
  header?: Running
  /** Left out: the number of the page and of all pages in the middle. Null: nothing. */
  footer?: Running | null
  blocks: readonly Block[]
}

export interface Margins {
  top: number
  right: number
  bottom: number
  left: number
}

export interface Running {
  left?: string
  middle?: string
  right?: string
}

/** A stretch of text in one shape. */
export interface Run {
  text: string
  bold?: boolean
  underline?: boolean
  /** In points; that of the block where left out. */
  size?: number
  /** Six hexadecimal digits, as in `B3261E`. */
  colour?: string
}

export type Words = string | readonly Run[]
export type Align = 'left' | 'middle' | 'right' | 'both'

/** Bytes, or the path of a file that is read when its turn comes. */
export type PictureSource = Uint8Array | string

export interface Picture {
  source: PictureSource
  /** In millimetres; as wide as its place where left out. */
  width?: number
  /** The most that it may be high, in millimetres. */
  height?: number
  caption?: string
}

export interface TableColumn {
  title: string
  /** A share of the width, against those of the other columns; 1 where left out. */
  share?: number
  align?: Align
}

export type Block =
  | { kind: 'title'; text: string; size?: number }
  /** Listed in the table of contents and in the reader's margin unless told otherwise. */
  | { kind: 'heading'; level: 1 | 2 | 3; text: string; listed?: boolean }
  | {
      kind: 'paragraph'
      words: Words
      align?: Align
      /** Whether its first line begins two characters in; true where left out and text runs to both edges. */
      indent?: boolean
      size?: number
      /** Millimetres of air above it. */
      above?: number
    }
  /** What belongs to a name, in a grid with lines: `columns` pairs side by side. */
  | { kind: 'fields'; fields: readonly Field[]; columns?: 1 | 2 | 3; size?: number }
  | {
      kind: 'table'
      columns: readonly TableColumn[]
      rows: readonly (readonly Words[])[]
      size?: number
    }
  /** Pictures side by side, so many in a row. */
  | { kind: 'pictures'; pictures: readonly Picture[]; columns?: 1 | 2 | 3 }
  | { kind: 'qr'; text: string; size?: number; caption?: string; align?: Align }
  /** Steps one below the other, joined by arrows. */
  | { kind: 'flow'; steps: readonly { title: string; text?: string }[]; size?: number }
  | { kind: 'signatures'; lines: readonly { label: string; value?: string }[] }
  /** Who issued it and when, at the right, with room for the seal. */
  | { kind: 'seal'; unit: string; date: string }
  | { kind: 'contents'; title: string }
  | { kind: 'rule' }
  | { kind: 'space'; height: number }
  | { kind: 'pageBreak' }

export interface Field {
  label: string
  value: Words
  /** Takes the whole width of the grid. */
  wide?: boolean
}

/** The margins of official papers by GB/T 9704. */
export const OFFICIAL_MARGINS: Margins = { top: 37, right: 26, bottom: 35, left: 28 }
export const OFFICIAL_LETTERS = { size: 16, line: 29 }

/** Width and height of the sheet in millimetres. */
export function sheetOf(paper: Pick<Paper, 'size' | 'landscape'>): [number, number] {
  const upright: [number, number] = paper.size === 'A3' ? [297, 420] : [210, 297]
  return paper.landscape ? [upright[1], upright[0]] : upright
}

export const runsOf = (words: Words): readonly Run[] =>
  typeof words === 'string' ? [{ text: words }] : words

/** What the running line of a paper says where it does not say it itself. */
export const footerOf = (paper: Paper): Running | null =>
  paper.footer === undefined
    ? {
        middle: paper.language === 'en' ? 'Page {page} of {pages}' : '第 {page} 页　共 {pages} 页',
      }
    : paper.footer

/** The headings that a table of contents lists, in order. */
export const listedHeadings = (paper: Paper) =>
  paper.blocks.filter((block) => block.kind === 'heading').filter((h) => h.listed !== false)

type SignatureLine = Extract<Block, { kind: 'signatures' }>['lines'][number]

/** So many characters at most stand on half a line beside the line to sign on. */
const HALF = 8

/** Lines to sign, two beside each other where both are short: a name and its date belong together. */
export function signatureRows(lines: readonly SignatureLine[]): SignatureLine[][] {
  const isShort = ({ label, value = '' }: SignatureLine) =>
    Array.from(label).length <= HALF && Array.from(value).length <= HALF
  const rows: SignatureLine[][] = []
  for (const line of lines) {
    const row = rows.at(-1)
    if (row?.length === 1 && row.every(isShort) && isShort(line)) row.push(line)
    else rows.push([line])
  }
  return rows
}

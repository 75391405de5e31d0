import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  UnderlineType,
  VerticalAlign,
  WidthType,
  LineRuleType,
  type ParagraphChild,
} from 'docx'
import { create } from 'qrcode'
import sharp from 'sharp'
import { runsOf, signatureRows, type Align, type Block, type Words } from '#kernel/paper.ts'
import { rowsOfFields } from './pdf-tables.ts'

/** Points to half points, and millimetres to twentieths of a point, as Word counts. */
export const twips = (millimetres: number) => Math.round((millimetres / 25.4) * 1440)
const halves = (points: number) => Math.round(points * 2)

/** The usual names of the typefaces of official papers; whoever opens it has them or a stand-in. */
export const FACES = { body: '仿宋', heading: '黑体', title: '宋体' }
export type Face = keyof typeof FACES

export interface Setting {
  size: number
  line: number
  /** Millimetres between the margins. */
  width: number
  language: 'zh-CN' | 'en'
}

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

const ALIGN = {
  left: AlignmentType.LEFT,
  middle: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
}

export const fontOf = (face: Face) => ({
  ascii: FACES[face],
  hAnsi: FACES[face],
  eastAsia: FACES[face],
  cs: FACES[face],
})

// oxlint-disable-next-line no-control-regex -- XML cannot hold them
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

/** Runs of Word; lines of a text stay lines. */
export function runs(words: Words, at: { size: number; face?: Face; bold?: boolean }): TextRun[] {
  return runsOf(words).flatMap((run) =>
    run.text
      .replaceAll(UNWRITABLE, '')
      .split(/\r?\n/)
      .map(
        (text, index) =>
          new TextRun({
            text,
            size: halves(run.size ?? at.size),
            font: fontOf(at.face ?? 'body'),
            bold: run.bold ?? at.bold ?? false,
            ...(index > 0 ? { break: 1 } : {}),
            ...(run.underline ? { underline: { type: UnderlineType.SINGLE } } : {}),
            ...(run.colour ? { color: run.colour } : {}),
          }),
      ),
  )
}

export const spaced = (set: Setting, size: number, above = 0) => ({
  spacing: {
    line: Math.round((set.line / set.size) * size * 20),
    lineRule: LineRuleType.AT_LEAST,
    before: twips(above),
    after: 0,
  },
})

export const text = (
  set: Setting,
  words: Words,
  at: { align: Align; size?: number; above?: number; face?: Face; bold?: boolean },
) =>
  new Paragraph({
    alignment: ALIGN[at.align],
    ...spaced(set, at.size ?? set.size, at.above),
    children: runs(words, {
      size: at.size ?? set.size,
      ...(at.face ? { face: at.face } : {}),
      ...(at.bold ? { bold: true } : {}),
    }),
  })

export const title = (set: Setting, block: Of<'title'>) =>
  text(set, block.text, {
    align: 'middle',
    size: block.size ?? set.size * 1.375,
    above: 4,
    face: 'title',
    bold: true,
  })

const LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 }

export function heading(set: Setting, block: Of<'heading'>, index: number): Paragraph {
  const size = block.level === 1 ? set.size * 1.1 : set.size
  const children: ParagraphChild[] = runs(block.text, {
    size,
    face: 'heading',
    bold: block.level === 3,
  })
  return new Paragraph({
    keepNext: true,
    ...spaced(set, size, 3),
    ...(block.listed === false ? {} : { heading: LEVELS[block.level] }),
    children: [new Bookmark({ id: `heading-${index}`, children })],
  })
}

export const paragraph = (set: Setting, block: Of<'paragraph'>) => {
  const align = block.align ?? 'both'
  const size = block.size ?? set.size
  const indent = block.indent ?? align === 'both'
  return new Paragraph({
    alignment: ALIGN[align],
    ...spaced(set, size, block.above),
    ...(indent ? { indent: { firstLine: Math.round(size * 2 * 20) } } : {}),
    children: runs(block.words, { size }),
  })
}

const EDGE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const EDGES = { top: EDGE, bottom: EDGE, left: EDGE, right: EDGE }
const SHADED = { type: ShadingType.CLEAR, color: 'auto', fill: 'F2F2EE' }

interface Cell {
  words: Words
  width: number
  align: Align
  shade?: boolean
  span?: number
}

const cellOf = (set: Setting, size: number, cell: Cell) =>
  new TableCell({
    borders: EDGES,
    width: { size: twips(cell.width), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 80, right: 80 },
    ...(cell.span ? { columnSpan: cell.span } : {}),
    ...(cell.shade ? { shading: SHADED } : {}),
    children: [text(set, cell.words, { align: cell.align, size })],
  })

export function table(set: Setting, block: Of<'table'>): Table {
  const size = block.size ?? Math.min(set.size, 12)
  const shares = block.columns.map((column) => column.share ?? 1)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  const widths = shares.map((share) => (set.width * share) / whole)
  const row = (texts: readonly Words[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: head,
      children: widths.map((width, index) =>
        cellOf(set, size, {
          words: texts[index] ?? '',
          width,
          align: head ? 'middle' : (block.columns[index]?.align ?? 'left'),
          shade: head,
        }),
      ),
    })
  return new Table({
    width: { size: twips(set.width), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    rows: [
      row(
        block.columns.map((column) => column.title),
        true,
      ),
      ...block.rows.map((texts) => row(texts, false)),
    ],
  })
}

export function fields(set: Setting, block: Of<'fields'>): Table {
  const size = block.size ?? Math.min(set.size, 12)
  const columns = block.columns ?? 2
  const each = set.width / columns
  const label = each / 3.4
  const rows = rowsOfFields(block.fields, columns).map((pairs) => {
    const cells = pairs.flatMap((field, index): Cell[] => {
      const last = index === pairs.length - 1
      const over = last ? columns - 1 - index : 0
      return [
        { words: field.label, width: label, align: 'middle', shade: true },
        {
          words: field.value,
          width: each - label + over * each,
          align: 'left',
          span: 1 + over * 2,
        },
      ]
    })
    return new TableRow({ children: cells.map((cell) => cellOf(set, size, cell)) })
  })
  return new Table({
    width: { size: twips(set.width), type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => [twips(label), twips(each - label)]).flat(),
    rows,
  })
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'FFFFFF' }
const NO_EDGES = { top: NONE, bottom: NONE, left: NONE, right: NONE }

export interface LaidPicture {
  bytes: Buffer
  width: number
  height: number
  caption: string
}

/** Pictures side by side, in a table without lines. */
export function pictures(
  set: Setting,
  columns: number,
  laid: readonly (LaidPicture | string)[],
): Table {
  const width = set.width / columns
  const rows: TableRow[] = []
  for (let from = 0; from < laid.length; from += columns)
    rows.push(
      new TableRow({
        cantSplit: true,
        children: laid.slice(from, from + columns).map(
          (one) =>
            new TableCell({
              borders: NO_EDGES,
              width: { size: twips(width), type: WidthType.DXA },
              children:
                typeof one === 'string'
                  ? [text(set, one, { align: 'middle', size: 11 })]
                  : [
                      picture(one),
                      ...(one.caption
                        ? [text(set, one.caption, { align: 'middle', size: 11 })]
                        : []),
                    ],
            }),
        ),
      }),
    )
  return new Table({ width: { size: twips(set.width), type: WidthType.DXA }, rows })
}

/** Pictures are counted in pixels of a 96th of an inch. */
const pixels = (millimetres: number) => Math.round((millimetres / 25.4) * 96)

const picture = (one: LaidPicture, align: Align = 'middle') =>
  new Paragraph({
    alignment: ALIGN[align],
    children: [
      new ImageRun({
        type: 'jpg',
        data: one.bytes,
        transformation: { width: pixels(one.width), height: pixels(one.height) },
      }),
    ],
  })

export async function qr(set: Setting, block: Of<'qr'>): Promise<Paragraph[]> {
  const side = block.size ?? 30
  const { modules } = create(block.text, { errorCorrectionLevel: 'M' })
  const box = modules.size + 8
  const dots = Buffer.alloc(box * box, 255)
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) dots[(row + 4) * box + column + 4] = 0
  const bytes = await sharp(dots, { raw: { width: box, height: box, channels: 1 } })
    .resize(box * 8, box * 8, { kernel: 'nearest' })
    .jpeg({ quality: 95 })
    .toBuffer()
  const align = block.align ?? 'middle'
  return [
    picture({ bytes, width: side, height: side, caption: '' }, align),
    ...(block.caption ? [text(set, block.caption, { align, size: Math.min(set.size, 14) })] : []),
  ]
}

/** Steps in boxes, joined by arrows. */
export function steps(set: Setting, block: Of<'flow'>): (Table | Paragraph)[] {
  const size = block.size ?? set.size
  return block.steps.flatMap((step, index) => [
    ...(index > 0 ? [text(set, '↓', { align: 'middle', size })] : []),
    new Table({
      alignment: AlignmentType.CENTER,
      width: { size: twips(set.width * 0.86), type: WidthType.DXA },
      rows: [
        new TableRow({
          cantSplit: true,
          children: [
            new TableCell({
              borders: EDGES,
              children: [
                text(set, step.title, { align: 'middle', size, face: 'heading' }),
                ...(step.text ? [text(set, step.text, { align: 'middle', size: size * 0.8 })] : []),
              ],
            }),
          ],
        }),
      ],
    }),
  ])
}

export const signatures = (set: Setting, block: Of<'signatures'>) =>
  signatureRows(block.lines).map((row) => {
    const end = row.length === 1 ? 0.8 : 1
    return new Paragraph({
      ...spaced(set, set.size, 2),
      tabStops: row.map((_, index) => ({
        type: TabStopType.LEFT,
        position: twips((set.width * end * (index + 1)) / row.length),
      })),
      children: row.flatMap(({ label, value }, index) => [
        ...runs(`${index > 0 ? '　' : ''}${label}`, { size: set.size }),
        ...runs([{ text: `　${value ?? ''}\t`, underline: true }], { size: set.size }),
      ]),
    })
  })

export const seal = (set: Setting, block: Of<'seal'>) =>
  [block.unit, block.date].map(
    (line, index) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        indent: { right: Math.round(set.size * 4 * 20) },
        ...spaced(set, set.size, index === 0 ? 20 : 0),
        children: runs(line, { size: set.size }),
      }),
  )

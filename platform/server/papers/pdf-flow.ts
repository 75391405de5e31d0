import {
  footerOf,
  OFFICIAL_LETTERS,
  OFFICIAL_MARGINS,
  sheetOf,
  type Align,
  type Paper,
  type Run,
  type Running,
  type Words,
  runsOf,
} from '#kernel/paper.ts'
import { setLines, type SetLine } from '#kernel/paper-lines.ts'
import { weightOf, type Letters } from './fonts.ts'

const POINTS = 72 / 25.4
export const points = (millimetres: number) => millimetres * POINTS

/** Where a listed heading came to stand. */
export interface Stood {
  page: number
}

/**
 * A paper on its way down the pages. The same blocks run over it twice: first without `doc`, only to
 * learn the pages, then with it, knowing how many there are.
 */
export interface Flow {
  paper: Paper
  letters: Letters
  doc: PDFKit.PDFDocument | null
  left: number
  width: number
  top: number
  bottom: number
  size: number
  line: number
  y: number
  page: number
  /** Of the first run; empty during it. */
  pages: number
  headings: Stood[]
  earlier: readonly Stood[]
}

export function flowOf(
  paper: Paper,
  letters: Letters,
  second?: { doc: PDFKit.PDFDocument; first: Flow },
): Flow {
  const margins = paper.margins ?? OFFICIAL_MARGINS
  const [width, height] = sheetOf(paper)
  const { size, line } = paper.letters ?? OFFICIAL_LETTERS
  return {
    paper,
    letters,
    doc: second?.doc ?? null,
    left: points(margins.left),
    width: points(width - margins.left - margins.right),
    top: points(margins.top),
    bottom: points(height - margins.bottom),
    size,
    line,
    y: points(margins.top),
    page: 0,
    pages: second?.first.page ?? 0,
    headings: [],
    earlier: second?.first.headings ?? [],
  }
}

export function newPage(flow: Flow): void {
  flow.page++
  flow.y = flow.top
  if (!flow.doc) return
  flow.doc.addPage()
  running(flow, flow.paper.header, flow.top / 2)
  running(flow, footerOf(flow.paper), flow.bottom + Math.min(points(14), points(35) / 2))
}

function running(flow: Flow, texts: Running | null | undefined, baseline: number): void {
  const size = Math.min(flow.size, Math.max(10.5, flow.size * 0.55))
  for (const align of ['left', 'middle', 'right'] as const) {
    const text = texts?.[align]
      ?.replaceAll('{page}', String(flow.page))
      .replaceAll('{pages}', String(flow.pages))
    if (!text) continue
    const [line] = lines(flow, text, { width: flow.width, size })
    if (line) drawLine(flow, line, { x: flow.left, width: flow.width, baseline, align, size })
  }
}

/** Goes to the next page unless so much room is left on this one. */
export function makeRoom(flow: Flow, height: number): void {
  if (flow.y + height > flow.bottom + 0.01 && flow.y > flow.top) newPage(flow)
}

/** The space below the last thing; none at the head of a page. */
export function air(flow: Flow, height: number): void {
  if (flow.y > flow.top) flow.y = Math.min(flow.bottom, flow.y + height)
}

/** Words set in lines of this width, in letters that can be drawn. */
export function lines(
  flow: Flow,
  words: Words,
  at: { width: number; size: number; first?: number; bold?: boolean },
): SetLine[] {
  const runs = runsOf(words).map((run) =>
    Object.assign({}, run, at.bold && { bold: true }, { text: flow.letters.drawable(run.text) }),
  )
  return setLines(runs, {
    width: at.width,
    first: at.first ?? 0,
    measure: (character, run) =>
      flow.letters.widthOf(character, weightOf(run)) * (run.size ?? at.size),
  })
}

/** How high a line is: as the paper's, drawn out where its letters are larger or smaller. */
export const heightOf = (flow: Flow, line: SetLine, size: number) =>
  (flow.line / flow.size) * Math.max(line.largest ?? 0, size)

interface Place {
  x: number
  width: number
  baseline: number
  align: Align
  size: number
}

export function drawLine(flow: Flow, line: SetLine, at: Place): void {
  const { doc } = flow
  if (!doc) return
  const slack = at.width - line.width
  const start = at.x + { left: 0, both: 0, middle: slack / 2, right: slack }[at.align]
  const gap = at.align === 'both' && line.goesOn ? gapOf(line, slack, at.size) : 0
  let before = 0
  for (const { text, run, x, width } of line.pieces) {
    const characters = Array.from(text).length
    shape(doc, run, at.size)
    doc.text(text, start + x + before * gap, at.baseline, {
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: gap,
      // Naming them keeps the writer from remembering every line it has ever set.
      features: [],
    })
    if (run.underline)
      doc
        .moveTo(start + x + before * gap, at.baseline + 2)
        .lineTo(start + x + before * gap + width + characters * gap, at.baseline + 2)
        .lineWidth(0.6)
        .stroke()
    before += characters
  }
}

/** What is added between characters to reach the right edge; nothing where it would gape. */
function gapOf(line: SetLine, slack: number, size: number): number {
  const characters = line.pieces.reduce((sum, { text }) => sum + Array.from(text).length, 0)
  return characters > 8 && slack < 2.5 * size ? Math.max(0, slack) / (characters - 1) : 0
}

function shape(doc: PDFKit.PDFDocument, run: Run, size: number): void {
  doc
    .font(weightOf(run))
    .fontSize(run.size ?? size)
    .fillColor(`#${run.colour ?? '000000'}`)
}

/** Lines one below the other from where the flow stands, over as many pages as they need. */
export function write(
  flow: Flow,
  set: readonly SetLine[],
  at: { x?: number; width?: number; align: Align; size: number },
): void {
  for (const line of set) {
    const height = heightOf(flow, line, at.size)
    makeRoom(flow, height)
    drawLine(flow, line, {
      x: at.x ?? flow.left,
      width: at.width ?? flow.width,
      baseline: flow.y + baselineIn(height, Math.max(line.largest ?? 0, at.size)),
      align: at.align,
      size: at.size,
    })
    flow.y += height
  }
}

/** Where letters of a size stand in a line of a height: their middle in its middle. */
export const baselineIn = (height: number, size: number) => height / 2 + size * 0.36

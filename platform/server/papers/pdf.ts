import PDFDocument from 'pdfkit'
import { OFFICIAL_LETTERS, sheetOf, type Block, type Paper } from '#kernel/paper.ts'
import { FONT_FILES, lettersOf, type Letters } from './fonts.ts'
import * as draw from './pdf-blocks.ts'
import { air, flowOf, newPage, points, type Flow } from './pdf-flow.ts'
import { fields, table } from './pdf-tables.ts'
import { jpegOf, lookAt, picturesOf, type Seen } from './pictures.ts'
import { noteOfMissing } from './words.ts'

/**
 * Writes a paper as PDF into `out`, page by page: of its pictures only those of one block are in
 * memory at a time. Only the letters that occur are embedded. Characters that the font does not have
 * become boxes, and a note at the end names them; a picture that cannot be read becomes a frame that
 * says so. Resolves with the number of pages once everything is written.
 */
export async function writePdf(asked: Paper, out: NodeJS.WritableStream): Promise<number> {
  const [width, height] = sheetOf(asked)
  const doc = new PDFDocument({
    size: [points(width), points(height)],
    margin: 0,
    autoFirstPage: false,
    compress: true,
    lang: asked.language,
    displayTitle: true,
    info: { Title: asked.title },
  })
  for (const [weight, file] of Object.entries(FONT_FILES)) doc.registerFont(weight, file)
  const letters = lettersOf(doc)
  const seen = await looked(asked)

  const first = fitted(asked, letters, seen)
  const { paper } = first

  const written = new Promise<void>((resolve, reject) => {
    out.on('finish', resolve)
    out.on('error', reject)
  })
  doc.pipe(out)
  const second = flowOf(paper, letters, { doc, first })
  newPage(second)
  for (const block of blocksOf(paper, letters)) {
    const shown: draw.Shown[] = []
    for (const [index, picture] of picturesOf(block).entries()) {
      const known = seen.get(block)?.[index] ?? null
      // One after the other: together they would all be in memory.
      // oxlint-disable-next-line no-await-in-loop
      shown.push({ seen: known, bytes: known && (await jpegOf(picture.source, known)) })
    }
    blockOnto(second, block, shown)
    // oxlint-disable-next-line no-await-in-loop -- what was written goes out before more is
    await drained(doc)
  }
  doc.end()
  await written
  return second.page
}

async function looked(paper: Paper): Promise<Map<Block, (Seen | null)[]>> {
  const seen = new Map<Block, (Seen | null)[]>()
  for (const block of paper.blocks) {
    const all = picturesOf(block)
    // oxlint-disable-next-line no-await-in-loop -- a file holds hundreds of them
    if (all.length > 0) seen.set(block, await Promise.all(all.map((p) => lookAt(p.source))))
  }
  return seen
}

/** How close lines may come for the sake of a last page, against what they are. */
const CLOSER = [0.96, 0.92, 0.88, 0.84]
/** Longer papers are not set again and again to spare one page of many. */
const SHORT = 3

/**
 * The pages only, without drawing. A short paper whose end would stand alone on a last page is set with
 * its lines a little closer, where that brings it home: a seal below no text is worth nothing.
 */
function fitted(paper: Paper, letters: Letters, seen: ReadonlyMap<Block, (Seen | null)[]>): Flow {
  const { size, line } = paper.letters ?? OFFICIAL_LETTERS
  const set = (close: number) => {
    const flow = flowOf(
      close === 1 ? paper : { ...paper, letters: { size, line: line * close } },
      letters,
    )
    runOver(flow, (block) => (seen.get(block) ?? []).map((s) => ({ seen: s, bytes: null })))
    return flow
  }
  const plain = set(1)
  const isSealed = paper.blocks.some((block) => block.kind === 'seal')
  if (!isSealed || plain.page === 1 || plain.page > SHORT) return plain
  for (const close of CLOSER) {
    const flow = set(close)
    if (flow.page < plain.page) return flow
  }
  return plain
}

/** Walks over the blocks without drawing. */
function runOver(flow: Flow, shownIn: (block: Block) => draw.Shown[]): void {
  newPage(flow)
  for (const block of blocksOf(flow.paper, flow.letters)) blockOnto(flow, block, shownIn(block))
}

/** The blocks, and the note on what could not be drawn once that is known. */
function* blocksOf(paper: Paper, letters: Letters): Generator<Block> {
  yield* paper.blocks
  if (letters.missing.size > 0)
    yield {
      kind: 'paragraph',
      size: 9,
      indent: false,
      above: 6,
      words: noteOfMissing(letters.missing.keys(), paper.language),
    }
}

/** Lets the stream write what it holds before it is given more. */
async function drained(doc: PDFKit.PDFDocument): Promise<void> {
  while (doc.readableLength > 1_000_000)
    // oxlint-disable-next-line no-await-in-loop -- waiting is what it is for
    await new Promise((resolve) => setImmediate(resolve))
}

const DRAWERS: {
  [Kind in Block['kind']]: (
    flow: Flow,
    block: Extract<Block, { kind: Kind }>,
    shown: readonly draw.Shown[],
  ) => void
} = {
  title: draw.title,
  heading: draw.heading,
  paragraph: draw.paragraph,
  fields,
  table,
  pictures: draw.pictures,
  qr: draw.qr,
  flow: draw.steps,
  signatures: draw.signatures,
  seal: draw.seal,
  contents: draw.contents,
  rule: draw.rule,
  space: (flow, block) => air(flow, points(block.height)),
  pageBreak: newPage,
}

const blockOnto = (flow: Flow, block: Block, shown: readonly draw.Shown[]) =>
  DRAWERS[block.kind](flow, block as never, shown)

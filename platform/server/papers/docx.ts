import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageBreak,
  PageNumber,
  PageReference,
  PageOrientation,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  LeaderType,
  BorderStyle,
  InternalHyperlink,
  type FileChild,
} from 'docx'
import {
  footerOf,
  listedHeadings,
  OFFICIAL_LETTERS,
  OFFICIAL_MARGINS,
  sheetOf,
  type Block,
  type Paper,
  type Running,
} from '#kernel/paper.ts'
import * as draw from './docx-blocks.ts'
import { jpegOf, lookAt } from './pictures.ts'
import { unreadablePicture } from './words.ts'

/**
 * The same paper as DOCX, to be edited in Word or WPS. Typefaces are named, not embedded. The page
 * numbers of its table of contents are fields that Word counts when it opens the paper.
 */
export async function writeDocx(paper: Paper, out: NodeJS.WritableStream): Promise<void> {
  const margins = paper.margins ?? OFFICIAL_MARGINS
  const [width, height] = sheetOf(paper)
  const { size, line } = paper.letters ?? OFFICIAL_LETTERS
  const set: draw.Setting = {
    size,
    line,
    width: width - margins.left - margins.right,
    language: paper.language,
  }
  const footer = footerOf(paper)
  const document = new Document({
    title: paper.title,
    features: { updateFields: paper.blocks.some((block) => block.kind === 'contents') },
    styles: {
      default: {
        document: { run: { font: draw.fontOf('body'), size: size * 2, color: '000000' } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            // The library turns the sheet by itself where it lies on its side.
            size: {
              width: draw.twips(paper.landscape ? height : width),
              height: draw.twips(paper.landscape ? width : height),
              orientation: paper.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: draw.twips(margins.top),
              right: draw.twips(margins.right),
              bottom: draw.twips(margins.bottom),
              left: draw.twips(margins.left),
              header: draw.twips(margins.top / 2),
              footer: draw.twips(margins.bottom / 2),
            },
          },
        },
        ...(paper.header
          ? { headers: { default: new Header({ children: [running(set, paper.header)] }) } }
          : {}),
        ...(footer
          ? { footers: { default: new Footer({ children: [running(set, footer)] }) } }
          : {}),
        children: await childrenOf(paper, set),
      },
    ],
  })
  const bytes = await Packer.toBuffer(document)
  await new Promise<void>((resolve, reject) => {
    out.on('error', reject)
    out.end(bytes, resolve)
  })
}

async function childrenOf(paper: Paper, set: draw.Setting): Promise<FileChild[]> {
  const children: FileChild[] = []
  let headings = 0
  for (const block of paper.blocks) {
    if (block.kind === 'contents') children.push(...contents(paper, set, block.title))
    else if (block.kind === 'heading')
      children.push(draw.heading(set, block, block.listed === false ? -1 : headings++))
    // oxlint-disable-next-line no-await-in-loop -- one block's pictures at a time
    else children.push(...(await MAKERS[block.kind](set, block as never)))
  }
  return children
}

type Made = FileChild[] | Promise<FileChild[]>

const MAKERS: {
  [Kind in Exclude<Block['kind'], 'contents' | 'heading'>]: (
    set: draw.Setting,
    block: Extract<Block, { kind: Kind }>,
  ) => Made
} = {
  title: (set, block) => [draw.title(set, block)],
  paragraph: (set, block) => [draw.paragraph(set, block)],
  fields: (set, block) => [draw.fields(set, block), gap(set)],
  table: (set, block) => [draw.table(set, block), gap(set)],
  pictures: async (set, block) => [
    draw.pictures(set, block.columns ?? 1, await laid(set, block)),
    gap(set),
  ],
  qr: draw.qr,
  flow: (set, block) => [...draw.steps(set, block), gap(set)],
  signatures: draw.signatures,
  seal: draw.seal,
  rule: () => [
    new Paragraph({
      border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    }),
  ],
  space: (_, block) => [new Paragraph({ spacing: { before: draw.twips(block.height), line: 20 } })],
  pageBreak: () => [new Paragraph({ children: [new PageBreak()] })],
}

/** Word joins tables that follow each other; an empty line keeps them apart. */
const gap = (set: draw.Setting) => draw.text(set, '', { align: 'left', size: set.size / 3 })

/** 200 to the inch. */
const PIXELS_A_MILLIMETRE = 200 / 25.4

async function laid(
  set: draw.Setting,
  block: Extract<Block, { kind: 'pictures' }>,
): Promise<(draw.LaidPicture | string)[]> {
  const columns = block.columns ?? 1
  const place = set.width / columns - 4
  // The whole file is put together in memory: pictures come as fine as they are printed, no finer.
  const most = Math.round(place * PIXELS_A_MILLIMETRE)
  const all: (draw.LaidPicture | string)[] = []
  for (const picture of block.pictures) {
    // oxlint-disable-next-line no-await-in-loop -- each is unfolded alone
    const seen = await lookAt(picture.source)
    // oxlint-disable-next-line no-await-in-loop -- as above
    const bytes = seen && (await jpegOf(picture.source, seen, most))
    if (!seen || !bytes) {
      all.push(`${unreadablePicture(set.language)} ${picture.caption ?? ''}`)
      continue
    }
    const room = {
      width: Math.min(place, picture.width ?? place),
      height: picture.height ?? (columns === 1 ? 110 : 80),
    }
    const scale = Math.min(room.width / seen.width, room.height / seen.height)
    all.push({
      bytes,
      width: seen.width * scale,
      height: seen.height * scale,
      caption: picture.caption ?? '',
    })
  }
  return all
}

function contents(paper: Paper, set: draw.Setting, title: string): Paragraph[] {
  return [
    draw.title(set, { kind: 'title', text: title, size: set.size * 1.1 }),
    ...listedHeadings(paper).map(
      ({ text, level }, index) =>
        new Paragraph({
          ...draw.spaced(set, set.size),
          indent: { left: Math.round((level - 1) * set.size * 1.5 * 20) },
          tabStops: [
            { type: TabStopType.RIGHT, position: draw.twips(set.width), leader: LeaderType.DOT },
          ],
          children: [
            new InternalHyperlink({
              anchor: `heading-${index}`,
              children: draw.runs(text, { size: set.size }),
            }),
            new TextRun({ children: [new Tab()] }),
            new PageReference(`heading-${index}`),
          ],
        }),
    ),
  ]
}

/** A running line with its numbers as fields. */
const counted = (text: string) =>
  text.split(/(\{pages?\})/).map((part) => {
    if (part === '{page}') return PageNumber.CURRENT
    return part === '{pages}' ? PageNumber.TOTAL_PAGES : part
  })

function running(set: draw.Setting, texts: Running): Paragraph {
  const size = Math.min(10.5, set.size)
  const run = (children: (string | Tab)[]) =>
    new TextRun({ children, size: size * 2, font: draw.fontOf('body') })
  if (!texts.left && !texts.right)
    return new Paragraph({
      alignment: AlignmentType.CENTER,
      children: [run(counted(texts.middle ?? ''))],
    })
  return new Paragraph({
    tabStops: [
      { type: TabStopType.CENTER, position: draw.twips(set.width / 2) },
      { type: TabStopType.RIGHT, position: draw.twips(set.width) },
    ],
    children: [
      run(counted(texts.left ?? '')),
      run([new Tab(), ...counted(texts.middle ?? '')]),
      run([new Tab(), ...counted(texts.right ?? '')]),
    ],
  })
}

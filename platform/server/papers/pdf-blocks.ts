import { create } from 'qrcode'
import { listedHeadings, signatureRows, type Align, type Block } from '#kernel/paper.ts'
import { air, drawLine, baselineIn, lines, makeRoom, points, write, type Flow } from './pdf-flow.ts'
import type { Seen } from './pictures.ts'
import { unreadablePicture } from './words.ts'

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** A picture that stands at its place: what it is, and its bytes where it is drawn now. */
export interface Shown {
  seen: Seen | null
  bytes: Buffer | null
}

export function title(flow: Flow, block: Of<'title'>): void {
  const size = block.size ?? flow.size * 1.375
  air(flow, flow.line / 2)
  write(flow, lines(flow, block.text, { width: flow.width, size, bold: true }), {
    align: 'middle',
    size,
  })
  flow.y += flow.line / 2
}

const HEADING_SIZES = { 1: 1.1, 2: 1, 3: 1 }

export function heading(flow: Flow, block: Of<'heading'>): void {
  const size = flow.size * HEADING_SIZES[block.level]
  const set = lines(flow, block.text, { width: flow.width, size, bold: true })
  air(flow, flow.line / 3)
  // A heading does not stand alone at the foot of a page.
  makeRoom(flow, flow.line * (set.length + 1.5))
  if (block.listed !== false) {
    const name = `heading-${flow.headings.length}`
    flow.headings.push({ page: flow.page })
    flow.doc?.addNamedDestination(name, 'XYZ', 0, flow.y, null)
    flow.doc?.outline.addItem(flow.letters.drawable(block.text))
  }
  write(flow, set, { align: 'left', size })
}

export function paragraph(flow: Flow, block: Of<'paragraph'>): void {
  const align = block.align ?? 'both'
  const size = block.size ?? flow.size
  const first = (block.indent ?? align === 'both') ? 2 * size : 0
  if (block.above) air(flow, points(block.above))
  write(flow, lines(flow, block.words, { width: flow.width, size, first }), { align, size })
}

export function rule(flow: Flow): void {
  makeRoom(flow, flow.line / 2)
  const y = flow.y + flow.line / 4
  flow.doc
    ?.moveTo(flow.left, y)
    .lineTo(flow.left + flow.width, y)
    .lineWidth(0.6)
    .strokeColor('#000000')
    .stroke()
  flow.y += flow.line / 2
}

/** The headings with the pages they stand on, joined by dots; each leads to its place. */
export function contents(flow: Flow, block: Of<'contents'>): void {
  const listed = listedHeadings(flow.paper)
  title(flow, { kind: 'title', text: block.title, size: flow.size * 1.1 })
  for (const [index, { text, level }] of listed.entries()) {
    const inward = (level - 1) * flow.size * 1.5
    const room = 4 * flow.size
    const [first, ...more] = lines(flow, text, {
      width: flow.width - inward - room,
      size: flow.size,
    })
    if (!first) continue
    makeRoom(flow, flow.line)
    const baseline = flow.y + baselineIn(flow.line, flow.size)
    const at = { baseline, size: flow.size }
    const place = { ...at, x: flow.left + inward, width: flow.width - inward - room }
    drawLine(flow, first, { ...place, align: 'left' })
    const [page] = lines(flow, String(flow.earlier[index]?.page ?? ''), {
      width: room,
      size: flow.size,
    })
    if (page) {
      drawLine(flow, page, { ...at, x: flow.left, width: flow.width, align: 'right' })
      dots(flow, { from: place.x + first.width, to: flow.left + flow.width - page.width, baseline })
    }
    flow.doc?.goTo(flow.left, flow.y, flow.width, flow.line, `heading-${index}`)
    flow.y += flow.line
    if (more.length > 0)
      write(flow, more, { x: place.x, width: place.width, align: 'left', size: flow.size })
  }
}

function dots(flow: Flow, at: { from: number; to: number; baseline: number }): void {
  if (!flow.doc || at.to - at.from < 12) return
  flow.doc
    .save()
    .moveTo(at.from + 6, at.baseline)
    .lineTo(at.to - 6, at.baseline)
    .lineWidth(0.8)
    .dash(0.8, { space: 3 })
    .strokeColor('#000000')
    .stroke()
    .undash()
    .restore()
}

/** Pictures side by side; each row stays together with its captions. */
export function pictures(flow: Flow, block: Of<'pictures'>, shown: readonly Shown[]): void {
  const columns = block.columns ?? 1
  const gap = points(4)
  const place = (flow.width - gap * (columns - 1)) / columns
  const size = Math.min(flow.size, 11)
  for (let from = 0; from < block.pictures.length; from += columns) {
    const row = block.pictures.slice(from, from + columns).map((picture, index) => {
      const { seen = null, bytes = null } = shown[from + index] ?? {}
      const most = {
        width: Math.min(place, picture.width === undefined ? place : points(picture.width)),
        height: points(picture.height ?? (columns === 1 ? 110 : 80)),
      }
      const scale = seen ? Math.min(most.width / seen.width, most.height / seen.height) : 0
      const caption = picture.caption ? lines(flow, picture.caption, { width: place, size }) : []
      return {
        seen,
        bytes,
        caption,
        x: flow.left + index * (place + gap),
        width: seen ? seen.width * scale : most.width,
        height: seen ? seen.height * scale : points(20),
      }
    })
    const high = Math.max(...row.map(({ height }) => height))
    const below = Math.max(...row.map(({ caption }) => caption.length)) * size * 1.6
    air(flow, points(2))
    makeRoom(flow, Math.min(high + below, flow.bottom - flow.top))
    for (const picture of row) {
      const x = picture.x + (place - picture.width) / 2
      if (!drawn(flow, picture, x)) unreadable(flow, picture, x)
      captionBelow(flow, picture.caption, { x: picture.x, width: place, y: flow.y + high, size })
    }
    flow.y += high + below
  }
}

interface Drawable {
  bytes: Buffer | null
  width: number
  height: number
}

/** Whether it could be drawn; a file may be no picture though its head says so. */
function drawn(flow: Flow, picture: Drawable, x: number): boolean {
  if (!flow.doc) return true
  if (!picture.bytes) return false
  try {
    const { width, height } = picture
    flow.doc.image(picture.bytes, x, flow.y, { width, height })
    return true
  } catch {
    return false
  }
}

function unreadable(flow: Flow, picture: Drawable, x: number): void {
  flow.doc?.rect(x, flow.y, picture.width, picture.height).lineWidth(0.6).stroke('#666666')
  const text = unreadablePicture(flow.paper.language)
  captionBelow(flow, lines(flow, text, { width: picture.width, size: 11 }), {
    x,
    width: picture.width,
    y: flow.y + picture.height / 2 - 9,
    size: 11,
  })
}

function captionBelow(
  flow: Flow,
  caption: ReturnType<typeof lines>,
  at: { x: number; width: number; y: number; size: number },
): void {
  for (const [index, line] of caption.entries())
    drawLine(flow, line, {
      x: at.x,
      width: at.width,
      baseline: at.y + at.size * 1.6 * index + baselineIn(at.size * 1.6, at.size),
      align: 'middle',
      size: at.size,
    })
}

/** A QR code of level M with its quiet rim of four modules. */
export function qr(flow: Flow, block: Of<'qr'>): void {
  const side = points(block.size ?? 30)
  const size = Math.min(flow.size, Math.max(14, flow.size * 0.7))
  const caption = block.caption ? lines(flow, block.caption, { width: flow.width, size }) : []
  makeRoom(flow, side + caption.length * size * 1.6)
  const x = flow.left + alignedBy(block.align ?? 'middle', flow.width - side)
  const { modules } = create(block.text, { errorCorrectionLevel: 'M' })
  const module = side / (modules.size + 8)
  for (let row = 0; flow.doc && row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column))
        flow.doc.rect(x + (column + 4) * module, flow.y + (row + 4) * module, module, module)
  flow.doc?.fill('#000000')
  flow.y += side
  write(flow, caption, { align: block.align ?? 'middle', size })
}

const alignedBy = (align: Align, slack: number) =>
  ({ left: 0, both: 0, middle: slack / 2, right: slack })[align]

/** Steps in boxes, joined by arrows. */
export function steps(flow: Flow, block: Of<'flow'>): void {
  const size = block.size ?? flow.size
  const width = flow.width * 0.86
  const x = flow.left + (flow.width - width) / 2
  const pad = size * 0.6
  for (const [index, step] of block.steps.entries()) {
    const at = { width: width - 2 * pad }
    const head = lines(flow, step.title, { ...at, size, bold: true })
    const text = step.text ? lines(flow, step.text, { ...at, size: size * 0.8 }) : []
    const ratio = flow.line / flow.size
    const height = (head.length * size + text.length * size * 0.8) * ratio + pad
    const arrow = index > 0 ? size * 1.1 : 0
    makeRoom(flow, arrow + height)
    if (index > 0 && flow.y > flow.top) flow.y = arrowDown(flow, x + width / 2, arrow)
    flow.doc?.roundedRect(x, flow.y, width, height, 6).lineWidth(1.2).stroke('#0B6E63')
    const end = flow.y + height
    flow.y += pad / 2
    write(flow, head, { x: x + pad, width: at.width, align: 'middle', size })
    write(flow, text, { x: x + pad, width: at.width, align: 'middle', size: size * 0.8 })
    flow.y = end
  }
  flow.y += flow.line / 2
}

function arrowDown(flow: Flow, x: number, height: number): number {
  const end = flow.y + height
  flow.doc
    ?.moveTo(x, flow.y + 2)
    .lineTo(x, end - 5)
    .lineWidth(1.4)
    .stroke('#0B6E63')
  flow.doc
    ?.moveTo(x - 4, end - 7)
    .lineTo(x + 4, end - 7)
    .lineTo(x, end - 1)
    .fill('#0B6E63')
  return end
}

/** Who is to sign: the name of the line, then the line, or what stands on it already. */
export function signatures(flow: Flow, block: Of<'signatures'>): void {
  air(flow, flow.line / 2)
  for (const row of signatureRows(block.lines)) {
    makeRoom(flow, flow.line * 1.3)
    const width = flow.width / row.length
    for (const [index, line] of row.entries())
      toSign(flow, line, { x: flow.left + index * width, width: width - (index === 0 ? 12 : 0) })
    flow.y += flow.line * 1.3
  }
}

function toSign(
  flow: Flow,
  { label, value }: { label: string; value?: string },
  place: { x: number; width: number },
): void {
  const [name] = lines(flow, label, { width: flow.width / 2, size: flow.size })
  if (!name) return
  const baseline = flow.y + baselineIn(flow.line * 1.3, flow.size)
  const at = { baseline, size: flow.size, align: 'left' as const, width: flow.width }
  drawLine(flow, name, { ...at, x: place.x })
  const x = place.x + name.width + 6
  const end = place.x + place.width
  const [said] = lines(flow, value ?? '', { width: end - x, size: flow.size })
  if (said) drawLine(flow, said, { ...at, x: x + 4 })
  flow.doc
    ?.moveTo(x, baseline + 4)
    .lineTo(Math.min(end, x + points(70)), baseline + 4)
    .lineWidth(0.6)
    .strokeColor('#000000')
    .stroke()
}

/** The issuing office and the date, with room above for the seal that is set over both. */
export function seal(flow: Flow, block: Of<'seal'>): void {
  const inward = 4 * flow.size
  const at = { width: flow.width - inward, align: 'right' as const, size: flow.size }
  const unit = lines(flow, block.unit, at)
  const date = lines(flow, block.date, at)
  makeRoom(flow, flow.line * (unit.length + date.length + 2))
  flow.y += flow.line * 2
  write(flow, unit, at)
  write(flow, date, at)
}

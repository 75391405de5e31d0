import type { Align, Block, Field, Words } from '#kernel/paper.ts'
import type { SetLine } from '#kernel/paper-lines.ts'
import {
  air,
  baselineIn,
  drawLine,
  heightOf,
  lines,
  makeRoom,
  newPage,
  type Flow,
} from './pdf-flow.ts'

const PAD = 4
const LINE = 0.6
const SHADE = '#F2F2EE'

interface Cell {
  x: number
  width: number
  set: readonly SetLine[]
  align: Align
  shade: boolean
}

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>

/** A table with its head repeated on each page; a row longer than a page goes on upon the next. */
export function table(flow: Flow, block: Of<'table'>): void {
  const size = block.size ?? Math.min(flow.size, 12)
  const shares = block.columns.map((column) => column.share ?? 1)
  const whole = shares.reduce((sum, share) => sum + share, 0)
  let x = flow.left
  const places = shares.map((share) => {
    const width = (flow.width * share) / whole
    x += width
    return { x: x - width, width }
  })
  const cellsOf = (texts: readonly Words[], head: boolean): Cell[] =>
    places.map(({ x: from, width }, index) => ({
      x: from,
      width,
      set: lines(flow, texts[index] ?? '', { width: width - 2 * PAD, size, bold: head }),
      align: head ? 'middle' : (block.columns[index]?.align ?? 'left'),
      shade: head,
    }))
  const head = cellsOf(
    block.columns.map(({ title }) => title),
    true,
  )
  const drawHead = () => row(flow, head, size, () => undefined)
  air(flow, flow.line / 4)
  makeRoom(flow, heightOfRow(flow, head, size) + flow.line)
  drawHead()
  for (const texts of block.rows) row(flow, cellsOf(texts, false), size, drawHead)
  flow.y += flow.line / 4
}

/** What belongs to names, in a grid: name and value side by side. */
export function fields(flow: Flow, block: Of<'fields'>): void {
  const size = block.size ?? Math.min(flow.size, 12)
  air(flow, flow.line / 4)
  for (const pairs of rowsOfFields(block.fields, block.columns ?? 2)) {
    const each = flow.width / (pairs[0]?.wide ? 1 : (block.columns ?? 2))
    const labelWidth = flow.width / (block.columns ?? 2) / 3.4
    row(
      flow,
      pairs.flatMap((field, index): Cell[] => {
        const x = flow.left + index * each
        const last = index === pairs.length - 1
        const width = (last ? flow.left + flow.width - x : each) - labelWidth
        return [
          {
            x,
            width: labelWidth,
            set: lines(flow, field.label, { width: labelWidth - 2 * PAD, size }),
            align: 'middle',
            shade: true,
          },
          {
            x: x + labelWidth,
            width,
            set: lines(flow, field.value, { width: width - 2 * PAD, size }),
            align: 'left',
            shade: false,
          },
        ]
      }),
      size,
      () => undefined,
    )
  }
  flow.y += flow.line / 4
}

/** Fields in rows of so many; a wide one has a row of its own. */
export function rowsOfFields(all: readonly Field[], columns: number): Field[][] {
  const rows: Field[][] = []
  for (const field of all) {
    const last = rows.at(-1)
    if (!field.wide && last && !last[0]?.wide && last.length < columns) last.push(field)
    else rows.push([field])
  }
  return rows
}

const linesHeight = (flow: Flow, set: readonly SetLine[], size: number) =>
  set.reduce((sum, line) => sum + heightOf(flow, line, size), 0)

const heightOfRow = (flow: Flow, cells: readonly Cell[], size: number) =>
  Math.max(...cells.map(({ set }) => linesHeight(flow, set, size))) + 2 * PAD

/** A row on this page, or on the next; only what no page holds whole is parted. */
function row(flow: Flow, cells: readonly Cell[], size: number, onNewPage: () => void): void {
  const height = heightOfRow(flow, cells, size)
  if (flow.y + height <= flow.bottom + 0.01) return place(flow, cells, { height, size })
  if (flow.y > flow.top + flow.line * 3 && height <= (flow.bottom - flow.top) * 0.8) {
    newPage(flow)
    onNewPage()
    return place(flow, cells, { height, size })
  }
  const room = flow.bottom - flow.y - 2 * PAD
  const parts = cells.map((cell) => ({ cell, fit: fitting(flow, cell.set, { room, size }) }))
  if (parts.every(({ fit }) => fit === 0)) {
    // Where not even a line fits below the head, drawing one is better than never ending.
    if (flow.y <= flow.top + flow.line * 3)
      return place(flow, cells, { height: flow.bottom - flow.y, size })
    newPage(flow)
    onNewPage()
    return row(flow, cells, size, onNewPage)
  }
  place(
    flow,
    parts.map(({ cell, fit }) => Object.assign({}, cell, { set: cell.set.slice(0, fit) })),
    { height: flow.bottom - flow.y, size },
  )
  newPage(flow)
  onNewPage()
  row(
    flow,
    parts.map(({ cell, fit }) => Object.assign({}, cell, { set: cell.set.slice(fit) })),
    size,
    onNewPage,
  )
}

function fitting(flow: Flow, set: readonly SetLine[], at: { room: number; size: number }): number {
  let used = 0
  let count = 0
  for (const line of set) {
    used += heightOf(flow, line, at.size)
    if (used > at.room) break
    count++
  }
  return count
}

function place(flow: Flow, cells: readonly Cell[], at: { height: number; size: number }): void {
  const { doc, y } = flow
  for (const { x, width, set, align, shade } of doc ? cells : []) {
    if (!doc) break
    if (shade) doc.rect(x, y, width, at.height).fill(SHADE)
    doc.rect(x, y, width, at.height).lineWidth(LINE).strokeColor('#000000').stroke()
    let top = y + PAD
    if (align === 'middle') top = y + (at.height - linesHeight(flow, set, at.size)) / 2
    for (const line of set) {
      const height = heightOf(flow, line, at.size)
      drawLine(flow, line, {
        x: x + PAD,
        width: width - 2 * PAD,
        baseline: top + baselineIn(height, Math.max(line.largest ?? 0, at.size)),
        align,
        size: at.size,
      })
      top += height
    }
  }
  flow.y += at.height
}

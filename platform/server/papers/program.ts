// A program of its own: setting a long paper takes seconds and memory that the server keeps for others.
import { createWriteStream } from 'node:fs'
import sharp from 'sharp'
import type { Paper } from '#kernel/paper.ts'
import { writeDocx } from './docx.ts'
import { writePdf } from './pdf.ts'

/** What the program is asked for. */
export interface Order {
  id: number
  paper: Paper
  format: 'pdf' | 'docx'
  path: string
}
export type Answer = { id: number; fault?: string; memory: number }

sharp.cache(false)
sharp.concurrency(1)

process.on('message', (order: Order) => {
  const out = createWriteStream(order.path)
  const write = order.format === 'pdf' ? writePdf : writeDocx
  write(order.paper, out).then(
    () => answer(order.id),
    (error: unknown) => answer(order.id, error instanceof Error ? error.stack : String(error)),
  )
})
process.on('disconnect', () => process.exit())

function answer(id: number, fault?: string) {
  const memory = process.memoryUsage.rss()
  process.send?.({ id, memory, ...(fault === undefined ? {} : { fault }) } satisfies Answer)
}

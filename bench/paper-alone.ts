import { createWriteStream, readFileSync } from 'node:fs'
import type { Paper } from '#kernel/paper.ts'
import { writeDocx } from '#platform/server/papers/docx.ts'
import { writePdf } from '#platform/server/papers/pdf.ts'
import sharp from 'sharp'
import { print } from './ground.ts'

const [format, from = '', path = ''] = process.argv.slice(2)
sharp.cache(false)
sharp.concurrency(1)
// Written by the bench that started this.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const paper = JSON.parse(readFileSync(from, 'utf8')) as Paper
const began = performance.now()
const pages = await (format === 'pdf' ? writePdf : writeDocx)(paper, createWriteStream(path))
print(
  JSON.stringify({
    pages,
    seconds: Math.round(performance.now() - began) / 1000,
    processorSeconds: Math.round((process.cpuUsage().user + process.cpuUsage().system) / 1e4) / 100,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
)

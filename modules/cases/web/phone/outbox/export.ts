import type { Picture } from './queue.ts'
import { picturesOf, type Step, type Work } from './work.ts'

interface Exported {
  work: Work
  pictures: readonly Picture[]
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (c) => `&#${String(c.codePointAt(0))};`)

function inLine(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- readAsDataURL gives text
    reader.addEventListener('error', () => reject(reader.error ?? new Error('unreadable')))
    reader.readAsDataURL(blob)
  })
}

/** Unsent work as one page with its pictures inside: readable anywhere, and complete for a machine. */
export async function exportFile(works: readonly Exported[], language: string): Promise<Blob> {
  const parts = await Promise.all(works.map(partOf))
  const data = JSON.stringify(works.map(({ work }) => work)).replaceAll('<', String.raw`\u003c`)
  const html = [
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>共治 Gongzhi</title>`,
    '<style>body{max-width:720px;margin:24px auto;font:16px/1.6 sans-serif}img{max-width:100%}</style>',
    ...parts,
    `<script type="application/json" id="work">${data}</script></html>`,
  ].join('\n')
  return new Blob([html], { type: 'text/html' })
}

function wordsOf(step: Step): string[] {
  if (step.kind === 'report') {
    const { words, address, phone, about } = step.report
    const answers = (about?.questions ?? []).flatMap(({ key, label }) => {
      const value = about?.answers[key]
      return value === undefined ? [] : [`${label} ${String(value)}`]
    })
    return [words, address, phone, ...(about ? [about.name] : []), ...answers]
  }
  if (step.kind === 'addition') return [step.words ?? '']
  return 'words' in step ? [step.words] : []
}

async function partOf({ work, pictures }: Exported): Promise<string> {
  const { step } = work
  const words = wordsOf(step)
  const images = await Promise.all(
    picturesOf(step).map(async (id) => {
      const found = pictures.find((p) => p.id === id)
      return found ? `<p><img alt="${id}" src="${await inLine(found.blob)}"></p>` : ''
    }),
  )
  return [
    `<h2>${escaped(work.title)}</h2>`,
    `<p>${escaped(work.madeAt)} · ${step.kind} · ${escaped(work.lane)}</p>`,
    ...words.map((line) => `<p>${escaped(line)}</p>`),
    ...images,
  ].join('\n')
}

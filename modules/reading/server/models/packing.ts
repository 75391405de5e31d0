import { termOf, wordsOf, type Block, type Term } from '../../domain/classifier/features.ts'
import type { Calibration } from '../../domain/classifier/calibration.ts'
import type { Model } from '../../domain/classifier/model.ts'

/** The form of what is kept; another number is another form, which this release does not read. */
const FORM = 1

interface Head {
  form: number
  labels: readonly string[]
  calibration: Calibration
  terms: Record<Block, [string, number][]>
  columns: number
}

const listed = (columns: ReadonlyMap<Term, number>): [string, number][] =>
  Array.from(columns, ([term, column]) => [wordsOf(term), column])
const columnsIn = (list: readonly [string, number][]) =>
  new Map(list.map(([words, column]): [Term, number] => [termOf(words), column]))

/** A model as bytes: the length of a head, the head as JSON, then rarity and weights as floats. */
export function packed(model: Model): Uint8Array {
  const { labels, calibration, vocabulary, rows } = model
  const head: Head = {
    form: FORM,
    labels,
    calibration,
    terms: { all: listed(vocabulary.columns.all), subject: listed(vocabulary.columns.subject) },
    columns: vocabulary.rarity.length,
  }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const begin = Math.ceil((4 + text.length) / 4) * 4
  const floats = [vocabulary.rarity, ...rows]
  const bytes = new Uint8Array(begin + floats.reduce((sum, { byteLength }) => sum + byteLength, 0))
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 4)
  let at = begin
  for (const one of floats) {
    bytes.set(new Uint8Array(one.buffer, one.byteOffset, one.byteLength), at)
    at += one.byteLength
  }
  return bytes
}

/** The model that was packed; null where these bytes are none, or of another release. */
export function unpacked(bytes: Uint8Array): Model | null {
  try {
    const own = new Uint8Array(bytes) // floats must begin at a multiple of four
    const length = new DataView(own.buffer).getUint32(0, true)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by packed(), and its form is looked at
    const head = JSON.parse(new TextDecoder().decode(own.subarray(4, 4 + length))) as Head
    if (head.form !== FORM) return null
    let at = Math.ceil((4 + length) / 4) * 4
    const take = (count: number) => {
      const floats = new Float32Array(own.buffer, at, count)
      at += count * 4
      return floats
    }
    const rarity = take(head.columns)
    return {
      labels: head.labels,
      calibration: head.calibration,
      vocabulary: {
        columns: { all: columnsIn(head.terms.all), subject: columnsIn(head.terms.subject) },
        rarity,
      },
      rows: head.labels.map(() => take(head.columns + 1)),
    }
  } catch {
    return null
  }
}

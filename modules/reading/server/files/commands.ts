import { rank } from '../../domain/classifier/model.ts'
import { learn } from '../../domain/classifier/train.ts'
import { examplesIn, messageIn } from './examples.ts'
import { readFolder, writeFolder, type About, type Purpose } from './folder.ts'
import { writeTable, type Table } from './table.ts'

/** Learns from a table and puts the model into its folder; null where fewer than two answers occur. */
export async function trainOn(
  table: Table,
  { purpose, folder, now }: { purpose: Purpose; folder: string; now: Date },
): Promise<About | null> {
  const examples = examplesIn(table, purpose)
  if (new Set(examples.flatMap(({ labels }) => labels)).size < 2) return null
  const { model, scores } = learn(examples)
  return writeFolder(folder, { purpose, madeAt: now, learnedFrom: examples.length, model, scores })
}

const columns: Record<Purpose, readonly string[]> = {
  classify: ['msg_id', 'label', 'confidence', 'second', 'second_confidence'],
  route: ['msg_id', 'org', 'confidence', 'second', 'third'],
}

const figure = (confidence = 0) => confidence.toFixed(4)

/**
 * Reads every message of a table, and writes what it is thought to be; false where the folder holds no
 * model of this purpose. Every row is answered, whatever stands in it.
 */
export async function answerTo(
  table: Table,
  { purpose, folder, out }: { purpose: Purpose; folder: string; out: string },
): Promise<boolean> {
  const found = await readFolder(folder)
  if (found?.about.purpose !== purpose) return false
  const { model } = found
  const answers = function* () {
    for (const row of table.rows) {
      const [first, second, third] = rank(model, messageIn(row), 3)
      yield [
        row('msg_id'),
        first?.label ?? '',
        figure(first?.confidence),
        second?.label ?? '',
        purpose === 'classify' ? figure(second?.confidence) : (third?.label ?? ''),
      ]
    }
  }
  await writeTable(out, columns[purpose], answers())
  return true
}

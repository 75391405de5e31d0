// A program of its own: learning takes half a minute of a processor, which the server keeps for others.
import type { Example, Learned } from '../../domain/classifier/train.ts'
import { learn } from '../../domain/classifier/train.ts'
import { packed } from './packing.ts'

/** What was learned, its model as bytes. */
export type Lesson = Omit<Learned, 'model'> & { model: Uint8Array }

process.once('message', (examples: readonly Example[]) => {
  const { model, scores, held } = learn(examples)
  const lesson: Lesson = { model: packed(model), scores, held }
  process.send?.(lesson, () => process.exit())
})
process.on('disconnect', () => process.exit())

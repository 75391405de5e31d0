import { runsOf } from './letters.ts'

/** What a person wrote: a heading where there is one, and the rest. */
export interface Message {
  subject: string
  detail: string
}

/** One thing that a text says, and where: a character, two side by side, or a Latin word. */
export interface Feature {
  term: string
  block: Block
  /** In the subject or in the detail, by UTF-16 units. */
  part: keyof Message
  from: number
  to: number
}

/**
 * The heading counts twice: among all words, and in a block of its own, since a few words there say
 * more than many below. Each block is normalised by itself.
 */
export const blocks = ['all', 'subject'] as const
export type Block = (typeof blocks)[number]

function* gramsOf(text: string): Generator<{ term: string; from: number; to: number }> {
  for (const run of runsOf(text))
    for (const [i, one] of run.entries()) {
      yield { term: one.letter, from: one.from, to: one.to }
      const next = run[i + 1]
      if (next) yield { term: one.letter + next.letter, from: one.from, to: next.to }
    }
}

/** Everything that a message says, in order; nothing where it has neither Chinese nor Latin letters. */
export function featuresOf({ subject, detail }: Message): Feature[] {
  const features: Feature[] = []
  for (const gram of gramsOf(subject))
    features.push(
      { ...gram, block: 'all', part: 'subject' },
      { ...gram, block: 'subject', part: 'subject' },
    )
  for (const gram of gramsOf(detail)) features.push({ ...gram, block: 'all', part: 'detail' })
  return features
}

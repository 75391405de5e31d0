import { z } from 'zod'

/**
 * An extra question of a matter, as the catalogue has it. Its shape stands here once more because
 * phones that fetch the shapes of cases need not fetch those of the whole catalogue.
 */
export const Question = z.object({
  key: z.string(),
  at: z.enum(['report', 'filing', 'finish']),
  kind: z.enum(['text', 'number', 'yes_no', 'one', 'several']),
  label: z.string(),
  options: z.array(z.string()),
  required: z.boolean(),
})
export type Question = z.infer<typeof Question>

/** Answers by the key of their question. */
export const Answers = z.record(
  z.string().max(40),
  z.union([z.string().max(1000), z.number(), z.boolean(), z.array(z.string().max(60)).max(20)]),
)
export type Answers = z.infer<typeof Answers>

/**
 * What the reporter takes it for, and their answers to what is asked of that matter. Without a
 * default: what came from a phone of before must stay the same when it comes again.
 */
export const About = z.object({
  matter: z.object({ kind: z.enum(['component', 'matter']), code: z.string().max(12) }),
  answers: Answers,
})

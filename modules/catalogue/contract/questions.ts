import { z } from 'zod'
import { questionKinds, questionMoments } from '../domain/question.ts'

/** An extra question of a matter: when it is asked, and what kind of answer it takes. */
export const Question = z.object({
  key: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
  at: z.enum(questionMoments),
  kind: z.enum(questionKinds),
  label: z.string().trim().min(1).max(100),
  options: z.array(z.string().trim().min(1).max(60)).max(20),
  required: z.boolean(),
})
export type Question = z.infer<typeof Question>

/** Answers by the key of their question. */
export const Answers = z.record(
  z.string().max(40),
  z.union([z.string().max(1000), z.number(), z.boolean(), z.array(z.string().max(60)).max(20)]),
)
export type Answers = z.infer<typeof Answers>

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

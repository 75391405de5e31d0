import { z } from 'zod'
import { DistrictId, endpoint } from '#platform/shared/endpoint.ts'
import { matterKinds } from '../domain/matter.ts'
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

/** What strangers are asked about a matter once they have named it; nothing here is said of anybody. */
export const reportQuestions = endpoint({
  method: 'GET',
  path: '/api/public/:districtId/report-questions',
  summary: 'Matters of which whoever reports is asked something, with the questions',
  access: 'public',
  params: z.object({ districtId: DistrictId }),
  reply: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(matterKinds),
        code: z.string(),
        name: z.string(),
        hint: z.string(),
        questions: z.array(Question),
      }),
    ),
  }),
})

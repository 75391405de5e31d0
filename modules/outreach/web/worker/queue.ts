import { useMutation } from '@tanstack/react-query'
import { letSend, sendLater } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import { questionsContract, recordsContract, type PostingView } from '../../contract/index.ts'

export type RecordBody = Input<typeof recordsContract.recordOutreach.body>
export type QuestionBody = Input<typeof questionsContract.askQuestion.body>
type Change = Input<typeof recordsContract.changePosting.body> & { postingId: string }
type Later = Parameters<typeof sendLater>[0]

export const RECORD = 'outreach.record'
export const POSTING = 'outreach.posting'
export const QUESTION = 'outreach.question'

/** How records, questions and what became of postings leave this phone; each counts once however often it is sent. */
export function letOutreachQueue(): void {
  letSend(RECORD, async ({ body, said }) => {
    const record = body as RecordBody // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by recordWork
    await call(recordsContract.recordOutreach, { body: { ...record, said } })
  })
  letSend(QUESTION, async ({ body, said }) => {
    const question = body as QuestionBody // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by questionWork
    await call(questionsContract.askQuestion, { body: { ...question, said } })
  })
  letSend(POSTING, async ({ body, said }) => {
    const { postingId, ...change } = body as Change // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by postingWork
    await call(recordsContract.changePosting, {
      params: { postingId },
      body: { ...change, said },
    })
  })
}

/** Written down on the phone first, then sent. */
export const useNote = (done: () => void) =>
  useMutation({ mutationFn: (made: Later) => sendLater(made), onSuccess: done })

export const recordWork = (record: RecordBody, title: string): Later => ({
  of: RECORD,
  lane: record.id,
  title,
  body: record,
  words: record.words,
  photos: record.photos ?? [],
})

export const questionWork = (question: QuestionBody): Later => ({
  of: QUESTION,
  lane: question.id,
  title: question.words.slice(0, 40),
  body: question,
  words: question.answer ?? '',
  photos: [],
})

export const postingWork = (
  posting: PostingView,
  to: { act: 'taken_down' } | { act: 'renewed'; untilOn: string },
): Later => ({
  of: POSTING,
  lane: posting.id,
  title: posting.place,
  body: { postingId: posting.id, id: newId(), ...to } satisfies Change,
  words: '',
  photos: [],
})

import { useMutation } from '@tanstack/react-query'
import { letSend, sendLater } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { visitsContract, type PromiseView } from '../../../contract/index.ts'

type Visit = Input<typeof visitsContract.recordVisit.body>
type Settling = Input<typeof visitsContract.settlePromise.body> & { promiseId: string }
type Later = Parameters<typeof sendLater>[0]

export const VISIT = 'fieldwork.visit'
const PROMISE = 'fieldwork.promise'

/** How calls at doors and ends of promises leave this phone; both count once however often they are sent. */
export function letVisitsQueue(): void {
  letSend(VISIT, async ({ body, said }) => {
    const visit = body as Visit // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by visitWork
    await call(visitsContract.recordVisit, { body: { ...visit, said } })
  })
  letSend(PROMISE, async ({ body }) => {
    const { promiseId, ...settling } = body as Settling // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by promiseWork
    await call(visitsContract.settlePromise, { params: { promiseId }, body: settling })
  })
}

/** Written down on the phone first, then sent. */
export const useNote = (done: () => void) =>
  useMutation({ mutationFn: (made: Later) => sendLater(made), onSuccess: done })

/** A call at a door that waits on the phone: its id makes it one however often it is sent. */
export const visitWork = (visit: Visit, title: string): Later => ({
  of: VISIT,
  lane: visit.id,
  title,
  body: visit,
  words: [visit.words, visit.trouble?.words, ...(visit.promises ?? []).map((p) => p.words)]
    .filter(Boolean)
    .join('\n'),
  photos: visit.trouble?.photos ?? [],
})

export const promiseWork = (
  promise: PromiseView,
  to: { state: 'kept' | 'broken'; words: string },
): Later => ({
  of: PROMISE,
  lane: promise.id,
  title: promise.words,
  body: { promiseId: promise.id, ...to, baseVersion: promise.version } satisfies Settling,
  words: to.words,
  photos: [],
})

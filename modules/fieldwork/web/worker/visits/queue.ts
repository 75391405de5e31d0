import type { z } from 'zod'
import { letQueue, type NewWork } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { visitsContract, type PromiseView } from '../../../contract/index.ts'

type Visit = z.input<typeof visitsContract.recordVisit.body>
type Settling = z.input<typeof visitsContract.settlePromise.body> & { promiseId: string }

/** How calls at doors and ends of promises leave this phone; both count once however often they are sent. */
export function letVisitsQueue(): void {
  letQueue('visit', async ({ body, said }) => {
    const visit = body as Visit // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by visitWork
    const { shortCode } = await call(visitsContract.recordVisit, { body: { ...visit, said } })
    return { shortCode }
  })
  letQueue('promise', async ({ body }) => {
    const { promiseId, ...settling } = body as Settling // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by promiseWork
    await call(visitsContract.settlePromise, { params: { promiseId }, body: settling })
    return { shortCode: null }
  })
}

/** A call at a door that waits on the phone: its id makes it one however often it is sent. */
export const visitWork = (visit: Visit, title: string): NewWork => ({
  lane: visit.id,
  title,
  baseVersion: 0,
  step: {
    kind: 'other',
    of: 'visit',
    body: visit,
    words: [visit.words, visit.trouble?.words, ...(visit.promises ?? []).map((p) => p.words)]
      .filter(Boolean)
      .join('\n'),
    photos: visit.trouble?.photos ?? [],
  },
})

export const promiseWork = (
  promise: PromiseView,
  to: { state: 'kept' | 'broken'; words: string },
): NewWork => ({
  lane: promise.id,
  title: promise.words,
  baseVersion: 0,
  step: {
    kind: 'other',
    of: 'promise',
    body: { promiseId: promise.id, ...to, baseVersion: promise.version } satisfies Settling,
    words: to.words,
    photos: [],
  },
})

import { letSend, type sendLater } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { hazardsContract as contract, type HazardView } from '../../../contract/index.ts'

type Found = Input<typeof contract.recordHazard.body>
export type Step = Input<typeof contract.stepHazard.body>
type Later = Parameters<typeof sendLater>[0]

const FOUND = 'fieldwork.hazard'
const STEP = 'fieldwork.hazard_step'

/** How hazards and their steps leave this phone; both count once however often they are sent. */
export function letHazardsQueue(): void {
  letSend(FOUND, async ({ body, said }) => {
    const found = body as Found // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by foundWork
    await call(contract.recordHazard, { body: { ...found, said } })
  })
  letSend(STEP, async ({ body, said }) => {
    const { hazardId, step } = body as { hazardId: string; step: Step } // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by stepWork
    await call(contract.stepHazard, { params: { hazardId }, body: { ...step, said } })
  })
}

/** A hazard that waits on the phone: its id makes it one however often it is sent. */
export const foundWork = (found: Found, title: string): Later => ({
  of: FOUND,
  lane: found.id,
  title,
  body: found,
  words: [found.words, found.address, found.fix?.words].filter(Boolean).join('\n'),
  photos: [...(found.photos ?? []), ...(found.fix?.photos ?? [])],
})

export const stepWork = (hazard: HazardView, step: Step): Later => ({
  of: STEP,
  lane: hazard.id,
  title: hazard.address,
  body: { hazardId: hazard.id, step },
  words: step.words ?? '',
  photos: step.photos ?? [],
})

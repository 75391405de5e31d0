import { letOpen, letSend, type OthersWork } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { openFile, takeStep } from '../../contract/index.ts'

type Opening = Omit<Input<typeof openFile.body>, 'said'>
type Taking = Pick<Input<typeof takeStep.body>, 'order' | 'evidence'>

/** What lies on the phone: a file to open first, where it is new there, and the step. */
export interface StepToSend extends Taking {
  fileId: string
  open: Opening | null
}

export const stepWork = 'enforcement.step'

/** The ids are made on the phone: sent again, the file is opened and the step is taken once. */
async function sendStep({ id, body, said }: OthersWork): Promise<void> {
  const { fileId, open, order, evidence } = body as StepToSend // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by `useStepLater`
  if (open) await call(openFile, { body: { ...open, said } })
  await call(takeStep, {
    params: { fileId },
    body: { clientId: id, baseVersion: null, said, order, evidence },
  })
}

/** To be called once, before the first page: how our work is sent, and our door at the foot. */
export function joinWork(): void {
  letSend(stepWork, sendStep)
  letOpen({ to: '/work/words', word: 'words.door', verb: 'enforcement.dissuade' })
  letOpen({ to: '/work/inspections', word: 'inspections.door', verb: 'enforcement.act' })
}

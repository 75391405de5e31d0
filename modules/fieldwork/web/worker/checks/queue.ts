import { letSend, useOutbox, type sendLater } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { checksContract, type DueRound } from '../../../contract/index.ts'

type Recorded = Input<typeof checksContract.recordRound.body>
type Queued = Recorded & { roundId: string }
type Later = Parameters<typeof sendLater>[0]

const CHECK = 'fieldwork.check'

/** How what was found on a round leaves this phone; it counts once however often it is sent. */
export function letChecksQueue(): void {
  letSend(CHECK, async ({ body, said }) => {
    const { roundId, ...record } = body as Queued // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by checkWork
    await call(checksContract.recordRound, { params: { roundId }, body: { ...record, said } })
  })
}

export const checkWork = (round: DueRound, record: Recorded, title: string): Later => ({
  of: CHECK,
  lane: record.id,
  title,
  body: { ...record, roundId: round.id } satisfies Queued,
  words: [record.words, ...record.answers.map((answer) => answer.words)].filter(Boolean).join('\n'),
  photos: record.answers.flatMap((answer) => [
    ...(answer.photos ?? []),
    ...(answer.trouble?.is === 'settled' ? answer.trouble.after : []),
  ]),
})

/** Rounds that are worked already and wait on this phone to be sent. */
export function useQueuedRounds(): ReadonlySet<string> {
  const { works } = useOutbox()
  return new Set(
    works.flatMap(
      ({ step }) =>
        step.kind === 'other' && step.of === CHECK ? [(step.body as Queued).roundId] : [], // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by checkWork
    ),
  )
}

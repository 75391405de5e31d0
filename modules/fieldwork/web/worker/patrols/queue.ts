import { useMutation } from '@tanstack/react-query'
import { letSend, sendLater } from '#modules/cases/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { patrolsContract } from '../../../contract/index.ts'

type Patrolled = patrolsContract.PatrolRecordInput
type Later = Parameters<typeof sendLater>[0]

export const PATROL = 'fieldwork.patrol'

/** Each record goes by itself and in any order; the server puts a walk together again. */
export function letPatrolsQueue(): void {
  letSend(PATROL, async ({ body, said }) => {
    const record = body as Patrolled // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued by patrolWork
    const { refused } = await call(patrolsContract.recordPatrols, {
      body: { sentAt: said.sentAt, records: [record] },
    })
    if (refused[0]) throw new CallError(409, refused[0].code)
  })
}

/** One record that waits on the phone, with the pictures that must go up before it. */
export const patrolWork = (record: Patrolled, title: string): Later => ({
  of: PATROL,
  lane: record.is === 'stop' ? record.id : newId(),
  title,
  body: record,
  words: 'words' in record ? (record.words ?? '') : '',
  photos: record.is === 'stop' ? [...(record.photos ?? []), ...(record.settled?.after ?? [])] : [],
})

export const usePatrolNote = () => useMutation({ mutationFn: (made: Later) => sendLater(made) })

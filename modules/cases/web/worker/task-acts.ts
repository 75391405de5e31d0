import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  acceptTask,
  arriveAtTask,
  type CaseAction,
  type CasePage,
} from '#modules/cases/contract/index.ts'
import { call } from '#platform/web/call.ts'

export type Verb = 'accept' | 'arrive' | 'finish'

/** The one thing to do next, from what the server allows. */
export const nextVerb = (allowed: readonly CaseAction[]): Verb | null =>
  (['accept', 'arrive', 'finish'] as const).find((verb) => allowed.includes(verb)) ?? null

/** Accepting and arriving are one press; finishing opens its sheet. */
export function useTaskAct(caseId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ verb, version }: { verb: 'accept' | 'arrive'; version: number }) =>
      verb === 'accept'
        ? call(acceptTask, { params: { caseId }, body: { baseVersion: version } })
        : call(arriveAtTask, { params: { caseId }, body: { baseVersion: version } }),
    onSuccess: async (page: CasePage) => {
      client.setQueryData(['case', caseId], page)
      await client.invalidateQueries({ queryKey: ['tasks'] })
    },
    onError: async () => {
      await client.invalidateQueries({ queryKey: ['tasks'] })
      await client.invalidateQueries({ queryKey: ['case', caseId] })
    },
  })
}

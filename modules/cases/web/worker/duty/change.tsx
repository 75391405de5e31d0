import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DutiesView } from '#modules/cases/contract/duties.ts'
import { CallError } from '#platform/web/call.ts'
import { Strip } from '#platform/web/kit/index.ts'

export const dutiesKey = (caseId: string) => ['duties', caseId] as const

/** Changes what units have to do with the case; the task's page and the lists ask anew. */
export function useDutyChange(view: DutiesView) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (
      make: (at: {
        params: { caseId: string }
        base: { baseVersion: number }
      }) => Promise<DutiesView>,
    ) => make({ params: { caseId: view.caseId }, base: { baseVersion: view.version } }),
    onSuccess: (next) => client.setQueryData(dutiesKey(view.caseId), next),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['case', view.caseId] })
      await client.invalidateQueries({ queryKey: ['tasks'] })
      await client.invalidateQueries({ queryKey: dutiesKey(view.caseId) })
    },
  })
}
export type DutyChange = ReturnType<typeof useDutyChange>

/** Why it was refused, in the words of these matters. */
export function DutyTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation('duties')
  if (error === null) return null
  const code = error instanceof CallError ? error.code : ''
  const entry = error instanceof CallError ? error.details['entry'] : ''
  return <Strip tone="warn">{t([`error.${code}`, 'error.other'], { code, entry })}</Strip>
}

export const beginWords = {
  call_support: 'call',
  ask_handover: 'handover.ask',
  ask_ruling: 'ruling.ask',
} as const

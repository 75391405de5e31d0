import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DutiesView } from '#modules/cases/contract/duties.ts'
import { CallError } from '#platform/web/call.ts'
import { Strip } from '#platform/web/kit/index.ts'
import type { BesideStep, Step } from '../../phone/outbox/work.ts'
import { dutiesKey } from '../use-case.ts'
import { queueWork, useOutbox } from '../outbox/outbox.ts'

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
/** What a sheet needs to know of the change that it makes. */
export interface DutyChange {
  isPending: boolean
  error: unknown
}

interface Pressed {
  step: BesideStep
  done?: () => void
}

/** A step of these matters is written down on the phone first, then sent; `done` is told once it is. */
export function useDutyAct(at: { caseId: string; version: number; title: string }) {
  return useMutation({
    mutationFn: ({ step }: Pressed) =>
      queueWork({ lane: at.caseId, title: at.title, baseVersion: at.version, step }),
    onSuccess: (_, { done }) => done?.(),
  })
}

/** What of this case is written down and not sent yet. */
export const useUnsentSteps = (caseId: string): readonly Step[] =>
  useOutbox()
    .works.filter((w) => w.lane === caseId && w.state === 'waiting')
    .map((w) => w.step)

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

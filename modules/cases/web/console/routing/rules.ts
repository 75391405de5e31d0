import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import {
  deleteRoutingRule,
  orderRoutingRules,
  saveRoutingRule,
  type RoutingRule,
  type RoutingRuleEdit,
} from '../../../contract/index.ts'
import { urgencies } from '../../../domain/case.ts'

export const rulesKey = ['cases', 'rules']

export interface RuleDraft extends RoutingRuleEdit {
  id: string
}

export const freshRule = (position: number): RuleDraft => ({
  id: newId(),
  position,
  name: '',
  whenMatters: [],
  whenGuides: [],
  whenAreas: [],
  whenUrgency: [],
  unitId: '',
  enabled: true,
  version: 0,
})

export const draftOf = (rule: RoutingRule): RuleDraft => ({
  ...rule,
  position: Math.max(1, rule.position),
  whenUrgency: urgencies.filter((u) => rule.whenUrgency.includes(u)),
})

/** The ids with one moved up or down. */
export function movedIds(ids: readonly string[], from: number, step: 1 | -1): string[] {
  const to = from + step
  const id = ids[from]
  if (id === undefined || to < 0 || to >= ids.length) return [...ids]
  return ids.toSpliced(from, 1).toSpliced(to, 0, id)
}

function useAsk<Given>(
  ask: (given: Given) => Promise<unknown>,
  onDone?: () => void,
): UseMutationResult<unknown, Error, Given> {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ask,
    onSuccess: () => onDone?.(),
    onSettled: () => client.invalidateQueries({ queryKey: rulesKey }),
  })
}

export const useSaveRule = (onDone: () => void) =>
  useAsk(
    ({ id, ...body }: RuleDraft) => call(saveRoutingRule, { params: { ruleId: id }, body }),
    onDone,
  )

export const useDeleteRule = (onDone: () => void) =>
  useAsk(
    ({ id, version }: { id: string; version: number }) =>
      call(deleteRoutingRule, { params: { ruleId: id }, body: { version } }),
    onDone,
  )

export const useOrderRules = () =>
  useAsk((body: { ids: string[]; seen: string[] }) => call(orderRoutingRules, { body }))

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { previewMany, runMany } from '#modules/cases/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  issueOfCase,
  joinIssues,
  listIssues,
  readIssue,
  takeOutOfIssue,
} from '../../../contract/issues.ts'

/** Below the key of cases: what changes a case changes what can be done with its issue. */
const key = ['cases', 'issues'] as const

export const useIssues = (days: number) =>
  useQuery({
    queryKey: [...key, days],
    queryFn: ({ signal }) => call(listIssues, { query: { days }, signal }),
  })

export const useIssue = (number: number) =>
  useQuery({
    queryKey: [...key, 'page', number],
    queryFn: ({ signal }) => call(readIssue, { params: { number }, signal }),
  })

export const useIssueOfCase = (caseId: string) =>
  useQuery({
    queryKey: [...key, 'case', caseId],
    queryFn: ({ signal }) => call(issueOfCase, { params: { caseId }, signal }),
  })

export function useIssueChange(number: number) {
  const client = useQueryClient()
  const onSettled = () => client.invalidateQueries({ queryKey: key })
  const params = { number }
  return {
    takeOut: useMutation({
      mutationFn: (body: { baseVersion: number; reportId: string }) =>
        call(takeOutOfIssue, { params, body }),
      onSettled,
    }),
    join: useMutation({
      mutationFn: (body: { baseVersion: number; other: number }) =>
        call(joinIssues, { params, body }),
      onSettled,
    }),
  }
}

export type Order = Omit<Input<typeof runMany.body>, 'id'>

export const useMergePreview = (order: Order) =>
  useQuery({
    queryKey: [...key, 'preview', order],
    queryFn: ({ signal }) => call(previewMany, { body: order, signal }),
    enabled: order.rows.length > 0,
    staleTime: 0,
  })

export function useMerge() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Order & { id: string }) => call(runMany, { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['cases'] }),
  })
}

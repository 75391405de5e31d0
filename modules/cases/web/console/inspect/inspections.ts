import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { inspectCase, type CasePage, type CaseRow } from '../../../contract/index.ts'
import { casePageKey, casesKey } from '../queries.ts'
import { sayError } from '../shown.ts'

export type Result =
  | { kind: 'sending' }
  | { kind: 'passed' }
  | { kind: 'failed' }
  | { kind: 'trouble'; words: string }

export interface Judging {
  of: (caseId: string) => Result | null
  /** How many are judged and recorded. */
  count: number
  judge: (page: CasePage, passed: boolean, words: string) => Promise<void>
  /** Rows that were judged here stay in sight with their result, though the server no longer lists them. */
  withJudged: (rows: readonly CaseRow[]) => CaseRow[]
}

/** One judgement per case, each by itself: one that fails leaves the others as they are. */
export function useInspections(): Judging {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [judged, setJudged] = useState<readonly CaseRow[]>([])
  const put = (caseId: string, result: Result) =>
    setResults((now) => new Map([...now, [caseId, result]]))
  const sending = useMutation({
    mutationFn: ({ page, ...said }: { page: CasePage; passed: boolean; words: string }) =>
      call(inspectCase, {
        params: { caseId: page.id },
        body: { baseVersion: page.version, ...said },
      }),
  })
  const judge = async (page: CasePage, passed: boolean, words: string) => {
    put(page.id, { kind: 'sending' })
    setJudged((now) => [...now.filter((r) => r.id !== page.id), page])
    try {
      const after = await sending.mutateAsync({ page, passed, words })
      client.setQueryData(casePageKey(page.id), after)
      put(page.id, { kind: passed ? 'passed' : 'failed' })
    } catch (error) {
      const code = error instanceof CallError ? error.code : ''
      put(page.id, { kind: 'trouble', words: sayError(t, code) })
      await client.invalidateQueries({ queryKey: casePageKey(page.id) })
    }
    await client.invalidateQueries({ queryKey: [...casesKey, 'counts'] })
  }
  return {
    of: (caseId) => results.get(caseId) ?? null,
    count: [...results.values()].filter((r) => r.kind === 'passed' || r.kind === 'failed').length,
    judge,
    withJudged: (rows) => [
      ...rows,
      ...judged.filter((one) => rows.every((row) => row.id !== one.id)),
    ],
  }
}

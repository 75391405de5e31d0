import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import {
  inspectBatch,
  listInspections,
  type CasePage,
  type CaseRow,
} from '../../../contract/index.ts'
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
  judge: (page: CasePage, passed: boolean, words: string) => void
  /** Rows that were judged here stay in sight with their result, though the server no longer lists them. */
  withJudged: (rows: readonly CaseRow[]) => CaseRow[]
}

interface Said {
  caseId: string
  baseVersion: number
  passed: boolean
  words: string
}

/** Judgements by keys come fast: those of so many milliseconds go together. */
const gatherMs = 400
const most = 50

/** What waits for a second person and is not one's own work. */
export const useToInspect = () =>
  useQuery({
    queryKey: [...casesKey, 'inspections'],
    queryFn: ({ signal }) => call(listInspections, { signal }),
  })

/** Many judgements, a request for those of a moment; each row keeps its own result. */
export function useInspections(): Judging {
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map())
  const [judged, setJudged] = useState<readonly CaseRow[]>([])
  const put = useCallback(
    (found: readonly (readonly [string, Result])[]) =>
      setResults((now) => new Map([...now, ...found])),
    [],
  )
  const gather = useSending(put)
  const judge = (page: CasePage, passed: boolean, words: string) => {
    put([[page.id, { kind: 'sending' }]])
    setJudged((now) => [...now.filter((r) => r.id !== page.id), page])
    gather({ caseId: page.id, baseVersion: page.version, passed, words })
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

/** Sends one batch and puts to each row what became of it. */
function useBatch(put: (found: readonly (readonly [string, Result])[]) => void) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  return useCallback(
    async (rows: readonly Said[]) => {
      const trouble = (code: string): Result => ({ kind: 'trouble', words: sayError(t, code) })
      try {
        const reply = await call(inspectBatch, { body: { rows: [...rows] } })
        const of = new Map(reply.rows.map((row) => [row.caseId, row]))
        put(
          rows.map(({ caseId, passed }) => {
            const found = of.get(caseId)
            if (found?.done) return [caseId, { kind: passed ? 'passed' : 'failed' }] as const
            return [caseId, trouble(found?.problem?.code ?? '')] as const
          }),
        )
      } catch (error) {
        const code = error instanceof CallError ? error.code : ''
        put(rows.map(({ caseId }) => [caseId, trouble(code)] as const))
      }
      for (const { caseId } of rows)
        void client.invalidateQueries({ queryKey: casePageKey(caseId) })
      void client.invalidateQueries({ queryKey: [...casesKey, 'counts'] })
    },
    [client, put, t],
  )
}

/** Gathers judgements and sends them; what is still gathered goes when the page is left. */
function useSending(put: (found: readonly (readonly [string, Result])[]) => void) {
  const send = useBatch(put)
  const waiting = useRef<Said[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const flush = useCallback(async () => {
    timer.current = undefined
    /* oxlint-disable no-await-in-loop -- a judgement is sent in the order in which it was made */
    while (waiting.current.length > 0) await send(waiting.current.splice(0, most))
    /* oxlint-enable no-await-in-loop */
  }, [send])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      void flush()
    },
    [flush],
  )
  return (said: Said) => {
    waiting.current.push(said)
    timer.current ??= setTimeout(() => void flush(), gatherMs)
  }
}

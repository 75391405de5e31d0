import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { dateOfDay, dayAt, dayOfDate } from '#kernel/zone.ts'
import { call } from '#platform/web/call.ts'
import { logContract as contract, type LogView } from '../../contract/index.ts'

const key = ['fieldwork', 'log'] as const

export const useLog = (keeper: string, day: string) =>
  useQuery({
    queryKey: [...key, keeper, day],
    queryFn: ({ signal }) => call(contract.readLog, { params: { keeper, day }, signal }),
    enabled: day !== '',
  })

export const useLogs = (keeper: string, span: { from: string; until: string }) =>
  useQuery({
    queryKey: [...key, keeper, 'days', span],
    queryFn: ({ signal }) => call(contract.listLogs, { params: { keeper }, query: span, signal }),
  })

type Change =
  | { to: 'write' | 'sign'; words: string; baseVersion: number }
  | { to: 'add'; id: string; words: string }

/** Writes, signs or adds; the answer is the log as it then stands. */
export function useLogChange(keeper: string, day: string) {
  const client = useQueryClient()
  const params = { keeper, day }
  return useMutation({
    mutationFn: (change: Change): Promise<LogView> =>
      change.to === 'add'
        ? call(contract.addToLog, { params, body: { id: change.id, words: change.words } })
        : call(change.to === 'sign' ? contract.signLog : contract.writeLog, {
            params,
            body: { words: change.words, baseVersion: change.baseVersion },
          }),
    onSuccess: (log) => {
      client.setQueryData([...key, keeper, day], log)
      void client.invalidateQueries({ queryKey: [...key, keeper, 'days'] })
    },
  })
}

/** The day it is in a zone. */
export const todayIn = (timeZone: string): string => dateOfDay(dayAt(timeZone, Date.now()))

export const dayBeside = (day: string, by: number): string => dateOfDay(dayOfDate(day) + by)

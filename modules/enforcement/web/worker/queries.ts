import { useQuery } from '@tanstack/react-query'
import { seenOr } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { listFiles, readFile } from '../../contract/index.ts'

/** The open files of the own area, those with a date first; without a line as they were last seen. */
export const useOpenFiles = () =>
  useQuery({
    queryKey: ['enforcement', 'open'],
    queryFn: () =>
      seenOr('enforcement open', async () => {
        const { rows } = await call(listFiles, { query: { show: 'open', limit: 60 } })
        return rows.toSorted((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))
      }),
    refetchInterval: 60_000,
  })

export const useOneFile = (fileId: string) =>
  useQuery({
    queryKey: ['enforcement', 'file', fileId],
    queryFn: () => seenOr(`enforcement ${fileId}`, () => call(readFile, { params: { fileId } })),
    refetchInterval: 60_000,
  })

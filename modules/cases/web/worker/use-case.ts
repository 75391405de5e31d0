import { useQuery } from '@tanstack/react-query'
import { readCase } from '#modules/cases/contract/index.ts'
import { call } from '#platform/web/call.ts'

export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId],
    queryFn: () => call(readCase, { params: { caseId } }),
    refetchInterval: 30_000,
  })

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { listDuties, saveDutyEntry, type DutyEntryView } from '../../../contract/duties.ts'

export const dutyListKey = ['cases', 'duty-list']

export const useDutyList = () =>
  useQuery({
    queryKey: dutyListKey,
    queryFn: ({ signal }) => call(listDuties, { signal }),
  })

export function useSaveDuty(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: DutyEntryView) =>
      call(saveDutyEntry, { params: { entryId: id }, body }),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: dutyListKey }),
  })
}

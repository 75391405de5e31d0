import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  decideInspectionPlan,
  dueInspections,
  inspectionsOfSubject,
  listInspectionCaps,
  listInspectionPlans,
  listInspections,
  openCaseOfInspection,
  openFileOfInspection,
  readInspection,
  recordInspection,
  saveInspectionCap,
  saveInspectionPlan,
  voidInspection,
} from '../../../contract/index.ts'

const key = ['cases', 'enforcement', 'inspections'] as const

export const useDue = () =>
  useQuery({
    queryKey: [...key, 'due'],
    queryFn: ({ signal }) => call(dueInspections, { query: { within: 60, limit: 200 }, signal }),
  })

export type InspectionsAsk = Omit<Input<typeof listInspections.query>, 'after' | 'limit'>

export const useInspections = (ask: InspectionsAsk, may = true) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', ask],
    queryFn: ({ pageParam, signal }) =>
      call(listInspections, {
        query: { ...ask, limit: 30, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    enabled: may,
  })

export const useInspection = (inspectionId: string) =>
  useQuery({
    queryKey: [...key, 'one', inspectionId],
    queryFn: ({ signal }) => call(readInspection, { params: { inspectionId }, signal }),
  })

export const useOfSubject = (subjectId: string, may: boolean) =>
  useQuery({
    queryKey: [...key, 'subject', subjectId],
    queryFn: ({ signal }) => call(inspectionsOfSubject, { params: { subjectId }, signal }),
    enabled: may,
  })

export const usePlans = () =>
  useQuery({
    queryKey: [...key, 'plans'],
    queryFn: ({ signal }) => call(listInspectionPlans, { signal }),
  })

export const useCaps = () =>
  useQuery({
    queryKey: [...key, 'caps'],
    queryFn: ({ signal }) => call(listInspectionCaps, { signal }),
  })

/** A change after which everything about inspections is asked anew. */
function useChange<Given>(change: (given: Given) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
}

export const useRecording = () =>
  useChange((body: Input<typeof recordInspection.body>) => call(recordInspection, { body }))

type PlanBody = Input<typeof saveInspectionPlan.body>
export const usePlanning = () =>
  useChange(({ planId, ...body }: PlanBody & { planId: string }) =>
    call(saveInspectionPlan, { params: { planId }, body }),
  )

type Deciding = Input<typeof decideInspectionPlan.body>
export const useDeciding = () =>
  useChange(({ planId, ...body }: Deciding & { planId: string }) =>
    call(decideInspectionPlan, { params: { planId }, body }),
  )

type CapBody = Input<typeof saveInspectionCap.body>
export const useCapping = () =>
  useChange(({ capId, ...body }: CapBody & { capId: string }) =>
    call(saveInspectionCap, { params: { capId }, body }),
  )

/** What follows from one inspection: a file, a case, or that it was recorded wrongly. */
export function useFollowing(inspectionId: string) {
  const params = { inspectionId }
  return {
    file: useChange((body: Input<typeof openFileOfInspection.body>) =>
      call(openFileOfInspection, { params, body }),
    ),
    case: useChange((body: Input<typeof openCaseOfInspection.body>) =>
      call(openCaseOfInspection, { params, body }),
    ),
    void: useChange((body: Input<typeof voidInspection.body>) =>
      call(voidInspection, { params, body }),
    ),
  }
}

import { useQuery } from '@tanstack/react-query'
import { registerContract } from '#modules/subjects/contract/index.ts'
import { seenOr } from '#modules/cases/web/index.ts'
import { call } from '#platform/web/call.ts'
import { visitsContract, type DoorView } from '../../../contract/index.ts'

export const fieldKey = ['field'] as const

/** What is due, taken along for a day without signal. */
export const useDoors = (enabled = true) =>
  useQuery({
    queryKey: [...fieldKey, 'doors'],
    queryFn: () =>
      seenOr('field doors', () => call(visitsContract.listDoors, { query: { within: 7 } })),
    staleTime: 60_000,
    enabled,
  })

/** One subject with what is known of it, kept once it was looked at. */
export const useSubjectHere = (subjectId: string) =>
  useQuery({
    queryKey: [...fieldKey, 'subject', subjectId],
    queryFn: () =>
      seenOr(`field subject ${subjectId}`, () =>
        call(registerContract.readSubject, { params: { subjectId } }),
      ),
    retry: false,
  })

export const useVisitsAt = (subjectId: string) =>
  useQuery({
    queryKey: [...fieldKey, 'visits', subjectId],
    queryFn: () =>
      seenOr(`field visits ${subjectId}`, () =>
        call(visitsContract.listVisits, { query: { subjectId, limit: 5 } }),
      ),
    retry: false,
  })

export const useLookUp = (q: string) =>
  useQuery({
    queryKey: [...fieldKey, 'look-up', q],
    queryFn: ({ signal }) =>
      call(registerContract.listSubjects, { query: { q, limit: 12 }, signal }),
    enabled: q.length > 1,
    placeholderData: (before) => before,
  })

/** Doors by building, in the order in which they come: the building is what stands before unit and room. */
export function byBuilding(doors: readonly DoorView[]): { building: string; doors: DoorView[] }[] {
  const groups = new Map<string, DoorView[]>()
  for (const door of doors) {
    const { addressText } = door.subject
    const building = /^.*?(?:栋|幢|号楼|座)/.exec(addressText)?.[0] ?? addressText
    groups.set(building, [...(groups.get(building) ?? []), door])
  }
  return [...groups].map(([building, of]) => ({ building, doors: of }))
}

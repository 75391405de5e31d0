import { useMutation, useQuery } from '@tanstack/react-query'
import { letSend, seenOr, sendLater } from '#modules/cases/web/index.ts'
import { registerContract } from '#modules/subjects/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { dueInspections, inspectionsOfSubject, recordInspection } from '../../../contract/index.ts'
import { isEnterprise } from '../../../domain/inspection-cap.ts'
import type { NewInspection } from '../../inspection-draft.ts'

const key = ['enforcement', 'inspections'] as const
const WORK = 'enforcement.inspection'

/** What plans want inspected soon, taken along for a day without signal. */
export const useDue = () =>
  useQuery({
    queryKey: [...key, 'due'],
    queryFn: () =>
      seenOr('enforcement inspections', () =>
        call(dueInspections, { query: { within: 30, limit: 100 } }),
      ),
    refetchInterval: 60_000,
  })

/** How often an enterprise was inspected already, as it was last seen where there is no line. */
export const useCounts = (subjectId: string | null) =>
  useQuery({
    queryKey: [...key, 'of', subjectId],
    queryFn: () =>
      seenOr(`enforcement inspections ${subjectId}`, () =>
        call(inspectionsOfSubject, { params: { subjectId: subjectId ?? '' } }),
      ),
    enabled: subjectId !== null,
    retry: false,
  })

/** Enterprises by what one knows of them; needs a line. */
export const useEnterprises = (q: string) =>
  useQuery({
    queryKey: [...key, 'find', q],
    queryFn: async ({ signal }) => {
      const { rows } = await call(registerContract.listSubjects, {
        query: { q, limit: 20 },
        signal,
      })
      return rows.filter((row) => isEnterprise(row.kind))
    },
    enabled: q.length > 1,
    placeholderData: (before) => before,
  })

/** How inspections leave this phone: one however often they are sent. */
export function letInspectionsQueue(): void {
  letSend(WORK, async ({ body, said }) => {
    const inspection = body as NewInspection // oxlint-disable-line typescript/no-unsafe-type-assertion -- queued below
    await call(recordInspection, { body: { ...inspection, said } })
  })
}

/** Written down on the phone first, then sent. */
export const useInspectLater = (done: () => void) =>
  useMutation({
    mutationFn: ({ body, title }: { body: NewInspection; title: string }) =>
      sendLater({
        of: WORK,
        lane: body.id,
        title,
        words: body.words ?? '',
        photos: (body.pictures ?? []).map((one) => one.pictureId),
        body,
      }),
    onSuccess: done,
  })

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call, CallError } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import {
  listPartners,
  partnerLinks,
  savePartner,
  type LinksView,
  type PartnerEdit,
} from '../../../contract/partners.ts'
import { casesKey } from '../queries.ts'

export const partnersKey = ['partners']

export const usePartners = () =>
  useQuery({ queryKey: partnersKey, queryFn: ({ signal }) => call(listPartners, { signal }) })

export function useSavePartner(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ unitId, ...body }: PartnerEdit & { unitId: string }) =>
      call(savePartner, { params: { unitId }, body }),
    onSuccess: onDone,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: partnersKey })
      await client.invalidateQueries({ queryKey: ['people', 'organisations'] })
    },
  })
}

/** Only for whoever may give links: others would be told that they may not. */
export function useLinks(caseId: string) {
  const { verbs } = useConsoleSetting()
  return useQuery({
    queryKey: [...casesKey, 'partner-links', caseId],
    queryFn: ({ signal }) => call(partnerLinks, { params: { caseId }, signal }),
    enabled: verbs.has('cases.partner'),
  })
}

/** Changes the links of one case; everything that shows the case asks anew. */
export function useLinkChange<Reply>(view: LinksView) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (
      make: (at: { params: { caseId: string }; base: { baseVersion: number } }) => Promise<Reply>,
    ) => make({ params: { caseId: view.caseId }, base: { baseVersion: view.version } }),
    onSettled: () => client.invalidateQueries({ queryKey: casesKey }),
  })
}

export function sayRefusal(t: Say<'partners'>, error: unknown): string {
  const code = error instanceof CallError ? error.code : ''
  return t([`error.${code}`, 'error.other'], { code })
}

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Output } from '#platform/web/console/say.ts'
import {
  listGuideItems,
  listMatters,
  listReasons,
  type MatterView,
} from '#modules/catalogue/contract/index.ts'
import { publicPlaces, type AddressView } from '#modules/places/contract/index.ts'
import { staffContract } from '#modules/people/contract/index.ts'
import { call, sendFile } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import type { Upload } from '#platform/web/kit/photo-uploads.ts'

/** What the pages of cases need of the modules below: matters, reasons, units, people, addresses, pictures. */
export type Matter = MatterView
export type Address = Output<typeof AddressView>

const minute = 60_000

export const useMatters = (text: string) =>
  useQuery({
    queryKey: ['catalogue', 'matters', text],
    queryFn: ({ signal }) =>
      call(listMatters, { query: { text: text.slice(0, 100), limit: 8 }, signal }).then((r) =>
        r.rows.filter((m) => m.active),
      ),
    enabled: text.trim() !== '',
    staleTime: 5 * minute,
    placeholderData: (before) => before,
  })

/** The whole catalogue of the district: a few hundred rows, asked for once. */
export const useAllMatters = (enabled: boolean) =>
  useQuery({
    queryKey: ['catalogue', 'matters', 'all'],
    queryFn: ({ signal }) =>
      call(listMatters, { query: { limit: 500 }, signal }).then((r) => r.rows),
    enabled,
    staleTime: 30 * minute,
  })

export const useGuideItems = (enabled: boolean) =>
  useQuery({
    queryKey: ['catalogue', 'guide-items'],
    queryFn: ({ signal }) => call(listGuideItems, { signal }).then((r) => r.rows),
    enabled,
    staleTime: 30 * minute,
  })

export const useReasons = (kind: 'refusal' | 'return' | 'extension' | 'suspension') =>
  useQuery({
    queryKey: ['catalogue', 'reasons', kind],
    queryFn: ({ signal }) =>
      call(listReasons, { query: { kind }, signal }).then((r) => r.rows.filter((x) => x.active)),
    staleTime: 5 * minute,
  })

export const useAddresses = (text: string) => {
  const { districtId } = useConsoleSetting()
  const q = text.trim().slice(0, 60)
  return useQuery({
    queryKey: ['places', 'addresses', districtId, q],
    queryFn: ({ signal }) =>
      call(publicPlaces.searchAddresses, { params: { districtId }, query: { q }, signal }).then(
        (r) => r.addresses,
      ),
    enabled: q.length > 1 && districtId !== '',
    staleTime: minute,
    placeholderData: (before) => before,
  })
}

export const photoPath = (fileId: string, kind: 'public' | 'thumb' | 'original'): string =>
  `/api/files/${fileId}/${kind}`

/** The id is made here, so that the same picture sent twice is one file. */
export function useUpload(): Upload {
  const { districtId } = useConsoleSetting()
  return async (blob, { onProgress, signal }) => {
    const id = newId()
    await sendFile(`/api/public/${districtId}/files/${id}`, blob, { onProgress, signal })
    return id
  }
}

/** Units are organisations that take tasks. */
export const useUnits = (text = '') =>
  useQuery({
    queryKey: ['people', 'organisations'],
    queryFn: ({ signal }) => call(staffContract.listOrganisations, { signal }),
    staleTime: 5 * minute,
    select: (r) =>
      r.organisations.filter(
        (o) => o.active && o.handlesCases && `${o.name} ${o.shortName}`.includes(text.trim()),
      ),
  })

/** Who holds a post in this unit today. */
const useColleagues = (unitId: string | null) =>
  useQuery({
    queryKey: ['people', 'posts', unitId],
    queryFn: ({ signal }) =>
      call(staffContract.listPosts, { query: { organisationId: unitId ?? '' }, signal }),
    enabled: unitId !== null,
    select: (r) => {
      const holders = r.posts.flatMap((p) => p.holders)
      return [...new Map(holders.map((h) => [h.personId, h])).values()].toSorted(
        (a, b) => availability(b) - availability(a),
      )
    },
  })

const availability = (one: { onDutyUntil: string | null; awayUntil: string | null }) =>
  one.awayUntil !== null ? 0 : one.onDutyUntil === null ? 1 : 2

/** Them to choose from: those on duty first and those on leave last, and marked so. */
export function useHands(unitId: string | null): { value: string; label: string }[] {
  const { t } = useTranslation('console')
  const time = useTime()
  const people = useColleagues(unitId)
  return (people.data ?? []).map(({ personId, name, onDutyUntil, awayUntil }) => ({
    value: personId,
    label:
      awayUntil !== null
        ? t('hand.away', { name, until: awayUntil })
        : onDutyUntil === null
          ? name
          : t('hand.onDuty', { name, until: time.at(onDutyUntil) }),
  }))
}

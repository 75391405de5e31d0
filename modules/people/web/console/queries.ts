import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listAreas } from '#modules/places/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { languageOf } from '#platform/web/i18n.ts'
import {
  clientContract,
  personContract,
  staffContract,
  stationContract,
} from '../../contract/index.ts'

/** Beginnings of the keys under which the pages of people keep what they have asked. */
export const keys = {
  persons: ['people', 'persons'],
  posts: ['people', 'posts'],
  organisations: ['people', 'organisations'],
  holdings: ['people', 'holdings'],
  kinds: ['people', 'kinds'],
  stations: ['people', 'stations'],
  models: ['people', 'models'],
  clients: ['people', 'clients'],
  sessions: ['people', 'sessions'],
  contact: ['people', 'contact'],
  leaves: ['people', 'leaves'],
  providers: ['people', 'providers'],
  factor: ['people', 'factor'],
  rosters: ['people', 'rosters'],
  ownShifts: ['people', 'own-shifts'],
  calendars: ['people', 'calendars'],
} as const

const minute = 60_000

export const useAreas = () =>
  useQuery({
    queryKey: ['places', 'areas'],
    queryFn: ({ signal }) => call(listAreas, { query: {}, signal }).then((r) => r.areas),
    staleTime: 5 * minute,
  })

export const useOrganisations = () =>
  useQuery({
    queryKey: keys.organisations,
    queryFn: ({ signal }) =>
      call(staffContract.listOrganisations, { signal }).then((r) => r.organisations),
  })

export const usePosts = () =>
  useQuery({
    queryKey: keys.posts,
    queryFn: ({ signal }) =>
      call(staffContract.listPosts, { query: {}, signal }).then((r) => r.posts),
  })

export const useKinds = () =>
  useQuery({
    queryKey: keys.kinds,
    queryFn: ({ signal }) => call(staffContract.listPostKinds, { signal }).then((r) => r.kinds),
  })

export const useHoldings = (query: { postId?: string; personId?: string }) =>
  useQuery({
    queryKey: [...keys.holdings, query],
    queryFn: ({ signal }) =>
      call(staffContract.listHoldings, { query, signal }).then((r) => r.holdings),
  })

export const useStations = () =>
  useQuery({
    queryKey: keys.stations,
    queryFn: ({ signal }) => call(stationContract.listStations, { signal }),
  })

export const useModels = () =>
  useQuery({
    queryKey: keys.models,
    queryFn: ({ signal }) =>
      call(stationContract.listStaffingModels, { signal }).then((r) => r.models),
  })

export const useClients = () =>
  useQuery({
    queryKey: keys.clients,
    queryFn: ({ signal }) => call(clientContract.listClients, { signal }).then((r) => r.clients),
  })

/** People by part of their name, for choosing one. */
export const usePersonsLike = (q: string) =>
  useQuery({
    queryKey: [...keys.persons, 'like', q],
    queryFn: ({ signal }) =>
      call(personContract.listPersons, { query: { q, state: 'active', limit: 20 }, signal }).then(
        (r) => r.rows,
      ),
    placeholderData: (before) => before,
  })

/** The name in the language of the page, where there is one. */
export function useNamed(): (thing: { name: string; nameEn?: string | undefined }) => string {
  const { i18n } = useTranslation()
  const english = languageOf(i18n) === 'en'
  return ({ name, nameEn }) => (english && nameEn ? nameEn : name)
}

/** What the areas with these codes are called; a code that no area has stands for itself. */
export function useAreaNames(): (codes: readonly string[]) => string[] {
  const areas = useAreas()
  const { districtId, districtName } = useConsoleSetting()
  const names = new Map(areas.data?.map((a) => [a.code, a.name]))
  names.set(districtId, districtName)
  return (codes) => codes.map((code) => names.get(code) ?? code)
}

import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import {
  findDivisions,
  listAddresses,
  listAreas,
  listRevisions,
  readSettings,
} from '../../contract/index.ts'

/** Everything that a change of places may touch is asked anew. */
export const placesKey = ['places'] as const

export const useAreas = () =>
  useQuery({
    queryKey: [...placesKey, 'areas'],
    queryFn: ({ signal }) => call(listAreas, { query: {}, signal }),
    select: (r) => r.areas,
  })

export const useSettings = () =>
  useQuery({
    queryKey: [...placesKey, 'settings'],
    queryFn: ({ signal }) => call(readSettings, { signal }),
  })

export const useAddressPage = (query: Input<typeof listAddresses.query>, enabled = true) =>
  useQuery({
    queryKey: [...placesKey, 'addresses', query],
    queryFn: ({ signal }) => call(listAddresses, { query, signal }),
    enabled,
  })

/** Official codes right below one, or of this text. */
export const useDivisions = (under: string, q: string, enabled: boolean) =>
  useQuery({
    queryKey: [...placesKey, 'divisions', under, q],
    queryFn: ({ signal }) => call(findDivisions, { query: { under, q }, signal }),
    enabled: enabled && under !== '',
    staleTime: 3_600_000,
    select: (r) => r.divisions,
  })

export const useRevisions = (query: Input<typeof listRevisions.query>) =>
  useQuery({
    queryKey: [...placesKey, 'revisions', query],
    queryFn: ({ signal }) => call(listRevisions, { query, signal }),
    select: (r) => r.revisions,
  })

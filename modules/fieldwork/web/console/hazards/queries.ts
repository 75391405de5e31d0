import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call, sendFile } from '#platform/web/call.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { Input } from '#platform/web/console/say.ts'
import { languageOf } from '#platform/web/i18n.ts'
import type { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { hazardsContract as contract } from '../../../contract/index.ts'

const key = ['fieldwork', 'hazards'] as const

export type HazardsAsk = Omit<Input<typeof contract.listHazards.query>, 'after' | 'limit'>

export const useHazards = (ask: HazardsAsk) =>
  useInfiniteQuery({
    queryKey: [...key, 'list', ask],
    queryFn: ({ pageParam, signal }) =>
      call(contract.listHazards, {
        query: { ...ask, limit: 40, ...(pageParam ? { after: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })

export const useHazardCounts = (ask: Omit<HazardsAsk, 'show'>) =>
  useQuery({
    queryKey: [...key, 'counts', ask],
    queryFn: ({ signal }) => call(contract.countHazards, { query: ask, signal }),
  })

export const useHazard = (hazardId: string) =>
  useQuery({
    queryKey: [...key, 'one', hazardId],
    queryFn: ({ signal }) => call(contract.readHazard, { params: { hazardId }, signal }),
  })

export const useHazardSettings = () =>
  useQuery({
    queryKey: [...key, 'settings'],
    queryFn: ({ signal }) => call(contract.readHazardSettings, { signal }),
    staleTime: 60_000,
  })

/** Kinds and grades are named in the language of the page. */
export function useNamed() {
  const { i18n } = useTranslation()
  const language = languageOf(i18n)
  return ({ name, nameEn }: { name: string; nameEn: string }) =>
    language === 'en' ? nameEn || name : name
}

type Upload = Parameters<typeof PhotoPicker>[0]['upload']

/** The id is made here, so that the same picture sent twice is one file. */
export function useUpload(): Upload {
  const { districtId } = useConsoleSetting()
  return async (blob, { onProgress, signal }) => {
    const id = newId()
    await sendFile(`/api/public/${districtId}/files/${id}`, blob, { onProgress, signal })
    return id
  }
}

import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import { listGuideItems, listMajors, listMatters, listPolicies } from '../../contract/index.ts'

export const useGuideItems = () =>
  useQuery({
    queryKey: ['catalogue', 'guide'],
    queryFn: ({ signal }) => call(listGuideItems, { signal }),
  })

export const useMajors = () =>
  useQuery({
    queryKey: ['catalogue', 'majors'],
    queryFn: ({ signal }) => call(listMajors, { signal }),
  })

export const usePolicies = () =>
  useQuery({
    queryKey: ['catalogue', 'policies'],
    queryFn: ({ signal }) => call(listPolicies, { signal }),
  })

/** The matters that a text finds; nothing is asked while there is no text. */
export const useFoundMatters = (text: string) =>
  useQuery({
    queryKey: ['catalogue', 'found', text],
    queryFn: ({ signal }) =>
      call(listMatters, { query: { text: text.slice(0, 100), limit: 20 }, signal }),
    enabled: text.trim() !== '',
    placeholderData: (before) => before,
  })

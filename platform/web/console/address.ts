import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'

export type Search = Readonly<Record<string, string | undefined>>

/** Filters, place and focus of a page live in its address, so that a link brings back what was seen. */
export function useAddress(): [Search, (change: Search, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as Search
  const navigate = useNavigate()
  const set = useCallback(
    (change: Search, push = false) => {
      void navigate({
        to: '.',
        search: (before: Search) => withoutEmpty({ ...before, ...change }),
        replace: !push,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, set]
}

const withoutEmpty = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value))

/** Plain texts in the address: `?q=12` stays the text 12. */
export const parseSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text))

export function stringifySearch(search: Record<string, unknown>): string {
  const plain = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  const text = new URLSearchParams(plain).toString()
  return text ? `?${text}` : ''
}

/** A part of the path: `caseId` of `/cases/$caseId`. */
export const usePart = (name: string): string => {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  return params[name] ?? ''
}

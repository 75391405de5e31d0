import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'

/** One named part of the address; these routes are joined at run time, so it is read by name. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  return params[name] ?? ''
}

export function useSearchText(name: string): string | undefined {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const value = search[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

export function useGo() {
  const navigate = useNavigate()
  return (to: string, replace = false) => void navigate({ href: to, replace })
}

/** The browser's tab and a shared link carry the page's own name. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}

import { lazy } from 'react'

/** Redacted copies on the follow page: fetched with it, and not with anybody's first screen. */
export const CopiesPart = lazy(async () => ({
  default: (await import('./CopiesPart.tsx')).CopiesPart,
}))

import { useMemo } from 'react'
import type { CasePage } from '../../../contract/index.ts'
import { useAllMatters, type Matter } from '../others.ts'
import { indexOf, likelyMatters } from '../../../domain/likely.ts'

/** Matters that the message's own words suggest; nobody has decided anything. */
export function useLikely(page: CasePage, wanted: boolean): readonly Matter[] {
  const all = useAllMatters(wanted)
  const index = useMemo(() => indexOf(all.data ?? []), [all.data])
  const said = `${page.originalText ?? page.words} ${page.title}`
  return useMemo(() => (wanted ? likelyMatters(index, said) : []), [wanted, index, said])
}

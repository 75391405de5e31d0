import { useQuery } from '@tanstack/react-query'
import { use, useEffect, useMemo, useState } from 'react'
import type { CasePage } from '../../../contract/index.ts'
import { DeskSlot, type ReadOne, type ReadOut, type Span } from '../../desk-slot.ts'
import { useAllMatters, type Matter } from '../others.ts'
import { useLikely } from './use-likely.ts'

/** A matter that may be filed with one press. */
export interface Candidate {
  matter: Matter
  /** Null: nothing was learned, the words of the catalogue were only compared. */
  confidence: number | null
  reasons: readonly Span[]
}

export interface Candidates {
  sure: boolean
  matters: readonly Candidate[]
}

/** Undefined while it is not known yet, null where nothing is to be had. */
function useReadOut(caseId: string, wanted: boolean): ReadOut | null | undefined {
  const read = use(DeskSlot)
  const asked = useQuery({
    queryKey: ['cases', 'read', caseId],
    queryFn: ({ signal }) => (read ? read(caseId, signal) : null),
    enabled: wanted && read !== null,
    staleTime: 60_000,
    // Each part of the desk that asks would begin anew after a failure, and take the others' answer away.
    retryOnMount: false,
  })
  return read === null || asked.isError ? null : asked.data
}

/** Longer than this nobody waits for proposals, in milliseconds. */
const LONGEST_WAIT = 400

/**
 * Reads the message while its page is still coming; false while that is awaited, so that message and
 * proposals are shown together.
 */
export function useReadAhead(caseId: string | undefined): boolean {
  const read = useReadOut(caseId ?? '', caseId !== undefined)
  const matters = useAllMatters(caseId !== undefined)
  const [over, setOver] = useState<string>()
  useEffect(() => {
    const timer = setTimeout(() => setOver(caseId), LONGEST_WAIT)
    return () => clearTimeout(timer)
  }, [caseId])
  return (read !== undefined && !matters.isPending) || over === caseId
}

/**
 * Matters that the words suggest: what was read out of them where somebody reads, else those of the
 * catalogue whose own words are alike. Nothing is shown before it is known which.
 */
export function useCandidates(page: CasePage, wanted = page.allowed.includes('file')): Candidates {
  const read = useReadOut(page.id, wanted)
  const likely = useLikely(page, wanted && read !== undefined && !read?.matter)
  const all = useAllMatters(wanted)
  return useMemo(() => {
    const ranked = read?.matter?.ranked ?? []
    if (ranked.length > 0)
      return { sure: read?.matter?.sure === true, matters: named(ranked, all.data ?? []) }
    return {
      sure: true,
      matters: likely.map((matter) => ({ matter, confidence: null, reasons: [] })),
    }
  }, [read, likely, all.data])
}

function named(ranked: readonly ReadOne[], all: readonly Matter[]): Candidate[] {
  const byCode = new Map(all.map((matter) => [`${matter.kind}:${matter.code}`, matter]))
  return ranked.flatMap(({ code, confidence, reasons }) => {
    const matter = byCode.get(code)
    return matter ? [{ matter, confidence, reasons }] : []
  })
}

const noUnits: readonly ReadOne[] = []

/** Units that it would likely go to, likeliest first; none where nothing tells. */
export function useReadUnits(page: CasePage): readonly ReadOne[] {
  const wanted = page.allowed.includes('dispatch') || page.allowed.includes('file')
  const read = useReadOut(page.id, wanted)
  return read?.unit?.ranked ?? noUnits
}

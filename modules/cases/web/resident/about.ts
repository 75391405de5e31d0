import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { indexOf, likelyMatters } from '../../domain/likely.ts'
import { unanswered } from '../phone/asked.ts'
import { keptValue, type Kept } from '../phone/kept.ts'
import type { WrittenAbout } from '../phone/outbox/work.ts'
import { readReportQuestions, type AskedMatter } from '../phone/reach.ts'
import type { Draft } from './draft.ts'

const none: readonly AskedMatter[] = []
const stores = new Map<string, Kept<readonly AskedMatter[]>>()

function keptOf(districtId: string): Kept<readonly AskedMatter[]> {
  const open = stores.get(districtId)
  if (open) return open
  const store = keptValue(`gongzhi.report-questions.${districtId}`, none)
  stores.set(districtId, store)
  return store
}

/**
 * Matters that the words may mean and of which there is something to ask, the one that was taken
 * first. They are compared on the phone: what is being written leaves it only when it is sent, and
 * without a signal those seen last are asked.
 */
export function useOffers(districtId: string, draft: Draft): readonly AskedMatter[] {
  const store = keptOf(districtId)
  const kept = store.use()
  const { data } = useQuery({
    queryKey: ['report-questions', districtId],
    queryFn: () => readReportQuestions(districtId),
    staleTime: 3_600_000,
    retry: false,
  })
  useEffect(() => {
    if (data) store.set(data.rows.length > 0 ? data.rows : none)
  }, [data, store])
  const rows = data?.rows ?? kept
  const index = useMemo(
    () => indexOf(rows.map((row) => ({ ...row, filingStandard: '', active: true }))),
    [rows],
  )
  const { words, about } = draft
  return useMemo(() => {
    const likely = likelyMatters(index, words)
    const taken = about ? [{ hint: '', ...about }] : []
    return [...taken, ...likely.filter((one) => !isSame(one, about))]
  }, [index, words, about])
}

export const isSame = (
  one: { kind: string; code: string },
  about: WrittenAbout | null | undefined,
): boolean => about?.kind === one.kind && about.code === one.code

/** Something that must be answered is not. Danger waits for no answer. */
export const holdsBack = ({ about, danger }: Draft): boolean =>
  Boolean(about) && danger === null && unanswered(about?.questions ?? [], about?.answers ?? {})

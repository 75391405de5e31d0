import { useQuery } from '@tanstack/react-query'
import { writtenQuestionOf, writtenTokensOf } from '#kernel/written-tokens.ts'
import { listMatters, type MatterView } from '#modules/catalogue/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { seenOr } from './last-seen.ts'

const most = 8

/** Every matter in use, taken along: what is put right on the spot needs its matter in a cellar too. */
export const useMattersAhead = (enabled: boolean) =>
  useQuery({
    queryKey: ['matters ahead'],
    queryFn: () =>
      seenOr('matters', async () => {
        const { rows } = await call(listMatters, { query: { limit: 500 } })
        return rows.filter(({ active }) => active)
      }),
    staleTime: 3_600_000,
    retry: false,
    enabled,
  })

/** Those that a text means, as the server finds them: by the beginning of a code, or by all its words. */
export function mattersFor(all: readonly MatterView[], text: string): MatterView[] {
  if (/^\d+$/.test(text)) return all.filter(({ code }) => code.startsWith(text)).slice(0, most)
  const asked = writtenQuestionOf(text)
  if (asked.length === 0) return []
  const found = all.filter((matter) => {
    const { name, majorName, filingStandard, hint } = matter
    const known = new Set(writtenTokensOf([name, majorName, filingStandard, hint].join(' ')))
    return asked.every((token) => known.has(token))
  })
  const named = (matter: MatterView) => (matter.name.includes(text) ? 0 : 1)
  return found.toSorted((a, b) => named(a) - named(b)).slice(0, most)
}

/** What a text means, asked of the server or, without a line, of what was taken along; undefined: not known yet. */
export function useMatters(text: string): MatterView[] | undefined {
  const asked = useQuery({
    queryKey: ['matters', text],
    queryFn: () => call(listMatters, { query: { text, limit: most } }),
    enabled: text !== '',
    staleTime: 600_000,
    // There is an answer here too, and whoever stands in the street does not wait for the other.
    retry: false,
  })
  const ahead = useMattersAhead(true)
  if (text === '') return undefined
  if (asked.data) return asked.data.rows.filter(({ active }) => active)
  return asked.isError && ahead.data ? mattersFor(ahead.data, text) : undefined
}

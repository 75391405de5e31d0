import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { findPlaces, type NamedPlace } from '../../../contract/places.ts'
import './places.css'

interface NamedPlacesProps {
  words: string
  address: string
  onPick: (place: NamedPlace) => void
}

const MOST_READ = 10_000
/** Around the place in the words, so many characters are shown. */
const AROUND = 8

/** The district's places that the words name; one press takes one. Silent where the place is known. */
export function NamedPlaces({ words, address, onPick }: NamedPlacesProps) {
  const { t } = useTranslation('namedPlaces')
  const read = useDeferredValue(words.slice(0, MOST_READ))
  const { data } = useQuery({
    queryKey: ['places', 'named', read],
    queryFn: ({ signal }) => call(findPlaces, { body: { words: read }, signal }),
    enabled: read.trim().length > 1,
    staleTime: 60_000,
  })
  const rows = data?.rows.filter((row) => row.fullText !== address) ?? []
  if (!data || rows.length === 0 || rows.length < data.rows.length) return null
  return (
    <section className="named-places">
      <h3>{t(data.sure ? 'sure' : 'unsure')}</h3>
      <ol>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" onClick={() => onPick(row)}>
              <span>{row.fullText}</span>
              <small>
                <Snippet words={read} row={row} />
                {row.reasons.map((reason) => t(`reason.${reason}`)).join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The words that name it, marked among those around them. */
function Snippet({ words, row }: { words: string; row: NamedPlace }) {
  const from = Math.max(0, row.from - AROUND)
  return (
    <q>
      {from > 0 && '…'}
      {words.slice(from, row.from)}
      <mark>{words.slice(row.from, row.to)}</mark>
      {words.slice(row.to, row.to + AROUND)}
      {row.to + AROUND < words.length && '…'}
    </q>
  )
}

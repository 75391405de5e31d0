import type { Selectable } from 'kysely'
import { tokensOf } from '#kernel/text-tokens.ts'
import type { SubjectsSubject } from '#database/types.ts'
import { invalid } from '#platform/server/problem.ts'
import type { SubjectInput } from '../contract/shapes.ts'
import { maskedName } from '../domain/mask.ts'
import { nameOfHome, usualClass, type Details } from '../domain/subject.ts'
import type { Placed } from './place.ts'

export type Given = ReturnType<typeof SubjectInput.parse>
export type Row = Selectable<SubjectsSubject>

export interface Work {
  given: Given
  place: Placed
}

/** What stands in the row, and in the tokens that find it. */
export function columnsOf(work: Work, before: Row | undefined) {
  const { given, place } = work
  const { details } = given
  const name = shownName(work, before)
  return {
    name,
    status: given.status,
    class: given.class ?? before?.class ?? usualClass(details.kind),
    address_id: place.addressId,
    address_text: place.addressText,
    street_code: place.streetCode,
    community_code: place.communityCode,
    grid_code: place.gridCode,
    lon: place.lon,
    lat: place.lat,
    note: given.note,
    tokens: tokensOf([...wordsOf(name, details), place.addressText].join(' ')),
  }
}

/** A home is named by its place, a person by a mask; what is left out stays as it was. */
function shownName({ given, place }: Work, before: Row | undefined): string {
  const { details } = given
  const home = details.kind === 'household' || details.kind === 'dwelling'
  const said = home ? nameOfHome(place.addressText, details) : (given.name ?? '')
  const shown = details.kind === 'person' && said !== '' ? maskedName(said) : said
  const name = (shown === '' ? (before?.name ?? '') : shown).slice(0, 120)
  if (name === '') throw invalid(home ? 'subjects.place_needed' : 'subjects.name_needed')
  return name
}

/** Nobody is found by a mask. */
function wordsOf(name: string, details: Details): string[] {
  if (details.kind === 'person') return []
  return details.kind === 'shop' ? [name, details.trade, details.block] : [name]
}

export type Plain = Record<string, string>

type Written = Pick<
  Row,
  | 'name'
  | 'status'
  | 'class'
  | 'address_text'
  | 'note'
  | 'lon'
  | 'lat'
  | 'grid_code'
  | 'community_code'
>

/** Every field that is not sealed as one would write it, for telling what changed. */
export function plainOf(row: Written, details: Details): Plain {
  const { kind: _, ...rest } = details
  return {
    name: row.name,
    status: row.status,
    class: row.class,
    place: row.address_text,
    area: row.grid_code || row.community_code,
    point:
      row.lon === null || row.lat === null ? '' : `${row.lon.toFixed(6)}, ${row.lat.toFixed(6)}`,
    note: row.note,
    ...Object.fromEntries(Object.entries(rest).map(([field, value]) => [field, asText(value)])),
  }
}

const asText = (value: string | number | readonly string[] | null): string => {
  if (value === null) return ''
  return typeof value === 'object' ? value.join(' ') : String(value)
}

export const changedFields = (before: Plain, after: Plain) =>
  Object.entries(after)
    .filter(([field, value]) => (before[field] ?? '') !== value)
    .map(([field, value]) => ({ field, before: before[field] ?? '', after: value }))

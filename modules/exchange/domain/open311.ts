/** A value as GeoReport v2 writes it: nothing is an empty element, lists have a name for their items. */
export type Said =
  | string
  | number
  | boolean
  | null
  | readonly Said[]
  | { readonly [name: string]: Said }

const escaped = (text: string) =>
  text
    // What XML cannot hold at all is left out.
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

/** XML of one element, with the items of a list as elements of this name. */
export function xmlOf(name: string, value: Said, item: string): string {
  if (value === null || value === '') return `<${name}/>`
  return `<${name}>${innerOf(value, item)}</${name}>`
}

function innerOf(value: Exclude<Said, null>, item: string): string {
  if (typeof value !== 'object') return escaped(String(value))
  const parts: [string, Said][] = isList(value)
    ? value.map((one): [string, Said] => [item, one])
    : Object.entries(value)
  return parts.map(([name, inner]) => xmlOf(name, inner, item)).join('')
}

const isList = (value: object): value is readonly Said[] => Array.isArray(value)

export const xmlHead = '<?xml version="1.0" encoding="utf-8"?>\n'

/** Statuses that GeoReport calls closed; all others are open. */
export const closedStatuses: ReadonlySet<string> = new Set([
  'closed',
  'refused',
  'merged',
  'transferred',
  'withdrawn',
  'void',
])

import { orderFields, type Order, type OrderField } from './order.ts'

/** Steps of a case that go back to the sender of its order. */
export const steps = [
  'received',
  'refused',
  'filed',
  'dispatched',
  'accepted',
  'arrived',
  'extension',
  'suspended',
  'resumed',
  'finished',
  'rework',
  'replied',
  'reopened',
  'ended',
] as const
export type Step = (typeof steps)[number]

/** What may stand in a message to the sender. */
export const outFields = [
  'externalId',
  'step',
  'stateCode',
  'at',
  'caseNumber',
  'shortCode',
  'unit',
  'matter',
  'words',
  'reason',
  'reply',
  'promise',
  'resumeAt',
  'pictures',
  'sequence',
] as const
export type OutField = (typeof outFields)[number]

/** How a sender writes its orders and reads our answers: data of the district. */
export interface Mapping {
  /** Our field to theirs; a path with dots leads into nested objects. */
  fields: Partial<Record<OrderField, string>>
  values: {
    urgency: Record<string, 'routine' | 'urgent' | 'emergency'>
    state: Record<string, 'open' | 'cancelled' | 'again'>
    solved: Record<string, 'yes' | 'part' | 'no'>
    satisfied: Record<string, 1 | 2 | 3>
    yes: string[]
    no: string[]
  }
  coordinates: 'CGCS2000' | 'WGS84' | 'GCJ02' | 'BD09'
  /** Of times that are written without one: `+08:00`. */
  offset: string
  /** Until when an order may be given back, where it does not say so itself; null: without end. */
  returnWindow: { value: number; unit: 'WORK_DAY' | 'WORK_HOUR' | 'NATURAL_DAY' } | null
  out: {
    /** Their field to ours. */
    fields: Record<string, OutField>
    /** Steps that they want to hear, each with their code for it. */
    states: Partial<Record<Step, string>>
    pictures: 'base64' | 'none'
    times: 'iso' | 'local'
    /** Where a 200 may still say no: the field of the answer, and the values that mean yes. */
    taken: { field: string; values: string[] } | null
  }
}

export type FieldReason =
  | 'missing'
  | 'no_time'
  | 'no_number'
  | 'outside'
  | 'unknown_value'
  | 'too_long'
  | 'not_text'

/** What is wrong with one field, by the name that the sender gave it. */
export interface FieldFault {
  field: string
  reason: FieldReason
  value: string
}

type Raw = Readonly<Record<string, unknown>>

/** What stands at a path of an object, or undefined; an empty text says nothing. */
export function at(raw: unknown, path: string): unknown {
  let here: unknown = raw
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined
    here = (here as Record<string, unknown>)[part] // oxlint-disable-line typescript/no-unsafe-type-assertion -- an object
  }
  return here === '' || here === null ? undefined : here
}

const longest: Partial<Record<OrderField, number>> = {
  externalId: 100,
  words: 20_000,
  callbackWords: 2000,
  name: 60,
  phone: 30,
}
const LONGEST = 300

type Reader = (text: string, mapping: Mapping) => unknown

const instantOf: Reader = (text, { offset }) => readInstant(text, offset) ?? reasonIs('no_time')
const numberOf: Reader = (text) =>
  /^-?\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : reasonIs('no_number')
const truthOf: Reader = (text, { values }) =>
  values.yes.includes(text) ? true : values.no.includes(text) ? false : reasonIs('unknown_value')
const wordOf =
  (list: 'urgency' | 'state' | 'solved' | 'satisfied'): Reader =>
  (text, { values }) =>
    Object.hasOwn(values[list], text) ? values[list][text] : reasonIs('unknown_value')

const NOT = Symbol('not')
interface NotRead {
  [NOT]: FieldReason
}
const reasonIs = (reason: FieldReason): NotRead => ({ [NOT]: reason })
const isNotRead = (value: unknown): value is NotRead =>
  typeof value === 'object' && value !== null && NOT in value

const readers: Partial<Record<OrderField, Reader>> = {
  askedAt: instantOf,
  dueAt: instantOf,
  returnUntil: instantOf,
  changedAt: instantOf,
  callbackAt: instantOf,
  lon: numberOf,
  lat: numberOf,
  anonymous: truthOf,
  confidential: truthOf,
  repeated: truthOf,
  contacted: truthOf,
  urgency: wordOf('urgency'),
  state: wordOf('state'),
  solved: wordOf('solved'),
  satisfied: wordOf('satisfied'),
}

/**
 * An order out of a record in the sender's own words, or every fault of it. A field that the mapping
 * does not name is passed over; one that is empty says nothing.
 */
export function readOrder(
  raw: Raw,
  mapping: Mapping,
): { order: Order | null; externalId: string | null; faults: FieldFault[] } {
  const { read, faults } = readFields(raw, mapping)
  faults.push(...pointFaults(read, mapping))
  const idName = mapping.fields.externalId ?? 'externalId'
  const externalId = typeof read.externalId === 'string' ? read.externalId : null
  if (externalId === null && !faults.some((f) => f.field === idName))
    faults.push({ field: idName, reason: 'missing', value: '' })
  const order = faults.length === 0 ? (read as unknown as Order) : null // oxlint-disable-line typescript/no-unsafe-type-assertion -- read field by field
  return { order, externalId, faults }
}

function readFields(raw: Raw, mapping: Mapping) {
  const faults: FieldFault[] = []
  const read: Partial<Record<OrderField, unknown>> = {}
  for (const field of orderFields) {
    const path = mapping.fields[field]
    const value = path === undefined ? undefined : at(raw, path)
    if (path === undefined || value === undefined) continue
    const found = field === 'pictures' ? picturesOf(value) : valueOf(field, value, mapping)
    if (isNotRead(found)) faults.push({ field: path, reason: found[NOT], value: shown(value) })
    else if (found !== undefined) read[field] = found
  }
  return { read, faults }
}

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60)

function valueOf(field: OrderField, value: unknown, mapping: Mapping): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    return reasonIs('not_text')
  const text = String(value).trim()
  if (text === '') return undefined
  if (text.length > (longest[field] ?? LONGEST)) return reasonIs('too_long')
  return readers[field]?.(text, mapping) ?? text
}

const MOST_PICTURES = 20

/** Addresses or ids of pictures: a list, or one text with separators. */
function picturesOf(value: unknown): unknown {
  const list = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split(/[;；,，\s]+/)
      : []
  const texts = list.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'url' in one ? one.url : one,
  )
  if (!texts.every((one): one is string => typeof one === 'string')) return reasonIs('not_text')
  const found = [...new Set(texts.map((one) => one.trim()).filter((one) => one !== ''))]
  if (found.length > MOST_PICTURES || found.some((one) => one.length > 1000))
    return reasonIs('too_long')
  return found.length > 0 ? found : undefined
}

/** Half a point is none, and one outside China is a mistake, most often swapped. */
function pointFaults(
  { lon, lat }: Partial<Record<OrderField, unknown>>,
  { fields }: Mapping,
): FieldFault[] {
  if (lon === undefined && lat === undefined) return []
  const fault = (field: 'lon' | 'lat', reason: FieldReason, value: unknown) => [
    { field: fields[field] ?? field, reason, value: shown(value ?? '') },
  ]
  if (typeof lon !== 'number') return fault('lon', 'missing', lon)
  if (typeof lat !== 'number') return fault('lat', 'missing', lat)
  if (lon < 73 || lon > 136) return fault('lon', 'outside', lon)
  return lat < 3 || lat > 54 ? fault('lat', 'outside', lat) : []
}

const written =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/

const two = (part = '') => part.padStart(2, '0')

/** An instant as systems write it: with an offset or without, a day alone, or milliseconds since 1970. */
export function readInstant(text: string, offset: string): string | null {
  if (/^\d{13}$/.test(text)) return new Date(Number(text)).toISOString()
  const parts = written.exec(text)
  if (!parts) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', own] = parts
  const local = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
  const zone = own ?? offset
  const instant = new Date(`${local}${zone === 'Z' ? 'Z' : zone.replace(/^(...):?(..)$/, '$1:$2')}`)
  if (Number.isNaN(instant.getTime())) return null
  // 31 February is no day: it must not become one in March.
  const days = new Date(`${local}Z`)
  return days.getUTCDate() === Number(day) ? instant.toISOString() : null
}

export interface Difference {
  /** `name`, or `handling.service.urgent` in something deep. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A limit is one value to a reader, although it is stored in parts. */
const isLeaf = (value: unknown): boolean => !isRecord(value) || 'unit' in value || 'off' in value

function collect(path: string, value: unknown, into: Map<string, unknown>): void {
  if (isLeaf(value) || !isRecord(value)) {
    if (value !== undefined) into.set(path, value)
    return
  }
  for (const [key, inner] of Object.entries(value))
    collect(path ? `${path}.${key}` : key, inner, into)
}

/** What says nothing to a reader: the number stands in the head of the revision already. */
const silent: ReadonlySet<string> = new Set(['version', 'origin', 'code', 'kind'])

/** What differs between two states of a thing, field by field, down to single limits and days. */
export function differences(before: unknown, after: unknown): Difference[] {
  if (!isRecord(after)) return []
  const [old, now] = [new Map<string, unknown>(), new Map<string, unknown>()]
  if (isRecord(before)) collect('', before, old)
  collect('', after, now)
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => !silent.has(path))
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((d) => JSON.stringify(d.before) !== JSON.stringify(d.after))
}

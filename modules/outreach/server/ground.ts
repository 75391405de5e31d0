import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { areaNames, readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'

export interface Asking {
  caller: Caller
  now: Date
}

export interface Acting extends Asking {
  cipher: Cipher
}

/** The day (YYYY-MM-DD) it is in a district, and the zone by whose clock. */
export async function dayIn(db: Db, districtId: string, at: Date) {
  const { timeZone } = await readDistrict(db, districtId)
  return { timeZone, today: dateOfDay(dayAt(timeZone, at.getTime())) }
}

/** Bad request unless the area is one of the district's. */
export async function demandArea(db: Db, districtId: string, code: string): Promise<void> {
  const names = await areaNames(db, districtId, [code])
  if (!names.has(code)) throw invalid('outreach.area_unknown')
}

const partsOf = (key: string) => {
  const [kind = '', code = ''] = key.split('/')
  return { kind: kind === 'component' ? ('component' as const) : ('matter' as const), code }
}

/** The names of matters by their keys; one that the district no longer has is left out. */
export async function matterNames(
  db: Db,
  districtId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const key of new Set(keys)) {
    const { kind, code } = partsOf(key)
    const matter = await readMatter(db, districtId, kind, code) // oxlint-disable-line no-await-in-loop -- a handful, on one connection
    if (matter) names.set(key, matter.name)
  }
  return names
}

/** Bad request unless every matter is one of the district's catalogue. */
export async function demandMatters(db: Db, districtId: string, keys: readonly string[]) {
  const names = await matterNames(db, districtId, keys)
  if (keys.some((key) => !names.has(key))) throw invalid('outreach.matter_unknown')
  return names
}

/** The same for the same contents, whatever the order of their parts. */
export const digestOf = (body: object): string =>
  createHash('sha256').update(canonicalJson(body)).digest('hex')

/** The cursor of a list by instant and id: `2026-03-16T02:00:00.000Z_<uuid>`. */
export function cursorOf(after: string | undefined): { at: Date; id: string } | null {
  if (after === undefined) return null
  const [at = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw invalid('request.malformed')
  return { at: new Date(at), id }
}

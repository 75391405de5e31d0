import { holders } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { isOfUnit, whoHearsInstead } from '../domain/escalation.ts'

export interface HearersOf {
  districtId: string
  unitId: string | null
  communityCode: string
  /** Who need not hear: whoever did the work that others are asked about. */
  except?: string | null
  on: Date
}

/**
 * The people in these kinds of post, of the case's unit or of its place. Where nobody holds one, the
 * posts above: nothing is said to an empty room.
 */
export async function hearersOf(
  db: Db,
  kinds: readonly string[],
  of: HearersOf,
): Promise<string[]> {
  const steps = [kinds, ...whoHearsInstead(kinds).map((kind) => [kind])]
  for (const step of steps) {
    const people = await peopleIn(db, step, of) // oxlint-disable-line no-await-in-loop -- upward until somebody is there
    if (people.length > 0) return people
  }
  return []
}

async function peopleIn(db: Db, kinds: readonly string[], of: HearersOf): Promise<string[]> {
  const ofUnit = kinds.some(isOfUnit)
  if (ofUnit && of.unitId === null) return []
  const where = ofUnit ? { unitId: of.unitId ?? '' } : { area: of.communityCode || of.districtId }
  const found = await holders(db, of.districtId, { kinds, ...where, on: of.on })
  return [...new Set(found.map((h) => h.personId))].filter((id) => id !== of.except)
}

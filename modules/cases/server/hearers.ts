import {
  coversPlace,
  dutyFirst,
  holders,
  onDutyFirst,
  rosterOf,
  type Rostered,
} from '#modules/people/server/index.ts'
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

type Where = { unitId: string } | { area: string }
type Find = (kinds: readonly string[], where: Where) => Promise<readonly { personId: string }[]>

/**
 * The people in these kinds of post, of the case's unit or of its place. Where nobody holds one, the
 * posts above: nothing is said to an empty room. Of several, those who are on duty then.
 */
export async function hearersOf(
  db: Db,
  kinds: readonly string[],
  of: HearersOf,
): Promise<string[]> {
  const duty = await onDutyFirst(db, of.districtId, of.on)
  const find: Find = (step, where) =>
    holders(db, of.districtId, { kinds: step, ...where, on: of.on })
  return upward(kinds, of, find, duty)
}

/**
 * The same for many cases at one instant: whoever holds posts of some kinds is read once for all
 * places and units, however many transactions ask.
 */
export function hearersOfMany(): typeof hearersOf {
  const rosters = new Map<string, Rostered[]>()
  const duties = new Map<string, Set<string>>()
  return async (db, kinds, of) => {
    const instant = `${of.districtId} ${of.on.getTime()}`
    const duty = duties.get(instant) ?? (await onDutyFirst(db, of.districtId, of.on))
    duties.set(instant, duty)
    const find: Find = async (step, where) => {
      const key = JSON.stringify([of.districtId, step])
      const roster =
        rosters.get(key) ?? (await rosterOf(db, of.districtId, { kinds: step, on: of.on }))
      rosters.set(key, roster)
      return roster.filter((post) =>
        'unitId' in where ? post.unitId === where.unitId : coversPlace(post, where.area),
      )
    }
    return upward(kinds, of, find, duty)
  }
}

async function upward(
  kinds: readonly string[],
  of: HearersOf,
  find: Find,
  duty: ReadonlySet<string>,
): Promise<string[]> {
  const steps = [kinds, ...whoHearsInstead(kinds).map((kind) => [kind])]
  for (const step of steps) {
    const people = await peopleIn(step, of, find, duty) // oxlint-disable-line no-await-in-loop -- upward until somebody is there
    if (people.length > 0) return people
  }
  return []
}

async function peopleIn(
  kinds: readonly string[],
  of: HearersOf,
  find: Find,
  duty: ReadonlySet<string>,
): Promise<string[]> {
  const ofUnit = kinds.some(isOfUnit)
  if (ofUnit && of.unitId === null) return []
  const where = ofUnit ? { unitId: of.unitId ?? '' } : { area: of.communityCode || of.districtId }
  const found = await find(kinds, where)
  const others = found.filter((who) => who.personId !== of.except)
  return [...new Set(dutyFirst(others, duty).map((who) => who.personId))]
}

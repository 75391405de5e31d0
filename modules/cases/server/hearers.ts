import { coversPlace, holders, rosterOf, type Rostered } from '#modules/people/server/index.ts'
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
 * posts above: nothing is said to an empty room.
 */
export const hearersOf = (db: Db, kinds: readonly string[], of: HearersOf): Promise<string[]> =>
  upward(kinds, of, (step, where) =>
    holders(db, of.districtId, { kinds: step, ...where, on: of.on }),
  )

/**
 * The same for many cases at one instant: whoever holds posts of some kinds is read once for all
 * places and units, however many transactions ask.
 */
export function hearersOfMany(): typeof hearersOf {
  const rosters = new Map<string, Rostered[]>()
  return (db, kinds, of) =>
    upward(kinds, of, async (step, where) => {
      const key = JSON.stringify([of.districtId, step])
      const roster =
        rosters.get(key) ?? (await rosterOf(db, of.districtId, { kinds: step, on: of.on }))
      rosters.set(key, roster)
      return roster.filter((post) =>
        'unitId' in where ? post.unitId === where.unitId : coversPlace(post, where.area),
      )
    })
}

async function upward(kinds: readonly string[], of: HearersOf, find: Find): Promise<string[]> {
  const steps = [kinds, ...whoHearsInstead(kinds).map((kind) => [kind])]
  for (const step of steps) {
    const people = await peopleIn(step, of, find) // oxlint-disable-line no-await-in-loop -- upward until somebody is there
    if (people.length > 0) return people
  }
  return []
}

async function peopleIn(kinds: readonly string[], of: HearersOf, find: Find): Promise<string[]> {
  const ofUnit = kinds.some(isOfUnit)
  if (ofUnit && of.unitId === null) return []
  const where = ofUnit ? { unitId: of.unitId ?? '' } : { area: of.communityCode || of.districtId }
  const found = await find(kinds, where)
  return [...new Set(found.map((h) => h.personId))].filter((id) => id !== of.except)
}

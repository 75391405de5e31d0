import { holders, nameOf, stationsWithin, type StationNamed } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'

/** Whose log it is, and whose deeds are in it. */
export interface Keeper {
  kind: 'person' | 'station'
  id: string
  name: string
  personIds: string[]
}

/** Stations whose log the caller may keep: those of the own areas, for whoever reads the field's work. */
export const ownStations = (db: Db, caller: Caller): Promise<StationNamed[]> =>
  caller.verbs.has('fieldwork.read')
    ? stationsWithin(db, caller.districtId, caller.scope.areas)
    : Promise.resolve([])

/**
 * The keeper of a log: oneself, or a station of the own areas; of nobody else's day is anything told.
 * Throws 404 `fieldwork.log_not_found`.
 */
export async function keeperOf(db: Db, caller: Caller, who: string, on: Date): Promise<Keeper> {
  const { districtId } = caller
  if (who === 'me') {
    const { personId } = personOf(caller)
    const { persons } = await nameOf(db, districtId, { personIds: [personId] })
    return {
      kind: 'person',
      id: personId,
      name: persons.get(personId) ?? '',
      personIds: [personId],
    }
  }
  const station = (await ownStations(db, caller)).find(({ id }) => id === who)
  if (!station) throw notFound('fieldwork.log_not_found')
  const people = await holders(db, districtId, { stationId: station.id, on })
  return {
    kind: 'station',
    id: station.id,
    name: station.name,
    personIds: [...new Set(people.map(({ personId }) => personId))],
  }
}

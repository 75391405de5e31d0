import { anonymous, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { scopeOf, type Reach } from '../domain/scope.ts'
import { dayIn } from './gate.ts'

/**
 * A person in a post as the gate would let them in now, for what runs without them; undefined once the
 * post is no longer theirs.
 */
export async function actingIn(
  db: Db,
  districtId: string,
  who: { personId: string; postId: string; now: Date },
): Promise<Caller | undefined> {
  const { timeZone } = await readDistrict(db, districtId)
  const day = dayIn(timeZone, who.now)
  const row = await db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .innerJoin('people.person as p', (j) =>
      j.onRef('p.district_id', '=', 'h.district_id').onRef('p.id', '=', 'h.person_id'),
    )
    .select(['po.organisation_id', 'po.areas', 'k.verbs', 'k.reach'])
    .where('h.district_id', '=', districtId)
    .where('h.person_id', '=', who.personId)
    .where('po.id', '=', who.postId)
    .where('h.holds_from', '<=', day)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', day)]))
    .where('po.active', '=', true)
    .where('p.active', '=', true)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...anonymous(districtId),
    personId: who.personId,
    postId: who.postId,
    organisationId: row.organisation_id,
    verbs: new Set(row.verbs),
    scope: scopeOf({
      reach: row.reach as Reach, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      areas: row.areas,
      organisationId: row.organisation_id,
    }),
  }
}

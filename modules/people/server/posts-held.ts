import type { Db } from '#platform/server/database.ts'

export interface PostHeld {
  postId: string
  title: string
  kind: string
  organisationId: string
  organisationName: string
  areas: string[]
  verbs: string[]
  /** Whether it opens only after a second step at sign-in. */
  secondFactor: boolean
  /** In whose place it is held for these days; null for the own. */
  standsInFor: string | null
}

/** The active posts a person holds on a day, those held longest first. */
export async function postsHeld(
  db: Db,
  { districtId, personId, on }: { districtId: string; personId: string; on: string },
): Promise<PostHeld[]> {
  const rows = await db
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .innerJoin('people.organisation as o', (j) =>
      j.onRef('o.district_id', '=', 'po.district_id').onRef('o.id', '=', 'po.organisation_id'),
    )
    .leftJoin('people.delegation as d', (j) =>
      j.onRef('d.district_id', '=', 'h.district_id').onRef('d.id', '=', 'h.delegation_id'),
    )
    .leftJoin('people.person as f', (j) =>
      j.onRef('f.district_id', '=', 'd.district_id').onRef('f.id', '=', 'd.from_person'),
    )
    .select([
      'po.id as postId',
      'po.title',
      'po.kind',
      'po.organisation_id as organisationId',
      'o.name as organisationName',
      'po.areas',
      'k.verbs',
      'k.second_factor as secondFactor',
      'f.name as standsInFor',
    ])
    .where('h.district_id', '=', districtId)
    .where('h.person_id', '=', personId)
    .where('h.holds_from', '<=', on)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', on)]))
    .where('po.active', '=', true)
    .orderBy('h.holds_from')
    .orderBy('po.id')
    .execute()
  return rows.filter((row, at) => rows.findIndex((r) => r.postId === row.postId) === at)
}

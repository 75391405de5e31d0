import { coveredBy } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { keepsApart } from '../domain/verbs.ts'

/** 403 unless the caller's areas cover all of these codes; no code at all needs the whole district. */
export function keepInScope(caller: Caller, codes: readonly string[]): void {
  const wanted = codes.length === 0 ? [caller.districtId] : codes
  if (!wanted.every((code) => coveredBy(code, caller.scope.areas)))
    throw forbidden('request.forbidden')
}

/** The post as it stands, held until the transaction ends. */
export async function lockPost(tx: Tx, districtId: string, id: string) {
  return tx
    .selectFrom('people.post')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

/** Refuses whoever would change what a post means while holding it, on any day. */
export async function refuseOwnPost(tx: Tx, caller: Caller, postIds: readonly string[]) {
  const { personId } = personOf(caller)
  if (postIds.length === 0) return
  const own = await tx
    .selectFrom('people.holding')
    .select('id')
    .where('district_id', '=', caller.districtId)
    .where('person_id', '=', personId)
    .where('post_id', 'in', postIds)
    .executeTakeFirst()
  if (own) throw forbidden('people.not_to_oneself')
}

/** The verbs of a kind of post; 404 where there is none. */
export async function verbsOfKind(tx: Tx, districtId: string, code: string): Promise<string[]> {
  const kind = await tx
    .selectFrom('people.post_kind')
    .select('verbs')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .executeTakeFirst()
  if (!kind) throw notFound('people.post_kind_not_found')
  return kind.verbs
}

/**
 * Refuses posts that would make one person two administrators. Counted over all posts that the person
 * holds from now on, whenever they begin.
 */
export async function refuseTwoAdministrators(
  tx: Tx,
  { districtId, personId, day }: { districtId: string; personId: string; day: string },
): Promise<void> {
  const rows = await tx
    .selectFrom('people.holding as h')
    .innerJoin('people.post as po', (j) =>
      j.onRef('po.district_id', '=', 'h.district_id').onRef('po.id', '=', 'h.post_id'),
    )
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .select('k.verbs')
    .where('h.district_id', '=', districtId)
    .where('h.person_id', '=', personId)
    .where((eb) => eb.or([eb('h.holds_until', 'is', null), eb('h.holds_until', '>=', day)]))
    .execute()
  if (!keepsApart(rows.flatMap((row) => row.verbs))) throw refused('people.administrators_apart')
}

/** The same for everybody who holds one of these posts from now on. */
export async function refuseTwoAdministratorsIn(
  tx: Tx,
  { districtId, postIds, day }: { districtId: string; postIds: readonly string[]; day: string },
): Promise<void> {
  if (postIds.length === 0) return
  const rows = await tx
    .selectFrom('people.holding')
    .select('person_id')
    .distinct()
    .where('district_id', '=', districtId)
    .where('post_id', 'in', postIds)
    .where((eb) => eb.or([eb('holds_until', 'is', null), eb('holds_until', '>=', day)]))
    .execute()
  for (const { person_id: personId } of rows)
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await refuseTwoAdministrators(tx, { districtId, personId, day })
}

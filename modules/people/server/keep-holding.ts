import type { z } from 'zod'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import type { Saved } from '#platform/server/versioned-row.ts'
import type * as contract from '../contract/staff.ts'
import type { HoldingView } from '../contract/shapes.ts'
import { audit } from './audit.ts'
import { keepInScope, lockPost, refuseTwoAdministrators } from './grants.ts'
import { appoint } from './records.ts'
import { listHoldings, sightOf, wholeSight } from './staff-queries.ts'

/**
 * Appoints a person to a post of the caller's areas, or changes the days; never oneself, never to a
 * second administration, never twice for the same days.
 */
export async function keepHolding(
  tx: Tx,
  caller: Caller,
  body: z.output<typeof contract.saveHolding.body>,
  now: Date,
): Promise<{ holding: HoldingView; outcome: Saved['outcome'] }> {
  const { districtId } = caller
  const sight = await sightOf(tx, caller, now)
  const own = personOf(caller).personId
  const [known] = await listHoldings(tx, wholeSight(sight), { id: body.id })
  if (body.personId === own || known?.personId === own) throw forbidden('people.not_to_oneself')
  if (known && (known.postId !== body.postId || known.personId !== body.personId))
    throw refused('people.holding_is_another')
  if (known && known.standsInFor !== null) throw refused('people.holding_is_delegated')
  const post = await lockPost(tx, districtId, body.postId)
  if (!post) throw notFound('people.post_not_found')
  keepInScope(caller, post.areas)
  await refuseOverlap(tx, districtId, body)
  const { outcome } = await appoint(tx, { ...body, districtId })
  await refuseTwoAdministrators(tx, { districtId, personId: body.personId, day: sight.day })
  await audit(tx, caller, {
    act: 'people.appointed',
    subjectKind: 'person',
    subjectId: body.personId,
    details: { postId: body.postId, from: body.from, until: body.until },
    at: now,
  })
  const [holding] = await listHoldings(tx, wholeSight(sight), { id: body.id })
  if (!holding) throw notFound('people.holding_not_found')
  return { holding, outcome }
}

/** One person holds one post once at a time: two rows for the same days would count twice. */
async function refuseOverlap(
  tx: Tx,
  districtId: string,
  next: { id: string; postId: string; personId: string; from: string; until: string | null },
): Promise<void> {
  const other = await tx
    .selectFrom('people.holding')
    .select('id')
    .where('district_id', '=', districtId)
    .where('post_id', '=', next.postId)
    .where('person_id', '=', next.personId)
    .where('id', '!=', next.id)
    .where((eb) => eb.or([eb('holds_until', 'is', null), eb('holds_until', '>=', next.from)]))
    .$if(next.until !== null, (q) => q.where('holds_from', '<=', next.until!))
    .executeTakeFirst()
  if (other) throw refused('people.holding_overlaps')
}

import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { scopeOf, type Reach } from '../../domain/scope.ts'
import { mayView, verbsWhileViewing } from '../../domain/view-as.ts'

/** A post as a look at it needs it; undefined where there is none, or nobody uses it any more. */
export async function findViewed(db: Db, districtId: string, postId: string) {
  const post = await db
    .selectFrom('people.post as po')
    .innerJoin('people.post_kind as k', (j) =>
      j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
    )
    .innerJoin('people.organisation as o', (j) =>
      j.onRef('o.district_id', '=', 'po.district_id').onRef('o.id', '=', 'po.organisation_id'),
    )
    .select([
      'po.id',
      'po.title',
      'po.areas',
      'po.organisation_id as organisationId',
      'o.short_name as organisationName',
      'o.area_code as organisationArea',
      'k.verbs',
      'k.reach',
    ])
    .where('po.district_id', '=', districtId)
    .where('po.id', '=', postId)
    .where('po.active', '=', true)
    .executeTakeFirst()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  return post && Object.assign(post, { reach: post.reach as Reach })
}

/**
 * The caller as the post sees, or null where the look is over: the right has ended, or the post has come
 * to see more than the manager does. Asked anew with every request.
 */
export async function viewingCaller(db: Db, own: Caller, postId: string): Promise<Caller | null> {
  if (own.postId === null || !own.verbs.has('people.view_as')) return null
  const post = await findViewed(db, own.districtId, postId)
  if (!post || !mayView(own.scope, post)) return null
  const { standsInFor: _, ...rest } = own
  return {
    ...rest,
    postId: post.id,
    organisationId: post.organisationId,
    verbs: verbsWhileViewing(post.verbs, own.verbs),
    scope: scopeOf(post),
    viewing: { ownPostId: own.postId },
  }
}

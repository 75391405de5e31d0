import { readDistrict } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound, Problem, refused } from '#platform/server/problem.ts'
import * as contract from '../../contract/view-as.ts'
import { mayView } from '../../domain/view-as.ts'
import { audit } from '../audit.ts'
import { agentOf } from '../gate.ts'
import { hashToken, openSession, setCookie, tokenOf } from '../sessions.ts'
import type { Http } from '../sign-in-routes.ts'
import { listPosts, sightOf } from '../staff-queries.ts'
import { findViewed } from './viewed.ts'

interface View {
  postId: string
  until: Date
  reason: string
}

export function viewAsRoutes(w: Wiring, secure: boolean): void {
  const { db, clock } = w
  mount(w, contract.viewablePosts, async ({ caller, query: { q } }) => {
    const posts = await listPosts(db, await sightOf(db, caller, clock()))
    const fits = posts.filter(
      (p) =>
        p.active &&
        p.id !== caller.postId &&
        [p.title, p.organisationName, ...p.holders.map((h) => h.name)].some((name) =>
          name.includes(q),
        ),
    )
    const found = []
    for (const post of fits) {
      if (found.length === 30) break
      const viewed = await findViewed(db, caller.districtId, post.id) // oxlint-disable-line no-await-in-loop -- until thirty are found
      if (!viewed || !mayView(caller.scope, viewed)) continue
      const { title, organisationName, holders } = post
      found.push({ postId: post.id, title, organisationName, holders: holders.map((h) => h.name) })
    }
    return { posts: found }
  })

  mount(w, contract.viewAs, async ({ caller, body, http }) => {
    const now = clock()
    const { postId: ownPostId } = personOf(caller)
    if (body.postId === ownPostId) throw refused('people.view_own_post')
    const post = await findViewed(db, caller.districtId, body.postId)
    if (!post || !mayView(caller.scope, post)) throw notFound('people.post_not_found')
    const until = new Date(now.getTime() + body.minutes * 60_000)
    await renew(w, { caller, http, secure }, { postId: post.id, until, reason: body.reason })
    return {}
  })

  mount(w, contract.endViewAs, async ({ caller, http }) => {
    await renew(w, { caller, http, secure }, null)
    return {}
  })
}

interface Asking {
  caller: Caller
  http: Http
  secure: boolean
}

/** Another token for another sight: the old one ends, as when the post changes. */
async function renew(
  w: Wiring,
  { caller, http, secure }: Asking,
  view: View | null,
): Promise<void> {
  const { db, clock } = w
  const now = clock()
  const { request, reply } = http
  const { settings } = await readDistrict(db, caller.districtId)
  const next = await transact(db, async (tx) => {
    const ended = await tx
      .updateTable('people.session')
      .set({ ended_at: now })
      .where('token_hash', '=', hashToken(tokenOf(request) ?? ''))
      .where('ended_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!ended) throw new Problem(401, 'people.not_signed_in')
    const token = await openSession(tx, {
      districtId: ended.district_id,
      personId: ended.person_id,
      postId: ended.post_id,
      phone: ended.phone,
      secondFactor: ended.second_factor,
      providerId: ended.provider_id,
      ip: request.ip,
      agent: agentOf(request),
      now,
    })
    if (view) await look(tx, token, view)
    const postId = view?.postId ?? ended.view_post_id
    await audit(tx, caller, {
      act: view ? 'people.view_began' : 'people.view_ended',
      ...(postId !== null && { subjectKind: 'post', subjectId: postId }),
      details: view ? { reason: view.reason, until: view.until.toISOString() } : {},
      at: now,
    })
    return { token, phone: ended.phone }
  })
  setCookie(reply, next.token, { phone: next.phone, secure, phoneIdleDays: settings.phoneIdleDays })
}

const look = (tx: Tx, token: string, view: View) =>
  tx
    .updateTable('people.session')
    .set({ view_post_id: view.postId, view_until: view.until, view_reason: view.reason })
    .where('token_hash', '=', hashToken(token))
    .execute()

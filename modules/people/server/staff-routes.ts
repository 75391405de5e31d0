import { demand, personOf } from '#platform/server/caller.ts'
import { transact, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import * as contract from '../contract/staff.ts'
import { keepsApart } from '../domain/verbs.ts'
import { audit } from './audit.ts'
import {
  keepInScope,
  lockPost,
  refuseOwnPost,
  refuseTwoAdministratorsIn,
  verbsOfKind,
} from './grants.ts'
import { keepHolding } from './keep-holding.ts'
import { keepOrganisation } from './keep-organisation.ts'
import { keepRevision, meaningOf } from './kinds/history.ts'
import { savePost, savePostKind, type PostInput } from './records.ts'
import {
  listHoldings,
  listOrganisations,
  listPostKinds,
  listPosts,
  sightOf,
  wholeSight,
} from './staff-queries.ts'

function first<Row>([row]: Row[], code: `${string}.${string}_not_found`): Row {
  if (row === undefined) throw notFound(code)
  return row
}

export function staffRoutes(w: Wiring): void {
  organisationRoutes(w)
  postRoutes(w)
  holdingRoutes(w)
  withdrawRoute(w)
  kindRoutes(w)
}

function organisationRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listOrganisations, async ({ caller }) => ({
    organisations: await listOrganisations(db, caller.districtId),
  }))

  mount(w, contract.saveOrganisation, ({ caller, body }) =>
    transact(db, async (tx) => (await keepOrganisation(tx, caller, body, clock())).organisation),
  )
}

function postRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listPosts, async ({ caller, query }) => ({
    posts: await listPosts(db, await sightOf(db, caller, clock()), query),
  }))

  mount(w, contract.savePost, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = await sightOf(tx, caller, clock())
      keepInScope(caller, body.areas)
      const known = await lockPost(tx, districtId, body.id)
      if (known) {
        keepInScope(caller, known.areas)
        if (meansOther(known, body)) {
          demand(caller, 'people.grant')
          await refuseOwnPost(tx, caller, [body.id])
        }
      }
      await savePost(tx, { ...body, districtId })
      await refuseTwoAdministratorsIn(tx, { districtId, postIds: [body.id], day: sight.day })
      const subject = { subjectKind: 'post', subjectId: body.id }
      const details = { kind: body.kind, areas: body.areas }
      await audit(tx, caller, { act: 'people.post_saved', ...subject, details, at: clock() })
      const rows = await listPosts(tx, wholeSight(sight), { id: body.id })
      return first(rows, 'people.post_not_found')
    }),
  )
}

type PostRow = NonNullable<Awaited<ReturnType<typeof lockPost>>>

/** Whether a change of a post changes what its holders may do or see. */
const meansOther = (known: PostRow, next: Omit<PostInput, 'districtId'>) =>
  known.kind !== next.kind ||
  known.organisation_id !== next.organisationId ||
  known.active !== next.active ||
  known.areas.join() !== (next.areas ?? []).join()

function holdingRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listHoldings, async ({ caller, query }) => ({
    holdings: await listHoldings(db, await sightOf(db, caller, clock()), query),
  }))

  mount(w, contract.saveHolding, ({ caller, body }) =>
    transact(db, async (tx) => (await keepHolding(tx, caller, body, clock())).holding),
  )
}

function withdrawRoute(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.withdrawHolding, ({ caller, params: { holdingId } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const sight = await sightOf(tx, caller, clock())
      const [known] = await listHoldings(tx, wholeSight(sight), { id: holdingId })
      if (!known) throw notFound('people.holding_not_found')
      if (known.personId === personOf(caller).personId) throw forbidden('people.not_to_oneself')
      if (known.standsInFor !== null) throw refused('people.holding_is_delegated')
      const post = await lockPost(tx, districtId, known.postId)
      keepInScope(caller, post?.areas ?? [])
      if (known.from <= sight.day) throw refused('people.holding_has_begun')
      await tx
        .deleteFrom('people.holding')
        .where('district_id', '=', districtId)
        .where('id', '=', holdingId)
        .execute()
      await audit(tx, caller, {
        act: 'people.appointment_withdrawn',
        subjectKind: 'person',
        subjectId: known.personId,
        details: { postId: known.postId, from: known.from, until: known.until },
        at: clock(),
      })
      return {}
    }),
  )
}

function kindRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listPostKinds, async ({ caller }) => ({
    kinds: await listPostKinds(db, caller),
  }))

  mount(w, contract.savePostKind, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const now = clock()
      keepInScope(caller, [])
      if (!keepsApart(body.verbs)) throw refused('people.administrators_apart')
      const postIds = await postsOfKind(tx, districtId, body.code)
      await refuseOwnPost(tx, caller, postIds)
      const before = await meaningOf(tx, districtId, body.code)
      const saved = await savePostKind(tx, { ...body, districtId })
      if (saved.outcome !== 'same') await keepRevision(tx, caller, { code: body.code, before, now })
      const { day } = await sightOf(tx, caller, now)
      await refuseTwoAdministratorsIn(tx, { districtId, postIds, day })
      const subject = { subjectKind: 'post_kind', subjectId: body.code }
      const details = {
        verbs: await verbsOfKind(tx, districtId, body.code),
        reach: body.reach,
        secondFactor: body.secondFactor,
      }
      await audit(tx, caller, { act: 'people.post_kind_saved', ...subject, details, at: now })
      const kinds = await listPostKinds(tx, caller, body.code)
      return first(kinds, 'people.post_kind_not_found')
    }),
  )
}

async function postsOfKind(tx: Tx, districtId: string, code: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('people.post')
    .select('id')
    .where('district_id', '=', districtId)
    .where('kind', '=', code)
    .execute()
  return rows.map((row) => row.id)
}

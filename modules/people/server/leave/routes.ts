import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, notFound, refused } from '#platform/server/problem.ts'
import { sql } from 'kysely'
import * as contract from '../../contract/leave.ts'
import { administrationsOf } from '../../domain/verbs.ts'
import { audit } from '../audit.ts'
import { signedInPerson } from '../own-routes.ts'
import { postsHeld } from '../posts-held.ts'
import { sightOf, type Sight } from '../staff-queries.ts'
import { acceptDelegation, endLeave, saveLeave, type Keeping } from './keep.ts'
import { askedOf, listLeaves, personInScope, standInsFor } from './queries.ts'

export function leaveRoutes(w: Wiring): void {
  readingRoutes(w)
  keepingRoutes(w)
  answerRoute(w)
}

const lookingOf = (caller: Caller, sight: Sight) => ({
  sight,
  own: signedInPerson(caller),
  mayKeep: caller.verbs.has('people.leave'),
})

function readingRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listLeaves, async ({ caller, query }) => ({
    leaves: await listLeaves(db, lookingOf(caller, await sightOf(db, caller, clock())), query),
  }))

  mount(w, contract.readOwnLeave, async ({ caller }) => {
    const sight = await sightOf(db, caller, clock())
    const looking = lookingOf(caller, sight)
    const whose = { districtId: caller.districtId, personId: looking.own }
    const own = { personId: looking.own }
    const leaves = [
      ...(await listLeaves(db, looking, { ...own, when: 'now' })),
      ...(await listLeaves(db, looking, { ...own, when: 'coming' })),
    ]
    const posts = await postsHeld(db, { ...whose, on: sight.day })
    return {
      personId: looking.own,
      leaves,
      posts: posts
        .filter((p) => p.standsInFor === null)
        .map((p) => ({
          postId: p.postId,
          title: p.title,
          organisationName: p.organisationName,
          delegable: administrationsOf(p.verbs).size === 0,
        })),
      asked: (await askedOf(db, { ...whose, day: sight.day })).map((a) =>
        Object.assign(a, {
          state: contract.delegationStates.find((s) => s === a.state) ?? 'ended',
        }),
      ),
    }
  })

  mount(w, contract.findStandIns, async ({ caller, query }) => {
    signedInPerson(caller)
    const { day } = await sightOf(db, caller, clock())
    const people = await standInsFor(db, { districtId: caller.districtId, ...query, day })
    return { people }
  })
}

/** The own leave, or, with the right, that of somebody whose post lies in the own scope. */
async function keepingOf(
  db: Db,
  caller: Caller,
  { personId, now }: { personId: string; now: Date },
): Promise<Keeping> {
  const by = signedInPerson(caller)
  const sight = await sightOf(db, caller, now)
  const keeping = { caller, by, asManager: by !== personId, day: sight.day, now }
  if (!keeping.asManager) return keeping
  if (!caller.verbs.has('people.leave')) throw forbidden('request.forbidden')
  const { rows } = await sql<{ in: boolean }>`
    select ${personInScope(sight, sql`${personId}::uuid`)} as in`.execute(db)
  if (rows[0]?.in !== true) throw notFound('people.person_not_found')
  return keeping
}

function keepingRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.saveLeave, ({ caller, body }) =>
    transact(db, async (tx) => {
      const now = clock()
      const keeping = await keepingOf(tx, caller, { personId: body.personId, now })
      await saveLeave(tx, body, keeping)
      const sight = await sightOf(tx, caller, now)
      const [row] = await listLeaves(tx, lookingOf(caller, sight), { id: body.id })
      if (!row) throw notFound('people.leave_not_found')
      return row
    }),
  )

  mount(w, contract.endLeave, ({ caller, params: { leaveId }, body }) =>
    transact(db, async (tx) => {
      const now = clock()
      const leave = await tx
        .selectFrom('people.leave')
        .select('person_id')
        .where('district_id', '=', caller.districtId)
        .where('id', '=', leaveId)
        .executeTakeFirst()
      if (!leave) throw notFound('people.leave_not_found')
      const keeping = await keepingOf(tx, caller, { personId: leave.person_id, now })
      await endLeave(tx, leaveId, { ...keeping, ...body })
      return {}
    }),
  )
}

function answerRoute(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.answerDelegation, ({ caller, params: { delegationId }, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const now = clock()
      const by = signedInPerson(caller)
      const { day } = await sightOf(tx, caller, now)
      const asked = await tx
        .selectFrom('people.delegation')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('id', '=', delegationId)
        .where('to_person', '=', by)
        .forUpdate()
        .executeTakeFirst()
      if (!asked) throw notFound('people.delegation_not_found')
      if (asked.state !== 'asked' || asked.stands_until < day)
        throw refused('people.delegation_answered')
      if (body.accept)
        await acceptDelegation(tx, { districtId, id: delegationId }, { by, day, now })
      else
        await tx
          .updateTable('people.delegation')
          .set({ state: 'declined', answered_by: by, answered_at: now })
          .where('district_id', '=', districtId)
          .where('id', '=', delegationId)
          .execute()
      await audit(tx, caller, {
        act: 'people.delegation_answered',
        subjectKind: 'post',
        subjectId: asked.post_id,
        details: { accept: body.accept, fromPersonId: asked.from_person },
        at: now,
      })
      return {}
    }),
  )
}

import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { forbidden, invalid, notFound } from '#platform/server/problem.ts'
import * as contract from '../contract/persons.ts'
import { administrationsOf } from '../domain/verbs.ts'
import { audit } from './audit.ts'
import { dayIn } from './gate.ts'
import { keepPerson } from './keep-person.ts'
import { resetPassword, unlock } from './logins.ts'
import { listPersons } from './person-queries.ts'
import { postsHeld } from './posts-held.ts'
import { endSessions } from './sessions.ts'
import { createSignInLink, linkExpiry } from './sign-in-links.ts'
import { sightOf } from './staff-queries.ts'

export function personRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.listPersons, async ({ caller, query: { q, state, id, after, limit } }) => {
    const now = clock()
    const sight = await sightOf(db, caller, now)
    const cursor = after === undefined ? undefined : cursorOf(after)
    const filter = { q, state, id, after: cursor, limit: limit + 1 }
    const rows = await listPersons(db, { sight, cipher, caller, now }, filter)
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return { rows: page, next: rows.length > limit && last ? `${last.id}${last.name}` : null }
  })

  mount(w, contract.savePerson, ({ caller, body }) =>
    transact(db, async (tx) => {
      const kept = await keepPerson(tx, { caller, cipher, now: clock() }, body)
      return kept.person
    }),
  )

  signInHelp(w)
}

const UUID_LENGTH = 36

function cursorOf(after: string): { id: string; name: string } {
  const id = after.slice(0, UUID_LENGTH)
  if (!/^[0-9a-f-]{36}$/.test(id)) throw invalid('request.malformed')
  return { id, name: after.slice(UUID_LENGTH) }
}

/** What the security administrator does for people who cannot sign in, or should not any more. */
function signInHelp(w: Wiring): void {
  const { db, clock } = w
  const help = (
    caller: Caller,
    personId: string,
    act: `people.${string}`,
  ): { whose: { districtId: string; personId: string }; write: (tx: Tx) => Promise<void> } => ({
    whose: { districtId: caller.districtId, personId },
    write: (tx) =>
      audit(tx, caller, { act, subjectKind: 'person', subjectId: personId, at: clock() }),
  })

  mount(w, contract.makeSignInLink, ({ caller, params: { personId } }) =>
    transact(db, async (tx) => {
      const { whose, write } = help(caller, personId, 'people.link_made')
      await keepAdministratorsApart(tx, caller, { personId, now: clock() })
      await write(tx)
      return linkFor(tx, whose, clock())
    }),
  )

  mount(w, contract.resetPassword, ({ caller, params: { personId } }) =>
    transact(db, async (tx) => {
      const { whose, write } = help(caller, personId, 'people.password_reset')
      await keepAdministratorsApart(tx, caller, { personId, now: clock() })
      await resetPassword(tx, { ...whose, now: clock() })
      await write(tx)
      return linkFor(tx, whose, clock())
    }),
  )

  mount(w, contract.unlockPerson, ({ caller, params: { personId } }) =>
    transact(db, async (tx) => {
      const { whose, write } = help(caller, personId, 'people.unlocked')
      await unlock(tx, whose)
      await write(tx)
      return {}
    }),
  )

  mount(w, contract.endPersonSessions, ({ caller, params: { personId } }) =>
    transact(db, async (tx) => {
      const { whose, write } = help(caller, personId, 'people.sessions_ended')
      const ended = await endSessions(tx, { ...whose, now: clock() })
      await write(tx)
      return { ended }
    }),
  )
}

async function linkFor(tx: Tx, whose: { districtId: string; personId: string }, now: Date) {
  const token = await createSignInLink(tx, { ...whose, now })
  return { token, expiresAt: linkExpiry({ now }).toISOString() }
}

/** Whoever could make a link for another administrator would be that administrator. */
async function keepAdministratorsApart(
  tx: Db,
  caller: Caller,
  { personId, now }: { personId: string; now: Date },
): Promise<void> {
  personOf(caller)
  const { districtId } = caller
  const { timeZone } = await readDistrict(tx, districtId)
  const person = await tx
    .selectFrom('people.person')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', personId)
    .where('active', '=', true)
    .executeTakeFirst()
  if (!person) throw notFound('people.person_not_found')
  const posts = await postsHeld(tx, { districtId, personId, on: dayIn(timeZone, now) })
  if (posts.some((p) => administrationsOf(p.verbs).size > 0))
    throw forbidden('people.administrators_apart')
}

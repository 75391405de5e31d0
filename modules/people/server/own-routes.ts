import { readDistrict } from '#modules/places/server/index.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { Problem } from '#platform/server/problem.ts'
import * as contract from '../contract/persons.ts'
import { audit } from './audit.ts'
import { languageOf } from './directory.ts'
import { loginOf } from './logins.ts'
import { masked } from './person-queries.ts'
import { savePerson } from './records.ts'

/** Who is signed in, whether or not acting in a post. */
export function signedInPerson(caller: Caller): string {
  if (caller.personId === null) throw new Problem(401, 'people.not_signed_in')
  return caller.personId
}

/** What everybody keeps about themselves: how to be reached, and in which language. */
export function ownRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.readContact, ({ caller }) => contactOf(db, cipher, caller))

  mount(w, contract.saveContact, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const id = signedInPerson(caller)
      const { name } = await contactOf(tx, cipher, caller)
      await savePerson(tx, { ...body, districtId, id, name, now: clock() }, cipher)
      const subject = { subjectKind: 'person', subjectId: id }
      await audit(tx, caller, { act: 'people.contact_saved', ...subject, at: clock() })
      return contactOf(tx, cipher, caller)
    }),
  )
}

async function contactOf(db: Db, cipher: Cipher, caller: Caller) {
  const { districtId } = caller
  const personId = signedInPerson(caller)
  const { settings } = await readDistrict(db, districtId)
  const person = await db
    .selectFrom('people.person')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const login = await loginOf(db, { districtId, personId })
  return {
    name: person.name,
    email: person.email,
    wecomId: person.wecom_id,
    phone: person.phone_cipher === null ? null : masked(cipher.open(person.phone_cipher)),
    language: languageOf(person.language),
    loginName: login?.name ?? null,
    hasPassword: (login?.password_hash ?? null) !== null,
    deskIdleMinutes: settings.deskIdleMinutes,
    phoneIdleDays: settings.phoneIdleDays,
    version: person.version,
  }
}

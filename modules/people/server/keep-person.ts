import type { z } from 'zod'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Saved } from '#platform/server/versioned-row.ts'
import type * as contract from '../contract/persons.ts'
import type { PersonView } from '../contract/shapes.ts'
import { audit } from './audit.ts'
import { saveLoginName } from './logins.ts'
import { listPersons } from './person-queries.ts'
import { savePerson } from './records.ts'
import { sightOf, wholeSight } from './staff-queries.ts'

/** Adds or changes a person whom the caller sees; the phone is sealed, and it is written down. */
export async function keepPerson(
  tx: Tx,
  { caller, cipher, now }: { caller: Caller; cipher: Cipher; now: Date },
  { loginName, ...body }: z.output<typeof contract.savePerson.body>,
): Promise<{ person: PersonView; outcome: Saved['outcome'] }> {
  const { districtId } = caller
  const sight = await sightOf(tx, caller, now)
  const whole = { sight: wholeSight(sight), cipher, caller, now }
  const [known] = await listPersons(tx, whole, { id: body.id, limit: 1 })
  if (known && (await listPersons(tx, { ...whole, sight }, { id: body.id, limit: 1 })).length < 1)
    throw notFound('people.person_not_found')
  const saved = await savePerson(tx, { ...body, districtId, now }, cipher)
  const whose = { districtId, personId: body.id }
  const renamed = loginName !== undefined && (await saveLoginName(tx, whose, loginName))
  await audit(tx, caller, {
    act: 'people.person_saved',
    subjectKind: 'person',
    subjectId: body.id,
    details: { outcome: saved.outcome, active: body.active, renamed },
    at: now,
  })
  const [person] = await listPersons(tx, whole, { id: body.id, limit: 1 })
  if (!person) throw notFound('people.person_not_found')
  return { person, outcome: renamed && saved.outcome === 'same' ? 'changed' : saved.outcome }
}

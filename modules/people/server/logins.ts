import { brokenConstraint, type Db, type Tx } from '#platform/server/database.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { endSessions } from './sessions.ts'

interface Whose {
  districtId: string
  personId: string
}

/** Turns a taken sign-in name into words. */
export async function sayingTaken<T>(saved: Promise<T>): Promise<T> {
  try {
    return await saved
  } catch (error) {
    if (brokenConstraint(error) === 'login_pkey') throw refused('people.login_name_taken')
    throw error
  }
}

/**
 * Gives a person a sign-in name, or another one: a password that is there goes with it. Null takes
 * both away. Answers whether anything changed.
 */
export async function saveLoginName(
  tx: Tx,
  { districtId, personId }: Whose,
  name: string | null,
): Promise<boolean> {
  const known = await loginOf(tx, { districtId, personId })
  if ((known?.name ?? null) === name) return false
  if (name === null) {
    await tx
      .deleteFrom('people.login')
      .where('district_id', '=', districtId)
      .where('person_id', '=', personId)
      .execute()
    return true
  }
  await sayingTaken(
    tx
      .insertInto('people.login')
      .values({ district_id: districtId, person_id: personId, name })
      .onConflict((c) => c.columns(['district_id', 'person_id']).doUpdateSet({ name }))
      .execute(),
  )
  return true
}

export const loginOf = (db: Db, { districtId, personId }: Whose) =>
  db
    .selectFrom('people.login')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .executeTakeFirst()

/**
 * Takes a password away and ends the sessions, so that the person sets another after signing in by a
 * link.
 */
export async function resetPassword(
  tx: Tx,
  { districtId, personId, now }: Whose & { now: Date },
): Promise<void> {
  await endSessions(tx, { districtId, personId, now })
  await tx
    .updateTable('people.login')
    .set({ password_hash: null, password_set_at: null, failures: 0, locked_until: null })
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .execute()
}

/** Lets a locked name sign in again; 404 for whoever has no sign-in name. */
export async function unlock(tx: Tx, { districtId, personId }: Whose): Promise<void> {
  const done = await tx
    .updateTable('people.login')
    .set({ failures: 0, locked_until: null })
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .returning('name')
    .executeTakeFirst()
  if (!done) throw notFound('people.login_not_found')
}

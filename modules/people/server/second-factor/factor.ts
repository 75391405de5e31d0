import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { Problem, refused } from '#platform/server/problem.ts'
import {
  readCode,
  recoveryCode,
  RECOVERY_CODES,
  STEP_SECONDS,
  STEPS_AROUND,
  usedStep,
} from '../../domain/second-factor.ts'
import { countedFailures, lockEnd } from '../../domain/session.ts'

export interface Whose {
  districtId: string
  personId: string
}

interface Tools {
  cipher: Cipher
  now: Date
}

export const factorOf = (db: Db, { districtId, personId }: Whose) =>
  db
    .selectFrom('people.second_factor')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)

/** Whether a person signs in with a second step. */
export async function hasFactor(db: Db, whose: Whose): Promise<boolean> {
  const row = await factorOf(db, whose).executeTakeFirst()
  return (row?.confirmed_at ?? null) !== null
}

/** SHA-1, six digits, thirty seconds: what every authenticator app reads. */
const codesOf = (secret: string, label = '', issuer = '') =>
  new TOTP({
    issuer,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
  })

/**
 * Makes a new secret that counts once a code of it was shown. One that waits is replaced; one that counts
 * must be turned off first.
 */
export async function beginFactor(
  tx: Tx,
  whose: Whose,
  { cipher, now, label, issuer }: Tools & { label: string; issuer: string },
): Promise<{ secret: string; uri: string }> {
  const known = await factorOf(tx, whose).forUpdate().executeTakeFirst()
  if ((known?.confirmed_at ?? null) !== null) throw refused('people.factor_on')
  const secret = new Secret({ size: 20 }).base32
  const values = { secret_cipher: cipher.seal(secret), begun_at: now, last_step: 0, failures: 0 }
  await tx
    .insertInto('people.second_factor')
    .values({ ...values, district_id: whose.districtId, person_id: whose.personId })
    .onConflict((c) => c.columns(['district_id', 'person_id']).doUpdateSet(values))
    .execute()
  return { secret, uri: codesOf(secret, label, issuer).toString() }
}

/**
 * Uses a code up, or ends in words. Every try is counted before it is looked at and locks as wrong
 * passwords do; call it outside the transaction of what follows, so that a wrong try stays counted.
 * `of: 'begun'` is for the code that proves a new secret; recovery codes do not.
 */
export async function proveCode(
  db: Db,
  whose: Whose,
  { typed, of = 'confirmed', cipher, now }: Tools & { typed: string; of?: 'confirmed' | 'begun' },
): Promise<void> {
  const good = await transact(db, async (tx) => {
    const row = await factorOf(tx, whose).forUpdate().executeTakeFirst()
    if (!row || (row.confirmed_at !== null) !== (of === 'confirmed'))
      throw refused(of === 'confirmed' ? 'people.factor_off' : 'people.factor_not_begun')
    const { locked_until: lockedUntil } = row
    if (lockedUntil !== null && lockedUntil > now)
      throw new Problem(429, 'people.factor_locked', {
        minutes: Math.max(1, Math.ceil((lockedUntil.getTime() - now.getTime()) / 60_000)),
      })
    const code = readCode(typed)
    const used = await useCode(tx, whose, { code, of, cipher, now, row })
    const failures = countedFailures({ failures: row.failures, lockedUntil }, now)
    const next =
      used === null
        ? { failures, locked_until: lockEnd(failures, now) ?? lockedUntil }
        : { failures: 0, locked_until: null, last_step: used }
    await tx
      .updateTable('people.second_factor')
      .set(next)
      .where('district_id', '=', whose.districtId)
      .where('person_id', '=', whose.personId)
      .execute()
    return used !== null
  })
  if (!good) throw new Problem(401, 'people.factor_wrong')
}

interface Trying extends Tools {
  code: ReturnType<typeof readCode>
  of: 'confirmed' | 'begun'
  row: { secret_cipher: string; last_step: number }
}

/** The last step used from now on, or null for a code that does not count. */
async function useCode(tx: Tx, whose: Whose, trying: Trying): Promise<number | null> {
  const { code, of, cipher, now, row } = trying
  if (code === null) return null
  if (code.kind === 'phone') {
    const totp = codesOf(cipher.open(row.secret_cipher))
    const at = { timestamp: now.getTime(), window: STEPS_AROUND }
    return usedStep(totp.validate({ token: code.code, ...at }), now, row.last_step)
  }
  if (of === 'begun') return null
  const used = await tx
    .updateTable('people.recovery_code')
    .set({ used_at: now })
    .where('district_id', '=', whose.districtId)
    .where('person_id', '=', whose.personId)
    .where('code_hash', '=', hashOf(cipher, whose, code.code))
    .where('used_at', 'is', null)
    .returning('code_hash')
    .executeTakeFirst()
  return used ? row.last_step : null
}

/** Keyed, so that the stored digest of a short code cannot be searched for. */
const hashOf = (cipher: Cipher, { districtId, personId }: Whose, code: string) =>
  cipher.sign(`recovery:${districtId}:${personId}:${code}`)

/** Lets the secret count from now on. Answers the recovery codes, which are shown once. */
export async function confirmFactor(tx: Tx, whose: Whose, tools: Tools): Promise<string[]> {
  await tx
    .updateTable('people.second_factor')
    .set({ confirmed_at: tools.now })
    .where('district_id', '=', whose.districtId)
    .where('person_id', '=', whose.personId)
    .execute()
  return renewCodes(tx, whose, tools)
}

/** New recovery codes in place of all that were given before. */
export async function renewCodes(tx: Tx, whose: Whose, { cipher }: Tools): Promise<string[]> {
  await dropCodes(tx, whose)
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCode(randomBytes(12)))
  await tx
    .insertInto('people.recovery_code')
    .values(
      codes.map((code) => ({
        district_id: whose.districtId,
        person_id: whose.personId,
        code_hash: hashOf(cipher, whose, code.replaceAll('-', '')),
      })),
    )
    .execute()
  return codes
}

/** How many recovery codes are left. */
export async function codesLeft(db: Db, { districtId, personId }: Whose): Promise<number> {
  const { left } = await db
    .selectFrom('people.recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}

const dropCodes = (tx: Tx, { districtId, personId }: Whose) =>
  tx
    .deleteFrom('people.recovery_code')
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .execute()

/** Takes the second step away; answers whether there was one. */
export async function dropFactor(tx: Tx, whose: Whose): Promise<boolean> {
  await dropCodes(tx, whose)
  const gone = await tx
    .deleteFrom('people.second_factor')
    .where('district_id', '=', whose.districtId)
    .where('person_id', '=', whose.personId)
    .returning('confirmed_at')
    .executeTakeFirst()
  return (gone?.confirmed_at ?? null) !== null
}

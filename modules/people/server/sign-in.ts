import { readDistrict } from '#modules/places/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, Problem, refused } from '#platform/server/problem.ts'
import { passwordFault } from '../domain/password.ts'
import { countedFailures, lockEnd } from '../domain/session.ts'
import { audit } from './audit.ts'
import { dayIn } from './gate.ts'
import { loginOf, sayingTaken } from './logins.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { postsHeld } from './posts-held.ts'
import { hasFactor } from './second-factor/factor.ts'
import { makeTicket } from './second-factor/ticket.ts'
import { endSession, endSessions, openSession } from './sessions.ts'

export interface Visit {
  /** The session that this browser still has, ended by signing in. */
  before: string | null
  phone: boolean
  ip: string
  agent: string
  now: Date
}

export interface SignedIn {
  token: string
  districtId: string
  personId: string
  phoneIdleDays: number
}

/** Who is at the door, and in which post they wish to act. */
export interface Known {
  districtId: string
  personId: string
  postId: string | null
}

/**
 * Lets in whoever passed the first step: a session, or, where the person has a second step, a ticket that
 * waits for its code. A provider that vouches for a second step of its own has it asked already.
 */
export async function admit(
  tx: Tx,
  who: Known & { vouched?: boolean; providerId?: string },
  visit: Visit,
): Promise<SignedIn | { ticket: string }> {
  const { vouched = false, ...known } = who
  if (!vouched && (await hasFactor(tx, who)))
    return { ticket: await makeTicket(tx, { ...known, phone: visit.phone }, visit.now) }
  return startSession(tx, { ...known, secondFactor: vouched }, visit)
}

/** Opens a session in the wanted post if it is held today, else in the first that is, else in none. */
export async function startSession(
  tx: Tx,
  who: Known & { secondFactor?: boolean; providerId?: string | null },
  visit: Visit,
): Promise<SignedIn> {
  const { timeZone, settings } = await readDistrict(tx, who.districtId)
  const posts = await postsHeld(tx, { ...who, on: dayIn(timeZone, visit.now) })
  const post = posts.find((p) => p.postId === who.postId) ?? posts[0]
  await endSession(tx, visit.before, visit.now)
  const { secondFactor = false } = who
  const session = { ...who, ...visit, secondFactor, postId: post?.postId ?? null }
  const token = await openSession(tx, session)
  const caller = { ...anonymous(who.districtId, visit.ip, visit.agent), personId: who.personId }
  await audit(tx, caller, { act: 'people.signed_in', at: visit.now })
  return { ...who, token, phoneIdleDays: settings.phoneIdleDays }
}

/**
 * Failures under names that nobody has, so that they lock like the others and do not give away which
 * names exist. Per process and bounded: an attacker with very many names learns one bit about each.
 */
const strangers = new Map<string, { failures: number; lockedUntil: Date | null }>()
const MOST_STRANGERS = 10_000

/**
 * Signs in by name and password. An attempt is counted before the password is looked at, so that many
 * at once get no more tries than one after the other. Wrong name and wrong password answer alike.
 */
export async function signIn(
  db: Db,
  { name, password }: { name: string; password: string },
  visit: Visit,
): Promise<SignedIn | { ticket: string }> {
  const login = await countAttempt(db, name, visit.now)
  if (!login) countStranger(name, visit.now)
  const fits = await passwordFits(password, login?.password_hash ?? null)
  if (!login) throw new Problem(401, 'people.sign_in_failed')
  const who = { districtId: login.district_id, personId: login.person_id, postId: null }
  if (!fits || !login.active) {
    const caller = { ...anonymous(who.districtId, visit.ip, visit.agent), personId: who.personId }
    await audit(db, caller, { act: 'people.sign_in_failed', at: visit.now })
    throw new Problem(401, 'people.sign_in_failed')
  }
  return transact(db, async (tx) => {
    await tx
      .updateTable('people.login')
      .set({ failures: 0, locked_until: null })
      .where('name', '=', name)
      .execute()
    return admit(tx, who, visit)
  })
}

/**
 * Asks for the password of somebody who is signed in already, before what a stranger at an open screen
 * must not do. Tries count and lock like those at the door; without a password there is nothing to ask.
 */
export async function provePassword(
  db: Db,
  who: { districtId: string; personId: string },
  { password, now }: { password: string; now: Date },
): Promise<void> {
  const own = await loginOf(db, who)
  if (!own?.password_hash) return
  await countAttempt(db, own.name, now)
  if (!(await passwordFits(password, own.password_hash))) throw refused('people.password_wrong')
  await db
    .updateTable('people.login')
    .set({ failures: 0, locked_until: null })
    .where('name', '=', own.name)
    .execute()
}

const locked = (until: Date, now: Date) =>
  new Problem(429, 'people.sign_in_locked', {
    minutes: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 60_000)),
  })

/** Counts a try, and locks the name with every fifth; the row is held, so that no two count as one. */
async function countAttempt(db: Db, name: string, now: Date) {
  return transact(db, async (tx) => {
    const login = await tx
      .selectFrom('people.login as l')
      .innerJoin('people.person as p', (j) =>
        j.onRef('p.district_id', '=', 'l.district_id').onRef('p.id', '=', 'l.person_id'),
      )
      .select(['l.district_id', 'l.person_id', 'l.password_hash', 'l.failures', 'l.locked_until'])
      .select('p.active')
      .where('l.name', '=', name)
      .forUpdate('l')
      .executeTakeFirst()
    if (!login) return undefined
    const { locked_until: lockedUntil } = login
    if (lockedUntil !== null && lockedUntil > now) throw locked(lockedUntil, now)
    const failures = countedFailures({ failures: login.failures, lockedUntil }, now)
    await tx
      .updateTable('people.login')
      .set({ failures, locked_until: lockEnd(failures, now) ?? lockedUntil })
      .where('name', '=', name)
      .execute()
    return login
  })
}

/** The same count for a name that nobody has, in memory. */
function countStranger(name: string, now: Date): void {
  const known = strangers.get(name) ?? { failures: 0, lockedUntil: null }
  if (known.lockedUntil !== null && known.lockedUntil > now) throw locked(known.lockedUntil, now)
  const failures = countedFailures(known, now)
  strangers.delete(name)
  const oldest = strangers.keys().next().value
  if (strangers.size >= MOST_STRANGERS && oldest !== undefined) strangers.delete(oldest)
  strangers.set(name, { failures, lockedUntil: lockEnd(failures, now) ?? known.lockedUntil })
}

export interface PasswordInput {
  districtId: string
  personId: string
  name?: string | undefined
  current?: string | undefined
  password: string
  token: string | null
  now: Date
}

/** Sets the own password, and the login name the first time; the other sessions end. */
export async function setPassword(tx: Tx, input: PasswordInput): Promise<string> {
  const { districtId, personId } = input
  const login = await tx
    .selectFrom('people.login')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  const name = input.name ?? login?.name
  if (name === undefined) throw invalid('people.login_name_missing')
  const needsCurrent = login?.password_hash ?? null
  if (needsCurrent !== null && !(await passwordFits(input.current ?? '', needsCurrent)))
    throw refused('people.password_wrong')
  const fault = passwordFault(input.password, name)
  if (fault) throw invalid(`people.${fault}`)
  const values = {
    name,
    password_hash: await hashPassword(input.password),
    password_set_at: input.now,
    failures: 0,
    locked_until: null,
  }
  await sayingTaken(
    tx
      .insertInto('people.login')
      .values({ ...values, district_id: districtId, person_id: personId })
      .onConflict((c) => c.columns(['district_id', 'person_id']).doUpdateSet(values))
      .execute(),
  )
  await endSessions(tx, { districtId, personId, except: input.token, now: input.now })
  return name
}

import { sql } from 'kysely'
import { readDistrict } from '#modules/places/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, Problem, refused } from '#platform/server/problem.ts'
import { passwordFault } from '../domain/password.ts'
import { LOCK_MINUTES, MOST_FAILURES } from '../domain/session.ts'
import { audit } from './audit.ts'
import { dayIn } from './gate.ts'
import { hashPassword, passwordFits } from './passwords.ts'
import { postsHeld } from './posts-held.ts'
import { endSessions, openSession } from './sessions.ts'

export interface Visit {
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

/** Opens a session in the wanted post if it is held today, else in the first that is, else in none. */
export async function startSession(
  tx: Tx,
  who: { districtId: string; personId: string; postId: string | null },
  visit: Visit,
): Promise<SignedIn> {
  const { timeZone, settings } = await readDistrict(tx, who.districtId)
  const posts = await postsHeld(tx, { ...who, on: dayIn(timeZone, visit.now) })
  const post = posts.find((p) => p.postId === who.postId) ?? posts[0]
  const session = { ...who, ...visit, postId: post?.postId ?? null }
  const token = await openSession(tx, session)
  const caller = { ...anonymous(who.districtId, visit.ip, visit.agent), personId: who.personId }
  await audit(tx, caller, { act: 'people.signed_in', at: visit.now })
  return { ...who, token, phoneIdleDays: settings.phoneIdleDays }
}

/**
 * Failures under names that nobody has, so that they lock like the others and do not give away which
 * names exist. Per process and bounded: an attacker with very many names learns one bit about each.
 */
const strangers = new Map<string, { failures: number; lockedUntil: number }>()
const MOST_STRANGERS = 10_000

/**
 * Signs in by name and password. An attempt is counted before the password is looked at, so that many
 * at once get no more tries than one after the other. Wrong name and wrong password answer alike.
 */
export async function signIn(
  db: Db,
  { name, password }: { name: string; password: string },
  visit: Visit,
): Promise<SignedIn> {
  const login = await countAttempt(db, name, visit.now)
  if (login === 'locked') throw locked()
  const fits = await passwordFits(password, login?.password_hash ?? null)
  if (!login) {
    if (countStranger(name, visit.now)) throw locked()
    throw new Problem(401, 'people.sign_in_failed')
  }
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
    return startSession(tx, who, visit)
  })
}

const locked = () => new Problem(429, 'people.sign_in_locked', { minutes: LOCK_MINUTES })

async function countAttempt(db: Db, name: string, now: Date) {
  const counted = sql<number>`case when l.locked_until is null then l.failures + 1 else 1 end`
  const until = new Date(now.getTime() + LOCK_MINUTES * 60_000)
  const login = await db
    .updateTable('people.login as l')
    .from('people.person as p')
    .set({
      failures: counted,
      locked_until: sql<Date | null>`case when ${counted} >= ${MOST_FAILURES}
        then ${until}::timestamptz end`,
    })
    .whereRef('p.district_id', '=', 'l.district_id')
    .whereRef('p.id', '=', 'l.person_id')
    .where('l.name', '=', name)
    .where((eb) => eb.or([eb('l.locked_until', 'is', null), eb('l.locked_until', '<=', now)]))
    .returning(['l.district_id', 'l.person_id', 'l.password_hash', 'p.active'])
    .executeTakeFirst()
  if (login) return login
  const known = await db
    .selectFrom('people.login')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst()
  return known ? ('locked' as const) : undefined
}

/** Whether a name that nobody has is locked by now; counts this attempt. */
function countStranger(name: string, now: Date): boolean {
  const known = strangers.get(name)
  if (known && known.lockedUntil > now.getTime()) return true
  const failures = (known && known.lockedUntil === 0 ? known.failures : 0) + 1
  const lockedUntil = failures >= MOST_FAILURES ? now.getTime() + LOCK_MINUTES * 60_000 : 0
  strangers.delete(name)
  const oldest = strangers.keys().next().value
  if (strangers.size >= MOST_STRANGERS && oldest !== undefined) strangers.delete(oldest)
  strangers.set(name, { failures, lockedUntil })
  return false
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
  await tx
    .insertInto('people.login')
    .values({ ...values, district_id: districtId, person_id: personId })
    .onConflict((c) => c.columns(['district_id', 'person_id']).doUpdateSet(values))
    .execute()
    .catch((error: unknown) => {
      if (brokenConstraint(error) === 'login_pkey') throw refused('people.login_name_taken')
      throw error
    })
  await endSessions(tx, { districtId, personId, except: input.token, now: input.now })
  return name
}

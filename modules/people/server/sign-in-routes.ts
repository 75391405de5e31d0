import { readDistrict } from '#modules/places/server/index.ts'
import { anonymous, type Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { mount, type Call, type Wiring } from '#platform/server/mount.ts'
import { forbidden, notFound, Problem } from '#platform/server/problem.ts'
import type { Me } from '../contract/sign-in.ts'
import { giveCode } from '../contract/second-factor.ts'
import * as contract from '../contract/sign-in.ts'
import { isIdle } from '../domain/session.ts'
import { audit } from './audit.ts'
import { agentOf, dayIn } from './gate.ts'
import { signedInPerson } from './own-routes.ts'
import { postsHeld } from './posts-held.ts'
import { clearCookie, hashToken, openSession, setCookie, tokenOf } from './sessions.ts'
import { readLink, spendLink } from './sign-in-links.ts'
import { endAtProvider } from './providers/sign-out.ts'
import { proveCode } from './second-factor/factor.ts'
import { readTicket, spendTicket } from './second-factor/ticket.ts'
import { findViewed } from './view-as/viewed.ts'
import { admit, setPassword, signIn, startSession, type SignedIn, type Visit } from './sign-in.ts'

export type Http = Call<unknown, unknown, unknown>['http']

export const visitOf = ({ request }: Http, phone: boolean, now: Date): Visit => ({
  phone,
  now,
  before: tokenOf(request),
  ip: request.ip,
  agent: agentOf(request),
})

/** Sets the cookie of a session that was opened, or hands on the ticket that waits for a code. */
export function welcome(
  http: Http,
  signedIn: SignedIn | { ticket: string },
  { phone, secure }: { phone: boolean; secure: boolean },
) {
  if ('ticket' in signedIn) return signedIn
  const { token, districtId, personId, phoneIdleDays } = signedIn
  setCookie(http.reply, token, { phone, secure, phoneIdleDays })
  return { personId, districtId }
}

export function signInRoutes(
  w: Wiring,
  { cipher, secureCookies: secure }: { cipher: Cipher; secureCookies: boolean },
): void {
  const { db, clock } = w

  mount(w, contract.signIn, async ({ body, http }) =>
    welcome(http, await signIn(db, body, visitOf(http, body.phone, clock())), {
      phone: body.phone,
      secure,
    }),
  )

  codeRoute(w, { cipher, secure })

  mount(w, contract.readSignInLink, ({ params }) => readLink(db, params.token, clock()))

  mount(w, contract.useSignInLink, async ({ params, body, http }) => {
    const visit = visitOf(http, body.phone, clock())
    const signedIn = await transact(db, async (tx) =>
      admit(tx, await spendLink(tx, params.token, visit.now), visit),
    )
    return welcome(http, signedIn, { phone: body.phone, secure })
  })

  mount(w, contract.signOut, async ({ caller, http }) => {
    const now = clock()
    const ended = await transact(db, async (tx) => {
      await audit(tx, caller, { act: 'people.signed_out', at: now })
      return tx
        .updateTable('people.session')
        .set({ ended_at: now })
        .where('token_hash', '=', hashToken(tokenOf(http.request) ?? ''))
        .returning('provider_id')
        .executeTakeFirst()
    })
    clearCookie(http.reply, secure)
    const returnTo = `${http.request.protocol}://${http.request.host}/sign-in`
    const providerId = ended?.provider_id ?? null
    return { location: await endAtProvider(db, { providerId, returnTo }, { cipher, now }) }
  })

  actingRoutes(w, secure)
  sessionRoutes(w)
}

/** The second step: a wrong code leaves the ticket waiting, and is counted. */
function codeRoute(w: Wiring, { cipher, secure }: { cipher: Cipher; secure: boolean }): void {
  const { db, clock } = w
  mount(w, giveCode, async ({ body, http }) => {
    const now = clock()
    const who = await readTicket(db, body.ticket, now)
    const visit = visitOf(http, who.phone, now)
    await proveCode(db, who, { typed: body.code, cipher, now }).catch(async (error: unknown) => {
      const caller = { ...anonymous(who.districtId, visit.ip, visit.agent), personId: who.personId }
      await audit(db, caller, { act: 'people.code_failed', at: now })
      throw error
    })
    const signedIn = await transact(db, async (tx) => {
      await spendTicket(tx, body.ticket, now)
      return startSession(tx, { ...who, secondFactor: true }, visit)
    })
    return welcome(http, signedIn, { phone: who.phone, secure })
  })
}

function actingRoutes(w: Wiring, secure: boolean): void {
  const { db, clock } = w
  mount(w, contract.me, async ({ caller, http }) =>
    readMe(db, caller, { now: clock(), ...(await sessionOf(db, http)) }),
  )

  mount(w, contract.actIn, async ({ caller, body, http }) => {
    const now = clock()
    const personId = signedInPerson(caller)
    const { districtId } = caller
    const old = tokenOf(http.request) ?? ''
    const { timeZone, settings } = await readDistrict(db, districtId)
    const next = await transact(db, async (tx) => {
      const posts = await postsHeld(tx, { districtId, personId, on: dayIn(timeZone, now) })
      const post = posts.find((p) => p.postId === body.postId)
      if (!post) throw forbidden('people.post_not_held')
      const ended = await tx
        .updateTable('people.session')
        .set({ ended_at: now })
        .where('token_hash', '=', hashToken(old))
        .where('ended_at', 'is', null)
        .returning(['phone', 'second_factor', 'provider_id'])
        .executeTakeFirst()
      if (!ended) throw new Problem(401, 'people.not_signed_in')
      const visit = visitOf(http, ended.phone, now)
      if (post.secondFactor && !ended.second_factor) throw forbidden('people.factor_needed')
      const token = await openSession(tx, {
        districtId,
        personId,
        postId: post.postId,
        secondFactor: ended.second_factor,
        providerId: ended.provider_id,
        ...visit,
      })
      await audit(tx, { ...caller, postId: post.postId }, { act: 'people.acted_in', at: now })
      return { token, post, phone: ended.phone, passed: ended.second_factor }
    })
    const { phoneIdleDays } = settings
    setCookie(http.reply, next.token, { phone: next.phone, secure, phoneIdleDays })
    const acting = { ...caller, postId: next.post.postId, verbs: new Set(next.post.verbs) }
    return readMe(db, acting, { now, passed: next.passed, view: null })
  })

  mount(w, contract.setPassword, async ({ caller, body, http }) => {
    const input = { ...body, districtId: caller.districtId, personId: signedInPerson(caller) }
    const name = await transact(db, async (tx) => {
      const token = tokenOf(http.request)
      const set = await setPassword(tx, { ...input, token, now: clock() })
      await audit(tx, caller, { act: 'people.password_set', at: clock() })
      return set
    })
    return { name }
  })
}

type View = { postId: string; until: Date; reason: string } | null

/** What the session that asks knows: whether the second step was passed, and what it looks at. */
async function sessionOf(db: Db, { request }: Http): Promise<{ passed: boolean; view: View }> {
  const session = await db
    .selectFrom('people.session')
    .select(['second_factor', 'view_post_id', 'view_until', 'view_reason'])
    .where('token_hash', '=', hashToken(tokenOf(request) ?? ''))
    .executeTakeFirst()
  const { view_post_id: postId = null, view_until: until = null } = session ?? {}
  const view = postId !== null && until !== null && { postId, until }
  return {
    passed: session?.second_factor ?? false,
    view: view ? { ...view, reason: session?.view_reason ?? '' } : null,
  }
}

async function viewingOf(db: Db, caller: Caller, view: View): Promise<Me['viewing']> {
  if (!caller.viewing || !view) return null
  const post = await findViewed(db, caller.districtId, view.postId)
  if (!post) return null
  const { title: postTitle, organisationName } = post
  return { postTitle, organisationName, until: view.until.toISOString(), reason: view.reason }
}

async function readMe(
  db: Db,
  caller: Caller,
  { now, passed, view }: { now: Date; passed: boolean; view: View },
): Promise<Me> {
  const { districtId } = caller
  const personId = signedInPerson(caller)
  const { settings: _, version: __, ...district } = await readDistrict(db, districtId)
  const person = await db
    .selectFrom('people.person as p')
    .leftJoin('people.login as l', (j) =>
      j.onRef('l.district_id', '=', 'p.district_id').onRef('l.person_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.name', 'p.email', 'p.language', 'l.name as loginName'])
    .where('p.district_id', '=', districtId)
    .where('p.id', '=', personId)
    .executeTakeFirstOrThrow()
  const posts = await postsHeld(db, { districtId, personId, on: dayIn(district.timeZone, now) })
  return {
    person: { ...person, language: person.language === 'en' ? 'en' : 'zh-CN' },
    district,
    posts: posts.map((post) => Object.assign(post, { closed: post.secondFactor && !passed })),
    actingPostId: caller.viewing?.ownPostId ?? caller.postId,
    verbs: [...caller.verbs].sort(),
    viewing: await viewingOf(db, caller, view),
  }
}

/** Enough of the hash to name a session, and no way back to its token. */
const SESSION_ID = 32

function sessionRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listSessions, async ({ caller, query, http }) => {
    const own = signedInPerson(caller)
    const personId = query.personId ?? own
    if (personId !== own && !caller.verbs.has('people.sessions'))
      throw forbidden('request.forbidden')
    const { settings } = await readDistrict(db, caller.districtId)
    const current = hashToken(tokenOf(http.request) ?? '')
    const rows = await db
      .selectFrom('people.session')
      .selectAll()
      .where('district_id', '=', caller.districtId)
      .where('person_id', '=', personId)
      .where('ended_at', 'is', null)
      .orderBy('seen_at', 'desc')
      .limit(100)
      .execute()
    const open = rows.filter(
      (s) => !isIdle({ phone: s.phone, seenAt: s.seen_at }, settings, clock()),
    )
    return {
      sessions: open.map((s) => ({
        id: s.token_hash.slice(0, SESSION_ID),
        personId,
        agent: s.agent,
        ip: s.ip,
        phone: s.phone,
        createdAt: s.created_at.toISOString(),
        seenAt: s.seen_at.toISOString(),
        current: s.token_hash === current,
      })),
    }
  })

  mount(w, contract.endSession, ({ caller, params }) =>
    transact(db, async (tx) => {
      const others = caller.verbs.has('people.sessions')
      const ended = await tx
        .updateTable('people.session')
        .set({ ended_at: clock() })
        .where('token_hash', 'like', `${params.sessionId}%`)
        .where('district_id', '=', caller.districtId)
        .where('ended_at', 'is', null)
        .$if(!others, (q) => q.where('person_id', '=', signedInPerson(caller)))
        .returning('person_id')
        .executeTakeFirst()
      if (!ended) throw notFound('people.session_not_found')
      const subject = { subjectKind: 'person', subjectId: ended.person_id }
      await audit(tx, caller, { act: 'people.session_ended', ...subject, at: clock() })
      return {}
    }),
  )
}

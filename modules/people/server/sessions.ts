import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Db, Tx } from '#platform/server/database.ts'

export const COOKIE = 'gongzhi_session'

/** Begins a program's token: longer than a session's, and taken from the header only. */
export const API_MARK = 'gz_'
export const isApiToken = (token: string) => /^gz_[\w-]{43}$/.test(token)

export const newToken = () => randomBytes(32).toString('base64url')

/** Tokens are random, so a plain hash is enough to make the stored one useless. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** The token of a request: the bearer's, else the cookie's. */
export function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,100})$/i.exec(request.headers.authorization ?? '')
  if (bearer) return bearer[1] ?? null
  const value = cookieOf(request, COOKIE)
  return value !== null && !isApiToken(value) ? value : null
}

/** A cookie that the browser brings, or null. */
export function cookieOf(request: FastifyRequest, wanted: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=')
    if (name === wanted && value !== '') return value
  }
  return null
}

export interface CookieTerms {
  phone: boolean
  secure: boolean
  phoneIdleDays: number
}

/** A desk's cookie goes with the browser; a phone's stays as long as its session may. */
export function setCookie(reply: FastifyReply, token: string, terms: CookieTerms): void {
  const age = terms.phone ? `; Max-Age=${terms.phoneIdleDays * 86_400}` : ''
  void reply.header('set-cookie', `${COOKIE}=${token}${age}${attributes(terms.secure)}`)
}

export function clearCookie(reply: FastifyReply, secure: boolean): void {
  void reply.header('set-cookie', `${COOKIE}=; Max-Age=0${attributes(secure)}`)
}

const attributes = (secure: boolean) =>
  `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`

export interface NewSession {
  districtId: string
  personId: string
  postId: string | null
  phone: boolean
  /** Whether the second step was passed. */
  secondFactor: boolean
  /** The provider that said who it is; null for our own password or link. */
  providerId?: string | null
  ip: string
  agent: string
  now: Date
}

/** Opens a session and returns its token, which is nowhere else. */
export async function openSession(tx: Tx, session: NewSession): Promise<string> {
  const token = newToken()
  await tx
    .insertInto('people.session')
    .values({
      token_hash: hashToken(token),
      district_id: session.districtId,
      person_id: session.personId,
      post_id: session.postId,
      phone: session.phone,
      second_factor: session.secondFactor,
      provider_id: session.providerId ?? null,
      agent: session.agent.slice(0, 300),
      ip: session.ip,
      created_at: session.now,
      seen_at: session.now,
    })
    .execute()
  return token
}

/** Ends sessions of a person: all, or all but the one of this token. Answers how many. */
export async function endSessions(
  tx: Tx | Db,
  person: { districtId: string; personId: string; except?: string | null; now: Date },
): Promise<number> {
  const { except = null } = person
  const ended = await tx
    .updateTable('people.session')
    .set({ ended_at: person.now })
    .where('district_id', '=', person.districtId)
    .where('person_id', '=', person.personId)
    .where('ended_at', 'is', null)
    .$if(except !== null, (q) => q.where('token_hash', '!=', hashToken(except!)))
    .returning('token_hash')
    .execute()
  return ended.length
}

/** Ends the session that a browser brings when somebody signs in with it. */
export async function endSession(tx: Tx | Db, token: string | null, now: Date): Promise<void> {
  if (token === null) return
  await tx
    .updateTable('people.session')
    .set({ ended_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ended_at', 'is', null)
    .execute()
}

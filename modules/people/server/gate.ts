import type { FastifyRequest } from 'fastify'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import { sql } from 'kysely'
import type { Access } from '#platform/shared/endpoint.ts'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { Gate } from '#platform/server/mount.ts'
import { forbidden, Problem } from '#platform/server/problem.ts'
import { holdsOn, scopeOf, type Reach } from '../domain/scope.ts'
import { isByHand, isIdle, PRESENT_HEADER, wantsTouch } from '../domain/session.ts'
import { fitsViewing } from '../domain/view-as.ts'
import { clientOf } from './api-clients.ts'
import { hashToken, isApiToken, tokenOf } from './sessions.ts'
import { viewingCaller } from './view-as/viewed.ts'

/** The calendar day in a zone, YYYY-MM-DD. */
export const dayIn = (timeZone: string, instant: Date) =>
  dateOfDay(dayAt(timeZone, instant.getTime()))

/**
 * Tells who calls. A post counts while it is held today in the district's zone; when the holding
 * ends, the person stays signed in without any right. Public endpoints know the caller only inside
 * the caller's own district.
 */
export function openGate({ db, clock }: { db: Db; clock: () => Date }): Gate {
  return async (request, access) => {
    const token = tokenOf(request)
    const now = clock()
    if (token !== null && isApiToken(token)) return programAt(db, { request, token, now }, access)
    const caller = token === null ? null : await callerOf(db, { request, token, now })
    if (caller?.viewing && !fitsViewing(toldBy(request))) throw forbidden('people.viewing_only')
    if (access === 'public') return publicCaller(request, caller)
    if (!caller) throw new Problem(401, 'people.not_signed_in')
    if (needsVerb(access)) demand(caller, access)
    return caller
  }
}

/**
 * A program at the door: what its verbs open, and what is open to all; never what belongs to a person
 * who is signed in. A token that does not hold is refused everywhere, so that nobody sends in
 * namelessly what they believe to send under their name.
 */
async function programAt(db: Db, asked: Asked, access: Access): Promise<Caller> {
  const { request, token, now } = asked
  const agent = agentOf(request)
  const caller = await clientOf(db, { token, ip: request.ip, agent, now })
  if (access === 'public') return publicCaller(request, caller)
  if (access === 'signed-in') throw forbidden('people.client_is_nobody')
  demand(caller, access)
  return caller
}

const needsVerb = (access: Access) => access !== 'public' && access !== 'signed-in'

function publicCaller(request: FastifyRequest, caller: Caller | null): Caller {
  const { params } = request
  const named =
    typeof params === 'object' && params !== null && 'districtId' in params
      ? String(params.districtId)
      : ''
  if (caller && (named === '' || caller.districtId === named)) return caller
  return anonymous(named, request.ip, agentOf(request))
}

export const agentOf = (request: FastifyRequest) => request.headers['user-agent'] ?? ''

interface Asked {
  request: FastifyRequest
  token: string
  now: Date
}

async function callerOf(db: Db, { request, token, now }: Asked): Promise<Caller | null> {
  const hash = hashToken(token)
  const rows = await findSession(db, hash)
  const [session] = rows
  if (!session) return null
  const { timeZone, settings } = await readDistrict(db, session.district_id)
  const seen = { phone: session.phone, seenAt: session.seen_at }
  if (isIdle(seen, settings, now)) return null
  if (wantsTouch(session.seen_at, now) && isByHand(toldBy(request))) await touch(db, hash, now)

  const without = anonymous(session.district_id, request.ip, agentOf(request))
  const own = inPost(without, rows, dayIn(timeZone, now))
  const { view_post_id: postId, view_until: until } = session
  if (postId === null || until === null || until <= now) return own
  return (await viewingCaller(db, own, postId)) ?? own
}

/** The person in the post of the session, as far as it is held on that day. */
function inPost(without: Caller, rows: readonly SessionRow[], today: string): Caller {
  const [session] = rows
  const known = { ...without, personId: session?.person_id ?? null }
  const held = rows.find(
    (r) => r.holds_from !== null && holdsOn({ from: r.holds_from, until: r.holds_until }, today),
  )
  if (!held || held.post_id === null || held.organisation_id === null || held.reach === null)
    return known
  // The post asks for a second step that this session has not passed: who it is counts, the post does not.
  if (held.asks_second === true && !held.second_factor) return known
  return {
    ...known,
    postId: held.post_id,
    ...(held.from_person !== null && { standsInFor: held.from_person }),
    organisationId: held.organisation_id,
    verbs: new Set(held.verbs),
    scope: scopeOf({
      reach: held.reach as Reach, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
      areas: held.areas ?? [],
      organisationId: held.organisation_id,
    }),
  }
}

type SessionRow = Awaited<ReturnType<typeof findSession>>[number]

const toldBy = (request: FastifyRequest) => ({
  method: request.method,
  path: request.routeOptions.url ?? '',
  present: request.headers[PRESENT_HEADER] !== undefined,
})

/** The open session of an active person, once per holding of its post. */
function findSession(db: Db, hash: string) {
  return (
    db
      .selectFrom('people.session as s')
      .innerJoin('people.person as p', (j) =>
        j
          .onRef('p.district_id', '=', 's.district_id')
          .onRef('p.id', '=', 's.person_id')
          .on('p.active', '=', true),
      )
      .leftJoin('people.post as po', (j) =>
        j
          .onRef('po.district_id', '=', 's.district_id')
          .onRef('po.id', '=', 's.post_id')
          .on('po.active', '=', true),
      )
      .leftJoin('people.post_kind as k', (j) =>
        j.onRef('k.district_id', '=', 'po.district_id').onRef('k.code', '=', 'po.kind'),
      )
      .leftJoin('people.holding as h', (j) =>
        j
          .onRef('h.district_id', '=', 'po.district_id')
          .onRef('h.post_id', '=', 'po.id')
          .onRef('h.person_id', '=', 's.person_id'),
      )
      .leftJoin('people.delegation as d', (j) =>
        j.onRef('d.district_id', '=', 'h.district_id').onRef('d.id', '=', 'h.delegation_id'),
      )
      .select([
        's.district_id',
        's.person_id',
        's.phone',
        's.seen_at',
        's.second_factor',
        's.view_post_id',
        's.view_until',
        'po.id as post_id',
        'po.organisation_id',
        'po.areas',
        'k.verbs',
        'k.reach',
        'k.second_factor as asks_second',
        'h.holds_from',
        'h.holds_until',
        'd.from_person',
      ])
      .where('s.token_hash', '=', hash)
      .where('s.ended_at', 'is', null)
      // Whoever holds a post and stands in for another in it acts in their own right.
      .orderBy(sql`h.delegation_id is not null`)
      .execute()
  )
}

async function touch(db: Db, hash: string, now: Date): Promise<void> {
  await db
    .updateTable('people.session')
    .set({ seen_at: now })
    .where('token_hash', '=', hash)
    .where('seen_at', '<', now)
    .execute()
}

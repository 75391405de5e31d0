import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { listDistricts } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Cipher } from '#platform/server/cipher.ts'
import { brokenConstraint, transact, type Db, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import * as contract from '../../contract/providers.ts'
import { matches } from '../../domain/provider.ts'
import { audit } from '../audit.ts'
import { agentOf } from '../gate.ts'
import { cookieOf, tokenOf } from '../sessions.ts'
import { welcome } from '../sign-in-routes.ts'
import { beginAttempt, findProvider, finishAttempt } from './attempt.ts'
import { clientOf } from './client.ts'

const COOKIE = 'gongzhi_way_back'
const COOKIE_PATH = '/api/people/sign-in/providers'

/** Where providers send people back to: a page of this server, as the browser sees it. */
const redirectUriOf = (request: FastifyRequest) =>
  new URL('/sign-in/back', `${request.protocol}://${request.host}`).href

function setWayBack(reply: FastifyReply, value: string, secure: boolean): void {
  const age = value === '' ? 0 : 600
  void reply.header(
    'set-cookie',
    `${COOKIE}=${value}; Max-Age=${age}; Path=${COOKIE_PATH}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  )
}

interface Parts {
  cipher: Cipher
  secureCookies: boolean
  limitAsking: (caller: Caller) => void
}

export function providerRoutes(w: Wiring, parts: Parts): void {
  doorRoutes(w, parts)
  keepRoutes(w, parts.cipher)
  unlinkRoute(w)
}

function doorRoutes(w: Wiring, { cipher, secureCookies: secure, limitAsking }: Parts): void {
  const { db, clock } = w
  mount(w, contract.offeredProviders, async () => ({ providers: await offered(db) }))

  mount(w, contract.beginAtProvider, async ({ caller, params, body, http }) => {
    limitAsking(caller)
    const redirectUri = redirectUriOf(http.request)
    const asked = { providerId: params.providerId, phone: body.phone, redirectUri }
    const { location, browser } = await beginAttempt(db, asked, { cipher, now: clock() })
    setWayBack(http.reply, browser, secure)
    return { location }
  })

  mount(w, contract.backFromProvider, async ({ body, http }) => {
    const { request } = http
    const url = new URL(redirectUriOf(request))
    url.search = body.query
    const browser = cookieOf(request, COOKIE)
    setWayBack(http.reply, '', secure)
    const visit = {
      before: tokenOf(request),
      ip: request.ip,
      agent: agentOf(request),
      now: clock(),
    }
    const { signedIn, phone } = await finishAttempt(db, { url, browser, visit }, cipher)
    return welcome(http, signedIn, { phone, secure })
  })
}

async function offered(db: Db) {
  const rows = await db
    .selectFrom('people.sign_in_provider')
    .select(['id', 'name', 'district_id as districtId'])
    .where('active', '=', true)
    .orderBy('district_id')
    .orderBy('name')
    .execute()
  if (rows.length === 0) return []
  const names = new Map((await listDistricts(db)).map((d) => [d.districtId, d.name]))
  return rows.map((row) =>
    Object.assign(row, { districtName: names.get(row.districtId) ?? row.districtId }),
  )
}

async function listProviders(db: Db, districtId: string, id?: string) {
  const rows = await db
    .selectFrom('people.sign_in_provider as s')
    .select([
      's.id',
      's.name',
      's.issuer',
      's.client_id as clientId',
      's.scopes',
      's.claim',
      's.matches',
      's.vouches',
      's.ends_there as endsThere',
      's.active',
      's.version',
      sql<boolean>`s.secret_cipher is not null`.as('hasSecret'),
      sql<number>`(select count(*)::int from people.provider_subject b
        where b.district_id = s.district_id and b.provider_id = s.id)`.as('people'),
    ])
    .where('s.district_id', '=', districtId)
    .$if(id !== undefined, (q) => q.where('s.id', '=', id!))
    .orderBy('s.name')
    .execute()
  return rows.map((row) =>
    Object.assign(row, { matches: matches.find((m) => m === row.matches) ?? 'login_name' }),
  )
}

/** Accounts of one issuer mean nothing at another: who they were is found anew. */
async function forgetOtherIssuer(
  tx: Tx,
  { districtId, id, issuer }: { districtId: string; id: string; issuer: string },
): Promise<void> {
  const other = await tx
    .selectFrom('people.sign_in_provider')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('issuer', '!=', issuer)
    .forUpdate()
    .executeTakeFirst()
  if (!other) return
  await tx
    .deleteFrom('people.provider_subject')
    .where('district_id', '=', districtId)
    .where('provider_id', '=', id)
    .execute()
}

function keepRoutes(w: Wiring, cipher: Cipher): void {
  const { db, clock } = w
  mount(w, contract.listProviders, async ({ caller, http }) => ({
    redirectUri: redirectUriOf(http.request),
    providers: await listProviders(db, caller.districtId),
  }))

  mount(w, contract.saveProvider, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const { secret } = body
      await forgetOtherIssuer(tx, { districtId, id: body.id, issuer: body.issuer })
      await saveVersioned(tx, {
        table: 'people.sign_in_provider',
        key: { district_id: districtId, id: body.id },
        values: {
          name: body.name,
          issuer: body.issuer,
          client_id: body.clientId,
          scopes: body.scopes,
          claim: body.claim,
          matches: body.matches,
          vouches: body.vouches,
          ends_there: body.endsThere,
          active: body.active,
          ...(secret === undefined
            ? {}
            : { secret_cipher: secret === null ? null : cipher.seal(secret) }),
        },
        baseVersion: body.baseVersion,
        outOfDate: 'people.out_of_date',
      }).catch((error: unknown) => {
        if (brokenConstraint(error) === 'sign_in_provider_name_taken')
          throw refused('people.provider_name_taken')
        throw error
      })
      const { issuer, claim, matches: by, vouches, active } = body
      await audit(tx, caller, {
        act: 'people.provider_saved',
        subjectKind: 'sign_in_provider',
        subjectId: body.id,
        details: { issuer, claim, matches: by, vouches, active, newSecret: secret !== undefined },
        at: clock(),
      })
      const [row] = await listProviders(tx, districtId, body.id)
      if (!row) throw notFound('people.provider_not_found')
      return row
    }),
  )

  mount(w, contract.checkProvider, async ({ caller, params: { providerId } }) => {
    const provider = await findProvider(db, providerId)
    if (provider.district_id !== caller.districtId) throw notFound('people.provider_not_found')
    const client = await clientOf(provider, { cipher, now: clock(), anew: true })
    const { issuer, end_session_endpoint: end } = client.serverMetadata()
    return { issuer, signsOut: end !== undefined }
  })
}

function unlinkRoute(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.unlinkProviders, ({ caller, params: { personId } }) =>
    transact(db, async (tx) => {
      const gone = await tx
        .deleteFrom('people.provider_subject')
        .where('district_id', '=', caller.districtId)
        .where('person_id', '=', personId)
        .returning('provider_id')
        .execute()
      await audit(tx, caller, {
        act: 'people.provider_unlinked',
        subjectKind: 'person',
        subjectId: personId,
        details: { unlinked: gone.length },
        at: clock(),
      })
      return { unlinked: gone.length }
    }),
  )
}

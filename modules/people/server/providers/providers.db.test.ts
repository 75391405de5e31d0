import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  clientId,
  clientSecret,
  startIdentityProvider,
  type IdentityProvider,
} from '#testing/identity-provider.ts'
import { aPlace, asks, aWorld, holding, type World } from '#testing/people-world.ts'

// What a browser at our test server is sent back to.
const home = 'http://localhost'
const accounts = [
  { sub: 'u-1', email: 'li.ming@example.cn', email_verified: true, phone_number: '+8613800138000' },
  { sub: 'u-2', email: 'nobody@example.cn', email_verified: true },
  { sub: 'u-3', email: 'Li.Ming@example.cn', email_verified: true },
  { sub: 'u-4', email: 'li.ming@example.cn', email_verified: false },
  { sub: 'u-5', email: 'security@example.cn', email_verified: true },
]

let there: IdentityProvider
beforeAll(async () => {
  there = await startIdentityProvider(accounts, {
    redirectUri: `${home}/sign-in/back`,
    signOutTo: `${home}/sign-in`,
  })
})
afterAll(() => there.stop())

/** A clerk with an address, and the provider as the security administrator has set it. */
async function aSetting(tx: Tx, over: object = {}) {
  const world = await aWorld(tx)
  const { postId, personId, person } = await aPlace(world, 'clerk')
  const security = asks(world, world.security)
  await security.save('holdings', holding(postId, personId))
  await security.save('persons', { ...person, email: 'li.ming@example.cn', baseVersion: 0 })
  const provider = {
    id: randomUUID(),
    name: '政务账号',
    issuer: there.issuer,
    clientId,
    secret: clientSecret,
    scopes: 'openid email phone',
    claim: 'email',
    matches: 'email',
    vouches: false,
    endsThere: true,
    active: true,
    baseVersion: null,
    ...over,
  }
  const saved = await security.save('providers', provider)
  expect(saved.status).toBe(200)
  return { world, personId, postId, provider, security }
}

const cookieOf = (reply: { headers: Record<string, unknown> }, name: string) =>
  [reply.headers['set-cookie']]
    .flat()
    .map((cookie) => String(cookie).split(';')[0]!)
    .find((pair) => pair.startsWith(`${name}=`) && pair !== `${name}=`)

async function begin(world: World, providerId: string) {
  const url = `/api/people/sign-in/providers/${providerId}/begin`
  const host = { host: 'localhost' }
  const reply = await world.app.inject({ method: 'POST', url, payload: {}, headers: host })
  expect(reply.statusCode, reply.body).toBe(200)
  return { location: String(reply.json().location), browser: cookieOf(reply, 'gongzhi_way_back')! }
}

async function comeBack(world: World, query: string, browser: string) {
  const reply = await world.app.inject({
    method: 'POST',
    url: '/api/people/sign-in/providers/back',
    payload: { query },
    headers: { host: 'localhost', 'x-gongzhi': '1', cookie: browser },
  })
  return { status: reply.statusCode, cookie: cookieOf(reply, 'gongzhi_session'), ...reply.json() }
}

async function signInAs(world: World, providerId: string, login: string) {
  const { location, browser } = await begin(world, providerId)
  const back = await there.visit(location, login)
  expect(back.href).toContain(`${home}/sign-in/back?`)
  return comeBack(world, back.search, browser)
}

describe('single sign-on with a real provider', () => {
  useDatabase()

  inTransaction(
    'signs in the person whom the claim finds, and remembers the account',
    async (tx) => {
      const { world, personId, postId, provider, security } = await aSetting(tx)
      const offered = await world.app.inject({ url: '/api/people/sign-in/providers' })
      expect(offered.json().providers).toMatchObject([{ id: provider.id, name: '政务账号' }])
      const { location } = await begin(world, provider.id)
      const asked = new URL(location).searchParams
      expect(asked.get('code_challenge_method')).toBe('S256')
      for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toBeTruthy()
      const entered = await signInAs(world, provider.id, 'u-1')
      expect(entered).toMatchObject({ status: 200, personId })
      const me = await asks(world, entered.cookie).get('me')
      expect(me).toMatchObject({ actingPostId: postId, person: { id: personId } })
      const kept = await tx.selectFrom('people.provider_subject').selectAll().execute()
      expect(kept).toMatchObject([{ subject: 'u-1', person_id: personId }])
      const stored = await tx.selectFrom('people.sign_in_provider').selectAll().execute()
      expect(JSON.stringify(stored)).not.toContain(clientSecret)
      // The address may change afterwards: the account stays this person's.
      await tx
        .updateTable('people.person')
        .set({ email: null })
        .where('id', '=', personId)
        .execute()
      expect((await signInAs(world, provider.id, 'u-1')).personId).toBe(personId)
      expect((await security.get(`persons?id=${personId}`)).rows[0]).toMatchObject({
        providers: ['政务账号'],
      })
    },
  )

  inTransaction('makes nobody, and trusts no unproven or second account', async (tx) => {
    const { world, provider, security, personId } = await aSetting(tx)
    const refusal = async (login: string) => (await signInAs(world, provider.id, login)).code
    expect(await refusal('u-2')).toBe('people.provider_no_person')
    expect(await refusal('u-4')).toBe('people.provider_says_nothing')
    expect((await signInAs(world, provider.id, 'u-1')).status).toBe(200)
    expect(await refusal('u-3')).toBe('people.provider_linked_elsewhere')
    expect((await security.save(`persons/${personId}/unlink-providers`, {})).unlinked).toBe(1)
    expect((await signInAs(world, provider.id, 'u-3')).status).toBe(200)
    const failed = await tx
      .selectFrom('people.audit')
      .select('details')
      .where('act', '=', 'people.provider_sign_in_failed')
      .execute()
    expect(failed).toHaveLength(3)
  })

  inTransaction('lets no administrator in: their door is here', async (tx) => {
    const { world, provider } = await aSetting(tx)
    await tx
      .updateTable('people.person')
      .set({ email: 'security@example.cn' })
      .where('id', '=', world.made[1]!.personId)
      .execute()
    const refused = await signInAs(world, provider.id, 'u-5')
    expect(refused.code).toBe('people.provider_not_for_administrators')
    expect(refused.cookie).toBeUndefined()
  })

  inTransaction('takes an answer once, in the browser that asked, and in time', async (tx) => {
    const { world, provider } = await aSetting(tx)
    const { location, browser } = await begin(world, provider.id)
    const back = await there.visit(location, 'u-1')
    const other = await begin(world, provider.id)
    const stolen = await comeBack(world, back.search, other.browser)
    expect(stolen.code).toBe('people.provider_expired')
    expect((await comeBack(world, back.search, browser)).status).toBe(200)
    expect((await comeBack(world, back.search, browser)).code).toBe('people.provider_expired')
    const wrong = back.search.replace(/code=[^&]+/, 'code=made-up')
    const again = await begin(world, provider.id)
    const { state } = Object.fromEntries(new URL(again.location).searchParams)
    const forged = wrong.replace(/state=[^&]+/, `state=${state}`)
    expect((await comeBack(world, forged, again.browser)).code).toBe('people.provider_refused')
    const cancelled = await begin(world, provider.id)
    const query = new URLSearchParams({
      error: 'access_denied',
      state: new URL(cancelled.location).searchParams.get('state') ?? '',
      iss: there.issuer,
    })
    expect((await comeBack(world, `?${query}`, cancelled.browser)).code).toBe(
      'people.provider_denied',
    )
    const late = await begin(world, provider.id)
    world.later(11)
    const answer = await there.visit(late.location, 'u-1')
    expect((await comeBack(world, answer.search, late.browser)).code).toBe(
      'people.provider_expired',
    )
  })

  inTransaction(
    'finds by telephone, and asks for our second step unless it vouches',
    async (tx) => {
      const by = { claim: 'phone_number', matches: 'phone' }
      const { world, provider, personId, security } = await aSetting(tx, by)
      await tx
        .insertInto('people.second_factor')
        .values({
          district_id: '421202',
          person_id: personId,
          secret_cipher: 'a1.none',
          begun_at: new Date(),
          confirmed_at: new Date(),
        })
        .execute()
      const waiting = await signInAs(world, provider.id, 'u-1')
      expect(waiting.ticket).toMatch(/^[\w-]{43}$/)
      expect(waiting.cookie).toBeUndefined()
      const { secret: _, ...rest } = provider
      const vouching = { ...rest, vouches: true, baseVersion: 0 }
      expect(await security.save('providers', vouching)).toMatchObject({
        hasSecret: true,
        version: 1,
      })
      const entered = await signInAs(world, provider.id, 'u-1')
      expect(entered.personId).toBe(personId)
      expect((await asks(world, entered.cookie).get('me/second-factor')).passed).toBe(true)
    },
  )

  inTransaction('signs out there too, and says what is wrong with a provider', async (tx) => {
    const { world, provider, security } = await aSetting(tx)
    const entered = await signInAs(world, provider.id, 'u-1')
    const out = await asks(world, entered.cookie).save('sign-out', {})
    const location = new URL(String(out.location))
    expect(location.origin).toBe(there.issuer)
    expect(location.searchParams.get('post_logout_redirect_uri')).toMatch(/\/sign-in$/)
    expect((await asks(world, entered.cookie).get('me')).status).toBe(401)
    const check = (id: string) => security.save(`providers/${id}/check`, {})
    expect(await check(provider.id)).toMatchObject({ issuer: there.issuer, signsOut: true })
    const away = { ...provider, id: randomUUID(), name: '别处', issuer: 'http://127.0.0.1:9' }
    expect((await security.save('providers', away)).status).toBe(200)
    expect((await check(away.id)).code).toBe('people.provider_away')
    const plain = { ...away, id: randomUUID(), issuer: 'http://id.example.cn' }
    expect((await security.save('providers', plain)).status).toBe(400)
    for (const other of [world.system, world.audit, entered.cookie])
      expect([401, 403]).toContain((await asks(world, other).save('providers', provider)).status)
  })
})

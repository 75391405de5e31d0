import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { placesRoutes, saveArea, saveDistrict } from '#modules/places/server/index.ts'
import { endpoint } from '#platform/shared/endpoint.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { mount, prepare } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import * as people from './index.ts'

const districtId = '421202'
const community = '421202001001'
const start = new Date('2026-11-23T01:00:00Z')
const cipher = aesCipher(Buffer.alloc(32, 7))
const password = 'lantern-7-street'

/** Shows what the gate made of a request. */
const probe = (path: '/api/probe' | '/api/public/:districtId/probe', verb: string) =>
  endpoint({
    method: 'GET',
    path,
    summary: 'probe',
    access: path === '/api/probe' ? 'cases.read' : 'public',
    params: z.object({ districtId: z.string().optional() }),
    reply: z.object({
      personId: z.string().nullable(),
      areas: z.array(z.string()),
      units: z.array(z.string()),
      may: z.boolean().describe(verb),
    }),
  })

interface World {
  tx: Tx
  app: FastifyInstance
  at: (iso: string) => void
  organisationId: string
  clerkPost: string
  specialistPost: string
  personId: string
}

function server(db: Db, clock: () => Date): FastifyInstance {
  const app = fastify()
  prepare(app)
  const w = { app, db, clock, gate: people.openGate({ db, clock }) }
  placesRoutes(w)
  people.peopleRoutes(w, { cipher, secureCookies: true, limitAsking: () => undefined })
  for (const path of ['/api/probe', '/api/public/:districtId/probe'] as const)
    mount(w, probe(path, 'cases.dispatch'), async ({ caller }) => ({
      personId: caller.personId,
      areas: [...caller.scope.areas],
      units: [...caller.scope.units],
      may: caller.verbs.has('cases.receive'),
    }))
  return app
}

async function aPost(tx: Tx, kind: string, organisationId: string, areas: string[] = []) {
  const id = randomUUID()
  await people.savePost(tx, { districtId, id, kind, title: kind, organisationId, areas })
  return id
}

async function aHolder(tx: Tx, name: string, postIds: string[]): Promise<string> {
  const id = randomUUID()
  await people.savePerson(tx, { districtId, id, name, now: start })
  for (const postId of postIds)
    await people.appoint(tx, {
      districtId,
      id: randomUUID(),
      postId,
      personId: id,
      from: '2026-01-01',
    })
  return id
}

/** Wang, who is clerk of a community and specialist of a unit. */
async function aWorld(tx: Tx): Promise<World> {
  await saveDistrict(tx, {
    districtId,
    name: '甲区',
    nameEn: 'Jia',
    lon: 114.3,
    lat: 29.8,
    now: start,
  })
  await saveArea(tx, { districtId, code: community, level: 'community', name: '一社区' })
  await people.seedPeopleDefaults(tx, districtId)
  const organisationId = randomUUID()
  await people.saveOrganisation(tx, {
    districtId,
    id: organisationId,
    kind: 'bureau',
    name: '市政所',
    shortName: '市政',
    areaCode: districtId,
    handlesCases: true,
  })
  const clerkPost = await aPost(tx, 'clerk', organisationId, [community])
  const specialistPost = await aPost(tx, 'specialist', organisationId)
  const personId = await aHolder(tx, '王芳', [clerkPost, specialistPost])
  let now = start
  const app = server(tx, () => now)
  const at = (iso: string) => {
    now = new Date(iso)
  }
  return { tx, app, at, organisationId, clerkPost, specialistPost, personId }
}

type Reply = Awaited<ReturnType<FastifyInstance['inject']>>
const cookieOf = (reply: Reply) => String(reply.headers['set-cookie']).split(';')[0]!

function post(app: FastifyInstance, url: string, payload: object = {}, cookie?: string) {
  const headers = cookie === undefined ? {} : { cookie, 'x-gongzhi': '1' }
  return app.inject({ method: 'POST', url, payload, headers })
}
const get = (app: FastifyInstance, url: string, cookie = '') =>
  app.inject({ url, headers: cookie === '' ? {} : { cookie } })

/** As a page asks while somebody is at it. */
const byHand = (app: FastifyInstance, url: string, cookie: string) =>
  app.inject({ url, headers: { cookie, 'x-gongzhi-present': '1' } })

async function byLink({ tx, app }: World, personId: string, over: object = {}): Promise<string> {
  const token = await people.createSignInLink(tx, { districtId, personId, now: start, ...over })
  return cookieOf(await post(app, `/api/people/sign-in-links/${token}`, {}))
}

async function withPassword(world: World): Promise<string> {
  const cookie = await byLink(world, world.personId)
  const reply = await post(world.app, '/api/people/password', { name: 'wang', password }, cookie)
  expect(reply.json()).toEqual({ name: 'wang' })
  return cookie
}

/** Someone in a new post of this kind over the whole district. */
async function aSignedIn(world: World, kind: string) {
  const postId = await aPost(world.tx, kind, world.organisationId, [districtId])
  const personId = await aHolder(world.tx, kind, [postId])
  return { personId, postId, cookie: await byLink(world, personId) }
}

describe('signing in', () => {
  useDatabase()

  inTransaction('works by password, sets a safe cookie and writes the log', async (tx) => {
    const world = await aWorld(tx)
    await withPassword(world)
    const reply = await post(world.app, '/api/people/sign-in', { name: 'wang', password })
    expect(reply.json()).toEqual({ personId: world.personId, districtId })
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^gongzhi_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    const me = (await get(world.app, '/api/people/me', cookieOf(reply))).json()
    expect(me).toMatchObject({
      person: { name: '王芳', loginName: 'wang' },
      district: { name: '甲区' },
    })
    expect(me.posts).toHaveLength(2)
    const acts = await tx.selectFrom('people.audit').select('act').execute()
    expect(acts.map((a) => a.act)).toContain('people.signed_in')
  })

  inTransaction('answers alike for a wrong name and a wrong password, then locks', async (tx) => {
    const world = await aWorld(tx)
    await withPassword(world)
    const attempt = (name: string, tried = 'wrong') =>
      post(world.app, '/api/people/sign-in', { name, password: tried })
    for (const name of ['wang', `nobody-${randomUUID()}`]) {
      for (let i = 0; i < 5; i++) {
        const reply = await attempt(name)
        expect([reply.statusCode, reply.json().code]).toEqual([401, 'people.sign_in_failed'])
      }
      expect((await attempt(name, password)).json().code).toBe('people.sign_in_locked')
    }
    world.at('2026-11-23T01:16:00Z')
    expect((await attempt('wang', password)).statusCode).toBe(200)
    expect((await attempt('wang')).statusCode).toBe(401)
  })

  inTransaction('takes a link once, and looking does not use it up', async (tx) => {
    const world = await aWorld(tx)
    const { personId } = world
    const token = await people.createSignInLink(tx, { districtId, personId, now: start })
    const url = `/api/people/sign-in-links/${token}`
    const look = async () => (await get(world.app, url)).json()
    expect(await look()).toMatchObject({ personName: '王芳', districtName: '甲区' })
    expect(await look()).toMatchObject({ personName: '王芳' })
    const used = await post(world.app, url, { phone: true })
    expect(String(used.headers['set-cookie'])).toContain('Max-Age=2592000')
    expect((await post(world.app, url, {})).json().code).toBe('people.link_used')
    expect((await look()).code).toBe('people.link_used')
    const late = await people.createSignInLink(tx, { districtId, personId, now: start, hours: 1 })
    world.at('2026-11-23T03:00:00Z')
    const reply = await post(world.app, `/api/people/sign-in-links/${late}`, {})
    expect(reply.json().code).toBe('people.link_expired')
    const unknown = await get(world.app, `/api/people/sign-in-links/${'x'.repeat(43)}`)
    expect(unknown.json().code).toBe('people.link_not_found')
  })

  inTransaction('ends after half an hour at the desk, is kept alive by use', async (tx) => {
    const world = await aWorld(tx)
    const cookie = await byLink(world, world.personId)
    const me = async () => (await byHand(world.app, '/api/people/me', cookie)).statusCode
    world.at('2026-11-23T01:25:00Z')
    expect(await me()).toBe(200)
    world.at('2026-11-23T01:50:00Z')
    expect(await me()).toBe(200)
    world.at('2026-11-23T02:21:00Z')
    expect(await me()).toBe(401)
  })

  inTransaction('ends though the page goes on fetching by itself', async (tx) => {
    const world = await aWorld(tx)
    const cookie = await byLink(world, world.personId)
    const polls = async () => (await get(world.app, '/api/people/me', cookie)).statusCode
    for (const minute of ['05', '15', '25', '29']) {
      world.at(`2026-11-23T01:${minute}:00Z`)
      expect(await polls()).toBe(200)
    }
    world.at('2026-11-23T01:31:00Z')
    expect(await polls()).toBe(401)
  })

  inTransaction('is kept alive by a write', async (tx) => {
    const world = await aWorld(tx)
    const cookie = await byLink(world, world.personId)
    world.at('2026-11-23T01:25:00Z')
    const other = { postId: randomUUID() }
    expect((await post(world.app, '/api/people/act', other, cookie)).statusCode).toBe(403)
    world.at('2026-11-23T01:50:00Z')
    expect((await get(world.app, '/api/people/me', cookie)).statusCode).toBe(200)
  })

  inTransaction('ends when the district says: a desk sooner, a phone much later', async (tx) => {
    const world = await aWorld(tx)
    const admin = await aSignedIn(world, 'system_admin')
    const district = (await get(world.app, '/api/places/district', admin.cookie)).json()
    const settings = { ...district.settings, deskIdleMinutes: 10, phoneIdleDays: 3 }
    const change = { ...district, settings, baseVersion: district.version }
    const changed = await post(world.app, '/api/places/district', change, admin.cookie)
    expect(changed.statusCode).toBe(200)
    const desk = await byLink(world, world.personId)
    const token = await people.createSignInLink(tx, {
      districtId,
      personId: world.personId,
      now: start,
    })
    const signedIn = await post(world.app, `/api/people/sign-in-links/${token}`, { phone: true })
    expect(String(signedIn.headers['set-cookie'])).toContain('Max-Age=259200')
    const phone = cookieOf(signedIn)
    const status = async (cookie: string) =>
      (await get(world.app, '/api/people/me', cookie)).statusCode
    world.at('2026-11-23T01:11:00Z')
    expect([await status(desk), await status(phone)]).toEqual([401, 200])
    world.at('2026-11-26T01:00:00Z')
    expect(await status(phone)).toBe(200)
    world.at('2026-11-29T01:01:00Z')
    expect(await status(phone)).toBe(401)
  })

  inTransaction('refuses weak passwords and a wrong present one; others end', async (tx) => {
    const world = await aWorld(tx)
    const cookie = await withPassword(world)
    const other = await byLink(world, world.personId)
    const set = async (body: object) =>
      (await post(world.app, '/api/people/password', body, cookie)).json()
    expect((await set({ password: 'lantern-8-street' })).code).toBe('people.password_wrong')
    const current = password
    expect((await set({ current, password: 'short' })).code).toBe('people.password_short')
    expect(await set({ current, password: 'lantern-8-street' })).toEqual({ name: 'wang' })
    expect((await get(world.app, '/api/people/me', other)).statusCode).toBe(401)
    expect((await get(world.app, '/api/people/me', cookie)).statusCode).toBe(200)
  })

  inTransaction('signs out, lists and ends sessions; others need the right', async (tx) => {
    const world = await aWorld(tx)
    const [one, two] = [await byLink(world, world.personId), await byLink(world, world.personId)]
    const list = async (cookie: string, query = '') =>
      (await get(world.app, `/api/people/sessions${query}`, cookie)).json()
    const { sessions } = await list(one)
    expect(sessions.map((s: { current: boolean }) => s.current).sort()).toEqual([false, true])
    const rest = sessions.find((s: { current: boolean }) => !s.current)
    expect((await post(world.app, `/api/people/sessions/${rest.id}/end`, {}, one)).statusCode).toBe(
      200,
    )
    expect((await get(world.app, '/api/people/me', two)).statusCode).toBe(401)
    const admin = await aSignedIn(world, 'security_admin')
    expect((await list(one, `?personId=${admin.personId}`)).code).toBe('request.forbidden')
    expect((await list(admin.cookie, `?personId=${world.personId}`)).sessions).toHaveLength(1)
    await post(world.app, '/api/people/sign-out', {}, one)
    expect((await get(world.app, '/api/people/me', one)).statusCode).toBe(401)
  })
})

describe('the gate', () => {
  useDatabase()

  inTransaction('gives the scope of the acting post and changes it with the post', async (tx) => {
    const world = await aWorld(tx)
    const { app, personId, clerkPost, specialistPost, organisationId } = world
    const cookie = await byLink(world, personId, { postId: clerkPost })
    expect((await get(app, '/api/probe', cookie)).json()).toEqual({
      personId,
      areas: [community],
      units: [],
      may: true,
    })
    const moved = await post(app, '/api/people/act', { postId: specialistPost }, cookie)
    expect(moved.json()).toMatchObject({ actingPostId: specialistPost })
    expect((await get(app, '/api/probe', cookie)).statusCode).toBe(401)
    expect((await get(app, '/api/probe', cookieOf(moved))).json()).toEqual({
      personId,
      areas: [],
      units: [organisationId],
      may: false,
    })
    const bearer = { authorization: `Bearer ${cookieOf(moved).split('=')[1]!}` }
    expect((await app.inject({ url: '/api/probe', headers: bearer })).statusCode).toBe(200)
  })

  inTransaction("refuses another's post", async (tx) => {
    const world = await aWorld(tx)
    const other = await aSignedIn(world, 'dispatcher')
    const cookie = await byLink(world, world.personId)
    const reply = await post(world.app, '/api/people/act', { postId: other.postId }, cookie)
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'people.post_not_held'])
    expect((await get(world.app, '/api/people/me', cookie)).statusCode).toBe(200)
  })

  inTransaction('knows no one without a session, no right without a holding today', async (tx) => {
    const world = await aWorld(tx)
    const anonymous = await get(world.app, '/api/probe')
    expect([anonymous.statusCode, anonymous.json().code]).toEqual([401, 'people.not_signed_in'])
    const cookie = await byLink(world, world.personId, { phone: true })
    await tx.updateTable('people.holding').set({ holds_until: '2026-11-23' }).execute()
    expect((await get(world.app, '/api/probe', cookie)).statusCode).toBe(200)
    // 16:10 UTC is already the next day in the district.
    await tx.updateTable('people.session').set({ seen_at: '2026-11-23T16:00:00Z' }).execute()
    world.at('2026-11-23T16:10:00Z')
    expect((await get(world.app, '/api/probe', cookie)).statusCode).toBe(403)
    expect((await get(world.app, '/api/people/me', cookie)).json()).toMatchObject({
      actingPostId: null,
      verbs: [],
      posts: [],
    })
  })

  inTransaction('knows a caller on public paths of the own district only', async (tx) => {
    const world = await aWorld(tx)
    const cookie = await byLink(world, world.personId)
    const at = async (id: string) =>
      (await get(world.app, `/api/public/${id}/probe`, cookie)).json().personId
    expect(await at(districtId)).toBe(world.personId)
    expect(await at('421203')).toBeNull()
  })
})

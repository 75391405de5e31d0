import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { expect } from 'vitest'
import * as people from '#modules/people/server/index.ts'
import { saveArea, saveDistrict } from '#modules/places/server/index.ts'
import { aesCipher } from '#platform/server/cipher.ts'
import type { Tx } from '#platform/server/database.ts'
import { prepare, type Wiring } from '#platform/server/mount.ts'

export const districtId = '421202'
export const community = '421202001001'
export const now = new Date('2026-11-23T01:00:00Z')
export const today = '2026-11-23'

/** A district with its administrators, each signed in; `more` mounts what the test adds. */
export async function aWorld(tx: Tx, more: (w: Wiring) => void = () => undefined) {
  await saveDistrict(tx, { districtId, name: '甲区', nameEn: 'Jia', lon: 114.3, lat: 29.8, now })
  await saveArea(tx, { districtId, code: community, level: 'community', name: '一社区' })
  const made = await people.createAdministrators(tx, { districtId, now })
  const app = fastify()
  prepare(app)
  let at = now
  const clock = () => at
  const later = (minutes: number) => {
    at = new Date(now.getTime() + minutes * 60_000)
  }
  const cipher = aesCipher(Buffer.alloc(32, 7))
  const wiring = { app, db: tx, clock, gate: people.openGate({ db: tx, clock }) }
  people.peopleRoutes(wiring, { cipher, secureCookies: false, limitAsking: () => undefined })
  more(wiring)
  const [system, security, audit] = [
    await signIn(app, made[0]!.token),
    await signIn(app, made[1]!.token),
    await signIn(app, made[2]!.token),
  ]
  return { app, made, system, security, audit, later }
}

export async function signIn(app: FastifyInstance, token: string): Promise<string> {
  const url = `/api/people/sign-in-links/${token}`
  const reply = await app.inject({ method: 'POST', url, payload: {} })
  return String(reply.headers['set-cookie']).split(';')[0]!
}

export type World = Awaited<ReturnType<typeof aWorld>>

export const asks = ({ app }: World, cookie: string) => ({
  get: async (path: string) => {
    const reply = await app.inject({ url: `/api/people/${path}`, headers: { cookie } })
    return { status: reply.statusCode, ...reply.json() }
  },
  save: async (path: string, payload: object) => {
    const headers = { cookie, 'x-gongzhi': '1' }
    const url = `/api/people/${path}`
    const reply = await app.inject({ method: 'POST', url, payload, headers })
    return { status: reply.statusCode, ...reply.json() }
  },
})

/** An organisation, a post of this kind in it and a person who holds nothing yet, all through the API. */
export async function aPlace(world: World, kind: string, areas = [community]) {
  const { save } = asks(world, world.security)
  const [organisationId, postId, personId] = [randomUUID(), randomUUID(), randomUUID()]
  const organisation = await save('organisations', {
    id: organisationId,
    kind: 'bureau',
    name: `城管局${organisationId.slice(0, 4)}`,
    shortName: '城管局',
    areaCode: districtId,
    handlesCases: true,
    baseVersion: null,
  })
  const post = { id: postId, kind, title: kind, organisationId, areas, baseVersion: null }
  const person = { id: personId, name: '李明', phone: '138 0013 8000', baseVersion: null }
  expect(organisation.status).toBe(200)
  expect((await save('posts', post)).status).toBe(200)
  expect((await save('persons', person)).status).toBe(200)
  return { organisationId, postId, personId, post, person }
}

export const holding = (postId: string, personId: string, over = {}) => ({
  id: randomUUID(),
  postId,
  personId,
  from: today,
  baseVersion: null,
  ...over,
})

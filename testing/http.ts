import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { expect } from 'vitest'
import { buildServer } from '#apps/server/app.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { createAdministrators, createSignInLink } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { cipher, districtId, id, monday, type Name } from './small-district.ts'

/** The whole server without its network, at ten on that Monday unless the test has a clock. */
export const serverOn = (db: Db, clock: () => Date = () => monday) =>
  buildServer({
    db,
    clock,
    cipher,
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    reportsPerMinute: 100_000,
    picturesPerMinute: 100_000,
    ...(process.env['SHOW_FAULTS'] ? { logger: { level: 'error' } } : {}),
  })

/** Signs a named person in with a one-time link, as a browser does. */
export async function signIn(
  app: FastifyInstance,
  db: Db,
  name: Name,
  now: Date = monday,
): Promise<string> {
  const token = await createSignInLink(db, { districtId, personId: id(name), now })
  const reply = await app.inject({
    method: 'POST',
    url: `/api/people/sign-in-links/${token}`,
    headers: { 'x-gongzhi': '1' },
    payload: { phone: false },
  })
  expect(reply.statusCode).toBe(200)
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}

/** Sends a small picture as a phone does and answers its id. */
export async function sendPicture(app: FastifyInstance, cookie?: string): Promise<string> {
  const fileId = crypto.randomUUID()
  const payload = await sharp({
    create: { width: 40, height: 30, channels: 3, background: '#456' },
  })
    .png()
    .toBuffer()
  const reply = await app.inject({
    method: 'PUT',
    url: `/api/public/${districtId}/files/${fileId}`,
    headers: { 'content-type': 'image/png', ...(cookie ? { cookie, 'x-gongzhi': '1' } : {}) },
    payload,
  })
  expect(reply.statusCode).toBe(200)
  return fileId
}

/** A program of the whole district with these verbs, made by a security administrator; answers its token. */
export async function aProgram(
  db: Db,
  app: FastifyInstance,
  program: { id?: string; name: string; verbs: string[] },
): Promise<string> {
  const tx = db as Tx // oxlint-disable-line typescript/no-unsafe-type-assertion -- tests hand in a transaction
  const [, security] = await createAdministrators(tx, { districtId, now: monday })
  const personId = security?.personId ?? ''
  const link = await createSignInLink(db, { districtId, personId, now: monday })
  const post = (path: string, payload: object, cookie = '') =>
    app.inject({
      method: 'POST',
      url: `/api/people/${path}`,
      payload,
      headers: { 'x-gongzhi': '1', ...(cookie === '' ? {} : { cookie }) },
    })
  const entered = await post(`sign-in-links/${link}`, { phone: false })
  const cookie = String(entered.headers['set-cookie']).split(';')[0] ?? ''
  const { id: clientId = crypto.randomUUID(), name, verbs } = program
  const fields = { id: clientId, name, verbs, areas: [districtId], baseVersion: null }
  expect((await post('clients', fields, cookie)).statusCode).toBe(200)
  const made = await post(`clients/${clientId}/tokens`, { days: 30 }, cookie)
  return made.json<{ token: string }>().token
}

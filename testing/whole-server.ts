import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { buildServer } from '#apps/server/app.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { createSignInLink } from '#modules/people/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import type { Schema } from './arbitrary.ts'
import { cipher, districtId, id, monday, type Name } from './small-district.ts'

/** The whole server on a database, without its network; SHOW_FAULTS=1 prints what it logs of faults. */
export const serverOn = (db: Db) =>
  buildServer({
    db,
    clock: () => monday,
    cipher,
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    reportsPerMinute: 100_000,
    picturesPerMinute: 100_000,
    ...(process.env['SHOW_FAULTS'] ? { logger: { level: 'error' } } : {}),
  })

/** Signs a named person in with a one-time link, as a browser does; answers the cookie. */
export async function signIn(app: FastifyInstance, db: Db, name: Name): Promise<string> {
  const token = await createSignInLink(db, { districtId, personId: id(name), now: monday })
  const reply = await app.inject({
    method: 'POST',
    url: `/api/people/sign-in-links/${token}`,
    headers: { 'x-gongzhi': '1' },
    payload: { phone: false },
  })
  if (reply.statusCode !== 200) throw new Error(`nobody signed in: ${reply.body}`)
  return String(reply.headers['set-cookie']).split(';')[0] ?? ''
}

const Method = z.enum(['GET', 'POST', 'PUT', 'DELETE'])
const Shape = z.custom<Schema>((value) => typeof value === 'object')
const Operation = z.object({
  description: z.string().optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        schema: Shape,
      }),
    )
    .default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: Shape.optional() })) })
    .optional(),
})
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)).default({}),
})

/** An endpoint as the OpenAPI description has it, which is made from the contracts. */
export interface Described {
  method: z.infer<typeof Method>
  path: string
  access: string
  parameters: z.infer<typeof Operation>['parameters']
  body: Schema | null
}

export async function endpointsOf(app: FastifyInstance): Promise<Described[]> {
  await app.ready()
  const { paths } = Document.parse(app.swagger())
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { description, parameters, requestBody }]) => ({
      method: Method.parse(method.toUpperCase()),
      path,
      access: description?.replace('Access: ', '') ?? 'public',
      parameters,
      body: Object.values(requestBody?.content ?? {})[0]?.schema ?? null,
    })),
  )
}

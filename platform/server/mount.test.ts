import fastify from 'fastify'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { anonymous } from './caller.ts'
import type { Db } from './database.ts'
import { mount, prepare } from './mount.ts'
import { Problem } from './problem.ts'

const echo = endpoint({
  method: 'POST',
  path: '/api/echo/:name',
  summary: 'What was sent',
  access: 'public',
  params: z.object({ name: z.string() }),
  body: z.object({ words: z.string(), more: z.unknown().optional() }),
  reply: z.object({ words: z.string(), more: z.unknown().optional() }),
})

const gate = async () => anonymous('420704')

function serve(fail?: Error) {
  const app = fastify()
  prepare(app)
  mount({ app, db: {} as Db, clock: () => new Date(), gate }, echo, async ({ body }) => {
    if (fail) throw fail
    return body
  })
  return async (payload: object, name = 'x') => {
    const reply = await app.inject({ method: 'POST', url: `/api/echo/${name}`, payload })
    return { status: reply.statusCode, body: reply.json<object>(), headers: reply.headers }
  }
}

it('refuses the character NUL, wherever it stands', async () => {
  const send = serve()
  const refused = { status: 400, body: { code: 'request.malformed' } }
  expect(await send({ words: 'a\0' })).toMatchObject(refused)
  expect(await send({ words: 'a', more: [{ 'b\0': 1 }] })).toMatchObject(refused)
  expect(await send({ words: 'a' }, '%00')).toMatchObject(refused)
})

it('mends half a character that a phone has cut', async () => {
  const { status, body } = await serve()({
    words: '路灯😀\uD83D',
    more: { list: ['\uDE00a', 1, null] },
  })
  expect([status, body]).toEqual([
    200,
    { words: '路灯😀\uFFFD', more: { list: ['\uFFFDa', 1, null] } },
  ])
})

it('says when to come again: too many, a database that is away, a full disk', async () => {
  const failing = (code: string) => serve(Object.assign(new Error('x'), { code }))({ words: '' })
  const answers = [
    await serve(new Problem(429, 'request.too_many', { retryAfterSeconds: 7 }))({ words: '' }),
    await failing('ECONNREFUSED'),
    await failing('57P03'),
    await failing('ENOSPC'),
    await failing('53100'),
    await failing('EPERM'),
  ]
  expect(answers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
    [429, '7'],
    [503, '3'],
    [503, '3'],
    [503, '60'],
    [503, '60'],
    [500, undefined],
  ])
  expect(answers[3]?.body).toEqual({ code: 'server.disk_full', details: {} })
})

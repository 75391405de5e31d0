import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { asks, aWorld, districtId } from '#testing/people-world.ts'

const client = (over = {}) => ({
  id: randomUUID(),
  name: '12345 热线',
  verbs: ['people.read', 'cases.report'],
  areas: [districtId],
  baseVersion: null,
  ...over,
})

/** A world with a program that may read people, and its token. */
async function aProgram(tx: Tx, over = {}, days = 30) {
  const world = await aWorld(tx)
  const security = asks(world, world.security)
  const fields = client(over)
  const saved = await security.save('clients', fields)
  expect(saved.status).toBe(200)
  const made = await security.save(`clients/${fields.id}/tokens`, { days })
  const token = String(made.token)
  const call = async (path: string, given = token) => {
    const headers = { authorization: `Bearer ${given}`, origin: 'https://elsewhere.example' }
    const reply = await world.app.inject({ url: `/api/people/${path}`, headers })
    return { status: reply.statusCode, cookie: reply.headers['set-cookie'], ...reply.json() }
  }
  const write = async (path: string, payload: object) => {
    const headers = { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' }
    const url = `/api/people/${path}`
    const reply = await world.app.inject({ method: 'POST', url, payload, headers })
    return { status: reply.statusCode, ...reply.json() }
  }
  return { world, security, fields, made, token, call, write }
}

describe('programs', () => {
  useDatabase()

  inTransaction('act with their verbs and scope, and are told apart in the log', async (tx) => {
    const { world, made, token, call, security } = await aProgram(tx)
    expect(token).toMatch(/^gz_[\w-]{43}$/)
    expect(made.client.tokens[0]).toMatchObject({ state: 'valid', usedAt: null })
    const list = await call('persons')
    expect([list.status, list.cookie, list.rows.length]).toEqual([200, undefined, 3])
    const stored = await tx.selectFrom('people.api_token').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    const [seen] = (await security.get('clients')).clients
    expect(seen.tokens[0].usedAt).toBe('2026-11-23T01:00:00.000Z')
    expect(JSON.stringify(seen)).not.toContain(token)
    const log = await asks(world, world.audit).get('audit?act=people.token_made')
    expect(log.rows[0]).toMatchObject({ subjectKind: 'client', subjectName: '12345 热线' })
  })

  inTransaction('may do nothing else, and nothing that belongs to a person', async (tx) => {
    const { call, write } = await aProgram(tx)
    const wrong = await call('audit')
    expect([wrong.status, wrong.code]).toEqual([403, 'request.forbidden'])
    for (const path of ['me', 'sessions', 'me/contact'])
      expect((await call(path)).code).toBe('people.client_is_nobody')
    const person = { id: randomUUID(), name: '某', baseVersion: null }
    expect((await write('persons', person)).status).toBe(403)
    expect((await write('sign-out', {})).code).toBe('people.client_is_nobody')
  })

  inTransaction('see no more than their areas', async (tx) => {
    const { call } = await aProgram(tx, { areas: ['421202001001'] })
    expect((await call('persons')).rows).toEqual([])
  })

  inTransaction('are refused with an expired, revoked or unknown token', async (tx) => {
    const { world, security, made, call } = await aProgram(tx, {}, 1)
    expect((await call('persons', `gz_${'x'.repeat(43)}`)).code).toBe('people.token_unknown')
    world.later(24 * 60)
    const expired = await call('persons')
    expect([expired.status, expired.code]).toEqual([401, 'people.token_expired'])
    world.later(10)
    const [{ id }] = made.client.tokens
    const after = await security.save(`tokens/${id}/revoke`, {})
    expect(after.tokens[0].state).toBe('revoked')
    expect((await call('persons')).code).toBe('people.token_revoked')
    const other = await security.save(`tokens/${randomUUID()}/revoke`, {})
    expect(other.code).toBe('people.token_not_found')
  })

  inTransaction('stop at once when they are stopped, and get no more tokens', async (tx) => {
    const { security, fields, call } = await aProgram(tx)
    const stopped = { ...fields, active: false, baseVersion: 0 }
    expect((await security.save('clients', stopped)).active).toBe(false)
    expect((await call('persons')).code).toBe('people.token_revoked')
    const more = await security.save(`clients/${fields.id}/tokens`, { days: 1 })
    expect(more.code).toBe('people.client_inactive')
  })

  inTransaction('are made by the security administrator only, within bounds', async (tx) => {
    const world = await aWorld(tx)
    const { save } = asks(world, world.security)
    expect((await asks(world, world.system).save('clients', client())).status).toBe(403)
    const tooMuch = await save('clients', client({ verbs: ['people.grant'] }))
    expect([tooMuch.status, tooMuch.code]).toEqual([409, 'people.verbs_for_people_only'])
    const blind = await save('clients', client({ areas: [] }))
    expect(blind.code).toBe('people.client_sees_nothing')
    const elsewhere = await save('clients', client({ areas: ['110101'] }))
    expect(elsewhere.status).toBe(403)
    const first = client()
    expect((await save('clients', first)).status).toBe(200)
    expect((await save('clients', client())).code).toBe('people.client_name_taken')
    const renamed = await save('clients', { ...first, name: '别的', baseVersion: 0 })
    expect(renamed.code).toBe('people.client_name_stays')
    const late = await save('clients', { ...first, verbs: ['cases.read'], baseVersion: 4 })
    expect([late.status, late.code]).toEqual([409, 'people.out_of_date'])
  })

  inTransaction('bring their token in the header, never as a cookie', async (tx) => {
    const { world, token } = await aProgram(tx)
    const headers = { cookie: `gongzhi_session=${token}` }
    const reply = await world.app.inject({ url: '/api/people/persons', headers })
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'people.not_signed_in'])
  })
})

import fastify from 'fastify'
import { describe, expect } from 'vitest'
import { anonymous, demand, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { prepare } from '#platform/server/mount.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { districtId, foundDistrict, id, monday } from '#testing/small-district.ts'
import { routingRoutes } from './routing-settings.ts'

const system: Caller = {
  ...anonymous(districtId, '10.0.0.1'),
  personId: id('chen'),
  postId: id('post chen'),
  verbs: new Set(['settings.edit', 'catalogue.read']),
}
const dispatcher: Caller = { ...system, verbs: new Set(['cases.read', 'cases.dispatch']) }

interface Settings {
  rules: { id: string; name: string; position: number; version: number }[]
  units: { id: string; name: string }[]
  allowed: string[]
}

function serve(db: Db, caller: Caller) {
  const app = fastify()
  prepare(app)
  const gate = async (_request: unknown, access: string) => {
    if (access.includes('.')) demand(caller, access)
    return caller
  }
  routingRoutes({ app, db, clock: () => monday, gate })
  return async (method: 'GET' | 'PUT' | 'POST', path = '', payload?: object) => {
    const url = `/api/routing-rules${path}`
    const reply = await app.inject({ method, url, ...(payload ? { payload } : {}) })
    return { status: reply.statusCode, body: reply.json<Record<string, unknown>>(), reply }
  }
}

const rule = (unitId: string, over: object = {}) => ({
  position: 90,
  name: '树枝压线',
  whenMatters: ['matter:01'],
  whenGuides: [],
  whenAreas: [],
  whenUrgency: ['urgent'],
  unitId,
  enabled: true,
  version: 0,
  ...over,
})

describe('the rules of dispatch', () => {
  useDatabase()

  inTransaction('are all there for whoever keeps the settings and knows no case', async (tx) => {
    await foundDistrict(tx)
    const { status, reply } = await serve(tx, system)('GET')
    expect(status).toBe(200)
    const body = reply.json<Settings & { matters: object[] }>()
    expect(body).toMatchObject({ allowed: ['edit'] })
    expect(body.units.length).toBeGreaterThan(0)
    expect(body.matters.length).toBeGreaterThan(400)
    expect((await serve(tx, dispatcher)('GET')).body).toMatchObject({ allowed: [] })
    const nobody = { ...system, verbs: new Set(['people.read']) }
    expect((await serve(tx, nobody)('GET')).status).toBe(403)
    expect((await serve(tx, dispatcher)('GET', '/changes')).status).toBe(403)
  })

  inTransaction('are added, changed, moved and deleted, each kept with its author', async (tx) => {
    await foundDistrict(tx)
    const call = serve(tx, system)
    const settings = async () => (await call('GET')).reply.json<Settings>()
    const { rules, units } = await settings()
    const unit = units[0]!.id
    const own = crypto.randomUUID()
    expect((await call('PUT', `/${own}`, rule(unit))).body).toMatchObject({ version: 0 })
    const renamed = rule(unit, { name: '压线', position: 1 })
    expect((await call('PUT', `/${own}`, renamed)).body).toMatchObject({ version: 1, position: 90 })
    const late = await call('PUT', `/${own}`, renamed)
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'cases.out_of_date', details: { since: [{ act: 'changed' }, {}] } },
    })

    const seen = [...rules.map((r) => r.id), own]
    const ids = [own, ...rules.map((r) => r.id)]
    expect((await call('POST', '/order', { ids, seen })).status).toBe(200)
    expect((await settings()).rules.map((r) => [r.id, r.position])).toEqual(
      ids.map((one, i) => [one, i + 1]),
    )
    expect((await call('POST', '/order', { ids, seen })).status).toBe(409)
    const short = { ids: ids.slice(1), seen: ids }
    expect((await call('POST', '/order', short)).body).toMatchObject({
      code: 'cases.not_the_same_rules',
    })

    expect((await call('POST', `/${own}/delete`, { version: 0 })).status).toBe(409)
    expect((await call('POST', `/${own}/delete`, { version: 1 })).status).toBe(200)
    expect((await call('POST', `/${own}/delete`, { version: 1 })).status).toBe(404)
    const { reply } = await call('GET', '/changes')
    const { rows } = reply.json<{ rows: { act: string; by: string | null }[] }>()
    expect(rows.slice(0, 4).map((r) => r.act)).toEqual(['deleted', 'ordered', 'changed', 'added'])
    expect(rows[0]?.by).toEqual(expect.any(String))
  })

  inTransaction('refuse what no case could match and units that take no cases', async (tx) => {
    await foundDistrict(tx)
    const call = serve(tx, system)
    const { units } = (await call('GET')).reply.json<Settings>()
    const unit = units[0]!.id
    const tried = async (body: object) => {
      const reply = await call('PUT', `/${crypto.randomUUID()}`, body)
      return [reply.status, reply.body['code']]
    }
    expect(await tried(rule(unit, { whenMatters: ['01037'] }))).toEqual([400, 'request.malformed'])
    expect(await tried(rule(unit, { whenUrgency: ['soon'] }))).toEqual([400, 'request.malformed'])
    expect(await tried(rule(unit, { name: ' ' }))).toEqual([400, 'request.malformed'])
    expect(await tried(rule(crypto.randomUUID()))).toEqual([400, 'cases.unit_not_found'])
    expect((await serve(tx, dispatcher)('PUT', `/${crypto.randomUUID()}`, rule(unit))).status).toBe(
      403,
    )
  })

  onDatabase('are ordered by one of two people at once', async (db) => {
    await db.transaction().execute((tx) => foundDistrict(tx))
    const call = serve(db, system)
    const { units } = (await call('GET')).reply.json<Settings>()
    await call('PUT', `/${crypto.randomUUID()}`, rule(units[0]!.id))
    const seen = (await call('GET')).reply.json<Settings>().rules.map((r) => r.id)
    const order = { ids: seen.toReversed(), seen }
    const replies = await Promise.all([
      call('POST', '/order', order),
      call('POST', '/order', order),
    ])
    expect(replies.map((r) => r.status).toSorted((a, b) => a - b)).toEqual([200, 409])
  })
})

import { Secret, TOTP } from 'otpauth'
import { describe, expect } from 'vitest'
import * as people from '../index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  aPlace,
  asks,
  aWorld,
  districtId,
  holding,
  now,
  type World,
} from '#testing/people-world.ts'
import type { Tx } from '#platform/server/database.ts'

const password = 'lantern-7-street'

/** The codes that the phone of somebody shows. */
const codeAt = (secret: string, minutes = 0, step = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: now.getTime() + minutes * 60_000 + step * 30_000,
  })

const cookieOf = (reply: { headers: Record<string, unknown> }) =>
  String(reply.headers['set-cookie']).split(';')[0]!

/** A clerk with name, password and, as begun, a secret. */
async function aClerk(tx: Tx, world: World) {
  const { postId, personId } = await aPlace(world, 'clerk')
  await asks(world, world.security).save('holdings', holding(postId, personId))
  const token = await people.createSignInLink(tx, { districtId, personId, now })
  const reply = await world.app.inject({
    method: 'POST',
    url: `/api/people/sign-in-links/${token}`,
    payload: {},
  })
  const cookie = cookieOf(reply)
  await asks(world, cookie).save('password', { name: 'liming', password })
  return { postId, personId, cookie }
}

async function enrol(world: World, cookie: string, minutes = 0) {
  const { save } = asks(world, cookie)
  const begun = await save('me/second-factor/begin', { password })
  expect(begun.status).toBe(200)
  const done = await save('me/second-factor/confirm', { code: codeAt(begun.secret, minutes) })
  expect(done.status).toBe(200)
  return { secret: String(begun.secret), codes: done.codes as string[] } // oxlint-disable-line typescript/no-unsafe-type-assertion -- as the contract says
}

const post = (world: World, path: string, payload: object) =>
  world.app.inject({ method: 'POST', url: `/api/people/${path}`, payload })

async function firstStep(world: World): Promise<string> {
  const reply = await post(world, 'sign-in', { name: 'liming', password })
  expect(reply.headers['set-cookie']).toBeUndefined()
  return String(reply.json().ticket)
}

describe('the second step', () => {
  useDatabase()

  inTransaction('is set up with a code, and asked for from then on', async (tx) => {
    const world = await aWorld(tx)
    const { cookie, personId } = await aClerk(tx, world)
    const { get, save } = asks(world, cookie)
    expect((await save('me/second-factor/begin', { password: 'x' })).code).toBe(
      'people.password_wrong',
    )
    const begun = await save('me/second-factor/begin', { password })
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/.*liming\?issuer=.*&secret=[A-Z2-7]{32}/)
    const stored = await tx.selectFrom('people.second_factor').selectAll().executeTakeFirstOrThrow()
    expect(stored.secret_cipher).not.toContain(begun.secret)
    expect((await get('me/second-factor')).state).toBe('begun')
    // A secret that nobody confirmed asks for nothing.
    expect((await post(world, 'sign-in', { name: 'liming', password })).json().personId).toBe(
      personId,
    )
    const wrong = await save('me/second-factor/confirm', { code: '000000' })
    expect([wrong.status, wrong.code]).toEqual([401, 'people.factor_wrong'])
    const done = await save('me/second-factor/confirm', { code: codeAt(begun.secret) })
    expect(new Set(done.codes).size).toBe(10)
    expect(await get('me/second-factor')).toMatchObject({
      state: 'on',
      codesLeft: 10,
      passed: true,
    })

    const ticket = await firstStep(world)
    const replayed = await post(world, 'sign-in/code', { ticket, code: codeAt(begun.secret) })
    expect([replayed.statusCode, replayed.json().code]).toEqual([401, 'people.factor_wrong'])
    const next = codeAt(begun.secret, 0, 1)
    const entered = await post(world, 'sign-in/code', { ticket, code: next })
    expect(entered.json()).toEqual({ personId, districtId })
    expect((await asks(world, cookieOf(entered)).get('me')).actingPostId).not.toBeNull()
    const again = await post(world, 'sign-in/code', { ticket, code: codeAt(begun.secret, 0, 1) })
    expect(again.json().code).toBe('people.ticket_expired')
  })

  inTransaction('follows a link too, and its ticket does not wait for long', async (tx) => {
    const world = await aWorld(tx)
    const { cookie, personId } = await aClerk(tx, world)
    const { secret } = await enrol(world, cookie)
    const token = await people.createSignInLink(tx, { districtId, personId, now })
    const { ticket } = (await post(world, `sign-in-links/${token}`, {})).json()
    world.later(6)
    const late = await post(world, 'sign-in/code', { ticket, code: codeAt(secret, 6) })
    expect(late.json().code).toBe('people.ticket_expired')
  })

  inTransaction('takes each recovery code once, and new ones replace the old', async (tx) => {
    const world = await aWorld(tx)
    const { cookie } = await aClerk(tx, world)
    const { secret, codes } = await enrol(world, cookie)
    const enter = async (code: string) =>
      post(world, 'sign-in/code', { ticket: await firstStep(world), code })
    const entered = await enter(codes[0]!.toUpperCase())
    expect(entered.statusCode).toBe(200)
    expect((await enter(codes[0]!)).json().code).toBe('people.factor_wrong')
    const { get, save } = asks(world, cookieOf(entered))
    expect((await get('me/second-factor')).codesLeft).toBe(9)
    world.later(2)
    const renewed = await save('me/second-factor/recovery-codes', { code: codeAt(secret, 2) })
    expect(renewed.codes).toHaveLength(10)
    expect((await enter(codes[1]!)).json().code).toBe('people.factor_wrong')
    const kept = await tx.selectFrom('people.recovery_code').select('code_hash').execute()
    expect(kept.map((row) => row.code_hash)).not.toContain(renewed.codes[0])
  })

  inTransaction('locks after five wrong codes, also with the right one', async (tx) => {
    const world = await aWorld(tx)
    const { cookie } = await aClerk(tx, world)
    const { secret } = await enrol(world, cookie)
    const ticket = await firstStep(world)
    for (let i = 0; i < 5; i++)
      expect((await post(world, 'sign-in/code', { ticket, code: '000000' })).statusCode).toBe(401)
    const locked = await post(world, 'sign-in/code', { ticket, code: codeAt(secret, 0, 1) })
    expect([locked.statusCode, locked.json().details.minutes]).toEqual([429, 15])
    world.later(16)
    const code = codeAt(secret, 16)
    const open = await post(world, 'sign-in/code', { ticket: await firstStep(world), code })
    expect(open.statusCode).toBe(200)
  })

  inTransaction('closes posts that ask for it to whoever has not passed it', async (tx) => {
    const world = await aWorld(tx)
    const { cookie, postId } = await aClerk(tx, world)
    const security = asks(world, world.security)
    const { kinds } = await security.get('post-kinds')
    const clerk = kinds.find((k: { code: string }) => k.code === 'clerk')
    const { code, name, nameEn, verbs, reach, version: baseVersion } = clerk
    const kind = { code, name, nameEn, verbs, reach, baseVersion, secondFactor: true }
    expect((await security.save('post-kinds', kind)).secondFactor).toBe(true)
    const { get, save } = asks(world, cookie)
    expect(await get('me')).toMatchObject({
      actingPostId: null,
      verbs: [],
      posts: [{ closed: true }],
    })
    const act = await save('act', { postId })
    expect([act.status, act.code]).toEqual([403, 'people.factor_needed'])
    await enrol(world, cookie)
    expect(await get('me')).toMatchObject({ actingPostId: postId, posts: [{ closed: false }] })
    const off = await save('me/second-factor/off', { code: '123456' })
    expect([off.status, off.code]).toEqual([409, 'people.factor_demanded'])
  })

  inTransaction(
    'is reset by the security administrator only, with a reason in the log',
    async (tx) => {
      const world = await aWorld(tx)
      const { cookie, personId } = await aClerk(tx, world)
      await enrol(world, cookie)
      const path = `persons/${personId}/reset-second-factor`
      const reason = { reason: '手机丢失，当面核对身份' }
      for (const other of [cookie, world.system, world.audit])
        expect((await asks(world, other).save(path, reason)).status).toBe(403)
      const security = asks(world, world.security)
      const { rows } = await security.get(`persons?id=${personId}`)
      expect(rows[0]).toMatchObject({ hasFactor: true })
      expect(rows[0].allowed).toContain('reset_factor')
      expect((await security.save(path, reason)).status).toBe(200)
      expect((await asks(world, cookie).get('me')).status).toBe(401)
      expect((await post(world, 'sign-in', { name: 'liming', password })).json().personId).toBe(
        personId,
      )
      expect((await security.save(path, reason)).code).toBe('people.factor_off')
      const { entries } = await asks(world, world.audit).get('audit?act=people.factor_reset')
      expect(entries ?? []).toBeDefined()
      const own = `persons/${world.made[1]!.personId}/reset-second-factor`
      expect((await security.save(own, reason)).code).toBe('people.not_to_oneself')
      const logged = await tx
        .selectFrom('people.audit')
        .select('details')
        .where('act', '=', 'people.factor_reset')
        .execute()
      expect(logged).toEqual([{ details: reason }])
    },
  )
})

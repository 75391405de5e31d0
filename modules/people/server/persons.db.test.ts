import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  aPlace,
  asks,
  aWorld,
  districtId,
  holding,
  signIn,
  type World,
} from '#testing/people-world.ts'
import { addressesOf } from './directory.ts'

const password = 'lantern-7-street'

/** A clerk with a sign-in name and a password of their own. */
async function aClerk(world: World, loginName: string | null = 'liming') {
  const security = asks(world, world.security)
  const place = await aPlace(world, 'clerk')
  const { personId, postId, person } = place
  await security.save('holdings', holding(postId, personId))
  const saved = await security.save('persons', { ...person, loginName, baseVersion: 0 })
  const { token } = await security.save(`persons/${personId}/sign-in-link`, {})
  const cookie = await signIn(world.app, token)
  const set = await asks(world, cookie).save('password', { password })
  return { ...place, security, cookie, saved, set }
}

const enter = async ({ app }: World, name: string, tried: string) => {
  const payload = { name, password: tried }
  const reply = await app.inject({ method: 'POST', url: '/api/people/sign-in', payload })
  return { status: reply.statusCode, headers: reply.headers, ...reply.json() }
}

describe('people', () => {
  useDatabase()

  inTransaction('get a sign-in name, which nobody else has', async (tx) => {
    const world = await aWorld(tx)
    const { saved, set, security } = await aClerk(world)
    expect(saved).toMatchObject({ loginName: 'liming', hasPassword: false })
    expect(set).toMatchObject({ status: 200, name: 'liming' })
    const other = { id: randomUUID(), name: '李明明', loginName: 'liming', baseVersion: null }
    const clash = await security.save('persons', other)
    expect([clash.status, clash.code]).toEqual([409, 'people.login_name_taken'])
    expect((await security.get('persons?q=lim')).rows).toHaveLength(1)
    expect((await security.get('persons?q=13800138000')).rows[0]).toMatchObject({ name: '李明' })
    expect((await security.get('persons?state=without_post')).rows).toEqual([])
    const [seen] = (await security.get('persons?q=liming')).rows
    expect(seen).toMatchObject({
      hasPassword: true,
      administrator: false,
      posts: [{ title: 'clerk' }],
      allowed: ['change', 'sessions', 'link', 'reset'],
    })
    const gone = { id: seen.id, name: '李明', loginName: null, baseVersion: seen.version }
    expect(await security.save('persons', gone)).toMatchObject({ loginName: null })
  })

  inTransaction('are not changed on an old version, nor found outside the scope', async (tx) => {
    const world = await aWorld(tx)
    const { person, security, cookie } = await aClerk(world)
    const late = await security.save('persons', { ...person, name: '李小明', baseVersion: 7 })
    expect([late.status, late.code]).toEqual([409, 'people.out_of_date'])
    expect((await asks(world, cookie).get('persons')).status).toBe(403)
  })

  inTransaction('lose their password and sessions at a reset, and set another', async (tx) => {
    const world = await aWorld(tx)
    const { personId, security, cookie } = await aClerk(world)
    const { token } = await security.save(`persons/${personId}/reset-password`, {})
    expect((await asks(world, cookie).get('me')).status).toBe(401)
    expect((await enter(world, 'liming', password)).status).toBe(401)
    const own = asks(world, await signIn(world.app, token))
    expect((await own.save('password', { password: 'another-8-street' })).name).toBe('liming')
    expect((await enter(world, 'liming', 'another-8-street')).status).toBe(200)
    const [, , auditor] = world.made
    const apart = await security.save(`persons/${auditor!.personId}/reset-password`, {})
    expect([apart.status, apart.code]).toEqual([403, 'people.administrators_apart'])
  })

  inTransaction('are locked for longer and longer, and unlocked by hand', async (tx) => {
    const world = await aWorld(tx)
    const { personId, security } = await aClerk(world)
    const fail = async (times: number) => {
      for (let i = 0; i < times; i++) await enter(world, 'liming', 'wrong') // oxlint-disable-line no-await-in-loop -- one after the other
      return enter(world, 'liming', password)
    }
    expect(await fail(5)).toMatchObject({
      status: 429,
      code: 'people.sign_in_locked',
      details: { minutes: 15 },
    })
    world.later(16)
    // Administrators have been away from their desk for less than half an hour.
    expect(await fail(5)).toMatchObject({ status: 429, details: { minutes: 30 } })
    const { rows } = await security.get('persons?state=locked')
    expect(rows).toMatchObject([{ id: personId, lockedUntil: '2026-11-23T01:46:00.000Z' }])
    expect(rows[0].allowed).toContain('unlock')
    expect((await security.save(`persons/${personId}/unlock`, {})).status).toBe(200)
    expect((await enter(world, 'liming', password)).status).toBe(200)
    const nobody = await security.save(`persons/${randomUUID()}/unlock`, {})
    expect(nobody.code).toBe('people.login_not_found')
  })

  inTransaction('have all their sessions ended at once', async (tx) => {
    const world = await aWorld(tx)
    const { personId, security, cookie } = await aClerk(world)
    await enter(world, 'liming', password)
    expect(await security.save(`persons/${personId}/end-sessions`, {})).toMatchObject({ ended: 2 })
    expect((await asks(world, cookie).get('me')).status).toBe(401)
  })

  inTransaction('get a new session at every sign-in, and the old one ends', async (tx) => {
    const world = await aWorld(tx)
    const { cookie } = await aClerk(world)
    const payload = { name: 'liming', password }
    const headers = { cookie, 'x-gongzhi': '1' }
    const url = '/api/people/sign-in'
    const reply = await world.app.inject({ method: 'POST', url, payload, headers })
    const next = String(reply.headers['set-cookie']).split(';')[0]!
    expect(next).not.toBe(cookie)
    expect((await asks(world, cookie).get('me')).status).toBe(401)
    expect((await asks(world, next).get('me')).status).toBe(200)
  })

  inTransaction('keep their own contact data, and their name is kept for them', async (tx) => {
    const world = await aWorld(tx)
    const { cookie, security } = await aClerk(world)
    const own = asks(world, cookie)
    const before = await own.get('me/contact')
    expect(before).toMatchObject({
      name: '李明',
      phone: '138****00',
      loginName: 'liming',
      hasPassword: true,
      deskIdleMinutes: 30,
      phoneIdleDays: 30,
    })
    const change = { email: 'li@example.org', language: 'en', baseVersion: before.version }
    expect(await own.save('me/contact', { ...change, name: '局长' })).toMatchObject({
      name: '李明',
      email: 'li@example.org',
      phone: '138****00',
      language: 'en',
    })
    const late = await own.save('me/contact', { ...change, phone: '139 0000 0000' })
    expect([late.status, late.code]).toEqual([409, 'people.out_of_date'])
    expect((await own.save('me/contact', { ...change, email: 'nonsense' })).status).toBe(400)
    const { version: baseVersion } = await own.get('me/contact')
    const reached = { email: null, language: 'en', wecomId: 'LiMing', baseVersion }
    expect(await own.save('me/contact', reached)).toMatchObject({ email: null, wecomId: 'LiMing' })
    const { version } = await own.get('me/contact')
    // A page of before says nothing of it, and takes nothing away.
    const older = { email: 'li@example.org', language: 'en', baseVersion: version }
    expect(await own.save('me/contact', older)).toMatchObject({ wecomId: 'LiMing' })
    const spaced = { ...older, wecomId: '李 明', baseVersion: version + 1 }
    expect((await own.save('me/contact', spaced)).status).toBe(400)
    const [seen] = (await security.get('persons?q=李明')).rows
    expect(seen).toMatchObject({ email: 'li@example.org', wecomId: 'LiMing' })
    expect(await addressesOf(tx, districtId, seen.id)).toEqual({
      email: 'li@example.org',
      wecom: 'LiMing',
      language: 'en',
    })
  })
})

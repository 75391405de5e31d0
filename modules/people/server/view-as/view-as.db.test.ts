import { describe, expect } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#platform/shared/endpoint.ts'
import { mount } from '#platform/server/mount.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, asks, aWorld, districtId, holding, now, signIn } from '#testing/people-world.ts'
import type { Tx } from '#platform/server/database.ts'
import * as people from '../index.ts'

const probe = endpoint({
  method: 'GET',
  path: '/api/people/probe',
  summary: 'What the gate made of the request',
  access: 'signed-in',
  reply: z.object({ areas: z.array(z.string()), verbs: z.array(z.string()) }),
})

/** A secretary of a community with a clerk in it, another clerk elsewhere, and a specialist of the district. */
async function aManager(tx: Tx) {
  const world = await aWorld(tx, (w) =>
    mount(w, probe, async ({ caller }) => ({
      areas: [...caller.scope.areas],
      verbs: [...caller.verbs].sort(),
    })),
  )
  const security = asks(world, world.security)
  const manager = await aPlace(world, 'secretary')
  const clerk = await aPlace(world, 'clerk', ['421202001001003'])
  const there = await aPlace(world, 'clerk', ['421202002001'])
  const unit = await aPlace(world, 'specialist', [])
  for (const { postId, personId } of [manager, clerk, there, unit])
    await security.save('holdings', holding(postId, personId))
  const enter = async (personId: string) =>
    signIn(world.app, await people.createSignInLink(tx, { districtId, personId, now }))
  return { world, clerk, there, unit, manager, enter, cookie: await enter(manager.personId) }
}

async function post(
  world: Awaited<ReturnType<typeof aWorld>>,
  cookie: string,
  path: string,
  payload: object,
) {
  const reply = await world.app.inject({
    method: 'POST',
    url: `/api/people/${path}`,
    payload,
    headers: { cookie, 'x-gongzhi': '1' },
  })
  return {
    status: reply.statusCode,
    code: reply.json().code as unknown,
    cookie: String(reply.headers['set-cookie'] ?? '').split(';')[0]!,
  }
}

const reason = '核对受理员看到的待办'

describe('looking as another post', () => {
  useDatabase()

  inTransaction('shows what the post sees, changes nothing, and ends by one click', async (tx) => {
    const { world, clerk, manager, cookie } = await aManager(tx)
    const { posts } = await asks(world, cookie).get('view-as/posts')
    expect(posts.map((p: { postId: string }) => p.postId)).toEqual([clerk.postId])
    const begun = await post(world, cookie, 'view-as', { postId: clerk.postId, reason })
    expect(begun.status).toBe(200)
    expect((await asks(world, cookie).get('me')).status).toBe(401)
    const looking = asks(world, begun.cookie)
    const seen = await looking.get('probe')
    expect(seen.areas).toEqual(['421202001001003'])
    expect(seen.verbs).toContain('cases.intake')
    expect(await looking.get('me')).toMatchObject({
      actingPostId: manager.postId,
      viewing: { postTitle: 'clerk', reason, until: '2026-11-23T01:30:00.000Z' },
    })
    for (const [path, body] of [
      ['me/contact', { email: null, baseVersion: 0 }],
      ['act', { postId: manager.postId }],
      ['view-as', { postId: clerk.postId, reason }],
    ] as const) {
      const refused = await post(world, begun.cookie, path, body)
      expect([refused.status, refused.code], path).toEqual([403, 'people.viewing_only'])
    }
    const ended = await post(world, begun.cookie, 'view-as/end', {})
    expect(ended.status).toBe(200)
    expect(await asks(world, ended.cookie).get('me')).toMatchObject({ viewing: null })
    expect((await asks(world, ended.cookie).get('probe')).areas).toEqual(['421202001001'])
    const log = await tx
      .selectFrom('people.audit')
      .select(['act', 'post_id', 'subject_id', 'details'])
      .where('act', 'like', 'people.view_%')
      .orderBy('act')
      .execute()
    expect(log).toMatchObject([
      { act: 'people.view_began', subject_id: clerk.postId, details: { reason } },
      { act: 'people.view_ended', post_id: manager.postId, subject_id: clerk.postId },
    ])
  })

  inTransaction('ends by time, and when the right or the area ends', async (tx) => {
    const { world, clerk, cookie } = await aManager(tx)
    const look = { postId: clerk.postId, reason, minutes: 10 }
    const begun = await post(world, cookie, 'view-as', look)
    const areas = async () => (await asks(world, begun.cookie).get('probe')).areas
    expect(await areas()).toEqual(['421202001001003'])
    await tx
      .updateTable('people.post')
      .set({ areas: ['421202'] })
      .where('id', '=', clerk.postId)
      .execute()
    expect(await areas()).toEqual(['421202001001'])
    await tx
      .updateTable('people.post')
      .set({ areas: ['421202001001'] })
      .where('id', '=', clerk.postId)
      .execute()
    world.later(11)
    expect((await asks(world, begun.cookie).get('me')).viewing).toBeNull()
    expect((await post(world, begun.cookie, 'me/leave', {})).status).toBe(404)
  })

  inTransaction('is for managers, in their own area, with a reason', async (tx) => {
    const { world, clerk, there, unit, manager, cookie, enter } = await aManager(tx)
    for (const other of [there, unit]) {
      const look = await post(world, cookie, 'view-as', { postId: other.postId, reason })
      expect([look.status, look.code]).toEqual([404, 'people.post_not_found'])
    }
    const [admin] = (await asks(world, world.security).get('posts?kind=audit_admin')).posts
    expect((await post(world, cookie, 'view-as', { postId: admin.id, reason })).status).toBe(404)
    expect(
      (await post(world, cookie, 'view-as', { postId: clerk.postId, reason: '' })).status,
    ).toBe(400)
    const own = await post(world, cookie, 'view-as', { postId: manager.postId, reason })
    expect(own.code).toBe('people.view_own_post')
    const asClerk = await enter(clerk.personId)
    for (const nobody of [asClerk, world.system, world.security, world.audit])
      expect((await post(world, nobody, 'view-as', { postId: clerk.postId, reason })).status).toBe(
        403,
      )
  })
})

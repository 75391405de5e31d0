import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  aPlace,
  asks,
  aWorld,
  community,
  districtId,
  holding,
  now,
  signIn,
  today,
  type World,
} from '#testing/people-world.ts'
import * as people from '../index.ts'

const friday = '2026-11-27'

async function signedIn(tx: Tx, world: World, personId: string): Promise<string> {
  return signIn(world.app, await people.createSignInLink(tx, { districtId, personId, now }))
}

/** Li, coordinator of a community; Zhao, dispatcher of the same bureau kind; Qian, its secretary. */
async function aTeam(tx: Tx) {
  const world = await aWorld(tx)
  const security = asks(world, world.security)
  const li = await aPlace(world, 'coordinator')
  const zhao = await aPlace(world, 'coordinator', ['421202002001'])
  const qian = await aPlace(world, 'secretary')
  for (const [who, name] of [
    [zhao, '赵强'],
    [qian, '钱进'],
  ] as const)
    await security.save('persons', { ...who.person, name, baseVersion: 0 })
  for (const { postId, personId } of [li, zhao, qian])
    expect((await security.save('holdings', holding(postId, personId))).status).toBe(200)
  const [asLi, asZhao, asQian] = [
    asks(world, await signedIn(tx, world, li.personId)),
    asks(world, await signedIn(tx, world, zhao.personId)),
    asks(world, await signedIn(tx, world, qian.personId)),
  ]
  return { world, security, li, zhao, qian, asLi, asZhao, asQian }
}

type Team = Awaited<ReturnType<typeof aTeam>>

const leave = ({ li, zhao }: Team, over: object = {}) => ({
  id: randomUUID(),
  personId: li.personId,
  from: today,
  until: friday,
  words: '年休假',
  standIns: [{ postId: li.postId, personId: zhao.personId }],
  baseVersion: null,
  ...over,
})

const heard = async (tx: Tx, day = now) =>
  (await people.holders(tx, districtId, { kinds: ['coordinator'], area: community, on: day })).map(
    (h) => h.name,
  )

async function factsOf(tx: Tx, type: string): Promise<unknown[]> {
  const { rows } = await sql<{ payload: { type: string } }>`
    select j.payload from graphile_worker._private_jobs j`.execute(tx)
  return rows.map((row) => row.payload).filter((fact) => fact.type === type)
}

describe('leave and who stands in', () => {
  useDatabase()

  inTransaction('asks a colleague, who accepts and holds the post for these days', async (tx) => {
    const team = await aTeam(tx)
    const { asLi, asZhao, li, zhao } = team
    const found = await asLi.get(`stand-ins?postId=${li.postId}&q=${encodeURIComponent('赵')}`)
    expect(found.people).toMatchObject([{ personId: zhao.personId, name: '赵强' }])
    const saved = await asLi.save('leaves', leave(team))
    expect(saved).toMatchObject({ status: 200, posts: [{ standIn: { state: 'asked' } }] })
    expect(await factsOf(tx, 'people.stand_in_asked')).toMatchObject([
      { body: { personId: zhao.personId, settled: false, fromName: '李明', until: friday } },
    ])
    // Nobody is told meanwhile: the posts above are.
    expect(await heard(tx)).toEqual([])
    const { asked } = await asZhao.get('me/leave')
    expect(asked).toMatchObject([{ postTitle: 'coordinator', fromName: '李明', state: 'asked' }])
    const answer = `delegations/${asked[0].id}/answer`
    expect((await asLi.save(answer, { accept: true })).status).toBe(404)
    expect((await asZhao.save(answer, { accept: true })).status).toBe(200)
    expect((await asZhao.save(answer, { accept: false })).code).toBe('people.delegation_answered')
    expect(await heard(tx)).toEqual(['赵强'])
    const { posts } = await asZhao.get('me')
    expect(posts.map((p: { standsInFor: string | null }) => p.standsInFor).sort()).toEqual([
      null,
      '李明',
    ])
    const acted = await asZhao.save('act', { postId: li.postId })
    expect(acted).toMatchObject({ status: 200, actingPostId: li.postId })
    expect(acted.verbs).toContain('cases.dispatch')
    // It ends by itself.
    const monday = new Date('2026-11-30T01:00:00Z')
    expect(await heard(tx, monday)).toEqual(['李明'])
    const held = await people.holders(tx, districtId, { postId: li.postId, on: monday })
    expect(held.map((h) => h.personId)).toEqual([li.personId])
  })

  inTransaction('lets a manager settle it for the own area, and nobody else', async (tx) => {
    const team = await aTeam(tx)
    const { asQian, asZhao, security, li } = team
    const entered = leave(team)
    expect((await asZhao.save('leaves', entered)).status).toBe(403)
    const saved = await asQian.save('leaves', entered)
    expect(saved).toMatchObject({ status: 200, posts: [{ standIn: { state: 'accepted' } }] })
    expect(await asQian.save('leaves', entered)).toMatchObject({ version: 0 })
    expect(await heard(tx)).toEqual(['赵强'])
    const { leaves } = await asQian.get('leaves')
    expect(leaves).toMatchObject([{ personName: '李明', allowed: ['change', 'end'] }])
    expect((await asZhao.get('leaves')).leaves).toEqual([])
    const { posts } = await security.get('posts?kind=coordinator')
    const own = posts.find((p: { id: string }) => p.id === li.postId)
    expect(own.holders).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: '李明', standsInFor: null, awayUntil: friday }),
        expect.objectContaining({ name: '赵强', standsInFor: '李明', awayUntil: null }),
      ]),
    )
    const elsewhere = leave(team, { personId: team.zhao.personId, standIns: [] })
    expect((await asQian.save('leaves', elsewhere)).code).toBe('people.person_not_found')
    // A delegation is not an appointment: it is changed where it was made.
    const { holdings } = await security.get(`holdings?postId=${li.postId}`)
    const delegated = holdings.find((h: { standsInFor: string | null }) => h.standsInFor !== null)
    const { id, postId, personId, from } = delegated
    const moved = { id, postId, personId, from, until: null, baseVersion: 0 }
    expect((await security.save('holdings', moved)).code).toBe('people.holding_is_delegated')
  })

  inTransaction(
    'without a stand-in tells those above, and ends when somebody is back',
    async (tx) => {
      const team = await aTeam(tx)
      const { asLi, world } = team
      const entered = leave(team, { standIns: [] })
      expect((await asLi.save('leaves', entered)).status).toBe(200)
      expect(await heard(tx)).toEqual([])
      expect((await asLi.save('leaves', leave(team))).code).toBe('people.leave_overlaps')
      expect((await asLi.save(`leaves/${entered.id}/end`, { baseVersion: 3 })).code).toBe(
        'people.out_of_date',
      )
      expect((await asLi.save(`leaves/${entered.id}/end`, { baseVersion: 0 })).status).toBe(200)
      expect(await heard(tx)).toEqual(['李明'])
      expect((await asLi.save(`leaves/${entered.id}/end`, { baseVersion: 1 })).code).toBe(
        'people.leave_ended',
      )
      world.later(0)
    },
  )

  inTransaction('ends a stand-in with the leave, and keeps the days before', async (tx) => {
    const team = await aTeam(tx)
    const { asQian, asZhao, li, world } = team
    const entered = leave(team)
    await asQian.save('leaves', entered)
    world.later(2 * 24 * 60)
    await tx
      .updateTable('people.session')
      .set({ seen_at: new Date('2026-11-25T01:00:00Z') })
      .execute()
    expect((await asQian.save(`leaves/${entered.id}/end`, { baseVersion: 0 })).status).toBe(200)
    const kept = await tx
      .selectFrom('people.holding')
      .select(['holds_from', 'holds_until'])
      .where('delegation_id', 'is not', null)
      .execute()
    expect(kept).toEqual([{ holds_from: today, holds_until: '2026-11-24' }])
    expect((await asZhao.save('act', { postId: li.postId })).code).toBe('people.post_not_held')
    const { leaves } = await asQian.get('leaves?when=past')
    expect(leaves).toMatchObject([
      { until: '2026-11-24', posts: [{ standIn: { state: 'ended' } }] },
    ])
  })

  inTransaction(
    'delegates no administration, and to nobody who is away or holds it',
    async (tx) => {
      const team = await aTeam(tx)
      const { world, security, asLi, asZhao, li, zhao, qian } = team
      const refusal = async (over: object, as = asLi) =>
        (await as.save('leaves', leave(team, over))).code
      expect(await refusal({ until: '2026-11-22' })).toBe('people.leave_turned_round')
      expect(await refusal({ from: '2026-11-01', until: '2026-11-10' })).toBe(
        'people.leave_is_over',
      )
      const to = (personId: string, postId = li.postId) => ({ standIns: [{ postId, personId }] })
      expect(await refusal(to(li.personId))).toBe('people.delegate_is_oneself')
      expect(await refusal(to(zhao.personId, qian.postId))).toBe('people.post_not_of_leave')
      const away = { personId: zhao.personId, standIns: [], until: today }
      expect((await asZhao.save('leaves', leave(team, away))).status).toBe(200)
      expect(await refusal(to(zhao.personId))).toBe('people.delegate_is_away')
      const later = { from: '2026-11-24' }
      expect(await refusal({ ...later, ...to(qian.personId) })).toBeUndefined()
      // An administrator's post stays with whom the security administrator appointed.
      const admin = world.made[0]!
      const [post] = (await security.get('posts?kind=system_admin')).posts
      const asAdmin = asks(world, world.system)
      const own = { personId: admin.personId, ...to(qian.personId, post.id) }
      expect(await refusal(own, asAdmin)).toBe('people.administration_not_delegated')
      // Whoever administers does not stand in for another administration's kind of post either.
      await tx
        .updateTable('people.post_kind')
        .set({ verbs: ['places.edit', 'cases.read'] })
        .where('code', '=', 'coordinator')
        .execute()
      const lent = { personId: li.personId, from: '2026-12-01', until: '2026-12-02' }
      const settled = leave(team, { ...lent, ...to(world.made[2]!.personId) })
      expect((await security.save('leaves', settled)).code).toBe('people.administrators_apart')
    },
  )
})

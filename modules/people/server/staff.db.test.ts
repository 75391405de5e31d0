import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
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
} from '#testing/people-world.ts'
import * as people from './index.ts'

describe('staff', () => {
  useDatabase()

  inTransaction('appoints, and finds who holds what where', async (tx) => {
    const world = await aWorld(tx)
    const { postId, personId, organisationId } = await aPlace(world, 'coordinator')
    const { save, get } = asks(world, world.security)
    const appointed = await save('holdings', holding(postId, personId))
    expect(appointed).toMatchObject({ personName: '李明', postTitle: 'coordinator', version: 0 })
    const held = [{ personId, postId, name: '李明', email: null, language: 'zh-CN' }]
    const find = (filter: object) => people.holders(tx, districtId, { on: now, ...filter })
    expect(await find({ area: `${community}001`, verb: 'cases.dispatch' })).toEqual(held)
    expect(await find({ area: '421202002001', verb: 'cases.dispatch' })).toEqual([])
    expect(await find({ kinds: ['coordinator'], unitId: organisationId, postId })).toEqual(held)
    const post = await people.coordinatorPost(tx, districtId, community)
    expect(post).toEqual({ postId, organisationId, title: 'coordinator' })
    expect(await people.secretaryPost(tx, districtId, community)).toBeUndefined()
    expect((await people.unitsOf(tx, districtId)).map((u) => u.id)).toEqual([organisationId])
    expect((await people.findUnit(tx, districtId, organisationId))?.shortName).toBe('城管局')
    const names = await people.nameOf(tx, districtId, { personIds: [personId], postIds: [postId] })
    expect([...names.persons.values(), ...names.posts.values()]).toEqual(['李明', 'coordinator'])
    expect((await get(`posts?kind=coordinator`)).posts[0].holders).toEqual([
      { personId, name: '李明', also: [], standsInFor: null, awayUntil: null, onDutyUntil: null },
    ])
    expect((await get(`holdings?personId=${personId}`)).holdings).toHaveLength(1)
  })

  inTransaction('masks phones and keeps them sealed, and a retry changes nothing', async (tx) => {
    const world = await aWorld(tx)
    const { personId, person } = await aPlace(world, 'clerk')
    const { save, get } = asks(world, world.security)
    expect(await save('persons', person)).toMatchObject({ phone: '138****00', version: 0 })
    const row = await tx
      .selectFrom('people.person')
      .select('phone_cipher')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
    expect(row.phone_cipher).toMatch(/^a1\./)
    const changed = { id: personId, name: '李明明', baseVersion: 0 }
    expect(await save('persons', changed)).toMatchObject({ phone: '138****00', version: 1 })
    const late = await save('persons', { ...changed, name: '李晓明' })
    expect([late.status, late.code, late.details]).toEqual([
      409,
      'people.out_of_date',
      { version: 1 },
    ])
    const page = await get('persons?limit=2')
    expect(page.rows).toHaveLength(2)
    const rest = await get(`persons?limit=2&after=${encodeURIComponent(page.next)}`)
    expect(rest.rows).toHaveLength(2)
    expect(rest.next).toBeNull()
    expect((await get(`persons?q=${encodeURIComponent('李明')}`)).rows).toHaveLength(1)
  })

  inTransaction('grants nothing to oneself and keeps administrators apart', async (tx) => {
    const world = await aWorld(tx)
    const { postId, personId } = await aPlace(world, 'clerk')
    const { save, get } = asks(world, world.security)
    const [system, security] = world.made
    const own = await save('holdings', holding(postId, security!.personId))
    expect([own.status, own.code]).toEqual([403, 'people.not_to_oneself'])
    const { posts } = await get('posts?kind=audit_admin')
    const two = await save('holdings', holding(posts[0].id, system!.personId))
    expect([two.status, two.code]).toEqual([409, 'people.administrators_apart'])
    const kind = { code: 'security_admin', name: '安', nameEn: 'S', reach: 'areas', baseVersion: 0 }
    const verbs = ['people.grant', 'cases.void']
    expect((await save('post-kinds', { ...kind, verbs })).code).toBe('people.not_to_oneself')
    const mixed = {
      ...kind,
      code: 'mixed',
      verbs: ['settings.edit', 'audit.read'],
      baseVersion: null,
    }
    expect((await save('post-kinds', mixed)).code).toBe('people.administrators_apart')
    const own_post = (await get('posts?kind=security_admin')).posts[0]
    const { holders: _, version, ...fields } = own_post
    const widened = { ...fields, kind: 'clerk', baseVersion: version }
    expect((await save('posts', widened)).code).toBe('people.not_to_oneself')
    const links = (id: string) => save(`persons/${id}/sign-in-link`, {})
    expect((await links(system!.personId)).code).toBe('people.administrators_apart')
    expect((await links(personId)).token).toHaveLength(43)
  })

  inTransaction('lets each administrator do only their own', async (tx) => {
    const world = await aWorld(tx)
    const statuses = async (cookie: string) => {
      const { get, save } = asks(world, cookie)
      const person = { id: randomUUID(), name: '某', baseVersion: null }
      return [
        (await get('audit')).status,
        (await get('posts')).status,
        (await save('persons', person)).status,
      ]
    }
    expect(await statuses(world.system)).toEqual([403, 403, 403])
    expect(await statuses(world.security)).toEqual([403, 200, 200])
    expect(await statuses(world.audit)).toEqual([200, 403, 403])
    const { get } = asks(world, world.audit)
    const page = await get('audit?limit=2')
    expect(page.rows).toHaveLength(2)
    const rest = await get(`audit?limit=50&after=${encodeURIComponent(page.next)}`)
    const ids = [...page.rows, ...rest.rows].map((r: { id: string }) => r.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(rest.rows.length + 2).toBe(4)
  })

  inTransaction('shows a coordinator the own community only', async (tx) => {
    const world = await aWorld(tx)
    const here = await aPlace(world, 'coordinator')
    const there = await aPlace(world, 'coordinator', ['421202002001'])
    const { save } = asks(world, world.security)
    for (const { postId, personId } of [here, there])
      await save('holdings', holding(postId, personId))
    const token = await people.createSignInLink(tx, { districtId, personId: here.personId, now })
    const { get, save: saveAs } = asks(world, await signIn(world.app, token))
    expect((await get('posts')).posts.map((p: { id: string }) => p.id)).toEqual([here.postId])
    expect((await get('persons')).rows.map((p: { id: string }) => p.id)).toEqual([here.personId])
    expect((await saveAs('persons', here.person)).status).toBe(403)
  })

  inTransaction('compares a station with its model', async (tx) => {
    const world = await aWorld(tx)
    const { save, get } = asks(world, world.security)
    const id = randomUUID()
    const station = {
      id,
      name: '一站',
      communityCode: community,
      modelCode: '2+1+1+1',
      baseVersion: null,
    }
    expect(await save('stations', station)).toMatchObject({ missing: 5, communityName: '一社区' })
    const { postId, personId, post } = await aPlace(world, 'officer')
    await save('posts', { ...post, stationId: id, seat: 'officer', baseVersion: 0 })
    await save('holdings', holding(postId, personId))
    const { stations } = await get('stations')
    expect(stations[0]).toMatchObject({
      missing: 4,
      seats: [{ seat: 'officer', held: 1, missing: 1 }, {}, {}, {}],
    })
    const second = await save('stations', { ...station, id: randomUUID() })
    expect(second.code).toBe('people.station_exists')
    const unknown = await save('stations', { ...station, modelCode: 'none', baseVersion: 0 })
    expect(unknown.code).toBe('people.unknown_reference')
  })

  inTransaction('takes a told change of places into the log once', async (tx) => {
    await aWorld(tx)
    const fact = {
      type: 'places.changed',
      key: randomUUID(),
      districtId,
      at: now.toISOString(),
      body: { act: 'places.area_saved', subjectKind: 'area', subjectId: community },
    }
    await people.auditFact(tx, fact)
    await people.auditFact(tx, fact)
    const rows = await tx
      .selectFrom('people.audit')
      .select('subject_id')
      .where('act', '=', 'places.area_saved')
      .execute()
    expect(rows).toEqual([{ subject_id: community }])
  })
})

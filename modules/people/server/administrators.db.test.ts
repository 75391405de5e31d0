import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, asks, aWorld, holding } from '#testing/people-world.ts'

const kindOf = (code: string, verbs: string[], baseVersion: number | null = null) => ({
  code,
  name: code,
  nameEn: code,
  verbs,
  reach: 'areas',
  baseVersion,
})

describe('the three administrators', () => {
  useDatabase()

  inTransaction('have no verb in common but reading', async (tx) => {
    const world = await aWorld(tx)
    const verbsOf = async (cookie: string): Promise<string[]> =>
      (await asks(world, cookie).get('me')).verbs
    const all = [
      ...(await verbsOf(world.system)),
      ...(await verbsOf(world.security)),
      ...(await verbsOf(world.audit)),
    ]
    const shared = all.filter((verb, at) => all.indexOf(verb) !== at)
    expect(shared.filter((verb) => !verb.endsWith('.read'))).toEqual([])
    expect(all).toEqual(
      expect.arrayContaining(['settings.edit', 'people.grant', 'people.sessions', 'audit.read']),
    )
  })

  inTransaction('are never one person, whenever the second post begins', async (tx) => {
    const world = await aWorld(tx)
    const security = asks(world, world.security)
    const [, , audit] = world.made
    const [post] = (await security.get('posts?kind=system_admin')).posts
    const next = holding(post.id, audit!.personId, { from: '2027-03-01' })
    expect((await security.save('holdings', next)).code).toBe('people.administrators_apart')
    // Neither by a detour over another kind of post that holds what belongs to one of them.
    const lent = kindOf('keeper', ['catalogue.edit', 'cases.read'])
    expect((await security.save('post-kinds', lent)).status).toBe(200)
    const place = await aPlace(world, 'keeper')
    const lentTo = holding(place.postId, audit!.personId)
    expect((await security.save('holdings', lentTo)).code).toBe('people.administrators_apart')
    // Nor by giving such a verb to a kind of post that one of them holds already.
    const plain = await security.save('post-kinds', kindOf('reader', ['cases.read']))
    const reader = await aPlace(world, 'reader')
    await security.save('holdings', holding(reader.postId, audit!.personId))
    const widened = kindOf('reader', ['cases.read', 'places.edit'], plain.version)
    expect((await security.save('post-kinds', widened)).code).toBe('people.administrators_apart')
  })

  inTransaction('are the only ones whose kinds may hold their verbs together', async (tx) => {
    const world = await aWorld(tx)
    const security = asks(world, world.security)
    for (const verbs of [
      ['settings.edit', 'people.grant'],
      ['settings.edit', 'audit.read'],
      ['people.sessions', 'audit.read'],
      ['audit.read', 'places.edit'],
      ['people.grant', 'catalogue.edit'],
    ]) {
      const refused = await security.save('post-kinds', kindOf(`k_${verbs.join('').length}`, verbs))
      expect([refused.status, refused.code], verbs.join()).toEqual([
        409,
        'people.administrators_apart',
      ])
    }
  })

  inTransaction('cannot open the doors of one another', async (tx) => {
    const world = await aWorld(tx)
    const doors: [string, readonly string[]][] = [
      ['providers', [world.system, world.audit]],
      ['clients', [world.system, world.audit]],
      ['audit', [world.system, world.security]],
    ]
    for (const [path, others] of doors)
      for (const cookie of others)
        expect((await asks(world, cookie).get(path)).status, path).toBe(403)
    const id = world.made[0]!.personId
    for (const cookie of [world.system, world.audit])
      for (const act of ['unlock', 'end-sessions', 'sign-in-link', 'unlink-providers'])
        expect((await asks(world, cookie).save(`persons/${id}/${act}`, {})).status, act).toBe(403)
  })
})

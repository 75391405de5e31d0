import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, asks, aWorld, holding } from '#testing/people-world.ts'

describe('the rights of a kind of post', () => {
  useDatabase()

  inTransaction('are kept edit by edit, and say whom a change reaches', async (tx) => {
    const world = await aWorld(tx)
    const { get, save } = asks(world, world.security)
    const { postId, personId } = await aPlace(world, 'clerk')
    await save('holdings', holding(postId, personId))
    const { kinds } = await get('post-kinds')
    const clerk = kinds.find((k: { code: string }) => k.code === 'clerk')
    const { posts: _, own: __, version, ...fields } = clerk
    const verbs = [...fields.verbs.filter((v: string) => v !== 'cases.verify'), 'cases.whistle']
    const next = { ...fields, verbs, secondFactor: true, baseVersion: version }
    expect((await save('post-kinds', next)).status).toBe(200)
    // Sent twice it is one edit; a new name alone changes no right.
    expect((await save('post-kinds', next)).status).toBe(200)
    const { revisions } = await get('post-kinds/clerk/history')
    expect(revisions).toMatchObject([
      {
        gained: ['cases.whistle'],
        lost: ['cases.verify'],
        reachBefore: null,
        secondFactor: true,
        made: false,
        version: version + 1,
      },
    ])
    expect(revisions[0].personName).toBeTruthy()
    expect(await get('post-kinds/clerk/holders')).toMatchObject({
      people: 1,
      withoutFactor: 1,
      named: [{ name: '李明', posts: ['clerk'] }],
    })
    for (const other of [world.system, world.audit])
      expect((await asks(world, other).get('post-kinds/clerk/history')).status).toBe(403)
  })
})

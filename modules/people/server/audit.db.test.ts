import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aPlace, asks, aWorld, holding } from '#testing/people-world.ts'

describe('the audit log', () => {
  useDatabase()

  inTransaction('is filtered by act, doer, day and subject', async (tx) => {
    const world = await aWorld(tx)
    const { save } = asks(world, world.security)
    const { postId, personId } = await aPlace(world, 'clerk')
    await save('holdings', holding(postId, personId))
    const log = asks(world, world.audit)
    const acts = async (query: string) =>
      (await log.get(`audit?${query}`)).rows.map((r: { act: string }) => r.act).sort()
    expect(await acts('act=people.appointed')).toEqual(['people.appointed'])
    expect(await acts('person=系统')).toEqual(['people.signed_in'])
    expect(await acts('subject=李明')).toEqual(['people.appointed', 'people.person_saved'])
    expect(await acts(`subjectId=${postId}`)).toEqual(['people.post_saved'])
    expect(await acts('from=2026-11-24')).toEqual([])
    expect(await acts('until=2026-11-22')).toEqual([])
    expect(await acts('from=2026-11-23&until=2026-11-23&act=people.appointed')).toHaveLength(1)
    const { rows } = await log.get('audit?act=people.appointed')
    expect(rows[0]).toMatchObject({ personName: '安全管理员', subjectName: '李明' })
    expect((await log.get('audit?from=2026-02-30')).status).toBe(400)
    expect((await log.get('audit?after=nonsense')).status).toBe(400)
  })

  inTransaction('is exported as filtered, and the export is in it', async (tx) => {
    const world = await aWorld(tx)
    const log = asks(world, world.audit)
    const exported = await log.save('audit/export', { act: 'people.signed_in', person: '审计' })
    expect([exported.rows.length, exported.truncated]).toEqual([1, false])
    const { rows } = await log.get('audit?act=people.audit_exported')
    expect(rows[0].details).toEqual({ count: 1, filters: ['act', 'person'] })
    expect((await asks(world, world.security).save('audit/export', {})).status).toBe(403)
  })
})

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { appendEvent, walkChain } from './events.ts'

const uuid = (n: number) => `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = new Date('2026-03-16T02:00:00.000Z')

/** As the tables of an office hold it since its first day: what changes this breaks every chain there is. */
const stored = {
  canonical: `{"at":"2026-03-16T02:00:00.000Z","body":{"at":"2026-03-16T02:00:00.000Z","from":"received","matter":"路灯不亮","standsInFor":"${uuid(5)}","to":"filed"},"caseId":"${uuid(1)}","organisationId":"${uuid(4)}","personId":"${uuid(2)}","personalDigest":null,"postId":"${uuid(3)}","seq":1,"type":"case.filed"}`,
  hash: '8ea66b6ba6e3d3a9c8b6aab2e3db80e0a9abd1c52beca9e9db2bacbc7f39da26',
}

describe('the chain of a case', () => {
  useDatabase()

  inTransaction('is written as it has ever been', async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    const { hash, written } = appendEvent(tx, {
      caseId: uuid(1),
      seq: 1,
      type: 'case.filed',
      at,
      caller: {
        ...anonymous('gongzhi'),
        personId: uuid(2),
        postId: uuid(3),
        organisationId: uuid(4),
        standsInFor: uuid(5),
      },
      body: { matter: '路灯不亮', from: 'received', to: 'filed', left: undefined, at },
      previousHash: '',
    })
    await written
    const { rows } = await sql`select canonical, hash from cases.event`.execute(tx)
    expect(rows).toEqual([stored])
    expect(hash).toBe(stored.hash)
  })

  inTransaction('that was stored with a salted digest of words still holds', async () => {
    const event = {
      seq: 1,
      type: 'case.filed',
      body: { matter: '路灯不亮' },
      personal: { name: '王某', words: '路灯坏了三天' },
      salt: '5f1ffc302698f315a2d8d343805c5786',
      canonical: `{"at":"2026-03-16T02:00:00.000Z","body":{"matter":"路灯不亮"},"caseId":"${uuid(1)}","organisationId":null,"personId":null,"personalDigest":"0dcb9358c77222e38eff6829f7065c9b2193cebf6dd1d38ffa68766157e02b4a","postId":null,"seq":1,"type":"case.filed"}`,
      hash: 'f5cea0cbc02d030b2e9dce72852d97f1b4748bbac8e26b2498187a77fab74a00',
    }
    expect(walkChain({ head_hash: event.hash, version: 1 }, [event])).toEqual({
      events: 1,
      intact: true,
      brokenAt: null,
    })
  })
})

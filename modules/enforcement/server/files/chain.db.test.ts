import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { appendStep, checkFileChain } from './chain.ts'

const uuid = (n: number) => `0195a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = new Date('2026-03-16T02:00:00.000Z')

/** As the tables of an office hold it since its first day: what changes this breaks every chain there is. */
const stored = {
  canonical: `{"at":"2026-03-16T02:00:00.000Z","body":{"by":"officers","standsInFor":"${uuid(5)}"},"fileId":"${uuid(1)}","personId":"${uuid(2)}","personalDigest":null,"postId":"${uuid(3)}","seq":1,"type":"dissuaded"}`,
  hash: '2f83aba5a2c683ebe890a5bb80d0625279600b68a6dc7c6be3e28bf5af418d6c',
}

describe('the chain of a file', () => {
  useDatabase()

  inTransaction('is written as it has ever been', async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    const hash = await appendStep(tx, {
      fileId: uuid(1),
      seq: 1,
      clientId: uuid(6),
      type: 'dissuaded',
      at,
      caller: {
        ...anonymous('gongzhi'),
        personId: uuid(2),
        postId: uuid(3),
        organisationId: uuid(4),
        standsInFor: uuid(5),
      },
      body: { by: 'officers', left: undefined },
      previousHash: '',
    })
    const { rows } = await sql`select canonical, hash from enforcement.step`.execute(tx)
    expect(rows).toEqual([stored])
    expect(hash).toBe(stored.hash)
  })

  inTransaction('that was stored with a salted digest of words still holds', async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`insert into enforcement.step
      (district_id, file_id, seq, client_id, type, at, body, personal, salt, canonical, hash)
      values ('gongzhi', ${uuid(1)}, 1, ${uuid(6)}, 'dissuaded', ${at}, '{"by":"officers"}',
        '{"words":"请把杂物搬走"}', '402ab84c3fbfa35ce4e780427cb5f529',
        ${`{"at":"2026-03-16T02:00:00.000Z","body":{"by":"officers"},"fileId":"${uuid(1)}","personId":null,"personalDigest":"c91f3aa79f4047fd9a231541ef64d58a3417be7dba19125f6edb553d51df1196","postId":null,"seq":1,"type":"dissuaded"}`},
        'c2686bfb7fd82173c5c7f36a6b029f6679cdf8651921226616b5449a36771fe1')`.execute(tx)
    // No file, so no head: all but the end of the chain holds.
    expect(await checkFileChain(tx, 'gongzhi', uuid(1))).toMatchObject({ steps: 1, brokenAt: 2 })
    await sql`update enforcement.step set personal = '{"words":"别的话"}'`.execute(tx)
    expect(await checkFileChain(tx, 'gongzhi', uuid(1))).toMatchObject({ steps: 1, brokenAt: 1 })
  })
})

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { memoryOf, openDatabase, together, transact, transactAtOnce, type Db } from './database.ts'
import { onFact, tell } from './jobs.ts'

const addOne = (tx: Db, n: number) => sql`insert into at_once values (${n})`.execute(tx)

describe('the database', () => {
  useDatabase()

  onDatabase('sends statements together, and names the one that failed first', async (db) => {
    await transact(db, async (tx) => {
      const [one, two] = await together(sql`select 1 n`.execute(tx), sql`select 2 n`.execute(tx))
      expect([one.rows, two.rows]).toEqual([[{ n: 1 }], [{ n: 2 }]])
    })
    const failing = transact(db, (tx) =>
      together(
        sql`select 1`.execute(tx),
        sql`select 1 / 0`.execute(tx),
        sql`create table left_behind ()`.execute(tx),
      ),
    )
    await expect(failing).rejects.toThrow('division by zero')
    const { rows } = await sql`select to_regclass('left_behind') t`.execute(db)
    expect(rows).toEqual([{ t: null }])
    // The connection is as good as new.
    expect((await sql`select 3 n`.execute(db)).rows).toEqual([{ n: 3 }])
  })

  onDatabase('sends the commit behind the last statements, and does all or nothing', async (db) => {
    await sql`create table at_once (n int primary key)`.execute(db)
    const numbers = async () =>
      (await sql<{ n: number }>`select n from at_once order by n`.execute(db)).rows.map((r) => r.n)

    const one = await transactAtOnce(db, async (tx) => {
      await addOne(tx, 1)
      return { last: together(addOne(tx, 2), addOne(tx, 3)).then(() => 'done') }
    })
    expect(one).toBe('done')
    expect(await numbers()).toEqual([1, 2, 3])

    const twice = transactAtOnce(db, async (tx) => ({
      last: together(addOne(tx, 4), addOne(tx, 1)),
    }))
    await expect(twice).rejects.toThrow('at_once_pkey')
    const before = transactAtOnce(db, async (tx) => {
      await addOne(tx, 4)
      throw new Error('before the last')
    })
    await expect(before).rejects.toThrow('before the last')
    expect(await numbers()).toEqual([1, 2, 3])

    const tooLate = transactAtOnce(db, async (tx) => ({
      last: addOne(tx, 5).then(() => addOne(tx, 6)),
    }))
    await expect(tooLate).rejects.toThrow('commit')
    expect(await numbers()).not.toContain(6)

    const inside = transact(db, async (tx) => {
      await transactAtOnce(tx, async (inner) => ({ last: addOne(inner, 7) }))
      throw new Error('undone')
    })
    await expect(inside).rejects.toThrow('undone')
    expect(await numbers()).not.toContain(7)
    await sql`drop table at_once`.execute(db)
  })

  onDatabase('frees locks before the disk has it, answers when it has', async (db, url) => {
    // The tests' own server waits for no disk.
    const name = new URL(url).pathname.slice(1)
    await sql`alter database ${sql.id(name)} set synchronous_commit = on`.execute(db)
    const one = openDatabase(url, { max: 1 })
    await sql`create table at_once (n int primary key)`.execute(one)
    const [how, end] = await transactAtOnce(one, async (tx) => {
      const asked = sql`show synchronous_commit`.execute(tx)
      const added = addOne(tx, 1)
      const written = sql<{ at: string }>`select pg_current_wal_insert_lsn() as at`.execute(tx)
      return { last: together(asked, written, added) }
    })
    const { rows } = await sql`
      select pg_current_wal_flush_lsn() >= ${end.rows[0]?.at}::pg_lsn as on_disk`.execute(one)
    expect(rows).toEqual([{ on_disk: true }])
    expect(how.rows).toEqual([{ synchronous_commit: 'off' }])
    const after = await sql`show synchronous_commit`.execute(one)
    expect(after.rows).toEqual([{ synchronous_commit: 'on' }])
    await one.destroy()
  })

  onDatabase('acknowledges no commit of what had failed before it', async (db) => {
    const swallowed = transact(db, async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
      return 'done'
    })
    await expect(swallowed).rejects.toThrow('rolled back')
    expect((await sql`select 3 n`.execute(db)).rows).toEqual([{ n: 3 }])
  })

  inTransaction('remembers within a transaction and forgets at its savepoints', async (tx) => {
    memoryOf<number>(tx).set('a', 1)
    expect(memoryOf<number>(tx).get('a')).toBe(1)
    await transact(tx, async (inner) => expect(memoryOf(inner).size).toBe(0))
    expect(memoryOf(tx).size).toBe(0)
  })

  inTransaction('undoes an outer step whole, though an inner one was undone before', async (tx) => {
    await sql`create temp table steps (n int)`.execute(tx)
    const add = (on: typeof tx, n: number) => sql`insert into steps values (${n})`.execute(on)
    const outer = transact(tx, async (step) => {
      await add(step, 1)
      const inner = transact(step, async (one) => {
        await add(one, 2)
        throw new Error('inner')
      })
      await expect(inner).rejects.toThrow('inner')
      await add(step, 3)
      throw new Error('outer')
    })
    await expect(outer).rejects.toThrow('outer')
    expect((await sql`select n from steps`.execute(tx)).rows).toEqual([])
  })

  onDatabase(
    'adds the job of a fact with its change or not at all, and wakes listeners',
    async (db) => {
      memoryOf(db).set('a', 1)
      expect(memoryOf(db).size).toBe(0)
      const fact = {
        type: 't',
        key: 'k',
        districtId: '420704',
        at: '2026-01-01T00:00:00Z',
        body: {},
      }
      let woken = 0
      const stop = onFact(() => woken++)
      await transact(db, (tx) => tell(tx, fact))
      await transact(db, (tx) => tell(tx, fact))
      const undone = transact(db, async (tx) => {
        await tell(tx, fact)
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      stop()
      expect(woken).toBe(3)
      const { rows } = await sql`
    select j.payload, j.max_attempts as most, j.attempts from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'fact'`.execute(
        db,
      )
      expect(rows).toEqual([1, 2].map(() => ({ payload: fact, most: 25, attempts: 0 })))
    },
  )
})

import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, following, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { as, districtId, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { claimEntry, passEntry, putIntoPool, sweepPools, withdrawEntry } from './pool.ts'
import { listPools, savePool } from './settings.ts'
import { poolEntries, poolsOfCase } from './views.ts'

const poolId = id('pool/lamps')
const member = (unit: string, over: object = {}) => ({
  unitId: id(unit),
  cap: null,
  absentFrom: null,
  absentUntil: null,
  ...over,
})

const save = async (db: Db, over: object = {}) =>
  savePool(db, await as(db, 'centre'), {
    poolId,
    now: later(0),
    baseVersion: null,
    name: '共建单位',
    kind: 'companies',
    mode: 'turns',
    claimMinutes: 60,
    cap: 2,
    active: true,
    members: [member('municipal'), member('greening')],
    ...over,
  })

async function filed(db: Db, words = '楼道灯坏了') {
  const received = await report(db, { words })
  const { caseId } = received
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  return received
}

/** A case put into the pool by the coordinator; its entry bears the name. */
async function pooled(db: Db, name = 'one', minute = 10) {
  const received = await filed(db)
  await putIntoPool(db, {
    ...(await does(db, 'wang', received.caseId, minute)),
    id: id(`entry/${name}`),
    poolId,
  })
  return received
}

const on = async (db: Db, name: Name, entry = 'one', minute = 20) => ({
  caller: await as(db, name),
  now: later(minute),
  entryId: id(`entry/${entry}`),
})

const seenBy = async (db: Db, name: Name) =>
  (await poolEntries(db, await as(db, name))).map((e) => e.id)

const stateOf = async (db: Db, entry = 'one') =>
  (
    await db
      .selectFrom('cases.pool_entry')
      .select('state')
      .where('id', '=', id(`entry/${entry}`))
      .executeTakeFirstOrThrow()
  ).state

const standing = async (db: Db, caseId: string) =>
  db
    .selectFrom('cases.case')
    .select(['status', 'owner', 'unit_id'])
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()

describe('a pool of cases', () => {
  useDatabase()

  inTransaction('offers, is claimed, done, and rated by whoever ordered', async (tx) => {
    await foundDistrict(tx)
    await save(tx)
    const received = await pooled(tx)
    expect(await standing(tx, received.caseId)).toMatchObject({ status: 'filed', owner: 'desk' })
    // In turns only the first is asked; the other sees nothing of it.
    expect(await seenBy(tx, 'zhou')).toEqual([id('entry/one')])
    expect(await seenBy(tx, 'sun')).toEqual([])
    await expect(claimEntry(tx, await on(tx, 'sun'))).rejects.toMatchObject({ status: 404 })
    await claimEntry(tx, await on(tx, 'zhou'))
    expect(await standing(tx, received.caseId)).toEqual({
      status: 'handling',
      owner: 'unit',
      unit_id: id('municipal'),
    })
    await expect(claimEntry(tx, await on(tx, 'ma'))).rejects.toMatchObject({
      code: 'cases.pool_taken',
    })
    await cases.finish(tx, {
      ...(await does(tx, 'zhou', received.caseId, 60)),
      words: '换了灯',
      before: [],
      after: await aPicture(tx),
    })
    await cases.inspect(tx, {
      ...(await does(tx, 'li', received.caseId, 90)),
      passed: true,
      words: '',
      photos: [],
    })
    await cases.judgeOwn(tx, following(received, 120), { solved: true, satisfied: 3, words: '' })
    const { pools } = await listPools(tx, await as(tx, 'wang'), later(130))
    expect(
      pools[0]?.members.map((m) => [m.unitName, m.offered, m.claimed, m.done, m.load]),
    ).toEqual([
      ['市政中心', 1, 1, 1, 0],
      ['园林中心', 0, 0, 0, 0],
    ])
  })

  inTransaction(
    'goes round: who was asked less comes first, who passes or is silent is passed over',
    async (tx) => {
      await foundDistrict(tx)
      await save(tx)
      const { caseId } = await pooled(tx)
      await pooled(tx, 'two')
      expect(await seenBy(tx, 'sun')).toEqual([id('entry/two')])
      await passEntry(tx, await on(tx, 'zhou'))
      expect((await seenBy(tx, 'sun')).toSorted()).toEqual(
        [id('entry/one'), id('entry/two')].toSorted(),
      )
      expect(await sweepPools(tx, later(60))).toBe(0)
      await claimEntry(tx, await on(tx, 'sun', 'two', 65))
      expect(await sweepPools(tx, later(90))).toBe(1)
      // Nobody is left: it goes back to the desk, which is told.
      expect(await stateOf(tx)).toBe('returned')
      expect(await standing(tx, caseId)).toMatchObject({ status: 'filed', owner: 'desk' })
      const told = await tx
        .selectFrom('notices.notice')
        .select('person_id')
        .where('kind', '=', 'pool.returned')
        .execute()
      expect(told.map((n) => n.person_id)).toEqual([id('wang')])
      const { mayPut } = await poolsOfCase(tx, await as(tx, 'wang'), caseId)
      expect(mayPut).toHaveLength(1)
    },
  )

  inTransaction(
    'offers nothing to the absent and the full, and claims end at the cap',
    async (tx) => {
      await foundDistrict(tx)
      await save(tx, {
        mode: 'open',
        members: [
          member('municipal', { cap: 1 }),
          member('greening', { absentFrom: '2026-03-10', absentUntil: '2026-03-20' }),
        ],
      })
      await pooled(tx)
      await pooled(tx, 'two')
      expect(await seenBy(tx, 'sun')).toEqual([])
      await claimEntry(tx, await on(tx, 'zhou'))
      await expect(claimEntry(tx, await on(tx, 'zhou', 'two'))).rejects.toMatchObject({
        code: 'cases.pool_full',
      })
      await expect(pooled(tx, 'three')).rejects.toMatchObject({ code: 'cases.pool_nobody' })
      await withdrawEntry(tx, await on(tx, 'wang', 'two'))
      expect(await stateOf(tx, 'two')).toBe('withdrawn')
      expect(await seenBy(tx, 'zhou')).toEqual([])
    },
  )

  inTransaction('lets go of a case that the desk dispatches by hand', async (tx) => {
    await foundDistrict(tx)
    await save(tx)
    const { caseId } = await pooled(tx)
    await cases.dispatch(tx, {
      ...(await does(tx, 'wang', caseId, 15)),
      unitId: id('greening'),
      words: '',
    })
    await expect(claimEntry(tx, await on(tx, 'zhou'))).rejects.toMatchObject({
      code: 'cases.pool_taken',
    })
    expect(await sweepPools(tx, later(16))).toBe(1)
    expect(await stateOf(tx)).toBe('withdrawn')
    expect(await standing(tx, caseId)).toMatchObject({ unit_id: id('greening') })
  })

  inTransaction(
    'is kept by settings on their version, and members keep their counts',
    async (tx) => {
      await foundDistrict(tx)
      await save(tx)
      await pooled(tx)
      await expect(save(tx, { poolId: id('pool/2') })).rejects.toMatchObject({
        code: 'cases.pool_name_taken',
      })
      await expect(save(tx, {})).rejects.toMatchObject({ code: 'cases.out_of_date' })
      const twice = [member('greening'), member('greening')]
      await expect(save(tx, { baseVersion: 1, members: twice })).rejects.toMatchObject({
        code: 'cases.pool_members',
      })
      await save(tx, { baseVersion: 1, members: [member('greening')] })
      await save(tx, { baseVersion: 2, members: [member('greening'), member('municipal')] })
      const { pools, allowed } = await listPools(tx, await as(tx, 'zhou'), later(20))
      expect(pools[0]?.members.map((m) => [m.unitName, m.offered])).toEqual([
        ['园林中心', 0],
        ['市政中心', 1],
      ])
      expect(allowed).toEqual([])
    },
  )

  onDatabase('of two claims at once one wins and the other is told', async (db) => {
    await foundDistrict(db)
    await save(db, { mode: 'open', cap: 9 })
    for (const name of ['a', 'b', 'c']) {
      const { caseId } = await pooled(db, name)
      const both = await Promise.allSettled([
        claimEntry(db, await on(db, 'zhou', name)),
        claimEntry(db, await on(db, 'sun', name)),
      ])
      expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
      expect(both.find((r) => r.status === 'rejected')).toMatchObject({
        reason: { code: 'cases.pool_taken' },
      })
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.task
        where district_id = ${districtId} and case_id = ${caseId}`.execute(db)
      expect(rows[0]?.n).toBe(1)
    }
  })

  onDatabase('two claims at once by one member do not pass its cap', async (db) => {
    await foundDistrict(db)
    await save(db, { mode: 'open', members: [member('municipal', { cap: 1 })] })
    await pooled(db, 'a')
    await pooled(db, 'b')
    const both = await Promise.allSettled([
      claimEntry(db, await on(db, 'zhou', 'a')),
      claimEntry(db, await on(db, 'ma', 'b')),
    ])
    expect(both.map((r) => r.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((r) => r.status === 'rejected')).toMatchObject({
      reason: { code: 'cases.pool_full' },
    })
  })
})

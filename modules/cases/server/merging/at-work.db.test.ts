import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { checkChain } from '../events.ts'
import { mergeCase, takeApart } from './merge.ts'

const merge = async (db: Db, caseId: string, masterId: string) =>
  mergeCase(db, { ...(await does(db, 'chen', caseId, 30)), masterId, words: '同一次停电' })

const rowOf = (db: Db, caseId: string) =>
  db.selectFrom('cases.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow()

/** A lamp at the municipal unit, offered or accepted. */
const atUnit = async (db: Db, words: string, accepted = true) => {
  const { caseId } = await report(db, { words })
  await cases.file(db, { ...(await does(db, 'chen', caseId, 20)), matter: lampMatter, words: '' })
  const sent = { ...(await does(db, 'wang', caseId, 22)), unitId: null, words: '' }
  await cases.dispatch(db, sent)
  if (accepted) await cases.acceptTask(db, await does(db, 'zhou', caseId, 24))
  return caseId
}
const tasksOf = (db: Db, caseId: string) =>
  db.selectFrom('cases.task').selectAll().where('case_id', '=', caseId).execute()

describe('joining what a unit has already', () => {
  useDatabase()

  inTransaction(
    'joins what a unit works on already, cancels its task, and gives it back when taken apart',
    async (tx) => {
      await foundDistrict(tx)
      const behind = (await report(tx, { words: '停电' })).caseId
      const leads = await atUnit(tx, '整栋停电')
      for (const [words, accepted] of [
        ['我家停电', true],
        ['楼下停电', false],
      ] as const) {
        const follower = await atUnit(tx, words, accepted)
        const before = await rowOf(tx, follower)
        const [task] = await tasksOf(tx, follower)
        await expect(merge(tx, follower, behind)).rejects.toMatchObject({
          code: 'cases.merge_master_behind',
        })
        await merge(tx, follower, leads)
        expect(await rowOf(tx, follower)).toMatchObject({ status: 'merged', owner: 'none' })
        expect(await tasksOf(tx, follower)).toMatchObject([
          { state: 'cancelled', ended_at: later(30) },
        ])
        const apart = { ...(await does(tx, 'chen', follower, 90)), words: '是另一条线路' }
        await takeApart(tx, apart)
        expect(await rowOf(tx, follower)).toMatchObject({
          status: before.status,
          owner: 'unit',
          unit_id: before.unit_id,
          due_at: before.due_at,
          handle_promise: before.handle_promise,
        })
        expect(await tasksOf(tx, follower)).toEqual([task])
        expect(await checkChain(tx, districtId, follower)).toMatchObject({ intact: true })
      }
    },
  )

  inTransaction('tells the unit, and waits for others that help or decide', async (tx) => {
    await foundDistrict(tx)
    const leads = await atUnit(tx, '整栋停电')
    const follower = await atUnit(tx, '我家停电')
    await cases.callSupport(tx, {
      ...(await does(tx, 'wang', follower, 26)),
      taskId: id('help'),
      unitId: id('greening'),
      words: '修树',
      dueBy: null,
    })
    await expect(merge(tx, follower, leads)).rejects.toMatchObject({
      code: 'cases.merge_units_open',
    })
    await cases.moveSupport(tx, {
      ...(await does(tx, 'wang', follower, 27)),
      taskId: id('help'),
      to: 'release',
      words: '不用了',
    })
    await merge(tx, follower, leads)
    const { version: seq } = await rowOf(tx, follower)
    const fact = { type: 'case.merged', key: `${follower}:${seq}`, districtId }
    await cases.announce(tx, {
      ...fact,
      at: later(30).toISOString(),
      body: { caseId: follower, seq },
    })
    const told = await tx
      .selectFrom('notices.notice')
      .select('person_id')
      .where('kind', '=', 'case.merged')
      .execute()
    expect(told.map((n) => n.person_id).toSorted()).toEqual([id('ma'), id('zhou')].toSorted())
  })
})

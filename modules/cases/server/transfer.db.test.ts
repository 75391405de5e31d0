import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { does, following, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { districtId, foundDistrict, id, later, type Name } from '#testing/small-district.ts'
import { checkChain } from './events.ts'
import { mergeCase } from './merging/merge.ts'
import { transferCase } from './transfer.ts'

const letter = {
  receiver: '市水利局',
  reference: '澜湖函〔2026〕3 号',
  transferredOn: '2026-03-16',
  words: '这段河道归市水利局管，可打 12345 询问',
}
const pass = async (db: Db, caseId: string, over: object = {}, name: Name = 'chen') =>
  transferCase(db, { ...(await does(db, name, caseId, 60)), ...letter, ...over })

describe('a transfer to another body', () => {
  useDatabase()

  inTransaction('ends the case here, with its task, and tells who has it now', async (tx) => {
    await foundDistrict(tx)
    const received = await report(tx)
    const { caseId } = received
    const follower = await report(tx, { words: '路灯又灭了' })
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    const joins = { ...(await does(tx, 'chen', follower.caseId, 6)), masterId: caseId, words: '' }
    await mergeCase(tx, joins)
    await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 10)), unitId: null, words: '' })
    await cases.acceptTask(tx, await does(tx, 'zhou', caseId, 20))
    await expect(pass(tx, caseId, {}, 'zhou')).rejects.toMatchObject({ status: 403 })
    await expect(pass(tx, caseId, { transferredOn: '2026-03-17' })).rejects.toMatchObject({
      code: 'cases.transfer_date',
    })
    await pass(tx, caseId)
    const row = await tx
      .selectFrom('cases.case')
      .select(['status', 'owner', 'due_at'])
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ status: 'transferred', owner: 'none', due_at: null })
    const [task] = await tx
      .selectFrom('cases.task')
      .select('state')
      .where('case_id', '=', caseId)
      .execute()
    expect(task).toEqual({ state: 'cancelled' })
    const page = await cases.followPage(tx, following(received, 70))
    expect(page).toMatchObject({ status: 'transferred', promise: null, transfer: letter })
    expect(page.allowed).toEqual([])
    // Whoever reported the same is told the same.
    const joined = await cases.followPage(tx, following(follower, 70))
    expect(joined).toMatchObject({ status: 'transferred', transfer: letter })
    await expect(pass(tx, caseId)).rejects.toMatchObject({ code: 'cases.wrong_status' })
    expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
    const fact = { type: 'case.transferred', key: `${caseId}:9`, districtId }
    const { version: seq } = await tx
      .selectFrom('cases.case')
      .select('version')
      .where('id', '=', caseId)
      .executeTakeFirstOrThrow()
    await cases.announce(tx, { ...fact, at: later(60).toISOString(), body: { caseId, seq } })
    const told = await tx
      .selectFrom('notices.notice')
      .select('person_id')
      .where('kind', '=', 'case.transferred')
      .execute()
    expect(told.map((n) => n.person_id).toSorted()).toEqual([id('ma'), id('zhou')].toSorted())
  })
})

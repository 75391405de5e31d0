import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { sql } from 'kysely'
import { aPicture, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, later } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'

const questions = [
  {
    key: 'pole',
    at: 'filing',
    kind: 'one',
    label: '灯杆在哪边',
    options: ['人行道', '绿化带'],
    required: true,
  },
  {
    key: 'bulbs',
    at: 'finish',
    kind: 'number',
    label: '换了几个灯泡',
    options: [],
    required: true,
  },
]

/** The district asks two things about lamps. */
const ask = (db: Db) =>
  sql`update catalogue.matter set questions = ${JSON.stringify(questions)}::jsonb
    where kind = 'matter' and code = ${lampMatter.code}`.execute(db)

describe('the extra questions of a matter', () => {
  useDatabase()

  inTransaction(
    'are answered at filing and at finishing, and stand with what was done',
    async (tx) => {
      await foundDistrict(tx)
      await ask(tx)
      const { caseId } = await report(tx)
      const file = async (answers: Record<string, string> | undefined) =>
        cases.file(tx, {
          ...(await does(tx, 'chen', caseId, 5)),
          matter: lampMatter,
          words: '',
          answers,
        })
      await expect(file({})).rejects.toMatchObject({
        code: 'cases.answer_missing',
        details: { question: '灯杆在哪边' },
      })
      await expect(file({ pole: '屋顶' })).rejects.toMatchObject({ code: 'cases.answer_wrong' })
      await file({ pole: '绿化带' })
      await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 10)), unitId: null, words: '' })
      await cases.acceptTask(tx, await does(tx, 'zhou', caseId, 20))
      const finish = async (answers: Record<string, number>) =>
        cases.finish(tx, {
          ...(await does(tx, 'zhou', caseId, 60)),
          words: '修好了',
          before: [],
          after: await aPicture(tx),
          answers,
        })
      await expect(finish({})).rejects.toMatchObject({ code: 'cases.answer_missing' })
      await finish({ bulbs: 4 })
      await sql`update catalogue.matter set questions = '[]'`.execute(tx)
      const page = await casePage(tx, await as(tx, 'chen'), caseId, later(70))
      const answers = page.events.flatMap((e) => e.details['answers'] ?? [])
      expect(answers).toEqual([
        { key: 'pole', label: '灯杆在哪边', kind: 'one', value: '绿化带' },
        { key: 'bulbs', label: '换了几个灯泡', kind: 'number', value: 4 },
      ])
    },
  )

  inTransaction('keep no finish back that a phone of before sends without them', async (tx) => {
    await foundDistrict(tx)
    await ask(tx)
    const { caseId } = await report(tx)
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    const page = await casePage(tx, await as(tx, 'chen'), caseId, later(6))
    expect(page).toMatchObject({ status: 'filed' })
    expect(page.questions?.map((q) => q.key)).toEqual(['pole', 'bulbs'])
  })

  inTransaction('are demanded of a program, which can read them first', async (tx) => {
    await foundDistrict(tx)
    await ask(tx)
    const { caseId } = await report(tx)
    const caller = { ...(await as(tx, 'chen')), client: { id: 'program', name: '城管平台' } }
    const file = async (over: object) =>
      cases.file(tx, {
        ...(await does(tx, 'chen', caseId, 5)),
        caller,
        matter: lampMatter,
        words: '',
        ...over,
      })
    await expect(file({})).rejects.toMatchObject({
      code: 'cases.answer_missing',
      details: { question: '灯杆在哪边' },
    })
    await file({ answers: { pole: '人行道' } })
  })
})

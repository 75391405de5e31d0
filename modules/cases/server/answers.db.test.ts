import { describe, expect } from 'vitest'
import * as cases from '#modules/cases/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { sql } from 'kysely'
import { aPicture, does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, districtId, foundDistrict, id, lamp, later } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'
import { checkChain } from './events.ts'

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

const about = (answers: Record<string, unknown>) => ({ about: { matter: lampMatter, answers } })

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

  inTransaction(
    'are answered by whoever reports; what fits no more keeps no report back',
    async (tx) => {
      await foundDistrict(tx)
      const atReport = [
        {
          key: 'dark',
          at: 'report',
          kind: 'number',
          label: '几盏不亮',
          options: [],
          required: true,
        },
        { key: 'pole', at: 'report', kind: 'text', label: '杆号', options: [], required: false },
      ]
      await sql`update catalogue.matter set questions = ${JSON.stringify([...questions, ...atReport])}::jsonb
      where kind = 'matter' and code = ${lampMatter.code}`.execute(tx)
      const { caseId } = await report(tx, about({ dark: 4, pole: 'L-204', bulbs: 9, gone: '?' }))
      const page = await casePage(tx, await as(tx, 'chen'), caseId, later(5))
      expect(page.events[0]?.details).toMatchObject({
        supposed: { kind: 'matter', code: lampMatter.code },
        answers: [
          { key: 'dark', label: '几盏不亮', kind: 'number', value: 4 },
          { key: 'pole', label: '杆号', kind: 'text', value: 'L-204' },
        ],
      })
      // They lie with the words, outside the chain, so that both can be forgotten together.
      const [event] = await tx.selectFrom('cases.event').select(['body', 'canonical']).execute()
      expect(JSON.stringify(event)).not.toContain('L-204')
      expect(await checkChain(tx, districtId, caseId)).toMatchObject({ intact: true })
      // Nobody has filed it by that: the desk does, and answers what is asked there.
      expect(page).toMatchObject({ status: 'reported', matter: null })

      const odd = await report(tx, { clientId: id('odd'), ...about({ dark: '很多' }) })
      const other = await casePage(tx, await as(tx, 'chen'), odd.caseId, later(5))
      expect(other.events[0]?.details['answers']).toBeUndefined()
      const unknown = { about: { matter: { kind: 'matter', code: '99999' }, answers: {} } }
      await expect(report(tx, { clientId: id('unknown'), ...unknown })).resolves.toBeTruthy()
    },
  )

  inTransaction(
    'are answered by a clerk for whoever calls, and the desk reads them',
    async (tx) => {
      await foundDistrict(tx)
      const dark = { key: 'dark', at: 'report', kind: 'number', label: '几盏不亮', options: [] }
      await sql`update catalogue.matter set questions = ${JSON.stringify([{ ...dark, required: true }])}::jsonb
      where kind = 'matter' and code = ${lampMatter.code}`.execute(tx)
      const app = await serverOn(tx)
      const reply = await app.inject({
        method: 'POST',
        url: '/api/cases',
        headers: { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' },
        payload: {
          clientId: id('call'),
          channel: 'phone',
          words: '路灯不亮',
          place: lamp,
          ...about({ dark: 3 }),
        },
      })
      expect(reply.statusCode).toBe(200)
      const { caseId } = reply.json<{ caseId: string }>()
      const page = await casePage(tx, await as(tx, 'chen'), caseId, later(5))
      expect(page).toMatchObject({ channel: 'phone', status: 'reported', matter: null })
      expect(page.events[0]?.details).toMatchObject({
        supposed: { kind: 'matter', code: lampMatter.code },
        answers: [{ key: 'dark', label: '几盏不亮', kind: 'number', value: 3 }],
      })
      await app.close()
    },
  )

  inTransaction('of a confidential report go to nobody who may not read its words', async (tx) => {
    await foundDistrict(tx)
    const asked = {
      key: 'door',
      at: 'report',
      kind: 'text',
      label: '几楼',
      options: [],
      required: false,
    }
    await sql`update catalogue.matter set questions = ${JSON.stringify([asked])}::jsonb
      where kind = 'matter' and code = ${lampMatter.code}`.execute(tx)
    const { caseId } = await report(tx, { confidential: true, ...about({ door: '三楼西户' }) })
    await cases.file(tx, { ...(await does(tx, 'chen', caseId, 5)), matter: lampMatter, words: '' })
    await cases.dispatch(tx, { ...(await does(tx, 'wang', caseId, 10)), unitId: null, words: '' })
    const unit = await casePage(tx, await as(tx, 'zhou'), caseId, later(20))
    expect(JSON.stringify(unit)).not.toContain('三楼西户')
    const desk = await casePage(tx, await as(tx, 'chen'), caseId, later(20))
    expect(JSON.stringify(desk.events)).toContain('三楼西户')
  })

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

import { describe, expect } from 'vitest'
import { followPage } from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { traces } from '#testing/audit.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
} from '#testing/small-district.ts'
import { outreachDone } from '../done.ts'
import { saveSettings } from '../settings.ts'
import { answerQuestion, askQuestion, type QuestionInput } from './ask.ts'
import { listReturning, makeCase } from './case.ts'
import { nameMatter } from './name-matter.ts'
import { listQuestions } from './views.ts'

type Name = Parameters<typeof as>[1]
const day = 24 * 60
const lamps = 'matter/01037'

const asking = async (db: Db, by: Name, minute = 0) => ({
  caller: await as(db, by),
  now: later(minute),
  cipher,
})

const question = (name: string, over: Partial<QuestionInput> = {}): QuestionInput => ({
  id: id(`question/${name}`),
  channel: 'open_day',
  words: `路灯什么时候修（${name}）`,
  answer: '报上去了，三天内答复',
  matter: lamps,
  areaCode: `${community}001`,
  place: '',
  eventId: null,
  ...over,
})

const asked = async (db: Db, name: string, minute = 0, over: Partial<QuestionInput> = {}) =>
  askQuestion(db, await asking(db, 'li', minute), question(name, over))

const returning = async (db: Db, minute: number, by: Name = 'wang') =>
  (await listReturning(db, await asking(db, by, minute))).returning

const listed = async (db: Db, by: Name, over: object = {}) =>
  (await listQuestions(db, await asking(db, by), { open: 'no', limit: 20, ...over })).rows

const kindOf = async (db: Db) => {
  const row = await db
    .selectFrom('catalogue.matter')
    .select('kind')
    .where('code', '=', '01037')
    .executeTakeFirst()
  return `${row?.kind ?? ''}/01037`
}

describe('a question', () => {
  useDatabase()

  inTransaction('is one however often it is sent; answers are added', async (tx) => {
    await foundDistrict(tx)
    const matter = await kindOf(tx)
    const said = { doneAt: '2026-03-16T05:00:00.000Z', sentAt: '2026-03-16T06:00:00.000Z' }
    await asked(tx, 'a', 120, { matter, said, answer: '' })
    await asked(tx, 'a', 200, { matter, said, answer: '' })
    await expect(asked(tx, 'a', 0, { matter, words: '别的' })).rejects.toMatchObject({
      code: 'outreach.record_id_taken',
    })
    await expect(asked(tx, 'b', 0, { matter: 'matter/99999' })).rejects.toMatchObject({
      code: 'outreach.matter_unknown',
    })
    await expect(asked(tx, 'b', 0, { matter, areaCode: '420704001015' })).rejects.toMatchObject({
      status: 403,
    })
    expect(await listed(tx, 'wang', { open: 'yes' })).toMatchObject([
      { askedAt: later(60).toISOString(), who: 'li', caseId: null },
    ])
    const answer = { questionId: id('question/a'), id: id('answer'), words: '周五前修好' }
    await answerQuestion(tx, await asking(tx, 'wang', 300), answer)
    expect(await answerQuestion(tx, await asking(tx, 'wang', 301), answer)).toEqual({ seq: 1 })
    expect(await listed(tx, 'wang', { open: 'yes' })).toEqual([])
    expect(await listed(tx, 'qian')).toEqual([])
    const done = await outreachDone(tx, {
      districtId,
      personIds: [id('wang')],
      from: later(0),
      until: later(day),
    })
    expect(done).toMatchObject([{ act: 'outreach.answered' }])
  })

  inTransaction('that comes back becomes one case, and never a second one', async (tx) => {
    await foundDistrict(tx)
    const matter = await kindOf(tx)
    await asked(tx, 'a', 0, { matter })
    await asked(tx, 'b', day, { matter })
    const order = { id: id('press'), matter, communityCode: community }
    await expect(makeCase(tx, await asking(tx, 'wang', day), order)).rejects.toMatchObject({
      code: 'outreach.not_coming_back',
    })
    await asked(tx, 'c', 2 * day, { matter })
    expect(await returning(tx, 2 * day)).toMatchObject([
      { times: 3, communityCode: community, mayOpen: true },
    ])
    const { caseId } = await makeCase(tx, await asking(tx, 'wang', 2 * day), order)
    expect(await makeCase(tx, await asking(tx, 'wang', 3 * day), order)).toEqual({ caseId })
    // Another who presses at the same moment hears that it is done.
    await expect(
      makeCase(tx, await asking(tx, 'chen', 2 * day), { ...order, id: id('another press') }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(
      makeCase(tx, await asking(tx, 'zhao', 2 * day), { ...order, id: id('third press') }),
    ).rejects.toMatchObject({ code: 'outreach.not_coming_back' })
    expect(await returning(tx, 2 * day)).toEqual([])
    const kase = await tx
      .selectFrom('cases.case')
      .select(['channel', 'words', 'community_code'])
      .where('id', '=', caseId)
      .executeTakeFirst()
    expect(kase).toMatchObject({ channel: 'outreach', community_code: community })
    expect(kase?.words).toContain('路灯什么时候修（c）')
    expect((await listed(tx, 'wang', { caseId })).map((one) => one.caseId)).toEqual([
      caseId,
      caseId,
      caseId,
    ])
    // Whoever asked follows it by a link that looks, before the desk has taken it up.
    const [follow] = (await listed(tx, 'wang', { caseId })).map((one) => one.follow)
    const [path = '', key = ''] = (follow?.path ?? '').split('?key=')
    expect(path).toBe(`/${districtId}/follow/${follow?.code ?? ''}`)
    const page = await followPage(tx, {
      caller: anonymous(districtId),
      cipher,
      now: later(2 * day),
      shortCode: follow?.code ?? '',
      key,
    })
    expect(page).toMatchObject({ level: 'look', status: 'reported', allowed: [] })
    // Asked on, it needs three new askings.
    await asked(tx, 'd', 4 * day, { matter })
    expect(await returning(tx, 4 * day)).toEqual([])
  })

  inTransaction('is given its matter later, and comes back by it', async (tx) => {
    await foundDistrict(tx)
    const matter = await kindOf(tx)
    await asked(tx, 'a', 0, { matter })
    await asked(tx, 'b', 0, { matter })
    await asked(tx, 'c', 0, { matter: null })
    expect(await returning(tx, day)).toEqual([])
    expect(await listed(tx, 'wang', { unnamed: 'yes' })).toMatchObject([
      { id: id('question/c'), matter: null, mayName: true },
    ])
    const name = async (by: Name, over: object = {}) =>
      nameMatter(tx, await asking(tx, by, day), {
        questionId: id('question/c'),
        matter,
        was: null,
        ...over,
      })
    await expect(name('qian')).rejects.toMatchObject({ code: 'outreach.question_not_found' })
    await expect(name('wang', { matter: 'matter/99999' })).rejects.toMatchObject({
      code: 'outreach.matter_unknown',
    })
    expect(await name('wang')).toEqual({ matter })
    expect(await name('wang')).toEqual({ matter })
    await expect(name('li', { matter: 'component/01001' })).rejects.toMatchObject({
      code: 'outreach.question_named_since',
    })
    expect(await traces(tx, 'outreach.question_matter_named')).toMatchObject([
      { by: id('wang'), of: id('question/c'), details: { matter, was: '' } },
    ])
    // What was noted without it and is sent once more is still the same question.
    await asked(tx, 'c', 60, { matter: null })
    expect(await returning(tx, day)).toMatchObject([{ times: 3 }])
    const order = { id: id('press'), matter, communityCode: community }
    await makeCase(tx, await asking(tx, 'wang', day), order)
    expect((await listed(tx, 'wang')).every((one) => one.caseId !== null && !one.mayName)).toBe(
      true,
    )
    await expect(name('wang', { matter: 'component/01001', was: matter })).rejects.toMatchObject({
      code: 'outreach.question_in_case',
    })
  })

  inTransaction('comes back by the threshold of the district', async (tx) => {
    await foundDistrict(tx)
    const matter = await kindOf(tx)
    const settings = { keepDays: 30, askedTimes: 2, askedDays: 5, baseVersion: 0 }
    await expect(saveSettings(tx, await asking(tx, 'wang'), settings)).rejects.toMatchObject({
      status: 403,
    })
    await saveSettings(tx, await asking(tx, 'centre'), settings)
    await asked(tx, 'a', 0, { matter })
    await asked(tx, 'b', day, { matter })
    expect(await returning(tx, day)).toHaveLength(1)
    expect(await returning(tx, 5 * day)).toEqual([])
  })

  onDatabase('two who press at once make one case', async (db) => {
    await foundDistrict(db)
    const matter = await kindOf(db)
    for (const name of ['a', 'b', 'c']) await asked(db, name, 0, { matter })
    const press = async (by: Name, n: number) =>
      makeCase(db, await asking(db, by, 1), {
        id: id(`press ${n}`),
        matter,
        communityCode: community,
      }).then(
        () => 'made',
        (error: { code: string }) => error.code,
      )
    const said = await Promise.all([press('wang', 1), press('li', 2), press('gao', 3)])
    expect(said.toSorted()).toEqual([
      'made',
      'outreach.not_coming_back',
      'outreach.not_coming_back',
    ])
    const cases = await db.selectFrom('cases.case').select('id').execute()
    expect(cases).toHaveLength(1)
  })
})

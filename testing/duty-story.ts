import * as cases from '#modules/cases/server/index.ts'
import { dutiesOfCase } from '#modules/cases/server/duties/views.ts'
import type { Db } from '#platform/server/database.ts'
import { aPicture, does, lampMatter, report } from './case-story.ts'
import { as, districtId, id, later, type Name } from './small-district.ts'

// Two units at one lamp: who leads, who supports, who is asked to take over, and what is ruled.

export const units = { municipal: id('municipal'), greening: id('greening') }
export const taskId = id('support/greening')

/** A dead lamp in the hands of the municipal unit, accepted. */
export async function atWork(db: Db, accepted = true) {
  const { caseId } = await report(db)
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 6)), unitId: null, words: '' })
  if (accepted) await cases.acceptTask(db, await does(db, 'zhou', caseId, 10))
  return caseId
}

export const call = async (db: Db, caseId: string, over: object = {}, name: Name = 'wang') =>
  cases.callSupport(db, {
    ...(await does(db, name, caseId, 12)),
    taskId,
    unitId: units.greening,
    words: '修剪挡灯的树枝',
    dueBy: null,
    ...over,
  })

export const move = async (
  db: Db,
  name: Name,
  at: { caseId: string; minute: number },
  over: object,
) =>
  cases.moveSupport(db, {
    ...(await does(db, name, at.caseId, at.minute)),
    taskId,
    to: 'accept',
    words: '',
    ...over,
  })

export const finishLead = async (db: Db, caseId: string, minute: number, name: Name = 'zhou') =>
  cases.finish(db, {
    ...(await does(db, name, caseId, minute)),
    words: '灯亮了',
    before: [],
    after: await aPicture(db),
  })

export const seen = async (db: Db, name: Name, caseId: string, minute = 15) =>
  dutiesOfCase(db, await as(db, name), caseId, later(minute))

export const factOf = async (db: Db, caseId: string, type: string, minute: number) => {
  const { version } = await seen(db, 'wang', caseId)
  return {
    type,
    key: `${caseId}:${version}`,
    districtId,
    at: later(minute).toISOString(),
    body: { caseId, seq: version },
  }
}

export const toldTo = async (db: Db, kind: string) =>
  (
    await db.selectFrom('notices.notice').select('person_id').where('kind', '=', kind).execute()
  ).map((n) => n.person_id)

export const handoverId = id('handover/1')
export const ask = async (db: Db, caseId: string, over: object = {}) =>
  cases.askHandover(db, {
    ...(await does(db, 'zhou', caseId, 20)),
    handoverId,
    unitId: units.greening,
    words: '灯杆在绿地里，归园林',
    ...over,
  })
export const answer = async (
  db: Db,
  name: Name,
  at: { caseId: string; minute: number },
  over: object,
) =>
  cases.answerHandover(db, {
    ...(await does(db, name, at.caseId, at.minute)),
    handoverId,
    to: 'accepted',
    words: '',
    ...over,
  })

export const rulingId = id('ruling/1')
export const dispute = async (db: Db, caseId: string, name: Name = 'zhou') =>
  cases.askRuling(db, {
    ...(await does(db, name, caseId, 30)),
    rulingId,
    words: '灯杆在绿地里，市政和园林都说不归自己',
  })
export const judge = async (db: Db, name: Name, caseId: string, over: object = {}) =>
  cases.rule(db, {
    ...(await does(db, name, caseId, 60)),
    rulingId,
    unitId: units.greening,
    supportUnitIds: [units.municipal],
    reasons: '灯杆随绿地移交，见移交单',
    ...over,
  })

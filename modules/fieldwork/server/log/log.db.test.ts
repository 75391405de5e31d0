import { describe, expect, it } from 'vitest'
import { eventTypes } from '#modules/cases/contract/index.ts'
import { saveStation, takeShiftNote, writeShiftNote } from '#modules/people/server/index.ts'
import type { Db, Tx } from '#platform/server/database.ts'
import { handled } from '#testing/case-story.ts'
import { traces } from '#testing/audit.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aHousehold, acting, entered } from '#testing/subjects-story.ts'
import {
  as,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import en from '../../words/log.en.json' with { type: 'json' }
import zh from '../../words/log.zh-CN.json' with { type: 'json' }
import { recordVisit } from '../visits/record.ts'
import { addToLog, listLogs, readLog, signLog, writeLog } from './keep.ts'
import { paperOfLogs } from './paper.ts'
import { casesDone, shiftsDone, visitsDone } from './sources.ts'

const day = '2026-03-16'
const evening = 9 * 60
const tools = async (db: Db, name: Name, minute = evening) => ({
  caller: await as(db, name),
  now: later(minute),
  sources: [casesDone, visitsDone],
})
const mine = { keeper: 'me', day }

/** Zhou mends a lamp; Li calls at a door. */
async function aDay(tx: Tx) {
  await foundDistrict(tx)
  const { caseId } = await handled(tx)
  const home = await entered(tx, aHousehold('3 栋 501'))
  await recordVisit(tx, await acting(tx, 'li', 60), {
    id: id('visit'),
    subjectId: home.id,
    why: 'due',
    outcome: 'met',
    words: '身体都好',
  })
  return { caseId, home }
}

const stationId = id('station/site')

/** A station at which Li and Zhou have their posts. */
async function stationOfTwo(tx: Tx) {
  const station = { id: stationId, name: '澜湖工作站', communityCode: community }
  await saveStation(tx, { districtId, ...station, modelCode: '2+1+1+1' })
  for (const name of ['li', 'zhou'])
    await tx
      .updateTable('people.post')
      .set({ station_id: stationId })
      .where('district_id', '=', districtId)
      .where('id', '=', id(`${name}/post`))
      .execute()
}

describe('the log of a day', () => {
  useDatabase()

  inTransaction('drafts itself from what its keeper did, and from nobody else’s', async (tx) => {
    const { caseId, home } = await aDay(tx)
    const zhou = await readLog(tx, await tools(tx, 'zhou'), mine)
    expect(zhou.lines).toMatchObject([{ part: 'cases', of: { kind: 'case', id: caseId } }])
    expect(zhou.lines[0]?.acts.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['case.accepted', 'case.finished']),
    )
    const li = await readLog(tx, await tools(tx, 'li'), mine)
    expect(li.lines).toMatchObject([
      { part: 'visits', of: { kind: 'door', id: home.id }, acts: [{ act: 'visit.met', times: 1 }] },
    ])
    expect((await readLog(tx, await tools(tx, 'sun'), mine)).lines).toEqual([])
    // The day after holds nothing of it.
    const next = await readLog(tx, await tools(tx, 'li', evening + 1440), {
      ...mine,
      day: '2026-03-17',
    })
    expect(next.lines).toEqual([])
  })

  inTransaction('is completed, signed as it stands, and then only added to', async (tx) => {
    const { home } = await aDay(tx)
    const li = await tools(tx, 'li')
    const words = '上午开了碰头会'
    const written = await writeLog(tx, li, { ...mine, words, baseVersion: 0 })
    expect(written).toMatchObject({ words, version: 1, signed: null, allowed: ['write', 'sign'] })
    await expect(
      writeLog(tx, li, { ...mine, words: '另一句', baseVersion: 0 }),
    ).rejects.toMatchObject({ status: 409, code: 'fieldwork.out_of_date' })
    const signed = await signLog(tx, li, { ...mine, words, baseVersion: 1 })
    expect(signed.signed).toMatchObject({ by: 'li' })
    expect(signed.allowed).toEqual(['add'])
    // Sent again it is the same; what is done afterwards is not in it.
    const again = await signLog(tx, li, { ...mine, words, baseVersion: 1 })
    expect(again.signed).toEqual(signed.signed)
    await recordVisit(tx, await acting(tx, 'li', evening - 1), {
      id: id('visit/late'),
      subjectId: home.id,
      why: 'passing',
      outcome: 'nobody',
    })
    expect((await readLog(tx, li, mine)).lines).toEqual(signed.lines)
    await expect(
      writeLog(tx, li, { ...mine, words: '改一句', baseVersion: 2 }),
    ).rejects.toMatchObject({ code: 'fieldwork.log_signed' })
    const addition = { ...mine, id: id('addition'), words: '漏记一次走访' }
    await addToLog(tx, li, addition)
    const added = await addToLog(tx, li, addition)
    expect(added.additions).toMatchObject([{ words: '漏记一次走访', by: 'li' }])
    await expect(addToLog(tx, li, { ...addition, words: '别的' })).rejects.toMatchObject({
      code: 'fieldwork.addition_id_taken',
    })
  })

  inTransaction('has the shifts that were handed over and taken over', async (tx) => {
    await foundDistrict(tx)
    await stationOfTwo(tx)
    const note = { id: id('note'), stationId, words: '2号门前杂物周三复查' }
    await writeShiftNote(tx, await as(tx, 'li'), { ...note, now: later(60) })
    await takeShiftNote(tx, await as(tx, 'zhou'), { noteId: note.id, now: later(70) })
    const span = { districtId, personIds: [id('li'), id('zhou')], from: later(0), until: later(80) }
    const of = { kind: 'station', id: stationId, label: '澜湖工作站' }
    expect(await shiftsDone(tx, span)).toEqual([
      { personId: id('li'), at: later(60).toISOString(), part: 'shifts', act: 'note.written', of },
      { personId: id('zhou'), at: later(70).toISOString(), part: 'shifts', act: 'note.taken', of },
    ])
    expect(await shiftsDone(tx, { ...span, until: later(70), personIds: [id('zhou')] })).toEqual([])
    for (const words of [zh, en])
      expect(words).toMatchObject({
        'did.note.written': expect.any(String),
        'did.note.taken': expect.any(String),
      })
  })

  inTransaction('of a station joins its people, for whoever reads the field there', async (tx) => {
    await aDay(tx)
    await stationOfTwo(tx)
    const of = { keeper: stationId, day }
    const log = await readLog(tx, await tools(tx, 'wang'), of)
    expect(log.keeper).toMatchObject({ kind: 'station', name: '澜湖工作站' })
    expect(log.lines.map(({ part }) => part)).toEqual(['cases', 'visits'])
    await expect(readLog(tx, await tools(tx, 'zhou'), of)).rejects.toMatchObject({ status: 404 })
    const span = { keeper: of.keeper, from: '2026-03-15', until: '2026-03-31' }
    const listed = await listLogs(tx, await tools(tx, 'wang'), span)
    expect(listed.days).toEqual([
      { day: '2026-03-15', signed: false, words: false, lines: 0 },
      { day, signed: false, words: false, lines: 2 },
    ])
    const { paper } = await paperOfLogs(tx, await tools(tx, 'wang'), { ...span, language: 'zh-CN' })
    expect(JSON.stringify(paper)).toContain('3 栋 501')
    expect(JSON.stringify(paper)).toContain('走访，见到')
    expect(await traces(tx, 'fieldwork.logs_printed')).toMatchObject([
      { by: id('wang'), details: { from: span.from, until: span.until } },
    ])
  })

  inTransaction('is not written for a day that has not come', async (tx) => {
    await foundDistrict(tx)
    const input = { ...mine, day: '2026-03-17', words: 'x', baseVersion: 0 }
    await expect(writeLog(tx, await tools(tx, 'li'), input)).rejects.toMatchObject({
      code: 'fieldwork.log_not_yet',
    })
  })
})

describe('words of a log', () => {
  it('name every deed at a case in both languages', () => {
    const missing = eventTypes
      .filter((type) => type !== 'case.clocks_moved')
      .filter((type) => !(`did.${type}` in zh) || !(`did.${type}` in en))
    expect(missing).toEqual([])
  })
})

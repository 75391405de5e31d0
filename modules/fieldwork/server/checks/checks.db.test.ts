import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { readSheet } from '#platform/server/spreadsheet/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { inspect } from '#modules/cases/server/index.ts'
import { aPicture, does, lampMatter } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aHousehold, aShop, entered } from '#testing/subjects-story.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
  type Name,
} from '#testing/small-district.ts'
import type { ListInput, RecordInput } from '../../contract/checks.ts'
import { checksDone } from '../log/sources.ts'
import { listLists, saveList } from './lists.ts'
import { makeDueRounds } from './make.ts'
import { recordRound } from './record.ts'
import { roundsBook } from './sheet.ts'
import { dueRounds, listRounds, readRound } from './views.ts'

const grid = `${community}001`
const DAY = 1440
const asking = async (tx: Tx, name: Name, minute = 0) => ({
  caller: await as(tx, name),
  now: later(minute),
})
const acting = async (tx: Tx, name: Name, minute = 0) => ({
  ...(await asking(tx, name, minute)),
  cipher,
})

/** A Monday in March; a bin shed looked at every day, in the grid of Li. */
const aList = (over: Partial<ListInput> = {}): ListInput => ({
  id: id('list'),
  name: '垃圾分类亭',
  areaCode: community,
  kinds: ['grid_worker'],
  schedule: { every: 'day' },
  startsOn: '2026-03-16',
  items: [
    { id: id('clean'), words: '地面干净', kind: 'yes_no' },
    { id: id('full'), words: '厨余桶满溢', kind: 'number', unit: '%', most: 80 },
  ],
  places: [{ id: id('shed'), kind: 'area', ref: grid }],
  baseVersion: null,
  ...over,
})

const aRecord = (over: Partial<RecordInput> = {}): RecordInput => ({
  id: id('record'),
  answers: [
    { id: id('a1'), itemId: id('clean'), value: 'yes' },
    { id: id('a2'), itemId: id('full'), value: '40' },
  ],
  ...over,
})

const startsOf = async (tx: Tx) => {
  const { rows } = await listRounds(tx, await asking(tx, 'wang', 60 * DAY), { limit: 200 })
  return rows.map((row) => row.startsOn).toReversed()
}

async function firstRound(tx: Tx): Promise<string> {
  await foundDistrict(tx)
  await saveList(tx, await asking(tx, 'wang'), aList())
  const { rounds } = await dueRounds(tx, await asking(tx, 'li'))
  return rounds[0]?.id ?? ''
}

describe('check lists', () => {
  useDatabase()

  inTransaction(
    'make their rounds by themselves, each once, however often it is asked',
    async (tx) => {
      await foundDistrict(tx)
      await saveList(tx, await asking(tx, 'wang'), aList())
      expect(await startsOf(tx)).toEqual(['2026-03-16'])
      for (const minute of [DAY, DAY + 60, 2 * DAY, 5 * DAY, 5 * DAY + 60])
        await makeDueRounds(tx, districtId, later(minute)) // oxlint-disable-line no-await-in-loop -- one night after the other
      // Days on which the program stood still are made up.
      expect(await startsOf(tx)).toEqual([16, 17, 18, 19, 20, 21].map((day) => `2026-03-${day}`))
      const { rows } = await listRounds(tx, await asking(tx, 'wang', 5 * DAY), { limit: 50 })
      // What was made after its day was shown to nobody; what was made in time and left is missed.
      expect(rows.map((row) => [row.startsOn.slice(8), row.state])).toEqual([
        ['21', 'open'],
        ['20', 'unseen'],
        ['19', 'unseen'],
        ['18', 'missed'],
        ['17', 'missed'],
        ['16', 'missed'],
      ])
    },
  )

  inTransaction(
    'keep what was made when their days change, from tomorrow on by the new ones',
    async (tx) => {
      await foundDistrict(tx)
      await saveList(tx, await asking(tx, 'wang'), aList())
      // Nothing ran on Tuesday; on Wednesday the days are changed.
      const weekly = { schedule: { every: 'week' as const, weekdays: [5] }, baseVersion: 0 }
      await saveList(tx, await asking(tx, 'wang', 2 * DAY), aList(weekly))
      await makeDueRounds(tx, districtId, later(12 * DAY))
      expect(await startsOf(tx)).toEqual([
        '2026-03-16',
        '2026-03-17',
        '2026-03-18',
        '2026-03-20',
        '2026-03-27',
      ])
      await expect(
        saveList(tx, await asking(tx, 'wang', 12 * DAY), aList({ name: '别的', baseVersion: 0 })),
      ).rejects.toMatchObject({ code: 'fieldwork.out_of_date' })
    },
  )

  inTransaction('skip days off by the duty calendar', async (tx) => {
    await foundDistrict(tx)
    // The Friday is a day off and the Saturday a working day in its stead.
    for (const [day, off] of [
      ['2026-03-20', true],
      ['2026-03-21', false],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- two rows
      await sql`insert into catalogue.state_day (day, off, name, source) values (${day}::date, ${off}, '调休', 'test')
        on conflict (day) do update set off = excluded.off`.execute(tx)
    await saveList(
      tx,
      await asking(tx, 'wang'),
      aList({ schedule: { every: 'week', weekdays: [5], workingDays: true } }),
    )
    await makeDueRounds(tx, districtId, later(9 * DAY))
    expect(await startsOf(tx)).toEqual(['2026-03-21'])
  })

  inTransaction(
    'ask no longer for a place that was taken off, and are drawn by who sees their area',
    async (tx) => {
      await foundDistrict(tx)
      const shop = await entered(tx, aShop('面馆'))
      const places = [
        { id: id('shed'), kind: 'area' as const, ref: grid },
        { id: id('shop'), kind: 'subject' as const, ref: shop.id },
      ]
      await saveList(tx, await asking(tx, 'wang'), aList({ places }))
      expect((await dueRounds(tx, await asking(tx, 'li'))).rounds.map((r) => r.place.name)).toEqual(
        expect.arrayContaining(['第一网格', '面馆']),
      )
      // An officer works the same place, but not this list; a neighbour sees neither.
      expect((await dueRounds(tx, await asking(tx, 'gao'))).rounds).toEqual([])
      await saveList(
        tx,
        await asking(tx, 'wang', 5),
        aList({ places: places.slice(0, 1), baseVersion: 0 }),
      )
      expect((await dueRounds(tx, await asking(tx, 'li', 6))).rounds).toHaveLength(1)
      const { counts } = await listRounds(tx, await asking(tx, 'wang', DAY), { limit: 9 })
      expect(counts.find(({ state }) => state === 'dropped')?.count).toBe(1)
      await expect(
        saveList(tx, await asking(tx, 'wang'), aList({ id: id('x'), areaCode: '420704001015' })),
      ).rejects.toMatchObject({ code: 'fieldwork.area_not_yours' })
      const home = await entered(tx, aHousehold('3 栋 501'))
      await expect(
        saveList(tx, await asking(tx, 'wang'), {
          ...aList({ id: id('y') }),
          items: [{ id: id('i'), words: '门', kind: 'yes_no' }],
          places: [{ id: id('p'), kind: 'subject', ref: home.id }],
        }),
      ).rejects.toMatchObject({ code: 'fieldwork.place_personal' })
    },
  )

  inTransaction('are recorded once however often it is sent, by both clocks', async (tx) => {
    const roundId = await firstRound(tx)
    // The phone is nine hours fast; it was worked at eleven and sent at three in the afternoon.
    const said = { doneAt: '2026-03-16T12:00:00Z', sentAt: '2026-03-16T16:00:00Z' }
    const first = await recordRound(tx, await acting(tx, 'li', 300), roundId, aRecord({ said }))
    const again = await recordRound(tx, await acting(tx, 'li', 400), roundId, aRecord({ said }))
    expect(again).toEqual(first)
    await expect(
      recordRound(tx, await acting(tx, 'li', 400), roundId, aRecord({ words: '别的' })),
    ).rejects.toMatchObject({ code: 'fieldwork.record_id_taken' })
    const page = await readRound(tx, await asking(tx, 'wang', 500), roundId)
    expect(page).toMatchObject({ state: 'done', troubles: 0 })
    expect(page.records).toMatchObject([
      {
        at: later(60).toISOString(),
        receivedAt: later(300).toISOString(),
        phone: { doneAt: '2026-03-16T12:00:00.000Z', sentAt: '2026-03-16T16:00:00.000Z' },
        who: 'li',
      },
    ])
    expect((await dueRounds(tx, await asking(tx, 'li', 500))).rounds).toEqual([])
    // What was worked in time and arrives the day after is done, not late.
    expect(
      (await listRounds(tx, await asking(tx, 'wang', 3 * DAY), { limit: 9, state: 'done' })).rows,
    ).toHaveLength(1)
    const log = await checksDone(tx, {
      districtId,
      personIds: [id('li')],
      from: later(0),
      until: later(DAY),
    })
    expect(log).toMatchObject([{ part: 'checks', act: 'check.done', of: { id: roundId } }])
  })

  inTransaction(
    'make a case of what is not right, settle it on the spot, or note it',
    async (tx) => {
      const roundId = await firstRound(tx)
      const bad = (over: object) =>
        recordRound(
          tx,
          acting1,
          roundId,
          aRecord({
            answers: [
              { id: id('a1'), itemId: id('clean'), value: 'no', ...over },
              { id: id('a2'), itemId: id('full'), value: '95', words: '已通知清运' },
            ],
          }),
        )
      const acting1 = await acting(tx, 'li', 30)
      await expect(bad({})).rejects.toMatchObject({ code: 'fieldwork.answer_words' })
      await expect(bad({ value: 'perhaps' })).rejects.toMatchObject({
        code: 'fieldwork.answer_value',
      })
      const { cases } = await bad({ words: '满地果皮', trouble: { is: 'case' } })
      expect(cases).toMatchObject([{ answerId: id('a1') }])
      const kase = await tx
        .selectFrom('cases.case')
        .select(['community_code', 'channel'])
        .where('id', '=', cases[0]!.caseId)
        .executeTakeFirstOrThrow()
      expect(kase).toEqual({ community_code: community, channel: 'patrol' })
      const page = await readRound(tx, await asking(tx, 'wang', 60), roundId)
      expect(page.troubles).toBe(2)
      expect(page.records[0]?.answers).toMatchObject([
        { item: '地面干净', fine: false, caseId: cases[0]?.caseId, settled: false },
        { item: '厨余桶满溢', value: '95', fine: false, caseId: null, words: '已通知清运' },
      ])
      // A colleague worked it too, without signal: kept beside, and done once.
      await recordRound(tx, await acting(tx, 'li', 90), roundId, {
        id: id('second'),
        answers: [
          { id: id('b1'), itemId: id('clean'), value: 'yes' },
          { id: id('b2'), itemId: id('full'), value: null, words: '桶锁着' },
        ],
      })
      expect((await readRound(tx, await asking(tx, 'wang', 95), roundId)).records).toHaveLength(2)
    },
  )

  inTransaction('settle on the spot what can be, with pictures before and after', async (tx) => {
    const roundId = await firstRound(tx)
    const [before, after] = [await aPicture(tx), await aPicture(tx)]
    const said = { doneAt: later(20).toISOString(), sentAt: later(120).toISOString() }
    const swept = (over: object = {}, trouble: object = {}) =>
      aRecord({
        said,
        answers: [
          {
            id: id('a1'),
            itemId: id('clean'),
            value: 'no',
            words: '满地果皮，已扫净',
            photos: before,
            trouble: { is: 'settled', matter: lampMatter, after, ...trouble },
            ...over,
          },
          { id: id('a2'), itemId: id('full'), value: '40' },
        ],
      })
    const record = async (input: RecordInput, verbs?: readonly string[]) => {
      const by = await acting(tx, 'li', 120)
      const caller = verbs ? { ...by.caller, verbs: new Set(verbs) } : by.caller
      return recordRound(tx, { ...by, caller }, roundId, input)
    }
    // What lacks a picture, words, or the right to settle leaves nothing behind: no record and no case.
    const cases = () => tx.selectFrom('cases.case').selectAll().execute()
    await expect(record(swept({ photos: [] }))).rejects.toMatchObject({
      code: 'fieldwork.answer_picture',
    })
    await expect(record(swept({ words: '' }))).rejects.toMatchObject({
      code: 'fieldwork.answer_words',
    })
    await expect(
      record(swept({}, { matter: { kind: 'matter', code: '99999' } })),
    ).rejects.toMatchObject({ code: 'cases.matter_not_found' })
    await expect(record(swept({}, { after: [id('no picture')] }))).rejects.toMatchObject({
      code: 'files.file_not_found',
    })
    await expect(
      record(swept(), ['cases.report', 'fieldwork.check', 'fieldwork.read']),
    ).rejects.toMatchObject({ status: 403 })
    expect(await cases()).toEqual([])
    expect(await tx.selectFrom('fieldwork.check_record').select('id').execute()).toEqual([])

    const made = await record(swept())
    expect(await record(swept())).toEqual(made)
    const [kase, ...others] = await cases()
    expect(others).toEqual([])
    expect(kase).toMatchObject({
      id: made.cases[0]?.caseId,
      status: 'handled',
      settled_on_spot: true,
      matter_code: lampMatter.code,
      handler_id: id('li'),
      grid_code: grid,
      channel: 'patrol',
    })
    const page = await readRound(tx, await asking(tx, 'wang', 130), roundId)
    expect(page).toMatchObject({ state: 'done', troubles: 1 })
    expect(page.records[0]?.answers[0]).toMatchObject({ fine: false, settled: true })
    const kept = await tx
      .selectFrom('cases.attachment')
      .select(['role', 'file_id'])
      .where('case_id', '=', kase!.id)
      .execute()
    expect(kept).toEqual(
      expect.arrayContaining([
        { role: 'report', file_id: before[0] },
        { role: 'after', file_id: after[0] },
      ]),
    )
    // Nobody inspects their own work; another closes it from the pictures.
    const passed = { passed: true, words: '', photos: [] }
    await expect(
      inspect(tx, { ...(await does(tx, 'li', kase!.id, 140)), ...passed }),
    ).rejects.toMatchObject({ status: 409 })
    await inspect(tx, { ...(await does(tx, 'gao', kase!.id, 141)), ...passed })
    expect((await cases())[0]?.status).toBe('closed')
  })

  inTransaction('go out as a sheet that names nobody', async (tx) => {
    const roundId = await firstRound(tx)
    await recordRound(tx, await acting(tx, 'li', 30), roundId, aRecord())
    const bytes: Buffer[] = []
    for await (const part of await roundsBook(tx, await asking(tx, 'wang', 60), {
      language: 'zh-CN',
    }))
      bytes.push(part)
    const rows = await readSheet(Buffer.concat(bytes))
    const text = JSON.stringify(rows)
    expect(text).toContain('厨余桶满溢')
    expect(text).toContain('已做')
    expect(text).not.toContain('"li"')
  })

  inTransaction('tell their next days, and what may be chosen', async (tx) => {
    await firstRound(tx)
    const { lists, kinds, stations } = await listLists(tx, await asking(tx, 'wang'))
    expect(lists[0]?.next).toEqual(
      [0, 1, 2, 3, 4].map((n) => dateOfDay(dayOfDate('2026-03-16') + n)),
    )
    expect(kinds.map(({ code }) => code)).toContain('grid_worker')
    expect(stations).toEqual([])
    expect((await listLists(tx, await asking(tx, 'qian'))).lists).toEqual([])
  })
})

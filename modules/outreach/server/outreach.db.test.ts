import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { sendPicture, serverOn, signIn } from '#testing/http.ts'
import { as, community, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { textOfPdf } from '#testing/paper-text.ts'
import { endPaperProgram } from '#platform/server/papers/index.ts'
import type { recordsContract } from '../contract/index.ts'
import { outreachDone } from './done.ts'
import { leafletPage } from './leaflets/views.ts'
import {
  approveLeaflet,
  withdrawLeaflet,
  writeLeaflet,
  type LeafletInput,
} from './leaflets/write.ts'
import { countOpening, publicLeaflet, screenLeaflets } from './leaflets/public.ts'
import { channelsOf, saveChannel } from './records/channels.ts'
import { listPlans, savePlan } from './records/plans.ts'
import { changePosting, listPostings } from './records/postings.ts'
import { correctRecord, recordOutreach } from './records/record.ts'
import { listRecords } from './records/views.ts'

type Name = Parameters<typeof as>[1]
const day = 24 * 60

const asking = async (db: Db, by: Name, minute = 0) => ({
  caller: await as(db, by),
  now: later(minute),
})

const leaflet = (over: Partial<LeafletInput> = {}): LeafletInput => ({
  id: id('leaflet'),
  areaCode: community,
  matters: [],
  title: '垃圾分四类',
  body: '厨余垃圾早晚各收一次\n大件垃圾先预约',
  titleEn: 'Four kinds of waste',
  bodyEn: 'Kitchen waste is fetched twice a day',
  pictureId: null,
  validUntil: '2026-06-30',
  baseVersion: null,
  ...over,
})

async function anApproved(db: Db, over: Partial<LeafletInput> = {}) {
  const written = await writeLeaflet(db, await asking(db, 'wang'), leaflet(over))
  return approveLeaflet(db, await asking(db, 'zhao', 1), {
    leafletId: written.id,
    number: written.newest,
    baseVersion: written.version,
  })
}

const record = (
  name: string,
  over: Partial<recordsContract.RecordInput> = {},
): recordsContract.RecordInput => ({
  id: id(`record/${name}`),
  channel: 'lecture',
  words: '讲怎样分类，答了三个问题',
  areaCode: community,
  place: '活动室',
  reached: 32,
  counted: 'heads',
  ...over,
})

const records = async (db: Db, by: Name, minute = 0) =>
  (await listRecords(db, await asking(db, by, minute), { limit: 20 })).rows

describe('the library of leaflets', () => {
  useDatabase()

  inTransaction(
    'shows what another person approved, and keeps it when new words wait',
    async (tx) => {
      await foundDistrict(tx)
      const written = await writeLeaflet(tx, await asking(tx, 'wang'), leaflet())
      expect(written).toMatchObject({ state: 'draft', waits: true, newest: 1, shown: null })
      const reading = { districtId, code: written.code, now: later(5) }
      await expect(publicLeaflet(tx, reading)).rejects.toMatchObject({ status: 404 })
      const version = { leafletId: written.id, number: 1, baseVersion: written.version }
      await expect(approveLeaflet(tx, await asking(tx, 'wang'), version)).rejects.toMatchObject({
        code: 'outreach.own_words',
      })
      const approved = await approveLeaflet(tx, await asking(tx, 'zhao'), version)
      expect(approved).toMatchObject({ state: 'shown', waits: false, shown: 1 })
      expect(approved.versions[0]).toMatchObject({ writtenBy: 'wang', approvedBy: 'zhao' })
      expect((await approveLeaflet(tx, await asking(tx, 'zhao'), version)).version).toBe(
        approved.version,
      )
      // The same words again are no version; other words on what one saw are one that waits.
      const again = await writeLeaflet(tx, await asking(tx, 'wang', 9), leaflet())
      expect(again.newest).toBe(1)
      const next = leaflet({ body: '厨余垃圾只在早上收' })
      await expect(writeLeaflet(tx, await asking(tx, 'wang'), next)).rejects.toMatchObject({
        code: 'outreach.out_of_date',
      })
      const second = await writeLeaflet(tx, await asking(tx, 'wang', 10), {
        ...next,
        baseVersion: approved.version,
      })
      expect(second).toMatchObject({ newest: 2, shown: 1, waits: true })
      expect((await publicLeaflet(tx, reading)).body).toContain('早晚各收一次')
      const elsewhere = leaflet({ id: id('other'), areaCode: districtId })
      await expect(writeLeaflet(tx, await asking(tx, 'wang'), elsewhere)).rejects.toMatchObject({
        code: 'outreach.area_not_yours',
      })
      // Nor is one of the whole district drawn into a community, title and all, by whoever may read it.
      const whole = await writeLeaflet(tx, await asking(tx, 'centre'), elsewhere)
      const drawn = { ...elsewhere, areaCode: community, title: '别的', baseVersion: whole.version }
      await expect(writeLeaflet(tx, await asking(tx, 'wang'), drawn)).rejects.toMatchObject({
        code: 'outreach.area_not_yours',
      })
      expect((await leafletPage(tx, await asking(tx, 'wang'), whole.id)).allowed).toEqual([])
    },
  )

  inTransaction(
    'counts openings by day and way, and says of what is over only that it is',
    async (tx) => {
      await foundDistrict(tx)
      const { code, id: leafletId, version } = await anApproved(tx)
      const reading = { districtId, code: code.toLowerCase(), now: later(5) }
      await countOpening(tx, { ...reading, via: 'code' })
      await countOpening(tx, { ...reading, via: 'code' })
      await countOpening(tx, { ...reading, via: 'link' })
      const page = await leafletPage(tx, await asking(tx, 'li', 6), leafletId)
      expect(page).toMatchObject({ opened: 3, openings: [{ day: '2026-03-16', code: 2, link: 1 }] })
      expect(
        await publicLeaflet(tx, { ...reading, now: new Date('2026-07-01T02:00:00Z') }),
      ).toMatchObject({ state: 'expired', title: '垃圾分四类', body: '', bodyEn: '' })
      await withdrawLeaflet(tx, await asking(tx, 'wang', 7), {
        leafletId,
        withdrawn: true,
        baseVersion: version,
      })
      expect(await publicLeaflet(tx, reading)).toMatchObject({ state: 'withdrawn', body: '' })
      await expect(
        writeLeaflet(
          tx,
          await asking(tx, 'wang', 8),
          leaflet({ title: '新', baseVersion: version + 1 }),
        ),
      ).rejects.toMatchObject({ code: 'outreach.leaflet_withdrawn' })
    },
  )

  inTransaction('is read by anyone with its picture, and printed with its code', async (tx) => {
    await foundDistrict(tx)
    const app = await serverOn(tx)
    const wang = await signIn(app, tx, 'wang')
    const pictureId = await sendPicture(app, wang)
    const { code } = await anApproved(tx, { pictureId })
    const at = `/api/public/${districtId}/leaflets/${code}`
    const read = await app.inject({ url: at })
    expect(read.json()).toMatchObject({ title: '垃圾分四类', picture: true, from: '澜湖社区' })
    const picture = await app.inject({ url: `${at}/picture` })
    expect(picture.headers['content-type']).toBe('image/jpeg')
    const opened = await app.inject({
      method: 'POST',
      url: `${at}/opened`,
      payload: { via: 'code' },
    })
    expect(opened.statusCode).toBe(200)
    const seen = await app.inject({
      url: `/api/files/${pictureId}/thumb`,
      headers: { cookie: await signIn(app, tx, 'li') },
    })
    expect(seen.statusCode).toBe(200)
    const printed = await app.inject({
      url: `/api/outreach/leaflets/${id('leaflet')}/paper?size=A3`,
      headers: { cookie: wang },
    })
    expect(printed.headers['content-type']).toBe('application/pdf')
    const text = textOfPdf(printed.rawPayload).join('').replaceAll('\n', '')
    expect(text).toContain('垃圾分四类')
    expect(text).toContain('扫码在手机上看')
    endPaperProgram()
  })
})

describe('a record of outreach', () => {
  useDatabase()

  inTransaction(
    'is one however often it is sent, with the phone’s time beside ours',
    async (tx) => {
      await foundDistrict(tx)
      const said = { doneAt: '2026-03-16T05:00:00.000Z', sentAt: '2026-03-16T06:00:00.000Z' }
      const first = await recordOutreach(tx, await asking(tx, 'li', 120), record('a', { said }))
      const again = { doneAt: said.doneAt, sentAt: '2026-03-16T08:00:00.000Z' }
      expect(
        await recordOutreach(tx, await asking(tx, 'li', 240), record('a', { said: again })),
      ).toEqual(first)
      await expect(
        recordOutreach(tx, await asking(tx, 'li'), record('a', { words: '别的' })),
      ).rejects.toMatchObject({ code: 'outreach.record_id_taken' })
      const rows = await records(tx, 'wang', 300)
      expect(rows).toHaveLength(1)
      expect(rows[0]).toMatchObject({
        heldAt: later(60).toISOString(),
        receivedAt: later(120).toISOString(),
        phone: said,
        who: 'li',
        reached: 32,
      })
      const done = await outreachDone(tx, {
        districtId,
        personIds: [id('li')],
        from: later(0),
        until: later(day),
      })
      expect(done).toMatchObject([{ act: 'outreach.said', label: '活动室' }])
    },
  )

  inTransaction('says how it was counted, and lies in one’s own area', async (tx) => {
    await foundDistrict(tx)
    const made = async (over: Partial<recordsContract.RecordInput>, by: Name = 'li') =>
      recordOutreach(tx, await asking(tx, by), record('x', over))
    await expect(made({ counted: 'none' })).rejects.toMatchObject({
      code: 'outreach.count_says_how',
    })
    await expect(made({ reached: null })).rejects.toMatchObject({ code: 'outreach.count_says_how' })
    await expect(made({ areaCode: '420704001015' })).rejects.toMatchObject({ status: 403 })
    await expect(made({ channel: 'balloon' })).rejects.toMatchObject({
      code: 'outreach.channel_unknown',
    })
    await expect(made({ heldAt: later(9).toISOString() })).rejects.toMatchObject({
      code: 'outreach.not_yet',
    })
    await expect(made({ leafletId: id('none') })).rejects.toMatchObject({ status: 404 })
    await made({ areaCode: '420704001015' }, 'centre')
    expect(await records(tx, 'li')).toEqual([])
    expect(await records(tx, 'centre')).toHaveLength(1)
  })

  inTransaction('is put right by adding only; the last correction stands', async (tx) => {
    await foundDistrict(tx)
    await recordOutreach(tx, await asking(tx, 'li'), record('a'))
    const fix = {
      recordId: id('record/a'),
      id: id('fix'),
      words: '签到表上是 28 人',
      struck: false,
      reached: 28,
      counted: 'list',
    } as const
    const fixed = await correctRecord(tx, await asking(tx, 'li', 5), fix)
    expect(fixed).toMatchObject({
      reached: 28,
      counted: 'list',
      first: { reached: 32, counted: 'heads' },
      corrections: [{ words: '签到表上是 28 人', who: 'li' }],
    })
    expect((await correctRecord(tx, await asking(tx, 'li', 6), fix)).corrections).toHaveLength(1)
    await expect(
      correctRecord(tx, await asking(tx, 'li', 6), { ...fix, words: '别的' }),
    ).rejects.toMatchObject({ code: 'outreach.record_id_taken' })
    await expect(
      correctRecord(tx, await asking(tx, 'gao', 7), { ...fix, id: id('his') }),
    ).rejects.toMatchObject({ code: 'outreach.not_yours' })
    const struck = { ...fix, id: id('strike'), struck: true, words: '记重了' }
    expect(await correctRecord(tx, await asking(tx, 'wang', 8), struck)).toMatchObject({
      struck: true,
    })
  })

  inTransaction(
    'hangs until its day: due, renewed, taken down once, and on the screen meanwhile',
    async (tx) => {
      await foundDistrict(tx)
      const { id: leafletId } = await anApproved(tx)
      const posting = { id: id('posting'), untilOn: '2026-03-20' }
      const put = record('screen', {
        channel: 'lobby_screen',
        leafletId,
        reached: null,
        counted: 'none',
        posting,
      })
      await recordOutreach(tx, await asking(tx, 'li', 1), put)
      const at = async (minute: number, show: 'due' | 'up' | 'down' = 'due') =>
        (await listPostings(tx, await asking(tx, 'li', minute), { show, mine: 'yes', limit: 9 }))
          .rows
      expect(await at(1)).toEqual([])
      expect(await at(1, 'up')).toMatchObject([{ place: '活动室', keeper: 'li', due: false }])
      const screen = { districtId, communityCode: community, now: later(5) }
      expect(await screenLeaflets(tx, screen)).toMatchObject([{ title: '垃圾分四类' }])
      expect(await at(4 * day)).toMatchObject([
        { due: true, allowed: ['take_down', 'renew', 'hand_on'] },
      ])
      const renew = {
        postingId: posting.id,
        id: id('renew'),
        act: 'renewed',
        untilOn: '2026-03-30',
        keeperId: null,
        words: '',
      } as const
      await expect(
        changePosting(tx, await asking(tx, 'li', 4 * day), { ...renew, untilOn: '2026-03-20' }),
      ).rejects.toMatchObject({ code: 'outreach.renew_later' })
      const renewed = await changePosting(tx, await asking(tx, 'li', 4 * day), renew)
      expect(await changePosting(tx, await asking(tx, 'li', 5 * day), renew)).toEqual(renewed)
      expect(await at(5 * day)).toEqual([])
      const down = { ...renew, id: id('down'), act: 'taken_down', untilOn: null } as const
      await changePosting(tx, await asking(tx, 'gao', 15 * day), down)
      await changePosting(tx, await asking(tx, 'gao', 15 * day), down)
      await expect(
        changePosting(tx, await asking(tx, 'li', 15 * day), { ...down, id: id('down twice') }),
      ).rejects.toMatchObject({ code: 'outreach.posting_down' })
      expect(await screenLeaflets(tx, { ...screen, now: later(16 * day) })).toEqual([])
      const notHanging = record('b', { posting: { id: id('p2'), untilOn: '2026-03-30' } })
      await expect(recordOutreach(tx, await asking(tx, 'li'), notHanging)).rejects.toMatchObject({
        code: 'outreach.nothing_hangs',
      })
    },
  )

  inTransaction('does what was planned, and what is done is changed no more', async (tx) => {
    await foundDistrict(tx)
    const plan = {
      id: id('plan'),
      day: '2026-03-16',
      channel: 'lecture',
      what: '垃圾分类小讲堂',
      areaCode: community,
      place: '活动室',
      leafletId: null,
      dropped: '',
      baseVersion: null,
    }
    await savePlan(tx, await asking(tx, 'wang'), plan)
    // Who keeps another community cannot draw it there, or drop it.
    const elsewhere = '420704001015'
    const other = await asking(tx, 'qian')
    const foreign = { ...plan, areaCode: elsewhere, dropped: '不办了', baseVersion: 0 }
    await expect(savePlan(tx, other, foreign)).rejects.toMatchObject({
      code: 'outreach.area_not_yours',
    })
    await savePlan(tx, other, { ...foreign, id: id('plan/elsewhere'), baseVersion: null })
    const open = async (minute = 0) =>
      (await listPlans(tx, await asking(tx, 'li', minute), { state: 'open', within: 0 })).plans
    expect(await open()).toMatchObject([{ what: '垃圾分类小讲堂', late: false }])
    expect(await open(2 * day)).toMatchObject([{ late: true }])
    await recordOutreach(tx, await asking(tx, 'li', 9), record('a', { planId: plan.id }))
    expect(await open(10)).toEqual([])
    await expect(
      savePlan(tx, await asking(tx, 'wang'), { ...plan, what: '别的', baseVersion: 1 }),
    ).rejects.toMatchObject({ code: 'outreach.plan_done' })
  })

  inTransaction('goes by the channels of the district: ours until it has its own', async (tx) => {
    await foundDistrict(tx)
    expect((await channelsOf(tx, districtId)).preset).toBe(true)
    const own = {
      code: 'market_day',
      name: '赶集宣传',
      nameEn: 'Market day',
      way: 'said',
      active: true,
      baseVersion: null,
    } as const
    await expect(saveChannel(tx, await asking(tx, 'wang'), own)).rejects.toMatchObject({
      status: 403,
    })
    await saveChannel(tx, await asking(tx, 'centre'), own)
    const { channels, preset } = await channelsOf(tx, districtId)
    expect(preset).toBe(false)
    expect(channels.map((one) => one.code)).toEqual(
      expect.arrayContaining(['notice_board', 'owners_group', 'market_day']),
    )
    await recordOutreach(tx, await asking(tx, 'li'), record('a', { channel: 'market_day' }))
  })
})

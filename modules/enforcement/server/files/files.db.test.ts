import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { transact } from '#platform/server/database.ts'
import { forgetOriginals, keptHashes, originalsKept } from '#modules/files/server/index.ts'
import { inspect } from '#modules/cases/server/index.ts'
import { does, handled, report } from '#testing/case-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import {
  aPicture,
  days,
  dissuasion,
  fileId,
  foundOffice,
  open,
  orderWish,
  refusal,
  seen,
  serviceWish,
  partyId,
  step,
  store,
} from '#testing/enforcement-story.ts'
import { aShop, entered } from '#testing/subjects-story.ts'
import { as, cipher, districtId, id, later } from '#testing/small-district.ts'
import { checkFileChain } from './chain.ts'
import { writeCustody } from '../evidence/keep.ts'
import { filesOfCase, listFiles } from './lists.ts'
import { ringFiles } from '../ring.ts'

/** A shop that the register knows, as this file calls it. */
const party = (n: number, name: string) => [
  {
    id: id(`party/shop/${n}`),
    kind: 'shop' as const,
    subjectId: id('subject/老马烧烤'),
    name,
    about: '',
  },
]

describe('a file', () => {
  useDatabase()

  inTransaction('does once what is sent twice, and keeps the two clocks of a phone', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await open(tx)
    const clientId = randomUUID()
    // The phone's clock is an hour fast; the work lay there for twenty minutes.
    const said = { doneAt: '2026-03-16T03:00:00.000Z', sentAt: '2026-03-16T03:20:00.000Z' }
    await step(tx, dissuasion, { clientId, said, minute: 30 })
    await step(tx, dissuasion, { clientId, said, minute: 40 })
    const page = await seen(tx)
    expect(page.story[1]?.details['said']).toEqual({
      ...said,
      aboutAt: '2026-03-16T02:10:00.000Z',
    })
    expect(page).toMatchObject({ dissuasions: 1, version: 2 })
    expect(await refusal(step(tx, dissuasion, { baseVersion: 1 }))).toMatchObject({
      code: 'enforcement.out_of_date',
      details: { version: 2, since: [{ seq: 2, type: 'dissuaded' }] },
    })
    await open(tx, {
      id: id('file/other'),
      parties: [{ id: id('party/2'), kind: 'shop', subjectId: null, name: '烧烤店', about: '' }],
    })
    expect((await refusal(step(tx, dissuasion, { clientId, fileId: id('file/other') }))).code).toBe(
      'enforcement.client_id_taken',
    )
  })

  inTransaction('keeps pictures as they came, with the hash that the phone said', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    const pictures = [await aPicture(tx, 100), await aPicture(tx, 101), await aPicture(tx, 102)]
    const { rows } = await sql<{ id: string; sha256: string }>`
      select id, sha256 from files.file where kind = 'original'`.execute(tx)
    const hash = (n: number) => rows.find((r) => r.id === pictures[n])?.sha256 ?? ''
    const evidence = pictures.map((pictureId, n) => ({
      id: id(`evidence/${n}`),
      pictureId,
      sha256: [hash(0), 'a'.repeat(64), null][n] ?? null,
      takenAt: '2026-03-16T01:59:00.000Z',
      caption: '门前',
    }))
    await step(tx, dissuasion, { evidence })
    const page = await seen(tx)
    expect(page.evidence.map((e) => e.sameness).sort()).toEqual(['changed', 'not_said', 'same'])
    expect(page.custody.map((c) => c.act)).toEqual(['added', 'added', 'added'])
  })

  inTransaction(
    'is seen in its scope only, masked for whoever may not talk to the party',
    async (tx) => {
      await foundOffice(tx)
      const { caseId } = await report(tx)
      await open(tx, { caseId })
      expect((await seen(tx, 20, 'li')).parties).toEqual(['黄**'])
      expect((await refusal(seen(tx, 20, 'qian'))).code).toBe('enforcement.file_not_found')
      const by = async (name: Parameters<typeof as>[1]) => ({
        caller: await as(tx, name),
        cipher,
        now: later(20),
      })
      expect((await filesOfCase(tx, caseId, await by('wang'))).files).toHaveLength(1)
      const list = await listFiles(tx, { show: 'open', limit: 10 }, await by('gao'))
      expect(list.rows).toMatchObject([{ title: '门前长期堆放杂物', parties: ['黄志明'] }])
      expect((await listFiles(tx, { show: 'open', limit: 10 }, await by('qian'))).rows).toEqual([])
      expect((await refusal(open(tx, { id: randomUUID(), caseId }, 'qian'))).code).toBe(
        'enforcement.case_not_found',
      )
    },
  )

  inTransaction(
    'shows what was promised and written beside pictures to no stranger',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      const picture = {
        id: id('evidence/1'),
        pictureId: await aPicture(tx),
        sha256: null,
        takenAt: null,
        caption: '黄志明家门口',
      }
      const talk = {
        step: 'talk' as const,
        words: '约谈',
        partyIds: [],
        community: '王主任',
        absentWhy: '',
        promises: [{ id: id('promise/1'), partyId, what: '黄志明清走杂物', byDay: '2026-03-20' }],
      }
      await step(tx, talk, { evidence: [picture] })
      await writeCustody(
        { tx, caller: await as(tx, 'gao'), row: { id: fileId }, now: later(20) },
        { act: 'looked', evidenceId: picture.id, reason: '黄志明不认可' },
      )
      const clear = await seen(tx, 30)
      expect(clear).toMatchObject({
        promises: [{ party: '黄志明', what: '黄志明清走杂物' }],
        evidence: [{ caption: '黄志明家门口' }],
      })
      const held = await seen(tx, 30, 'li')
      expect(held).toMatchObject({ promises: [{ what: null, byDay: '2026-03-20' }] })
      expect(held.custody.map((one) => one.act)).toEqual(clear.custody.map((one) => one.act))
      expect(JSON.stringify(held)).not.toContain('黄志明')
    },
  )

  inTransaction('counts words to the same party at the same door in other files', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, dissuasion)
    const again = id('file/again')
    await open(tx, {
      id: again,
      address: '大东门内正街 2号',
      parties: [
        { id: id('party/again'), kind: 'person', subjectId: null, name: '黄志明', about: '' },
      ],
    })
    const page = await seen(tx, 20, 'gao', again)
    expect(page).toMatchObject({ atPlace: 1, partyRows: [{ elsewhere: 1 }], dissuasions: 0 })
  })

  inTransaction(
    'counts them by the register, whatever they were called and wherever',
    async (tx) => {
      await foundOffice(tx)
      await entered(tx, aShop('老马烧烤'))
      await open(tx, { parties: party(1, '老马烧烤') })
      await step(tx, dissuasion)
      const again = id('file/again')
      await open(tx, { id: again, address: '夜市口', parties: party(2, '马家烤串') })
      expect((await seen(tx, 20, 'gao', again)).partyRows).toMatchObject([{ elsewhere: 1 }])
      const unknown = [{ ...party(3, '某店')[0], subjectId: id('nobody') }]
      expect((await refusal(open(tx, { id: id('file/third'), parties: unknown }))).code).toBe(
        'subjects.subject_not_found',
      )
    },
  )

  inTransaction('rings on the day and a day late, each once, and decides nothing', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    await step(tx, serviceWish())
    expect(await ringFiles(tx, later(days(2)))).toMatchObject({ rung: 0 })
    expect(await ringFiles(tx, later(days(4)))).toMatchObject({ rung: 1, failed: [] })
    expect(await ringFiles(tx, later(days(4) + 15))).toMatchObject({ rung: 0 })
    expect(await ringFiles(tx, later(days(6)))).toMatchObject({ rung: 1 })
    expect(await ringFiles(tx, later(days(6) + 15))).toMatchObject({ rung: 0 })
    const told = await tx
      .selectFrom('notices.notice')
      .select(['person_id', 'kind'])
      .where('kind', 'like', 'enforcement.%')
      .execute()
    const of = (kind: string) =>
      told
        .filter((n) => n.kind === kind)
        .map((n) => n.person_id)
        .sort()
    expect(of('enforcement.due')).toEqual([id('gao')])
    expect(of('enforcement.late')).toEqual([id('gao'), id('wang'), id('zhao')].sort())
    expect((await seen(tx, days(6))).state).toBe('served')
  })

  inTransaction('refuses a cursor that is none', async (tx) => {
    await foundOffice(tx)
    const by = { caller: await as(tx, 'gao'), cipher, now: later(20) }
    for (const after of [
      `2026-03-16T02:00:00Z/${'-'.repeat(36)}`,
      `+200000-01-01/${fileId}`,
      `2026-02-30T00:00:00.000Z/${fileId}`,
    ])
      expect((await refusal(listFiles(tx, { show: 'open', limit: 10, after }, by))).code).toBe(
        'enforcement.cursor',
      )
  })

  inTransaction('shows a step that was changed, and a cut tail', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, dissuasion)
    await sql`update enforcement.step set body = body || '{"by":"officers"}' where seq = 2`.execute(
      tx,
    )
    expect(await checkFileChain(tx, districtId, fileId)).toMatchObject({
      intact: false,
      brokenAt: 2,
    })
    await sql`delete from enforcement.step where seq = 2`.execute(tx)
    expect(await checkFileChain(tx, districtId, fileId)).toMatchObject({
      intact: false,
      brokenAt: 2,
    })
  })

  onDatabase('numbers papers without a gap, however many are made at once and fail', async (db) => {
    await transact(db, foundOffice)
    const files = Array.from({ length: 24 }, (_, n) => id(`race/${n}`))
    for (const file of files)
      await open(db, {
        id: file,
        parties: [
          { id: id(`${file}/p`), kind: 'shop', subjectId: null, name: `店${file}`, about: '' },
        ],
      })
    const make = (file: string, n: number) =>
      step(
        db,
        orderWish({
          paperId: id(`race/${n}/paper`),
          partyIds: [id(`${file}/p`)],
          // Some fail before a number is taken, some after: their paper is there already.
          ...(n % 8 === 0 ? { facts: '' } : {}),
          ...(n % 8 === 4 ? { paperId: id('race/1/paper') } : {}),
        }),
        { fileId: file },
      )
    const made = await Promise.allSettled(files.map(make))
    const rows = await db
      .selectFrom('enforcement.paper')
      .select('serial')
      .orderBy('serial')
      .execute()
    expect(made.filter((m) => m.status === 'rejected')).toHaveLength(6)
    expect(rows.map((row) => row.serial)).toEqual(Array.from({ length: 18 }, (_, n) => n + 1))
  })

  onDatabase('takes one of the steps that come at once, and breaks no chain', async (db) => {
    await transact(db, foundOffice)
    await open(db)
    // Some know the version that they saw, phones do not.
    const orders = Array.from({ length: 8 }, (_, n) =>
      step(db, orderWish({ paperId: id(`at-once/${n}`) }), {
        by: 'gao',
        baseVersion: n % 2 === 0 ? 1 : null,
      }),
    )
    const talks = Array.from({ length: 8 }, () => step(db, dissuasion))
    const codes = await Promise.all(orders.map(async (one) => (await refusal(one)).code))
    await Promise.all(talks)
    const made = codes.filter((code) => code === null)
    expect(made.length).toBeLessThanOrEqual(1)
    for (const code of codes)
      expect([null, 'enforcement.out_of_date', 'enforcement.not_now']).toContain(code)
    const page = await seen(db)
    expect(page.dissuasions).toBe(8)
    expect(page.papers.map(({ number }) => number)).toEqual(
      made.map(() => '凤凰综执责改字〔2026〕第1号'),
    )
    expect(await checkFileChain(db, districtId, fileId)).toMatchObject({
      steps: page.version,
      intact: true,
    })
  })

  inTransaction('keeps its case from closing while a promise waits to be looked at', async (tx) => {
    await foundOffice(tx)
    const { caseId } = await handled(tx)
    await open(tx, { caseId })
    await step(tx, {
      step: 'talk',
      words: '约谈',
      partyIds: [],
      community: '王主任',
      absentWhy: '',
      promises: [{ id: id('promise/1'), partyId, what: '清走', byDay: '2026-03-18' }],
    })
    const close = async (minute: number) =>
      inspect(tx, {
        ...(await does(tx, 'chen', caseId, minute)),
        passed: true,
        words: '',
        photos: [],
      })
    expect((await refusal(close(200))).code).toBe('cases.held')
    await step(
      tx,
      { step: 'revisit', finding: 'mended', words: '看过，清走了' },
      { minute: days(2) },
    )
    await close(days(2) + 10)
  })

  inTransaction('holds the originals of its evidence, whatever else forgets them', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    const pictureId = await aPicture(tx)
    const one = { id: id('evidence'), pictureId, sha256: null, takenAt: null, caption: '' }
    await step(tx, dissuasion, { evidence: [one] })
    const which = { districtId, fileIds: [pictureId] }
    expect(await originalsKept(tx, which)).toEqual([])
    expect(await forgetOriginals(tx, store, { ...which, now: later(days(900)) })).toBe(0)
    expect(await keptHashes(tx, districtId, [pictureId])).toHaveProperty('size', 1)
  })
})

import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { transact, type Db } from '#platform/server/database.ts'
import { Problem } from '#platform/server/problem.ts'
import {
  aPicture,
  days,
  dissuasion,
  fileId,
  foundOffice,
  open,
  orderId,
  orderWish,
  partyId,
  proof,
  reinspectWish,
  serviceWish,
  step,
} from '#testing/enforcement-story.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { report } from '#testing/case-story.ts'
import { as, cipher, districtId, id, later } from '#testing/small-district.ts'
import { checkFileChain } from '../files/chain.ts'
import { filesOfCase, listFiles } from '../files/lists.ts'
import { filePage } from '../files/views.ts'
import { readFields } from '../papers/fields.ts'
import { saveAuthority } from '../powers/settings.ts'
import { ringFiles } from '../ring.ts'

const seen = async (db: Db, minute = 20, name: Parameters<typeof as>[1] = 'gao', of = fileId) =>
  filePage(db, of, { caller: await as(db, name), cipher, now: later(minute) })

/** What a refusal said: its word, and the law in it. */
const refusal = async (doing: Promise<unknown>) => {
  const error: unknown = await doing.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null) return { code: null, law: null }
  if (!(error instanceof Problem)) throw error
  return { code: error.code, law: error.details['law'] ?? null, details: error.details }
}

describe('the ladder', () => {
  useDatabase()

  inTransaction('goes from three talks over an order to a cleared door', async (tx) => {
    await foundOffice(tx)
    await open(tx, {}, 'li')
    for (const [n, by] of (['li', 'wang', 'gao'] as const).entries())
      await step(tx, dissuasion, { by, minute: 10 + n })
    const talked = await seen(tx, 30)
    expect(talked).toMatchObject({ state: 'words', dissuasions: 3, parties: ['黄志明'] })
    expect(talked.byDissuader).toEqual([
      { kind: 'community', count: 1 },
      { kind: 'officer', count: 1 },
      { kind: 'grid', count: 1 },
    ])
    await step(tx, orderWish(), { minute: 60 })
    const ordered = await seen(tx, 61)
    expect(ordered).toMatchObject({ state: 'ordered', dueKind: 'service' })
    expect(ordered.papers).toMatchObject([
      {
        kind: 'order',
        number: '凤凰综执责改字〔2026〕第1号',
        untilDay: '2026-03-20',
        served: null,
      },
    ])
    // Seven working days from Monday 16 March: until the end of Wednesday 25 March.
    expect(ordered.dueAt).toBe('2026-03-25T16:00:00.000Z')
    await step(tx, serviceWish(), { minute: 90 })
    const served = await seen(tx, 91)
    expect(served).toMatchObject({
      state: 'served',
      dueKind: 'reinspection',
      dueAt: '2026-03-20T16:00:00.000Z',
    })
    expect(served.papers[0]?.served).toEqual({
      mode: 'direct',
      on: '2026-03-16',
      servedOn: '2026-03-16',
    })
    await step(tx, reinspectWish({ finding: 'mended', words: '门前已清空' }), { minute: days(4) })
    const mended = await seen(tx, days(4))
    expect(mended).toMatchObject({ state: 'mended', dueAt: null, allowed: [] })
    expect(mended.story.map((s) => s.type)).toEqual([
      'opened',
      'dissuaded',
      'dissuaded',
      'dissuaded',
      'ordered',
      'served',
      'reinspected',
    ])
    expect(await checkFileChain(tx, districtId, fileId)).toEqual({
      steps: 7,
      intact: true,
      brokenAt: null,
    })
  })

  inTransaction(
    'prints in the order what the law wants there, sealed where it lies',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      await step(tx, orderWish())
      const row = await tx
        .selectFrom('enforcement.paper')
        .selectAll()
        .where('id', '=', orderId)
        .executeTakeFirstOrThrow()
      expect(readFields(cipher, row.fields_cipher)).toMatchObject({
        parties: '黄志明',
        basis: '《行政处罚法》第二十八条',
        reviewBody: '鄂城区人民政府',
        court: '鄂州市鄂城区人民法院',
        officers: 'gao（420703gao）、林晓（420703lin）',
        number: '凤凰综执责改字〔2026〕第1号',
      })
      const everything = await sql<{ t: string }>`select concat_ws(' ', p::text, q::text) as t
      from enforcement.paper p, enforcement.party q`.execute(tx)
      expect(JSON.stringify(everything.rows)).not.toContain('黄志明')
    },
  )

  inTransaction('refuses what is out of order, by its article', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    expect(await refusal(step(tx, serviceWish()))).toMatchObject({
      code: 'enforcement.order_first',
      law: { 'zh-CN': '《行政处罚法》第二十八条', certainty: 'seen' },
    })
    await step(tx, orderWish())
    expect(await refusal(step(tx, reinspectWish()))).toMatchObject({
      code: 'enforcement.service_first',
      law: { en: 'Administrative Punishment Law, article 61' },
    })
    expect(
      await refusal(step(tx, serviceWish({ mode: 'left', proof: { ...proof, refusal: '不签' } }))),
    ).toMatchObject({ code: 'enforcement.proof_missing', details: { fields: ['pictures'] } })
    await step(tx, serviceWish())
    expect(await refusal(step(tx, reinspectWish(), { minute: days(1) }))).toMatchObject({
      code: 'enforcement.before_the_date',
    })
    await step(tx, reinspectWish(), { minute: days(4) })
    expect((await seen(tx, days(4))).allowed).toContain('hand_over')
    const page = await seen(tx, days(4))
    expect(page.punishers.map((p) => p.name)).toEqual(['鄂城区城市管理执法局'])
  })

  inTransaction(
    'wants two officers whose certificates are valid, of the body that may',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      const code = async (doing: Promise<unknown>) => (await refusal(doing)).code
      expect(await code(step(tx, orderWish({ secondId: null })))).toBe('enforcement.second_officer')
      expect(await code(step(tx, orderWish({ secondId: id('gao') })))).toBe(
        'enforcement.same_officer',
      )
      // A grid worker does not count, and has no such right; with the right they would still not count.
      expect(await code(step(tx, orderWish({ secondId: id('li') })))).toBe(
        'enforcement.not_an_officer',
      )
      expect(await code(step(tx, orderWish(), { by: 'li' }))).toBe('request.forbidden')
      await tx
        .updateTable('people.post_kind')
        .set((eb) => ({ verbs: sql`${eb.ref('verbs')} || array['enforcement.act']` }))
        .where('code', '=', 'grid_worker')
        .execute()
      expect(await code(step(tx, orderWish(), { by: 'li' }))).toBe('enforcement.not_an_officer')
      // A year on, both certificates have ended.
      expect(
        await code(step(tx, orderWish({ untilDay: '2027-03-20' }), { minute: days(365) })),
      ).toBe('enforcement.certificate_ended')
      expect(await code(step(tx, orderWish({ violated: ' ', facts: '' })))).not.toBeNull()
    },
  )

  inTransaction('turns a step of the wrong body into a letter to the one that may', async (tx) => {
    await foundOffice(tx)
    const fire = {
      id: id('authority/fire'),
      matterCode: '09012',
      power: 'order' as const,
      bodyId: null,
      bodyName: '鄂城区消防救援大队',
      system: 'fire' as const,
      from: '2026-01-01',
      until: null,
      paperTitle: '消防法第五十二条',
      paperNumber: '',
      law: '《消防法》第二十八条、第六十条',
    }
    const by = { caller: await as(tx, 'centre'), now: later(0), baseVersion: null }
    await saveAuthority(tx, fire, by)
    await open(tx, { matterCode: '09012', title: '杂物堵塞消防车通道' })
    expect(await refusal(step(tx, orderWish()))).toMatchObject({
      code: 'enforcement.not_your_power',
      details: { bodies: ['鄂城区消防救援大队'] },
    })
    await step(tx, {
      step: 'transfer',
      paperId: id('paper/letter'),
      toAuthorityId: fire.id,
      words: '杂物堵塞消防车通道，劝说无效',
    })
    const page = await seen(tx)
    expect(page).toMatchObject({
      state: 'handed_over',
      handovers: [{ to: '鄂城区消防救援大队', system: 'fire', reason: 'no_power', state: 'sent' }],
    })
    expect(page.papers).toMatchObject([{ kind: 'transfer', number: '凤凰综执移送字〔2026〕第1号' }])
    await step(tx, {
      step: 'news',
      theirs: 'returned',
      theirNumber: '',
      on: '2026-03-16',
      words: '不属消防车通道',
    })
    expect((await seen(tx)).state).toBe('words')
  })

  inTransaction(
    'hands over with index, law and dissuasion record, and hears what came of it',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      await step(tx, dissuasion, { by: 'li' })
      await step(tx, orderWish())
      await step(tx, serviceWish())
      await step(tx, reinspectWish(), { minute: days(5) })
      const paperId = id('paper/handover')
      const wish = {
        step: 'hand_over' as const,
        paperId,
        toAuthorityId: id('authority/punish'),
        words: '',
      }
      await step(tx, wish, { minute: days(5) })
      const paper = await tx
        .selectFrom('enforcement.paper')
        .select('fields_cipher')
        .where('id', '=', paperId)
        .executeTakeFirstOrThrow()
      const fields = readFields(cipher, paper.fields_cipher)
      expect(fields.law).toBe('《城市市容和环境卫生管理条例》第三十四条')
      expect(fields.dissuasions).toContain('2026-03-16 网格员劝导：请把门口的杂物清走')
      expect(fields.index?.split('\n')).toEqual([
        '1. 责令限期改正通知书凤凰综执责改字〔2026〕第1号',
        '2. 送达回证',
        '3. 复查记录',
      ])
      const news = (theirs: 'filed' | 'decided', on: string, minute: number) =>
        step(tx, { step: 'news', theirs, theirNumber: '鄂城执立字7号', on, words: '' }, { minute })
      await news('filed', '2026-03-23', days(7))
      const filed = await seen(tx, days(7))
      expect(filed).toMatchObject({ state: 'handed_over', dueKind: 'decision' })
      // Ninety days counted from the next day: 21 June 2026 is a Sunday, and the festival lasts until then.
      expect(filed.dueAt).toBe('2026-06-22T16:00:00.000Z')
      await news('decided', '2026-04-20', days(40))
      expect(await seen(tx, days(40))).toMatchObject({
        state: 'decided',
        handovers: [
          { theirNumber: '鄂城执立字7号', filedOn: '2026-03-23', decidedOn: '2026-04-20' },
        ],
      })
    },
  )

  inTransaction(
    'makes a re-visit of a promise, and closes on nothing but what was seen',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      const talk = {
        step: 'talk' as const,
        words: '三方约谈，本人认可',
        partyIds: [],
        community: '王主任',
        absentWhy: '',
        promises: [{ id: id('promise/1'), partyId, what: '清走门前杂物', byDay: '2026-03-18' }],
      }
      expect((await refusal(step(tx, { ...talk, community: null }))).code).toBe(
        'enforcement.community_absent',
      )
      await step(tx, talk, { by: 'wang' })
      expect(await seen(tx)).toMatchObject({
        state: 'promised',
        dueKind: 'promise',
        dueAt: '2026-03-18T16:00:00.000Z',
        promises: [{ what: '清走门前杂物', state: 'open' }],
        papers: [{ kind: 'promise', number: null }],
      })
      const revisit = (finding: 'mended' | 'not_mended') =>
        step(tx, { step: 'revisit', finding, words: '到场看过' }, { minute: days(2) })
      await revisit('not_mended')
      expect(await seen(tx, days(2))).toMatchObject({
        state: 'words',
        promises: [{ state: 'broken' }],
      })
      expect((await refusal(revisit('mended'))).code).toBe('enforcement.talk_first')
    },
  )

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
})

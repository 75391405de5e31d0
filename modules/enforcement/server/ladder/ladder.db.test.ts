import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  days,
  dissuasion,
  fileId,
  foundOffice,
  open,
  orderId,
  orderWish,
  partyId,
  proof,
  refusal,
  reinspectWish,
  seen,
  serviceWish,
  step,
} from '#testing/enforcement-story.ts'
import { as, cipher, districtId, id, later } from '#testing/small-district.ts'
import { checkFileChain } from '../files/chain.ts'
import { readFields } from '../papers/fields.ts'
import { saveCertificate } from '../powers/settings.ts'

const code = async (doing: Promise<unknown>) => (await refusal(doing)).code

const talkWith = (name: string, byDay: string) => ({
  step: 'talk' as const,
  words: '约谈',
  partyIds: [],
  community: '王主任',
  absentWhy: '',
  promises: [{ id: id(name), partyId, what: '清走', byDay }],
})

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
      untilDay: '2026-03-20',
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
      expect(await code(step(tx, orderWish({ secondId: null })))).toBe('enforcement.second_officer')
      expect(await code(step(tx, orderWish({ secondId: id('gao') })))).toBe(
        'enforcement.same_officer',
      )
      // A grid worker does not count, and has no such right; with the right they would still not count.
      expect(await code(step(tx, orderWish({ secondId: id('li') })))).toBe(
        'enforcement.not_an_officer',
      )
      // Nor with a certificate, and the page does not offer them.
      await saveCertificate(
        tx,
        {
          id: id('certificate/li'),
          personId: id('li'),
          bodyId: id('station'),
          number: '420704li',
          issuer: '湖北省人民政府',
          validFrom: '2024-01-01',
          validUntil: '2026-12-31',
          revokedOn: null,
        },
        { caller: await as(tx, 'centre'), now: later(0), baseVersion: null },
      )
      expect(await code(step(tx, orderWish({ secondId: id('li') })))).toBe(
        'enforcement.not_an_officer',
      )
      expect((await seen(tx)).officers.map((one) => one.personId)).toEqual([id('lin')])
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
        step(
          tx,
          { step: 'news', theirs, theirNumber: '鄂城执立字7号', onTheSpot: true, on, words: '' },
          { minute },
        )
      // Nothing is known of a file there before it was sent there.
      expect(await code(news('filed', '2026-03-20', days(7)))).toBe(
        'enforcement.news_before_letter',
      )
      await news('filed', '2026-03-23', days(7))
      const filed = await seen(tx, days(7))
      expect(filed).toMatchObject({ state: 'handed_over', dueKind: 'decision' })
      // Ninety days counted from the next day: 21 June 2026 is a Sunday, and the festival lasts until then.
      expect(filed.dueAt).toBe('2026-06-22T16:00:00.000Z')
      await news('decided', '2026-04-20', days(40))
      expect(await seen(tx, days(40))).toMatchObject({
        state: 'decided',
        handovers: [
          {
            theirNumber: '鄂城执立字7号',
            filedOn: '2026-03-23',
            decidedOn: '2026-04-20',
            // Sixty days end on the festival, so on the next working day.
            remedies: {
              reviewUntil: '2026-06-22T16:00:00.000Z',
              suitUntil: '2026-10-20',
              reviewFirst: true,
            },
          },
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

  inTransaction('counts no service from before the order was made', async (tx) => {
    await foundOffice(tx)
    await open(tx)
    await step(tx, orderWish())
    const before = serviceWish({ proof: { ...proof, on: '2026-03-15' } })
    expect((await refusal(step(tx, before))).code).toBe('enforcement.served_before_order')
  })

  inTransaction(
    'counts a new promise by its own day, not by one that an order overtook',
    async (tx) => {
      await foundOffice(tx)
      await open(tx)
      await step(tx, talkWith('promise/1', '2026-03-17'))
      await step(tx, orderWish(), { minute: 20 })
      await step(tx, { step: 'withdraw_order', secondId: id('lin'), words: '撤回' }, { minute: 30 })
      await step(tx, talkWith('promise/2', '2026-03-25'), { minute: days(3) })
      expect(await seen(tx, days(3))).toMatchObject({
        dueKind: 'promise',
        dueAt: '2026-03-25T16:00:00.000Z',
      })
    },
  )
})

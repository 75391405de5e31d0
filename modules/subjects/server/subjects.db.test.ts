import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { as, cipher, community, districtId, foundDistrict, id } from '#testing/small-district.ts'
import { acting, aHousehold, aPerson, aShop, entered, grid } from '#testing/subjects-story.ts'
import { creditCheck } from '../domain/numbers.ts'
import { subjectBriefs } from './brief.ts'
import { likeOnes } from './likeness.ts'
import { listSubjects } from './list.ts'
import { mergeSubject, undoMerge } from './merge.ts'
import { findSubject, seeContact, subjectPage } from './page.ts'
import { endRelation, relate } from './relations.ts'
import { saveSubject } from './save.ts'

const code = `91420704MA4ABCDE0${creditCheck('91420704MA4ABCDE0')}`
const identity = '11010519491231002X'
const filter = { q: '', limit: 50 }

const found = async (db: Db, q: string, by: Parameters<typeof as>[1] = 'chen') =>
  (await listSubjects(db, { caller: await as(db, by), cipher }, { ...filter, q })).rows.map(
    (row) => row.name,
  )

describe('the register of subjects', () => {
  useDatabase()

  inTransaction(
    'keeps where each field came from, and every change with before and after',
    async (tx) => {
      await foundDistrict(tx)
      const shop = await entered(tx, aShop('老味面馆'))
      expect(shop.version).toBe(1)
      const again = await entered(tx, aShop('老味面馆'))
      expect(again.version).toBe(1)
      const mended = aShop('老味面馆', {
        phone: '138 1234 1234',
        note: '后门通小区',
        source: 'desk',
        baseVersion: 1,
      })
      await saveSubject(tx, await acting(tx, 'chen', 60), mended)
      const page = await subjectPage(tx, await acting(tx, 'chen', 61), shop.id)
      expect(page).toMatchObject({ version: 2, phone: '138****1234', note: '后门通小区' })
      expect(page.provenance.find((p) => p.field === 'trade')).toMatchObject({
        source: 'visit',
        by: 'li',
      })
      expect(page.provenance.find((p) => p.field === 'phone')).toMatchObject({
        source: 'desk',
        by: 'chen',
      })
      expect(page.history.map((h) => [h.seq, h.act, h.fields.map((f) => f.field)])).toMatchObject([
        [2, 'mended', ['note', 'phone']],
        [1, 'made', expect.arrayContaining(['name', 'place', 'trade'])],
      ])
      // What is sealed is told to have changed, and never what it was.
      expect(JSON.stringify(page.history)).not.toContain('1234')
    },
  )

  inTransaction('answers an old version with the changes since', async (tx) => {
    await foundDistrict(tx)
    await entered(tx, aShop('老味面馆'))
    await saveSubject(
      tx,
      await acting(tx, 'chen', 5),
      aShop('老味面馆', { note: '一', baseVersion: 1 }),
    )
    await expect(
      saveSubject(
        tx,
        await acting(tx, 'wang', 6),
        aShop('老味面馆', { note: '二', baseVersion: 1 }),
      ),
    ).rejects.toMatchObject({
      status: 409,
      code: 'subjects.out_of_date',
      details: {
        version: 2,
        changes: [{ seq: 2, fields: [{ field: 'note', before: '', after: '一' }] }],
      },
    })
  })

  inTransaction(
    'keeps names, telephones and identity numbers of people sealed, and finds them',
    async (tx) => {
      await foundDistrict(tx)
      const person = await entered(tx, aPerson('欧阳小明', { phone: '13812341234', identity }))
      const { rows } = await sql<{ text: string }>`
      select (select json_agg(s) from subjects.subject s)::text
        || (select json_agg(s) from subjects.sealed s)::text
        || (select json_agg(c) from subjects.change c)::text
        || (select json_agg(v) from subjects.v_subject v)::text
        || (select json_agg(a) from people.audit a)::text as text`.execute(tx)
      for (const clear of ['小明', '12341234', identity]) expect(rows[0]!.text).not.toContain(clear)
      expect(await found(tx, '欧阳小明')).toEqual(['欧阳**'])
      expect(await found(tx, '138-1234-1234')).toEqual(['欧阳**'])
      expect(await found(tx, identity.toLowerCase())).toEqual(['欧阳**'])
      expect(await found(tx, '小明')).toEqual([])
      expect(await found(tx, '竹林北路')).toEqual(['欧阳**'])
      const page = await subjectPage(tx, await acting(tx, 'chen'), person.id)
      expect(page).toMatchObject({ hasIdentity: true, phone: '138****1234' })
      expect(page.allowed).toContain('see_contact')
    },
  )

  inTransaction(
    'writes every look at a contact into the log, with fields and reason',
    async (tx) => {
      await foundDistrict(tx)
      const { id: subjectId } = await entered(
        tx,
        aPerson('王小明', { phone: '13812341234', identity }),
      )
      const look = { subjectId, fields: ['name', 'phone'] as const, reason: '约上门时间' }
      expect(await seeContact(tx, await acting(tx, 'gao'), look)).toEqual({
        name: '王小明',
        phone: '13812341234',
        identity: null,
      })
      // Another community sees nothing, and so leaves no look.
      await expect(seeContact(tx, await acting(tx, 'qian'), look)).rejects.toMatchObject({
        status: 404,
      })
      const logged = await tx
        .selectFrom('people.audit')
        .select(['person_id', 'details'])
        .where('act', '=', 'subjects.contact_seen')
        .execute()
      expect(logged).toEqual([
        { person_id: id('gao'), details: { reason: '约上门时间', fields: ['name', 'phone'] } },
      ])
    },
  )

  inTransaction('shows each post its own places and nothing else', async (tx) => {
    await foundDistrict(tx)
    await entered(tx, aShop('甲店'))
    await entered(
      tx,
      aShop('乙店', { place: { text: '邻街 1 号', areaCode: '420704001015' } }),
      'centre',
    )
    await entered(tx, aShop('丙店', { place: { text: '不知何处' } }), 'centre')
    const names = async (who: Parameters<typeof as>[1]) => (await found(tx, '店', who)).sort()
    expect(await names('li')).toEqual(['甲店'])
    expect(await names('qian')).toEqual(['乙店'])
    expect(await names('centre')).toEqual(['丙店', '乙店', '甲店'].sort())
    expect(await names('zhou')).toEqual([])
    const b = id('subject/乙店')
    await expect(findSubject(tx, await as(tx, 'li'), b)).rejects.toMatchObject({ status: 404 })
    await expect(
      saveSubject(
        tx,
        await acting(tx, 'li'),
        aShop('丁店', { place: { text: '邻街', areaCode: '420704001015' } }),
      ),
    ).rejects.toMatchObject({ code: 'subjects.outside_scope' })
    // Whoever does not see it cannot take its id either.
    await expect(entered(tx, aShop('甲店', { id: b }))).rejects.toMatchObject({ status: 404 })
  })

  inTransaction('shows what is sensitive only to whoever may look at contacts', async (tx) => {
    await foundDistrict(tx)
    await entered(tx, aHousehold('竹林北路 12 号 3 栋 501', { class: 'sensitive' }))
    expect(await found(tx, '3 栋', 'chen')).toHaveLength(1)
    const caller = await as(tx, 'chen')
    const without = {
      ...caller,
      verbs: new Set([...caller.verbs].filter((v) => v !== 'subjects.see_contact')),
    }
    expect((await listSubjects(tx, { caller: without, cipher }, filter)).rows).toEqual([])
    await expect(entered(tx, aPerson('王二', { class: 'plain' }))).rejects.toMatchObject({
      code: 'subjects.class_does_not_fit',
    })
  })

  inTransaction('refuses numbers that cannot be, each in words of its own', async (tx) => {
    await foundDistrict(tx)
    const company = (creditCode: string) =>
      entered(tx, { ...aShop('某公司'), details: { kind: 'organisation', creditCode } })
    await expect(company(`${code.slice(0, 17)}0`)).rejects.toMatchObject({
      code: 'subjects.credit_code_unreadable',
    })
    await expect(
      entered(tx, aPerson('王二', { identity: '110105194912310021' })),
    ).rejects.toMatchObject({
      code: 'subjects.identity_unreadable',
    })
    await expect(entered(tx, aPerson('王二', { phone: '12' }))).rejects.toMatchObject({
      code: 'subjects.phone_unreadable',
    })
    await expect(entered(tx, aShop('甲', { name: ' ' }))).rejects.toMatchObject({
      code: 'subjects.name_needed',
    })
    const { id: made } = await company(code)
    expect((await subjectPage(tx, await acting(tx, 'li'), made)).details).toMatchObject({
      creditCode: code,
    })
    expect(await found(tx, code.toLowerCase())).toEqual(['某公司'])
  })

  inTransaction(
    'tells of entries that may be the same, and wants to hear of a number that is',
    async (tx) => {
      await foundDistrict(tx)
      const first = await entered(tx, aPerson('王小明', { phone: '13812341234', identity }))
      await entered(
        tx,
        aPerson('李红', { phone: '13812341234', place: { text: '别处', areaCode: grid } }),
      )
      const given = {
        id: id('subject/new'),
        name: '王小明',
        addressText: '竹林北路 12 号 3 栋',
        addressId: null,
        phone: '138 1234 1234',
        identity: '',
        details: { kind: 'person' } as const,
      }
      const like = await likeOnes(tx, await acting(tx, 'chen'), given)
      const said = like.map((l) => `${l.subject.name} ${l.why} ${l.sure}`)
      expect(said.sort()).toEqual(['李** phone false', '王** phone false'])
      const second = aPerson('王小明', { id: id('subject/second'), identity })
      await expect(entered(tx, second)).rejects.toMatchObject({
        code: 'subjects.looks_known',
        details: { like: [{ subject: { id: first.id }, why: 'identity' }] },
      })
      await expect(entered(tx, { ...second, differentFrom: [first.id] })).resolves.toMatchObject({
        version: 1,
      })
    },
  )

  inTransaction(
    'joins two entries, leads whoever names either to one, and takes them apart again',
    async (tx) => {
      await foundDistrict(tx)
      const [a, b, c] = [
        await entered(tx, aShop('老味面馆', { phone: '13812341234' })),
        await entered(tx, aShop('老味面店')),
        await entered(tx, aShop('老味')),
      ]
      const owner = await entered(tx, aPerson('王小明'))
      const li = await acting(tx, 'li')
      await relate(tx, li, {
        id: id('r'),
        kind: 'operates',
        fromId: owner.id,
        toId: a.id,
        since: '2026-01-01',
        source: 'visit',
      })
      const wang = await acting(tx, 'wang', 9)
      const join = async (
        gone: { id: string },
        kept: { id: string },
        name: string,
        baseVersion: number,
      ) =>
        mergeSubject(tx, await acting(tx, 'wang', name === 'm1' ? 9 : 10), {
          id: id(name),
          subjectId: gone.id,
          intoId: kept.id,
          reason: '同一家店',
          baseVersion,
        })
      await join(a, b, 'm1', 2)
      await join(a, b, 'm1', 2)
      await join(b, c, 'm2', 2)
      const page = await subjectPage(tx, wang, a.id)
      expect(page).toMatchObject({ id: c.id, name: '老味' })
      expect(page.joined.map((j) => [j.subject.name, j.phone])).toEqual([
        ['老味面馆', '138****1234'],
        ['老味面店', null],
      ])
      expect(page.relations.map((r) => [r.kind, r.other.name, r.leads])).toEqual([
        ['operates', '王**', false],
      ])
      expect((await subjectBriefs(tx, districtId, [a.id, b.id, c.id])).get(a.id)?.name).toBe('老味')
      expect(await found(tx, '老味面馆')).toEqual(['老味'])
      await expect(
        saveSubject(tx, wang, aShop('老味面馆', { note: 'x', baseVersion: 3 })),
      ).rejects.toMatchObject({ code: 'subjects.joined_elsewhere' })
      await undoMerge(tx, wang, id('m2'))
      expect((await findSubject(tx, wang.caller, a.id)).name).toBe('老味面店')
      expect((await findSubject(tx, wang.caller, c.id)).name).toBe('老味')
      await undoMerge(tx, wang, id('m1'))
      expect(await subjectPage(tx, wang, a.id)).toMatchObject({
        name: '老味面馆',
        phone: '138****1234',
        joined: [],
      })
      // Apart again, they may be joined the other way round.
      await expect(join(b, a, 'm3', 5)).resolves.toEqual({ id: id('m3') })
    },
  )

  inTransaction('relates what fits, once, and says until when', async (tx) => {
    await foundDistrict(tx)
    const shop = await entered(tx, aShop('老味面馆'))
    const owner = await entered(tx, aPerson('王小明'))
    const li = await acting(tx, 'li')
    const operates = {
      id: id('r'),
      kind: 'operates',
      fromId: owner.id,
      toId: shop.id,
      since: '2026-02-01',
      source: 'visit',
    } as const
    await relate(tx, li, operates)
    await relate(tx, li, operates)
    await expect(
      relate(tx, li, { ...operates, id: id('q'), kind: 'lives_in' }),
    ).rejects.toMatchObject({
      code: 'subjects.cannot_relate',
    })
    await expect(
      endRelation(tx, li, { relationId: id('r'), until: '2026-01-01' }),
    ).rejects.toMatchObject({
      code: 'subjects.ends_early',
    })
    await endRelation(tx, li, { relationId: id('r'), until: '2026-03-01' })
    const { relations } = await subjectPage(tx, li, shop.id)
    expect(relations).toMatchObject([
      { holds: false, until: '2026-03-01', other: { name: '王**' } },
    ])
  })

  inTransaction('goes on where a page ended, in the order of addresses', async (tx) => {
    await foundDistrict(tx)
    for (const n of [1, 2, 3, 4, 5]) await entered(tx, aShop(`店${n}`))
    const caller = await as(tx, 'chen')
    const first = await listSubjects(tx, { caller, cipher }, { ...filter, limit: 2 })
    const rest = await listSubjects(tx, { caller, cipher }, { ...filter, after: first.next! })
    expect([...first.rows, ...rest.rows].map((r) => r.name)).toEqual([
      '店1',
      '店2',
      '店3',
      '店4',
      '店5',
    ])
    expect(rest.next).toBeNull()
    const only = { ...filter, under: community, kind: 'household' } as const
    expect((await listSubjects(tx, { caller, cipher }, only)).rows).toEqual([])
  })

  onDatabase(
    'makes one entry of many sent at once, and one merge of two the other way round',
    async (db) => {
      await db.transaction().execute((tx) => foundDistrict(tx))
      const sent = await Promise.allSettled(
        Array.from({ length: 6 }, () => entered(db, aShop('甲店'))),
      )
      expect(sent.filter((s) => s.status === 'rejected')).toEqual([])
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from subjects.subject`.execute(db)
      expect(rows).toEqual([{ n: 1 }])
      expect((await entered(db, aShop('甲店'))).version).toBe(1)
      const b = await entered(db, aShop('乙店'))
      const a = { id: id('subject/甲店') }
      const wang = await acting(db, 'wang')
      const join = (name: string, gone: string, kept: string) =>
        mergeSubject(db, wang, {
          id: id(name),
          subjectId: gone,
          intoId: kept,
          reason: '同',
          baseVersion: 1,
        })
      const both = await Promise.allSettled([join('m1', a.id, b.id), join('m2', b.id, a.id)])
      expect(both.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
    },
  )
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { checkIdentity, takeRequest } from '#modules/cases/server/index.ts'
import { forget } from '#modules/cases/server/personal/forgetting.ts'
import { actElsewhere } from '#modules/cases/server/personal/elsewhere.ts'
import { copyOf } from '#modules/cases/server/personal/items.ts'
import { requestPage } from '#modules/cases/server/personal/requests.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { recordVisit } from '#modules/fieldwork/server/index.ts'
import { saveEvent, signUp } from '#modules/outreach/server/index.ts'
import { CONSENT } from '#modules/outreach/domain/events.ts'
import { bookService, moveSign, submitSign } from '#modules/services/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aBooking, aSign, offer } from '#testing/services-story.ts'
import {
  as,
  cipher,
  community,
  districtId,
  foundDistrict,
  id,
  later,
} from '#testing/small-district.ts'
import { acting, aPerson, aShop, entered } from '#testing/subjects-story.ts'
import { forgottenBeside, personalSources } from './personal-sources.ts'

const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-')))
const tools = (minute = 300) => ({ cipher, store, now: later(minute), sources: personalSources })
const phone = '19900001234'

/** A person and their shop under one number, a call at the person's door, and a request that is known to be theirs. */
async function aRequest(tx: Tx, kind: 'see' | 'copy' | 'mend' | 'delete') {
  await foundDistrict(tx)
  const person = await entered(tx, aPerson('余春梅', { phone, note: '常不在家' }))
  const shop = await entered(tx, aShop('面馆', { phone }))
  await entered(tx, aPerson('别人', { phone: '19900009999' }))
  await recordVisit(tx, await acting(tx, 'li', 30), {
    id: id('visit'),
    subjectId: person.id,
    why: 'due',
    outcome: 'met',
    words: '腰疼，儿子在外地',
  })
  const base = await as(tx, 'centre')
  const caller = { ...base, verbs: new Set([...base.verbs, 'cases.personal']) }
  const request = { id: id(`request/${kind}`), kind, name: '余春梅', phone, words: '' }
  await takeRequest(tx, caller, tools(), request)
  const before = await requestPage(tx, caller, request.id, tools())
  await checkIdentity(tx, caller, {
    id: request.id,
    baseVersion: 0,
    words: '当面看了身份证',
    now: later(301),
  })
  const page = () => requestPage(tx, caller, request.id, tools())
  const act = async (of: {
    source: string
    entryId: string
    field: string
    act: 'erase' | 'mend' | 'refuse'
    words?: string
  }) =>
    actElsewhere(tx, caller, tools(), {
      words: '',
      ...of,
      id: request.id,
      baseVersion: (await page()).version,
      now: later(310),
    })
  return { person, shop, caller, before, page, act, requestId: request.id }
}

const itemOf = (page: Awaited<ReturnType<typeof requestPage>>, entryId: string, field: string) =>
  page.elsewhere.find((entry) => entry.id === entryId)?.items.find((item) => item.field === field)

describe('requests of persons concerned reach beyond the cases', () => {
  useDatabase()

  inTransaction(
    'find the register and visits by the number, only once identity is known',
    async (tx) => {
      const { person, shop, before, page } = await aRequest(tx, 'see')
      expect(before.elsewhere).toEqual([])
      const found = await page()
      expect(new Set(found.elsewhere.map((entry) => `${entry.source} ${entry.id}`))).toEqual(
        new Set([`subjects ${person.id}`, `subjects ${shop.id}`, `visits ${id('visit')}`]),
      )
      expect(itemOf(found, person.id, 'phone')).toMatchObject({ text: '199****1234', fault: null })
      expect(itemOf(found, shop.id, 'name')).toMatchObject({ text: '面馆', fault: 'public' })
    },
  )

  inTransaction('erase what may be erased, say what the law keeps, and note it all', async (tx) => {
    const { person, shop, page, act } = await aRequest(tx, 'delete')
    await act({ source: 'subjects', entryId: person.id, field: 'phone', act: 'erase' })
    await act({ source: 'subjects', entryId: person.id, field: 'name', act: 'erase' })
    // Its number is gone, and it is still found, with the calls at its door.
    await act({ source: 'visits', entryId: id('visit'), field: 'said', act: 'erase' })
    await act({
      source: 'subjects',
      entryId: shop.id,
      field: 'phone',
      act: 'refuse',
      words: '还在营业，要联系',
    })
    await expect(
      act({ source: 'subjects', entryId: shop.id, field: 'name', act: 'erase' }),
    ).rejects.toMatchObject({ code: 'cases.personal_public' })
    await expect(
      act({ source: 'subjects', entryId: id('subject/别人'), field: 'phone', act: 'erase' }),
    ).rejects.toMatchObject({ status: 404 })
    const left = await tx
      .selectFrom('subjects.sealed')
      .select('field')
      .where('subject_id', '=', person.id)
      .execute()
    expect(left).toEqual([])
    const after = await page()
    expect(itemOf(after, person.id, 'phone')).toMatchObject({ text: null, fault: 'gone' })
    expect(after.otherActs.map(({ source, field, act: did }) => [source, field, did])).toEqual([
      ['subjects', 'phone', 'erased'],
      ['subjects', 'name', 'erased'],
      ['visits', 'said', 'erased'],
      ['subjects', 'phone', 'refused'],
    ])
    const visit = await tx
      .selectFrom('fieldwork.visit')
      .select(['words', 'outcome'])
      .where('id', '=', id('visit'))
      .executeTakeFirstOrThrow()
    expect(visit).toEqual({ words: '', outcome: 'met' })
  })

  inTransaction('keep what an enforcement file names', async (tx) => {
    const { person, page } = await aRequest(tx, 'delete')
    // The rows alone: how a file is opened is told elsewhere.
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`insert into enforcement.party (district_id, id, file_id, subject_id, kind, masked, name_cipher, name_index)
      values (${districtId}, ${id('party')}, ${id('file')}, ${person.id}, 'person', '余**', '', '')`.execute(
      tx,
    )
    expect(itemOf(await page(), person.id, 'phone')).toMatchObject({ fault: 'law' })
  })

  inTransaction('mend a name and a number, and hand over a whole copy', async (tx) => {
    const { person, page, act, caller, requestId } = await aRequest(tx, 'mend')
    await act({
      source: 'subjects',
      entryId: person.id,
      field: 'name',
      act: 'mend',
      words: '于春梅',
    })
    await act({
      source: 'subjects',
      entryId: person.id,
      field: 'phone',
      act: 'mend',
      words: '19900005678',
    })
    await expect(
      act({ source: 'visits', entryId: id('visit'), field: 'said', act: 'mend', words: '没有' }),
    ).rejects.toMatchObject({ code: 'cases.personal_chained' })
    expect(itemOf(await page(), person.id, 'phone')?.text).toBe('199****5678')
    const { elsewhere } = await copyOf(tx, caller, requestId, tools(320))
    const own = elsewhere.find((entry) => entry.id === person.id)
    expect(own?.items.map(({ text }) => text)).toEqual(['于春梅', '19900005678', null, '常不在家'])
    expect(JSON.stringify(elsewhere)).toContain('儿子在外地')
  })

  inTransaction(
    'find, erase and mend bookings, filings of signs and sign-ups, once nobody waits for them',
    async (tx) => {
      const { page, act, caller, requestId } = await aRequest(tx, 'delete')
      const { caseId } = await everythingNew(tx)
      expect(itemOf(await page(), id('booking/a'), 'answers')).toMatchObject({
        text: '大约多少袋：6',
        fault: 'open',
      })
      expect(itemOf(await page(), id('sign/a'), 'phone')).toMatchObject({ fault: 'open' })
      expect(itemOf(await page(), id('guest'), 'name')).toMatchObject({ fault: 'open' })
      await expect(
        act({ source: 'signs', entryId: id('sign/a'), field: 'phone', act: 'erase' }),
      ).rejects.toMatchObject({ code: 'cases.personal_open' })
      await theyEnd(tx, caseId)
      const { elsewhere } = await copyOf(tx, caller, requestId, tools(320))
      for (const word of ['大约多少袋：6', '余春梅', phone])
        expect(JSON.stringify(elsewhere)).toContain(word)
      await act({ source: 'bookings', entryId: id('booking/a'), field: 'answers', act: 'erase' })
      for (const field of ['phone', 'name']) {
        await act({ source: 'signs', entryId: id('sign/a'), field, act: 'erase' })
        await act({ source: 'sign_ups', entryId: id('guest'), field, act: 'erase' })
      }
      const after = await page()
      for (const [entry, field] of [
        ['booking/a', 'answers'],
        ['sign/a', 'phone'],
        ['guest', 'name'],
      ] as const)
        expect(itemOf(after, id(entry), field)).toMatchObject({ text: null, fault: 'gone' })
      // Nothing of them is left, no digest either; that it was there stays.
      expect(await leftOf(tx)).toEqual([null, '', null, null, null, '', null, null, null, null])
      // Nor does whoever sees another street only find or touch any of it.
      const elsewhereOnly = { ...(await as(tx, 'chen')), scope: { areas: [], units: [] } }
      const asking = { caller: elsewhereOnly, cipher, now: later(330) }
      const known = [id('sign/a'), id('guest'), id('booking/a')]
      const who = { phone, name: '余春梅', known, clear: true }
      for (const source of personalSources)
        expect(await source.find(tx, asking, { ...who, cases: [] })).toEqual([]) // oxlint-disable-line no-await-in-loop -- one connection
      for (const [name, entryId, field] of [
        ['bookings', id('booking/a'), 'answers'],
        ['signs', id('sign/a'), 'name'],
        ['sign_ups', id('guest'), 'name'],
      ] as const)
        // oxlint-disable-next-line no-await-in-loop -- one connection
        await expect(
          personalSources
            .find((source) => source.name === name)!
            .erase(tx, asking, {
              entryId,
              field,
            }),
        ).rejects.toMatchObject({ status: 404 })
    },
  )

  inTransaction('mend names and numbers of applicants and guests', async (tx) => {
    const { page, act } = await aRequest(tx, 'mend')
    await everythingNew(tx)
    for (const [source, entryId] of [
      ['signs', id('sign/a')],
      ['sign_ups', id('guest')],
    ] as const) {
      await act({ source, entryId, field: 'name', act: 'mend', words: '于春梅' }) // oxlint-disable-line no-await-in-loop -- one connection
      await act({ source, entryId, field: 'phone', act: 'mend', words: '199 0000 5678' }) // oxlint-disable-line no-await-in-loop
      const found = await page() // oxlint-disable-line no-await-in-loop
      expect(itemOf(found, entryId, 'name')?.text).toBe('于春梅')
      expect(itemOf(found, entryId, 'phone')?.text).toBe('199****78')
    }
    await expect(
      act({
        source: 'bookings',
        entryId: id('booking/a'),
        field: 'answers',
        act: 'mend',
        words: '7',
      }),
    ).rejects.toMatchObject({ code: 'cases.personal_chained' })
  })

  inTransaction(
    'are forgotten with their case, and as contacts are, each in its time',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await everythingNew(tx)
      const parts = { store, forgetOrders: async () => none(), beside: forgottenBeside }
      const run = (kind: 'contact' | 'words', days: number, dry = false) =>
        forget(tx, parts, {
          districtId,
          class: kind,
          days: 30,
          dry,
          by: null,
          now: later(330 + days * day),
        })
      expect(await run('words', 4000)).toEqual(none())
      expect(await run('contact', 4000)).toEqual(none())
      await theyEnd(tx, caseId)
      // Beside name, number and words of the report itself.
      expect(await run('contact', 29)).toEqual(none())
      expect(await run('contact', 31, true)).toEqual({ found: 2, kept: 0, done: 0 })
      expect(await run('contact', 31)).toEqual({ found: 2, kept: 0, done: 2 })
      expect(await run('words', 31)).toEqual({ found: 2, kept: 0, done: 2 })
      expect((await leftOf(tx)).slice(0, 6)).toEqual([null, '', null, null, null, ''])
      expect(await run('contact', 32)).toEqual(none())
      expect(await run('words', 32)).toEqual(none())
    },
  )
})

const day = 24 * 60
const none = () => ({ found: 0, kept: 0, done: 0 })

/** A booking, a filing of a sign and a sign-up, all under the number. */
async function everythingNew(tx: Tx) {
  await offer(tx)
  const by = { caller: anonymous(districtId), now: later(1), cipher }
  const { received } = await bookService(tx, by, aBooking('a', { phone }))
  await submitSign(tx, by, aSign('a', { name: '余春梅', phone }))
  const { code } = await saveEvent(
    tx,
    { caller: await as(tx, 'wang'), now: later(1) },
    {
      id: id('event'),
      title: '城管开放日',
      titleEn: 'Open day',
      what: '看看案卷怎么办',
      place: '社区活动室',
      areaCode: community,
      startsAt: later(4 * day).toISOString(),
      endsAt: later(4 * day + 120).toISOString(),
      signUpUntil: later(4 * day).toISOString(),
      seats: 4,
      open: true,
      baseVersion: null,
    },
  )
  const guest = { id: id('guest'), name: '余春梅', phone, people: 1, consent: CONSENT }
  await signUp(tx, { districtId, code, now: later(2), cipher }, guest)
  return { caseId: received.caseId }
}

/** Of each: the case is withdrawn, the sign filed, the event cancelled. */
async function theyEnd(tx: Tx, caseId: string) {
  await sql`update cases.case set status = 'withdrawn', owner = 'none' where id = ${caseId}`.execute(
    tx,
  )
  const order = { act: 'file' as const, words: '', checks: [] }
  const by = { caller: await as(tx, 'chen'), now: later(315) }
  await moveSign(tx, by, { filingId: id('sign/a'), baseVersion: 1, order })
  await sql`update outreach.event set state = 'cancelled' where id = ${id('event')}`.execute(tx)
}

/** What could still name somebody. */
async function leftOf(tx: Tx): Promise<unknown[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select b.answers_cipher, b.body_hash as booked, f.name_cipher, f.phone_cipher, f.phone_index,
      f.body_hash, g.name_cipher as guest, g.phone_cipher as number, g.phone_index as found_by,
      g.body_index
    from services.booking b, services.sign_filing f, outreach.sign_up g`.execute(tx)
  return Object.values(rows[0] ?? {})
}

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { checkIdentity, takeRequest } from '#modules/cases/server/index.ts'
import { actElsewhere } from '#modules/cases/server/personal/elsewhere.ts'
import { copyOf } from '#modules/cases/server/personal/items.ts'
import { requestPage } from '#modules/cases/server/personal/requests.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { recordVisit } from '#modules/fieldwork/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, cipher, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { acting, aPerson, aShop, entered } from '#testing/subjects-story.ts'
import { personalSources } from './personal-sources.ts'

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
})

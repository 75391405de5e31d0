import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { checkIdentity, takeRequest } from '#modules/cases/server/index.ts'
import { actElsewhere } from '#modules/cases/server/personal/elsewhere.ts'
import { forget } from '#modules/cases/server/personal/forgetting.ts'
import { requestPage } from '#modules/cases/server/personal/requests.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { forgetHazardNames } from '#modules/fieldwork/server/index.ts'
import { bookService } from '#modules/services/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { day, found, hazard, notice, step } from '#testing/hazards-story.ts'
import { aBooking, offer } from '#testing/services-story.ts'
import { as, cipher, districtId, foundDistrict, id, later } from '#testing/small-district.ts'
import { aPerson, aShop, entered } from '#testing/subjects-story.ts'
import { forgottenBeside, personalSources } from './personal-sources.ts'

const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-')))
const tools = (minute = 300) => ({ cipher, store, now: later(minute), sources: personalSources })
const phone = '19900001234'

const told = (name: string, toKind: 'shop' | 'household' | 'property', toName: string) => ({
  ...notice,
  id: id(`told/${name}`),
  toKind,
  toName,
})

/** At the shop, whose keeper is told and fixes it; at the person's address in words; and what is not theirs. */
async function hazardsThere(tx: Tx, subjectId: string) {
  const fix = { id: id('fixed/shop'), by: '余春梅', words: '拔了' }
  const atShop = await found(
    tx,
    hazard('shop', { subjectId, address: '', notice: told('shop', 'shop', '余春梅'), fix }),
  )
  const address = '竹林北路 12 号 3 栋'
  for (const one of [
    hazard('home', { address, notice: told('home', 'household', '余春梅') }),
    hazard('neighbour', { address, notice: told('neighbour', 'household', '别人') }),
    hazard('namesake', { notice: told('namesake', 'household', '余春梅') }),
    hazard('property', { subjectId, notice: told('property', 'property', '物业老周') }),
  ])
    await found(tx, one) // oxlint-disable-line no-await-in-loop -- one connection
  return atShop
}

/** A person and their shop under one number, hazards there, and a request that is known to be theirs. */
async function aRequest(tx: Tx, kind: 'mend' | 'delete') {
  await foundDistrict(tx)
  await entered(tx, aPerson('余春梅', { phone }))
  const shop = await entered(tx, aShop('面馆', { phone }))
  const atShop = await hazardsThere(tx, shop.id)
  const base = await as(tx, 'centre')
  const caller = { ...base, verbs: new Set([...base.verbs, 'cases.personal']) }
  const request = { id: id('request'), kind, name: '余春梅', phone, words: '' }
  await takeRequest(tx, caller, tools(), request)
  const identity = { id: request.id, baseVersion: 0, words: '当面看了身份证', now: later(301) }
  await checkIdentity(tx, caller, identity)
  const page = () => requestPage(tx, caller, request.id, tools())
  const act = async (entryId: string, did: 'erase' | 'mend', words = '') =>
    actElsewhere(tx, caller, tools(), {
      id: request.id,
      source: 'hazards',
      entryId,
      field: 'name',
      act: did,
      words,
      baseVersion: (await page()).version,
      now: later(310),
    })
  const nameAt = async (entryId: string) =>
    (await page()).elsewhere.find((entry) => entry.id === entryId)?.items[0]
  return { shop, atShop, page, act, nameAt }
}

describe('names at hazards', () => {
  useDatabase()

  inTransaction('are found and erased for the person, once the hazard has ended', async (tx) => {
    const { shop, atShop, page, act, nameAt } = await aRequest(tx, 'delete')
    const named = (await page()).elsewhere.filter(({ source }) => source === 'hazards')
    // A namesake elsewhere, somebody else at the same address and the property company are not theirs.
    expect(new Set(named.map((entry) => entry.id))).toEqual(
      new Set([id('told/shop'), id('fixed/shop'), id('told/home')]),
    )
    expect(await nameAt(id('told/shop'))).toMatchObject({ text: '余春梅', fault: 'open' })
    await expect(act(id('told/shop'), 'erase')).rejects.toMatchObject({
      code: 'cases.personal_open',
    })
    await step(tx, 'gao', 'pass', { id: atShop.id, version: 3, minute: 320 })
    await act(id('told/shop'), 'erase')
    await expect(act(id('told/property'), 'erase')).rejects.toMatchObject({ status: 404 })
    expect(await nameAt(id('told/shop'))).toMatchObject({ text: null, fault: 'gone' })
    const left = await tx
      .selectFrom('fieldwork.hazard_step')
      .select(['act', 'name_cipher', 'body_hash'])
      .where('hazard_id', '=', atShop.id)
      .orderBy('seq')
      .execute()
    expect(left.map((row) => [row.act, row.name_cipher !== null, row.body_hash])).toEqual([
      ['found', false, ''],
      ['notify', false, ''],
      ['fix', true, ''],
      ['pass', false, ''],
    ])
    // A phone that sends it once more gets the same answer.
    expect((await hazardsThere(tx, shop.id)).number).toBe(atShop.number)
  })

  inTransaction('are mended where they are wrong, and found by what they are then', async (tx) => {
    const { act, nameAt } = await aRequest(tx, 'mend')
    for (const entryId of [id('told/shop'), id('told/home')]) {
      await act(entryId, 'mend', '于春梅') // oxlint-disable-line no-await-in-loop -- one connection
      expect((await nameAt(entryId))?.text).toBe('于春梅') // oxlint-disable-line no-await-in-loop
    }
  })

  inTransaction('are of nobody to whoever sees another street only', async (tx) => {
    await aRequest(tx, 'delete')
    const caller = { ...(await as(tx, 'chen')), scope: { areas: [], units: [] } }
    const asking = { caller, cipher, now: later(330) }
    const who = { phone, name: '余春梅', known: [id('told/shop')], cases: [], clear: true }
    const source = personalSources.find(({ name }) => name === 'hazards')!
    expect(await source.find(tx, asking, who)).toEqual([])
    await expect(
      source.erase(tx, asking, { entryId: id('told/shop'), field: 'name' }),
    ).rejects.toMatchObject({ status: 404 })
  })

  inTransaction('are forgotten as contacts are, and not while their case is needed', async (tx) => {
    await foundDistrict(tx)
    const shop = await entered(tx, aShop('面馆', { phone }))
    const atShop = await hazardsThere(tx, shop.id)
    const none = { found: 0, kept: 0, done: 0 }
    const run = (days: number, dry = false) =>
      forgetHazardNames(tx, { districtId, before: later(320 + (days - 30) * day), dry })
    expect(await run(4000)).toEqual(none)
    await step(tx, 'gao', 'pass', { id: atShop.id, version: 3, minute: 320 })
    expect(await run(29)).toEqual(none)
    expect(await run(31, true)).toEqual({ found: 2, kept: 0, done: 0 })
    await offer(tx)
    const by = { caller: anonymous(districtId), now: later(1), cipher }
    const { received } = await bookService(tx, by, aBooking('a', { phone }))
    const { caseId } = received
    await sql`update fieldwork.hazard set case_id = ${caseId} where id = ${atShop.id}`.execute(tx)
    expect(await run(4000)).toEqual(none)
    await sql`update cases.case set status = 'withdrawn', owner = 'none'
      where id = ${caseId}`.execute(tx)
    await sql`insert into cases.personal_hold (district_id, case_id, reason, by_person, at)
      values (${districtId}, ${caseId}, '诉讼', ${id('centre')}, ${later(320)})`.execute(tx)
    expect(await run(4000)).toEqual({ found: 2, kept: 2, done: 0 })
    await sql`delete from cases.personal_hold where case_id = ${caseId}`.execute(tx)
    // By the daily run, with the names and numbers of reporters.
    const order = { districtId, class: 'contact', days: 30, dry: false, by: null } as const
    const parts = { store, forgetOrders: async () => none, beside: forgottenBeside }
    expect((await forget(tx, parts, { ...order, now: later(4000 * day) })).done).toBe(3)
    expect(await run(4000)).toEqual(none)
    const left = await sql`select from fieldwork.hazard_step where name_cipher is not null
      and hazard_id = ${atShop.id}`.execute(tx)
    expect(left.rows).toEqual([])
  })
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { diskStore } from '#modules/files/server/index.ts'
import type { Tx } from '#platform/server/database.ts'
import { does, handled, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
} from '#testing/small-district.ts'
import { checkChain } from '../events.ts'
import { copyPage } from './copy-page.ts'
import * as items from './items.ts'
import * as personal from './requests.ts'
import { keepRetention, retentionOf, runRetention, saveRule, tryRule } from './retention.ts'

const store = diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-')))
const parts = { store, forgetOrders: async () => ({ found: 0, kept: 0, done: 0 }) }
const phone = '13800138000'
const day = 86_400_000
const yearsOn = (years: number) => new Date(monday.getTime() + years * 366 * day)
const tools = (now = later(300)) => ({ cipher, store, now })

const keeper = async (tx: Tx) => {
  const caller = await as(tx, 'centre')
  return { ...caller, verbs: new Set([...caller.verbs, 'cases.personal']) }
}

/** A case that has ended: withdrawn by whoever reported it. */
async function ended(tx: Tx, over: object = {}) {
  const received = await report(tx, { phone, name: '李明', words: '我家门口的路灯不亮', ...over })
  await sql`update cases.case set status = 'withdrawn', owner = 'none'
    where id = ${received.caseId}`.execute(tx)
  return received
}

const asked = (over: object = {}) => ({
  id: crypto.randomUUID(),
  kind: 'delete' as const,
  name: '李明',
  phone: '138 0013 8000',
  words: '请删除',
  ...over,
})

describe('requests of persons concerned', () => {
  useDatabase()

  inTransaction(
    'show nothing before identity is checked, then all cases of the number',
    async (tx) => {
      await foundDistrict(tx)
      const [one, two] = [await ended(tx), await report(tx, { phone, name: '李明' })]
      await report(tx, { phone: '13900139000' })
      const caller = await keeper(tx)
      const request = asked()
      await personal.takeRequest(tx, caller, tools(), request)
      await personal.takeRequest(tx, caller, tools(), request)
      const page = () => personal.requestPage(tx, caller, request.id, tools())
      expect(await page()).toMatchObject({
        found: [],
        phone: '138****00',
        allowed: ['identity', 'close'],
      })
      const step = { id: request.id, now: later(301), baseVersion: 0 }
      await expect(
        items.eraseItem(tx, caller, tools(), { ...step, reportId: id('x'), field: 'name' }),
      ).rejects.toMatchObject({ code: 'cases.personal_not_now' })
      await personal.checkIdentity(tx, caller, { ...step, words: '当面看了身份证' })
      await expect(
        personal.checkIdentity(tx, caller, { ...step, words: '当面看了身份证' }),
      ).rejects.toMatchObject({ code: 'cases.personal_out_of_date' })
      const { found, allowed } = await page()
      expect(allowed).toEqual(['erase', 'refuse', 'copy', 'close'])
      expect(found.map((f) => f.caseId).sort()).toEqual([one.caseId, two.caseId].sort())
      const open = found.find((f) => f.caseId === two.caseId)!
      expect(open.items[1]).toEqual({ field: 'phone', text: '138****00', fault: 'open' })
      const listed = await personal.listRequests(tx, districtId, { state: 'open', ...tools() })
      expect(listed).toHaveLength(1)
      const looks = await tx
        .selectFrom('people.audit')
        .select('act')
        .where('act', '=', 'cases.personal_seen')
        .execute()
      expect(looks).toHaveLength(1)
    },
  )

  inTransaction('erase item by item, break no chain, and keep evidence', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await ended(tx)
    const other = await ended(tx)
    const caller = await keeper(tx)
    const request = asked()
    await personal.takeRequest(tx, caller, tools(), request)
    const step = (baseVersion: number) => ({ id: request.id, now: later(301), baseVersion })
    await personal.checkIdentity(tx, caller, { ...step(0), words: '来电号码一致' })
    await items.holdCase(tx, caller, {
      caseId: other.caseId,
      reason: '已进入复议',
      now: later(302),
    })
    const page = () => personal.requestPage(tx, caller, request.id, tools())
    const { found } = await page()
    const [mine, held] = [caseId, other.caseId].map((c) => found.find((f) => f.caseId === c)!)
    expect(held).toMatchObject({ held: '已进入复议' })
    expect(await items.holdOf(tx, districtId, other.caseId)).toEqual({
      reason: '已进入复议',
      at: later(302).toISOString(),
    })
    expect(await items.holdOf(tx, districtId, caseId)).toBeNull()
    const erase = (reportId: string, field: 'name' | 'phone' | 'words', version: number) =>
      items.eraseItem(tx, caller, tools(), { ...step(version), reportId, field })
    await expect(erase(held!.reportId, 'phone', 1)).rejects.toMatchObject({
      code: 'cases.personal_evidence',
    })
    await items.refuseItem(tx, caller, tools(), {
      ...step(1),
      reportId: held!.reportId,
      field: 'phone',
      reason: '复议期间作为证据保存',
    })
    await erase(mine!.reportId, 'words', 2)
    await erase(mine!.reportId, 'phone', 3)
    const after = await page()
    await expect(erase(mine!.reportId, 'phone', after.version)).rejects.toMatchObject({
      code: 'cases.personal_gone',
    })
    expect(after.acts.map((a) => [a.field, a.act])).toEqual([
      ['phone', 'refused'],
      ['words', 'erased'],
      ['phone', 'erased'],
    ])
    expect((await checkChain(tx, districtId, caseId)).intact).toBe(true)
    const { rows } = await sql<{ left: boolean }>`select exists (select from cases.case
      where id = ${caseId} and (words like '%路灯%' or title like '%路灯不亮%'
        or tokens <> '{}')) as left`.execute(tx)
    expect(rows[0]?.left).toBe(false)
    await personal.closeRequest(tx, caller, {
      ...step(after.version),
      answer: '已删除，另一件保留',
    })
    expect(await page()).toMatchObject({ state: 'closed', allowed: [] })
  })

  inTransaction('mend a number, copy all, and leave what stands in the chain', async (tx) => {
    await foundDistrict(tx)
    await report(tx, { phone, name: '李名', words: '<b>路灯</b>' })
    const caller = await keeper(tx)
    const request = asked({ kind: 'mend' })
    await personal.takeRequest(tx, caller, tools(), request)
    const step = (baseVersion: number) => ({ id: request.id, now: later(301), baseVersion })
    await personal.checkIdentity(tx, caller, { ...step(0), words: '当面' })
    const { found } = await personal.requestPage(tx, caller, request.id, tools())
    const { reportId } = found[0]!
    const mend = { ...step(1), reportId, value: '李明' }
    await expect(
      items.mendItem(tx, caller, tools(), { ...mend, field: 'words' }),
    ).rejects.toMatchObject({ code: 'cases.personal_chained' })
    await items.mendItem(tx, caller, tools(), { ...mend, field: 'name' })
    const { reports: copied } = await items.copyOf(tx, caller, request.id, tools())
    expect(copied).toMatchObject([{ name: '李明', phone, words: '<b>路灯</b>' }])
    const html = copyPage(copied, { districtName: '鄂城区', day: '2026-03-16' })
    expect(html).toContain('李明')
    expect(html).not.toContain('<b>路灯')
  })

  inTransaction('come from the follow page with the own key only, once at a time', async (tx) => {
    await foundDistrict(tx)
    const received = await report(tx, { phone })
    const { caller } = await does(tx, 'chen', received.caseId, 1)
    const stranger = { ...caller, personId: null, postId: null, verbs: new Set<string>() }
    const ask = (key: string) =>
      personal.askWithKey(tx, stranger, tools(), {
        shortCode: received.shortCode,
        key,
        id: crypto.randomUUID(),
        kind: 'see',
        words: '',
      })
    await expect(ask(received.lookKey)).rejects.toMatchObject({ code: 'cases.only_the_reporter' })
    const first = await ask(received.ownKey)
    expect(await ask(received.ownKey)).toEqual(first)
    const rows = await personal.listRequests(tx, districtId, { state: 'open', ...tools() })
    expect(rows).toMatchObject([{ way: 'follow', kind: 'see', phone: '138****00' }])
  })

  inTransaction('show confidential reports to whoever may see contacts only', async (tx) => {
    await foundDistrict(tx)
    await report(tx, { phone, confidential: true })
    const caller = await keeper(tx)
    const request = asked()
    await personal.takeRequest(tx, caller, tools(), request)
    const step = { id: request.id, now: later(301), baseVersion: 0 }
    await personal.checkIdentity(tx, caller, { ...step, words: '当面' })
    expect((await personal.requestPage(tx, caller, request.id, tools())).found).toHaveLength(1)
    const blind = { ...caller, verbs: new Set(['cases.personal', 'cases.read']) }
    expect((await personal.requestPage(tx, blind, request.id, tools())).found).toEqual([])
  })
})

const keyOf = (name: string) => sql`${districtId}, ${id(name)}`

describe('retention', () => {
  useDatabase()

  inTransaction(
    'counts first, is switched on after that, and takes only what is old',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await ended(tx)
      const held = await ended(tx)
      const open = await report(tx, { phone })
      await handled(tx)
      const caller = await keeper(tx)
      await items.holdCase(tx, caller, { caseId: held.caseId, reason: '证据', now: later(1) })
      const now = yearsOn(3)
      const rule = { class: 'contact' as const, days: 730, now }
      const on = { ...rule, running: true, baseVersion: null }
      await expect(saveRule(tx, caller, on)).rejects.toMatchObject({
        code: 'cases.retention_not_tried',
      })
      await expect(saveRule(tx, caller, { ...on, class: 'words', days: 60 })).rejects.toMatchObject(
        {
          code: 'cases.retention_too_short',
        },
      )
      expect(await tryRule(tx, { ...parts, caller }, rule)).toMatchObject({
        found: 2,
        kept: 1,
        done: 0,
      })
      expect(await saveRule(tx, caller, on)).toMatchObject({ running: true, version: 0 })
      await keepRetention(tx, parts, { districtId, now: later(10) })
      const phones = async () => {
        const { rows } = await sql<{ case_id: string }>`select case_id from cases.report
        where phone_index is not null order by at`.execute(tx)
        return rows.map((r) => r.case_id).sort()
      }
      expect(await phones()).toEqual([caseId, held.caseId, open.caseId].sort())
      await keepRetention(tx, parts, { districtId, now })
      expect(await phones()).toEqual([held.caseId, open.caseId].sort())
      const { runs } = await retentionOf(tx, districtId)
      expect(runs.find((r) => r.done > 0)).toMatchObject({
        class: 'contact',
        dry: false,
        found: 2,
        done: 1,
        kept: 1,
      })
      expect((await checkChain(tx, districtId, caseId)).intact).toBe(true)
    },
  )

  inTransaction(
    'takes words, positions, originals and old sign-ins, twice without harm',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await ended(tx)
      await sql`insert into files.file (district_id, id, sha256, kind, media_type, bytes, created_at)
      values (${districtId}, ${id('picture')}, ${'1'.repeat(64)}, 'original', 'image/jpeg', 1, ${monday})`.execute(
        tx,
      )
      await sql`insert into cases.attachment (district_id, case_id, file_id, role, event_seq)
      values (${districtId}, ${caseId}, ${id('picture')}, 'report', 1)`.execute(tx)
      await sql`update cases.case set point_given = '{"lon":114.9}' where id = ${caseId}`.execute(
        tx,
      )
      await sql`insert into people.session (token_hash, district_id, person_id, created_at, seen_at, ip)
      values ('x', ${districtId}, ${id('chen')}, ${monday}, ${monday}, '10.0.0.1')`.execute(tx)
      const now = yearsOn(4)
      for (const one of ['words', 'picture', 'position', 'sign_in'] as const) {
        const order = { districtId, class: one, days: 1095, dry: false, by: null, now }
        expect(await runRetention(tx, parts, order), one).toMatchObject({ found: 1, done: 1 })
        expect(await runRetention(tx, parts, order), one).toMatchObject({ found: 0, done: 0 })
      }
      expect((await checkChain(tx, districtId, caseId)).intact).toBe(true)
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.event
      where case_id = ${caseId} and personal is not null`.execute(tx)
      expect(rows[0]?.n).toBe(0)
    },
  )

  inTransaction(
    'takes old messages, traces of partners and entries of the log; what waits stays',
    async (tx) => {
      await foundDistrict(tx)
      const { caseId } = await ended(tx)
      await sql`delete from people.audit`.execute(tx)
      await sql`insert into people.audit (district_id, id, at, act)
        values (${keyOf('entry')}, ${monday}, 'x')`.execute(tx)
      await sql`insert into notices.notice (district_id, id, person_id, kind, words, fact_key, at)
        values (${keyOf('notice')}, ${id('chen')}, 'x', '{}', 'x', ${monday})`.execute(tx)
      for (const state of ['sent', 'waiting'])
        await sql`insert into notices.delivery (district_id, id, channel, address_cipher, subject, body,
            fact_key, state, next_at, created_at)
          values (${keyOf(state)}, 'sms', '', '', '李明，您好', ${state}, ${state}, ${monday}, ${monday})`.execute(
          tx,
        )
      await sql`insert into cases.partner_link (district_id, id, case_id, task_id, unit_id, token_hash,
          words, made_by, made_post, made_at, expires_at)
        values (${keyOf('link')}, ${caseId}, ${id('a')}, ${id('a')}, 'x', 'x', ${id('a')}, ${id('a')},
          ${monday}, ${monday})`.execute(tx)
      await sql`insert into cases.partner_use (district_id, link_id, seq, act, at, ip, agent)
        values (${keyOf('link')}, 1, 'opened', ${monday}, '10.0.0.1', 'phone')`.execute(tx)
      const now = yearsOn(4)
      const found = { audit: 1, message: 2, partner: 1 } as const
      for (const name of ['audit', 'message', 'partner'] as const) {
        const order = { districtId, class: name, days: 1095, dry: false, by: null, now }
        const counted = await runRetention(tx, parts, { ...order, dry: true })
        expect(counted, name).toMatchObject({ found: found[name], done: 0 })
        const ran = await runRetention(tx, parts, order)
        expect(ran, name).toMatchObject({ found: found[name], done: found[name] })
        expect(await runRetention(tx, parts, order), name).toMatchObject({ found: 0, done: 0 })
      }
      const { rows } = await sql<{ state: string }>`select state from notices.delivery`.execute(tx)
      expect(rows).toEqual([{ state: 'waiting' }])
      const uses = await tx.selectFrom('cases.partner_use').selectAll().execute()
      expect(uses).toMatchObject([{ act: 'opened', ip: '', agent: '' }])
    },
  )
})

import { describe, expect } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, onDatabase, useDatabase } from '#testing/database.ts'
import { aSign, keeper } from '#testing/services-story.ts'
import { aShop, entered } from '#testing/subjects-story.ts'
import {
  as,
  cipher,
  districtId,
  foundDistrict,
  id,
  later,
  monday,
  type Name,
} from '#testing/small-district.ts'
import type { SignInput, SignOrder } from '../../contract/index.ts'
import { SignForm } from '../../contract/signs.ts'
import { mendByLink, moveSign, signByLink, withdrawByLink } from './move.ts'
import { signKey, signSettings } from './sign-rows.ts'
import { signsDone } from '../done.ts'
import { fileBySilence } from './silence.ts'
import { submitSign } from './submit.ts'
import { tellShops } from './tell-shops.ts'
import { findSign, listSigns, paperOfSign, saveSignSettings, signPage } from './views.ts'

const day = 24 * 60
const stranger = (now = monday) => ({ caller: anonymous(districtId), now, cipher })
const submitted = (db: Db, name: string, over: Partial<SignInput> = {}, now = monday) =>
  submitSign(db, stranger(now), aSign(name, over))
const link = (of: { code: string; key: string }, now = monday) => ({
  districtId,
  cipher,
  now,
  code: of.code,
  key: of.key,
})
const moved = async (
  db: Db,
  [by, now]: [Name, Date?],
  of: { id: string; version: number },
  order: SignOrder,
) =>
  moveSign(
    db,
    { caller: await as(db, by), now: now ?? monday },
    { filingId: of.id, baseVersion: of.version, order },
  )
const view = async (db: Db, by: Name, filingId: string) =>
  signPage(db, await findSign(db, await as(db, by), filingId), { staff: true, may: true })

const ask: SignOrder = {
  act: 'ask',
  words: '下沿太低，请抬到 2.5 米以上',
  until: '2026-03-20',
  checks: [{ key: 'clearance', ok: false, words: '只有 2.1 米' }],
}

describe('filing a shop sign', () => {
  useDatabase()

  inTransaction(
    'counts once however often it is sent, and is seen in its area only',
    async (tx) => {
      await foundDistrict(tx)
      const first = await submitted(tx, 'a')
      expect(await submitted(tx, 'a')).toEqual(first)
      expect(first.dueAt?.toISOString()).toBe('2026-03-30T16:00:00.000Z')
      await expect(submitted(tx, 'a', { shop: '别家' })).rejects.toMatchObject({
        code: 'services.sign_id_taken',
      })
      const form = { ...aSign('b').form, landlordAgrees: false }
      await expect(submitted(tx, 'b', { form })).rejects.toMatchObject({
        code: 'services.sign_promises_needed',
      })
      const list = async (name: Name) =>
        (await listSigns(tx, await as(tx, name), { limit: 9 })).rows.map((row) => row.code)
      expect(await list('chen')).toEqual([first.code])
      expect(await list('qian')).toEqual([])
      await expect(signByLink(tx, link({ ...first, key: 'x'.repeat(22) }))).rejects.toMatchObject({
        code: 'services.sign_not_found',
      })
      const page = await signPage(tx, await signByLink(tx, link(first)), {
        staff: false,
        may: true,
      })
      expect(page).toMatchObject({ state: 'submitted', allowed: ['withdraw'], subjectId: null })
    },
  )

  inTransaction(
    'is mended when asked, while the clock stands still, and filed by staff',
    async (tx) => {
      await foundDistrict(tx)
      const sign = await submitted(tx, 'a')
      await expect(
        moved(tx, ['gao'], { id: sign.id, version: 1 }, { ...ask, until: '2026-03-16' }),
      ).rejects.toMatchObject({ code: 'services.sign_until_later' })
      await moved(tx, ['gao', later(2 * day)], { id: sign.id, version: 1 }, ask)
      expect(await view(tx, 'chen', sign.id)).toMatchObject({
        state: 'mending',
        dueAt: null,
        mendUntil: '2026-03-20',
      })
      // Silence files nothing that the shop has to mend.
      expect(await fileBySilence(tx, districtId, later(60 * day))).toBe(0)
      const form = SignForm.parse({ ...aSign('a').form, clearance: 260 })
      await mendByLink(tx, link(sign, later(4 * day)), { form, photos: [], words: '抬高了' })
      const mended = await view(tx, 'chen', sign.id)
      expect(mended).toMatchObject({ state: 'submitted', form: { clearance: 260 }, version: 3 })
      // Two working days stood still.
      expect(mended.dueAt).toBe('2026-04-01T16:00:00.000Z')
      await expect(moved(tx, ['gao'], { id: sign.id, version: 2 }, ask)).rejects.toMatchObject({
        code: 'services.out_of_date',
      })
      await moved(tx, ['gao'], mended, {
        act: 'file',
        words: '',
        checks: [{ key: 'clearance', ok: true, words: '' }],
      })
      const filed = await view(tx, 'gao', sign.id)
      expect(filed).toMatchObject({
        state: 'filed',
        filedBy: 'staff',
        number: '招备〔2026〕1号',
        allowed: ['note', 'link'],
      })
      await moved(tx, ['gao'], filed, { act: 'note', words: '安装牢固', photos: [] })
      expect((await view(tx, 'gao', sign.id)).steps.map((s) => s.act)).toEqual([
        'submitted',
        'asked',
        'mended',
        'filed',
        'noted',
      ])
      // What staff did stands in the log of their day; what the shop did itself in nobody's.
      const done = await signsDone(tx, {
        districtId,
        personIds: [id('gao'), id('chen')],
        from: later(0),
        until: later(5 * day),
      })
      expect(done.map(({ act, label }) => [act, label])).toEqual([
        ['sign.filed', aSign('a').shop],
        ['sign.noted', aSign('a').shop],
        ['sign.asked', aSign('a').shop],
      ])
      await expect(withdrawByLink(tx, link(sign), '')).rejects.toMatchObject({
        code: 'services.sign_wrong_state',
      })
    },
  )

  inTransaction('counts as filed by silence, once, and says so on its receipt', async (tx) => {
    await foundDistrict(tx)
    const sign = await submitted(tx, 'a')
    await expect(
      signByLink(tx, link(sign)).then((row) => paperOfSign(tx, row, 'zh-CN')),
    ).rejects.toMatchObject({ code: 'services.sign_not_filed' })
    expect(await fileBySilence(tx, districtId, new Date('2026-03-30T15:59:59Z'))).toBe(0)
    expect(await fileBySilence(tx, districtId, new Date('2026-03-30T16:00:00Z'))).toBe(1)
    expect(await fileBySilence(tx, districtId, later(90 * day))).toBe(0)
    const row = await signByLink(tx, link(sign))
    expect(row).toMatchObject({ state: 'filed', filed_by: 'silence', number: '招备〔2026〕1号' })
    for (const language of ['zh-CN', 'en'] as const) {
      const text = JSON.stringify((await paperOfSign(tx, row, language)).paper)
      expect(text).not.toMatch(/许可|批准|permit|approv/i)
      expect(text).toContain('老武昌热干面')
    }
    expect(JSON.stringify((await paperOfSign(tx, row, 'zh-CN')).paper)).toContain('视为已备案')
  })

  inTransaction('keeps the days it began with, and is told by the link only', async (tx) => {
    await foundDistrict(tx)
    const sign = await submitted(tx, 'a')
    const { preset, version: _, ...settings } = await signSettings(tx, districtId)
    expect(preset).toBe(true)
    await saveSignSettings(
      tx,
      { caller: await keeper(tx), now: monday },
      { ...settings, workingDays: 3, baseVersion: null },
    )
    expect((await submitted(tx, 'b')).dueAt?.toISOString()).toBe('2026-03-19T16:00:00.000Z')
    expect(await fileBySilence(tx, districtId, new Date('2026-03-20T00:00:00Z'))).toBe(1)
    expect((await view(tx, 'chen', sign.id)).state).toBe('submitted')
    const fact = {
      type: 'sign.filed',
      key: 'k',
      districtId,
      at: monday.toISOString(),
      body: { filingId: sign.id },
    }
    const tell = { cipher, publicUrl: 'https://gongzhi.example', canSend: true }
    await tellShops(tx, fact, tell)
    await tellShops(tx, fact, tell)
    const messages = await tx.selectFrom('notices.delivery').selectAll().execute()
    expect(messages).toHaveLength(1)
    expect(signKey(cipher, districtId, sign.id)).toBe(sign.key)
  })

  inTransaction('is taken down by staff for a shop of the register, and taken back', async (tx) => {
    await foundDistrict(tx)
    const shop = await entered(tx, aShop('老武昌热干面'))
    const by = { caller: await as(tx, 'chen'), now: monday, cipher }
    const sign = await submitSign(tx, by, aSign('a'))
    await moved(tx, ['chen'], { id: sign.id, version: 1 }, { act: 'link', subjectId: shop.id })
    const page = await view(tx, 'chen', sign.id)
    expect(page).toMatchObject({ takenBy: 'chen', subjectId: shop.id, state: 'submitted' })
    await moved(tx, ['chen'], page, { act: 'withdraw', words: '店家不装了' })
    expect(await fileBySilence(tx, districtId, later(90 * day))).toBe(0)
    expect(await view(tx, 'chen', sign.id)).toMatchObject({ state: 'withdrawn', dueAt: null })
    expect(id('sign/a')).toBe(sign.id)
  })

  inTransaction('lets a filing that cannot be written keep back no other', async (tx) => {
    await foundDistrict(tx)
    const broken = await submitted(tx, 'a')
    const sound = await submitted(tx, 'b')
    await tx
      .updateTable('services.sign_filing')
      .set({ version: 2_147_483_647 })
      .where('id', '=', broken.id)
      .execute()
    await expect(fileBySilence(tx, districtId, later(90 * day))).rejects.toThrow('1 shop signs')
    const states = await tx.selectFrom('services.sign_filing').select(['id', 'state']).execute()
    expect(new Map(states.map(({ id: one, state }) => [one, state]))).toEqual(
      new Map([
        [broken.id, 'submitted'],
        [sound.id, 'filed'],
      ]),
    )
  })

  onDatabase(
    'gives each number once and leaves none out, by staff and by silence at once',
    async (db) => {
      await foundDistrict(db)
      const signs = await Promise.all(
        Array.from({ length: 6 }, (_, n) => submitted(db, `at once ${n}`)),
      )
      const now = new Date('2026-03-31T02:00:00Z')
      await Promise.allSettled([
        fileBySilence(db, districtId, now),
        fileBySilence(db, districtId, now),
        ...signs.map((sign) =>
          moved(
            db,
            ['gao', now],
            { id: sign.id, version: 1 },
            { act: 'file', words: '', checks: [] },
          ),
        ),
      ])
      const rows = await db.selectFrom('services.sign_filing').select(['number', 'state']).execute()
      expect(new Set(rows.map((row) => row.number))).toEqual(
        new Set([1, 2, 3, 4, 5, 6].map((n) => `招备〔2026〕${n}号`)),
      )
      const steps = await db
        .selectFrom('services.sign_step')
        .select('filing_id')
        .where('act', 'in', ['filed', 'silence'])
        .execute()
      expect(steps).toHaveLength(6)
    },
  )
})

import { describe, expect } from 'vitest'
import { z } from 'zod'
import { does, handled, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { as, districtId, foundDistrict, lamp, later, monday } from '#testing/small-district.ts'
import { readSheet } from '#platform/server/spreadsheet/index.ts'
import { casePage } from './case-page.ts'
import * as closing from './closing.ts'
import * as desk from './desk.ts'
import { exportBytes, exportCases } from './export.ts'
import { ledger, publicFigures } from './ledger.ts'
import { caseCounts } from './lists.ts'

const Taken = z.object({ caseId: z.uuid(), followPath: z.string() })

describe('what staff enter', () => {
  useDatabase()

  inTransaction(
    'keeps the text of a chat, a slip and a visit as it was, in its own channel',
    async (tx) => {
      await foundDistrict(tx)
      const app = await serverOn(tx)
      const cookie = await signIn(app, tx, 'chen')
      for (const channel of ['phone', 'chat', 'slip', 'visit'] as const) {
        const originalText = `群里：${channel} 3 栋路灯不亮  ！！\n张三 13900000000`
        const entry = { clientId: crypto.randomUUID(), channel, words: '3 栋路灯不亮', place: lamp }
        const payload = { ...entry, originalText, address: '竹林北路 3 栋' }
        const send = () =>
          app.inject({
            method: 'POST',
            url: '/api/cases',
            headers: { cookie, 'x-gongzhi': '1' },
            payload,
          })
        const first = await send() // oxlint-disable-line no-await-in-loop -- one connection
        expect(first.statusCode).toBe(200)
        const { caseId } = Taken.parse(first.json())
        expect(Taken.parse((await send()).json()).caseId).toBe(caseId) // oxlint-disable-line no-await-in-loop -- one connection
        const page = await casePage(tx, await as(tx, 'chen'), caseId, monday) // oxlint-disable-line no-await-in-loop -- one connection
        expect(page).toMatchObject({ channel, originalText, words: '3 栋路灯不亮' })
      }
      await app.close()
    },
  )

  inTransaction('rings from the moment of danger until somebody takes it', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await report(tx, { danger: 'gas', words: '楼道里有煤气味' })
    const ringing = async () => (await caseCounts(tx, await as(tx, 'chen'), later(2))).ringing
    expect(await ringing()).toBe(1)
    await desk.receive(tx, await does(tx, 'chen', caseId, 3))
    expect(await ringing()).toBe(0)
  })
})

describe('what everybody can read', () => {
  useDatabase()

  inTransaction(
    'is who has it and what came of it, the late ones too, and no case before it is filed',
    async (tx) => {
      await foundDistrict(tx)
      await report(tx, { words: '还没有立案' })
      const late = await report(tx)
      await desk.file(tx, {
        ...(await does(tx, 'chen', late.caseId, 5)),
        matter: lampMatter,
        words: '',
      })
      const closed = await handled(tx)
      await closing.inspect(tx, {
        ...(await does(tx, 'chen', closed.caseId, 130)),
        passed: true,
        words: '',
        photos: [],
      })
      const read = async (state?: 'open' | 'overdue' | 'closed', days = 30) =>
        (await ledger(tx, districtId, { limit: 20, state }, later(60 * 24 * days))).rows
      const all = await read()
      expect(new Map(all.map((r) => [r.shortCode, r.overdue]))).toEqual(
        new Map([
          [late.shortCode, true],
          [closed.shortCode, false],
        ]),
      )
      expect(all.find((r) => r.shortCode === closed.shortCode)?.unitName).toContain('市政')
      expect((await read('overdue')).map((r) => r.shortCode)).toEqual([late.shortCode])
      expect(await read('overdue', 0)).toEqual([])
      expect((await read('closed')).map((r) => r.shortCode)).toEqual([closed.shortCode])
      expect(JSON.stringify(all)).not.toMatch(/麻纺厂西八栋路灯不亮/)
      expect(await publicFigures(tx, districtId, { now: later(60 * 24 * 30) })).toMatchObject({
        reportedToday: 0,
        openNow: 1,
        overdueNow: 1,
      })
      expect(await publicFigures(tx, districtId, { now: later(0) })).toMatchObject({
        reportedToday: 2,
        closedToday: 1,
        overdueNow: 0,
      })
    },
  )

  inTransaction('leaves a spreadsheet nothing to run', async (tx) => {
    await foundDistrict(tx)
    const { caseId } = await handled(tx)
    await tx
      .updateTable('cases.case')
      .set({ matter_name: '=HYPERLINK("http://x","点我")' })
      .where('id', '=', caseId)
      .execute()
    const lines: string[] = []
    for await (const line of exportCases(tx, districtId)) lines.push(line)
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"",""点我"")"`)
  })

  inTransaction(
    'exports what the caller sees, in words, and writes it into the log',
    async (tx) => {
      await foundDistrict(tx)
      await handled(tx)
      const read = async (name: 'chen' | 'qian', format: 'xlsx' | 'csv') => {
        const ask = {
          filters: { view: 'all' as const },
          language: 'en' as const,
          format,
          now: monday,
        }
        const parts: Buffer[] = []
        for await (const part of await exportBytes(tx, await as(tx, name), ask)) parts.push(part)
        return readSheet(Buffer.concat(parts))
      }
      for (const format of ['xlsx', 'csv'] as const) {
        const { titles, lines } = await read('chen', format)
        expect(lines).toHaveLength(1)
        expect(lines[0]?.cells[titles.indexOf('Status')]).toBe('To inspect')
        expect((await read('qian', format)).lines).toEqual([])
      }
      const acts = await tx
        .selectFrom('people.audit')
        .select('details')
        .where('act', '=', 'cases.exported')
        .execute()
      expect(acts).toHaveLength(4)
      expect(acts).toContainEqual({ details: { format: 'xlsx', filters: ['view'] } })
    },
  )
})

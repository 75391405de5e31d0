import { describe, expect } from 'vitest'
import type { SheetTold } from '#platform/shared/sheets.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { foundDistrict } from '#testing/small-district.ts'
import { aPerson, aShop, entered, grid } from '#testing/subjects-story.ts'

const path = '/api/subjects/sheets/shops'
const bytes = (csv: string) => Buffer.from(csv, 'utf8').toString('base64')

describe('the sheet of shops', () => {
  useDatabase()

  inTransaction(
    'goes out, comes in again with what was changed, and holds nothing personal',
    async (tx) => {
      await foundDistrict(tx)
      await entered(tx, aShop('老味面馆', { phone: '13812341234' }))
      await entered(tx, aPerson('王小明'))
      const app = await serverOn(tx)
      const cookie = await signIn(app, tx, 'wang')
      const headers = { cookie, 'x-gongzhi': '1' }
      const out = await app.inject({ url: `${path}?format=csv`, headers })
      expect(out.statusCode).toBe(200)
      expect(out.body).toContain('老味面馆')
      expect(out.body).not.toContain('1234')
      const lines = out.body.trim().split('\r\n')
      const csv = [
        lines[0],
        lines[1]?.replace('餐饮', '面馆'),
        `新店,竹林北路 20 号,理发,,,${grid},,在用,,`,
      ].join('\r\n')
      const send = async (file: string, more: object = {}) =>
        (
          await app.inject({
            method: 'POST',
            url: `${path}/${'seen' in more ? 'apply' : 'check'}`,
            headers,
            payload: { file: bytes(file), ...more },
          })
        ).json<SheetTold>()
      const told = await send(csv)
      expect(told).toMatchObject({ created: 1, changed: 1, faulty: 0, applied: false })
      expect(await send(csv, { seen: told.seen, reason: '商铺普查' })).toMatchObject({
        applied: true,
      })
      const again = await send(csv.replace(/,\d+$/m, ','))
      expect(again).toMatchObject({ created: 0, changed: 0, same: 2 })
      // A place outside one's area, and a licence that cannot be, are told by line.
      const bad = [
        lines[0],
        '甲,别处,,,91350100M000100Y44,420704001014,,,,',
        '乙,邻街,,,,420704001015,,,,',
      ]
      const faults = (await send(bad.join('\r\n'))).faults
      expect(faults.map((f) => f.line)).toEqual([2, 3])
      expect(faults[1]?.why).toContain('不在您的范围')
    },
  )
})

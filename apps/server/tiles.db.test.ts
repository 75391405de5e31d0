import { describe, expect } from 'vitest'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { cipher, foundDistrict, districtId } from '#testing/small-district.ts'
import type { Db } from '#platform/server/database.ts'
import { buildServer, type Parts } from './app.ts'

const store = {} as Parts['store'] // oxlint-disable-line typescript/no-unsafe-type-assertion -- no picture is asked for

const build = (db: Db, tiles: Parts['tiles']) =>
  buildServer({ db, cipher, store, clock: () => new Date('2026-11-25T00:00:00Z'), tiles })

describe('background tiles', () => {
  useDatabase()

  inTransaction(
    'open the page to their host alone, and to none where there are none',
    async (tx) => {
      await foundDistrict(tx)
      const url = 'https://tiles.example:8443/{z}/{x}/{y}.png'
      const app = await build(tx, { url, attribution: '© Tiles' })
      const reply = await app.inject(`/api/public/${districtId}/map`)
      expect(reply.json()).toMatchObject({ tiles: url, attribution: '© Tiles' })
      const policy = String(reply.headers['content-security-policy'])
      expect(policy).toContain("connect-src 'self' https://tiles.example:8443;")
      expect(policy).toContain("img-src 'self' data: blob: https://tiles.example:8443;")
      const plain = await (await build(tx, null)).inject(`/api/public/${districtId}/map`)
      expect(String(plain.headers['content-security-policy'])).not.toContain('http')
      expect(plain.json()).toMatchObject({ tiles: null, layers: [] })
    },
  )
})

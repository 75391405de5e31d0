import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { diskStore } from '#modules/files/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { aReport, cipher, districtId, foundDistrict, monday } from '#testing/small-district.ts'
import { buildServer } from './app.ts'
import { loggerOf } from './log.ts'

const Line = z.record(z.string(), z.unknown())
const phone = '13800138000'

async function logged(db: Db) {
  const lines: string[] = []
  const app = await buildServer({
    db,
    clock: () => monday,
    cipher,
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    logger: loggerOf('info', { write: (line) => void lines.push(line) }),
  })
  app.get('/fault', async () => sql`select ${phone}::int / 0`.execute(db))
  app.get('/unique', async () =>
    sql`insert into places.district (district_id, name, name_en, lon, lat, created_at)
      select district_id, ${phone}, '', 1, 1, now() from places.district`.execute(db),
  )
  return { app, lines }
}

describe('the log', () => {
  useDatabase()

  inTransaction('has one line of JSON for each request, and its id', async (tx) => {
    await foundDistrict(tx)
    const { app, lines } = await logged(tx)
    const {
      source: _,
      channel: __,
      ...body
    } = aReport({ phone, name: '李四', words: `叫 ${phone}` })
    const sent = await app.inject({
      method: 'POST',
      url: `/api/public/${districtId}/reports`,
      payload: body,
    })
    await app.inject(`/api/cases?text=${phone}`)
    await app.inject(`/api/nothing/${phone}`)
    await app.inject({ method: 'POST', url: `/api/people/sign-in-links/${phone}`, payload: {} })
    await app.inject({ method: 'POST', url: '/api/people/sign-in', payload: `{"name":"${phone}` })
    expect(sent.statusCode).toBe(200)
    const records = lines.map((line) => Line.parse(JSON.parse(line)))
    expect(records.filter((r) => r['msg'] === 'request')).toHaveLength(5)
    expect(records[0]).toMatchObject({
      level: 'info',
      reqId: sent.headers['x-request-id'],
      method: 'POST',
      route: '/api/public/:districtId/reports',
      status: 200,
    })
    expect(records[0]?.['ms']).toBeGreaterThan(0)
    expect(lines.join('')).not.toMatch(new RegExp(`${phone}|李四|竹林`))
  })

  inTransaction('says where a fault was, not what the database quotes', async (tx) => {
    await foundDistrict(tx)
    const { app, lines } = await logged(tx)
    for (const url of ['/fault', '/unique']) {
      await sql`savepoint before_fault`.execute(tx)
      expect((await app.inject(url)).statusCode).toBe(500)
      await sql`rollback to savepoint before_fault`.execute(tx)
    }
    expect(lines[0]).toMatch(/"level":"error".*"code":"22012"|"code":"22003"/)
    expect(lines.join('')).toContain('district_pkey')
    expect(lines.join('')).toContain('postgres-driver')
    expect(lines.join('')).not.toContain(phone)
  })
})

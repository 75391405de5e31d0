import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { z } from 'zod'
import { tokensOf } from '#kernel/text-tokens.ts'
import { writtenTokensOf } from '#kernel/written-tokens.ts'
import type { Tx } from '#platform/server/database.ts'
import { report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { districtId, foundDistrict } from '#testing/small-district.ts'

const Found = z.object({ rows: z.array(z.object({ id: z.string() })) })
const folder = 'database/migrations'
const migration = readdirSync(folder).find((name) => name.endsWith('simplified-tokens.sql')) ?? ''

/** Two reports of one thing, written as in Hong Kong and as in Wuhan. */
async function twoReports(tx: Tx): Promise<string[]> {
  await foundDistrict(tx)
  const ids = []
  for (const words of ['門口的路燈壞了，地上沒清乾淨', '门口的路灯坏了，地上没清干净'])
    ids.push((await report(tx, { clientId: crypto.randomUUID(), words })).caseId)
  return ids
}

async function searching(tx: Tx) {
  const app = await serverOn(tx)
  const headers = { cookie: await signIn(app, tx, 'chen'), 'x-gongzhi': '1' }
  return async (path: string) => {
    const answer = await app.inject({ url: path, headers })
    return answer.json<unknown>()
  }
}

describe('traditional and simplified characters', () => {
  useDatabase()

  inTransaction('find the same cases and matters, also mixed', async (tx) => {
    const ids = await twoReports(tx)
    const ask = await searching(tx)
    for (const q of ['路燈壞了', '路灯坏了', '门口的路燈', '清乾净', '路　灯壞']) {
      // oxlint-disable-next-line no-await-in-loop -- one connection
      const { rows } = Found.parse(await ask(`/api/cases?view=open&q=${encodeURIComponent(q)}`))
      expect(rows.map((r) => r.id).toSorted(), q).toEqual(ids.toSorted())
    }
    const matters = (text: string) =>
      ask(`/api/catalogue/matters?limit=8&text=${encodeURIComponent(text)}`)
    const lamps = await matters('路灯')
    expect(JSON.stringify(lamps)).toContain('路灯')
    expect(await matters('路燈')).toEqual(lamps)
  })

  inTransaction('are folded in what was stored before, and nothing else is written', async (tx) => {
    const [traditional = '', simple = ''] = await twoReports(tx)
    const words = '門口的路燈壞了，地上沒清乾淨 竹林北路 12 號'
    await sql`update cases.case set tokens = ${writtenTokensOf(words)}::text[]
      where district_id = ${districtId} and id = ${traditional}`.execute(tx)
    const before = await sql<{ id: string; at: string }>`select id, ctid::text as at
      from cases.case`.execute(tx)
    await sql.raw(readFileSync(`${folder}/${migration}`, 'utf8')).execute(tx)
    const after = await sql<{ id: string; at: string; tokens: string[] }>`
      select id, ctid::text as at, tokens from cases.case`.execute(tx)
    const tokens = after.rows.find((row) => row.id === traditional)?.tokens ?? []
    expect(tokens.toSorted()).toEqual(tokensOf(words).toSorted())
    const where = (rows: readonly { id: string; at: string }[]) =>
      rows.find((row) => row.id === simple)?.at
    expect(where(after.rows)).toBe(where(before.rows))
  })
})

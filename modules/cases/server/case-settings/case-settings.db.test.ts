import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { readDistrict } from '#modules/places/server/index.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { serverOn, signIn } from '#testing/http.ts'
import { districtId, foundDistrict } from '#testing/small-district.ts'
import { caseSettings } from '../settings.ts'

describe('what a district decides about its cases', () => {
  useDatabase()

  inTransaction('is read and changed on its version, by whoever may, and logged', async (tx) => {
    await foundDistrict(tx)
    await sql`update people.post_kind set verbs = array_append(verbs, 'settings.edit')
      where district_id = ${districtId} and code = 'district_centre'`.execute(tx)
    await sql`update places.district set settings = settings || '{"cases": {"other": 1}}'
      where district_id = ${districtId}`.execute(tx)
    const app = await serverOn(tx)
    const headers = { cookie: await signIn(app, tx, 'centre'), 'x-gongzhi': '1' }
    const url = '/api/case-settings'
    const start = (await app.inject({ url, headers })).json<{
      terms: { suspension: object }
      version: number
    }>()
    expect(start.terms.suspension).toEqual({ atDate: 'resume', mostDays: 30 })
    const terms = {
      ...start.terms,
      suspension: { atDate: 'remind', mostDays: 14 },
      duties: { handoverHours: 8, rulingDays: 3 },
    }
    const save = (payload: object) => app.inject({ method: 'PUT', url, headers, payload })
    const saved = await save({ terms, baseVersion: start.version })
    expect(saved.json()).toMatchObject({ terms: { suspension: { mostDays: 14 } } })
    expect((await caseSettings(tx, districtId)).suspension.atDate).toBe('remind')
    expect((await caseSettings(tx, districtId)).duties).toEqual({ handoverHours: 8, rulingDays: 3 })
    expect((await readDistrict(tx, districtId)).settings['cases']).toMatchObject({ other: 1 })
    const late = await save({ terms: start.terms, baseVersion: start.version })
    expect(late.statusCode).toBe(409)
    const wrong = { ...terms, suspension: { atDate: 'remind', mostDays: 0 } }
    expect((await save({ terms: wrong, baseVersion: start.version + 1 })).statusCode).toBe(400)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from people.audit
      where act = 'cases.settings_saved'`.execute(tx)
    expect(rows[0]?.n).toBe(1)
    const others = { cookie: await signIn(app, tx, 'wang'), 'x-gongzhi': '1' }
    expect((await app.inject({ url, headers: others })).statusCode).toBe(403)
  })
})

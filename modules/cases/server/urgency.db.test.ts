import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import type { Db } from '#platform/server/database.ts'
import { does, lampMatter, report } from '#testing/case-story.ts'
import { inTransaction, useDatabase } from '#testing/database.ts'
import { as, foundDistrict, later } from '#testing/small-district.ts'
import { casePage } from './case-page.ts'
import * as desk from './desk.ts'

const streetTrade = { kind: 'matter' as const, code: '09006' }
const stairs = { kind: 'matter' as const, code: '06999' }
const manhole = { kind: 'matter' as const, code: '01002' }

async function filedAs(db: Db, matter: typeof lampMatter, over: Record<string, unknown> = {}) {
  const { caseId } = await report(db, over)
  await desk.file(db, { ...(await does(db, 'chen', caseId, 5)), matter, words: '' })
  return { caseId, ...(await standing(db, caseId)) }
}

async function standing(db: Db, caseId: string) {
  const { urgency, hazard, rings } = await casePage(db, await as(db, 'chen'), caseId, later(6))
  return { urgency, hazard, rings }
}

describe('an emergency', () => {
  useDatabase()

  inTransaction('is danger: of the matter, or told by the reporter', async (tx) => {
    await foundDistrict(tx)
    expect(await filedAs(tx, manhole)).toMatchObject({ urgency: 'emergency', hazard: true })
    expect(await filedAs(tx, lampMatter, { danger: 'live_wire' })).toMatchObject({
      urgency: 'emergency',
      hazard: true,
      rings: false,
    })
  })

  inTransaction('is no short limit, and no danger that was filed by mistake', async (tx) => {
    await foundDistrict(tx)
    expect(await filedAs(tx, streetTrade)).toMatchObject({ urgency: 'urgent', hazard: false })
    expect(await filedAs(tx, stairs)).toMatchObject({ urgency: 'routine', hazard: true })
    const { caseId } = await filedAs(tx, manhole)
    const input = { ...(await does(tx, 'chen', caseId, 6)), matter: lampMatter, words: '' }
    await desk.reclassify(tx, input)
    expect(await standing(tx, caseId)).toMatchObject({ urgency: 'routine', hazard: false })
    const told = await filedAs(tx, manhole, { danger: 'collapse' })
    await desk.reclassify(tx, { ...input, caseId: told.caseId })
    expect(await standing(tx, told.caseId)).toMatchObject({ urgency: 'emergency', hazard: true })
  })

  inTransaction('is mended in districts founded before, but for what they edited', async (tx) => {
    await foundDistrict(tx)
    const matters = tx.updateTable('catalogue.matter')
    const loud = { urgency: 'emergency', hazard: false }
    await matters.set(loud).where('code', 'in', ['09005', '09006']).execute()
    await matters.set({ origin: 'district' }).where('code', '=', '09005').execute()
    const file = 'database/migrations/20261125T0902-catalogue-emergency-is-danger.sql'
    await sql.raw(readFileSync(file, 'utf8')).execute(tx)
    const found = await tx
      .selectFrom('catalogue.matter')
      .select(['code', 'urgency'])
      .where('kind', '=', 'matter')
      .where('code', 'in', ['01002', '09005', '09006'])
      .orderBy('code')
      .execute()
    expect(found).toEqual([
      { code: '01002', urgency: 'emergency' },
      { code: '09005', urgency: 'emergency' },
      { code: '09006', urgency: 'urgent' },
    ])
  })
})

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { shoutCase } from '#modules/cases/server/index.ts'
import { diskStore } from '#modules/files/server/index.ts'
import { createSignInLink } from '#modules/people/server/index.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { onDatabase } from '#testing/database.ts'
import { report } from '#testing/case-story.ts'
import {
  cipher,
  districtId,
  foundDistrict,
  id,
  monday,
  type Name,
} from '#testing/small-district.ts'
import { buildServer } from './app.ts'

/** A server that listens, and the pages that people hold open on it. */
async function listening(db: Db) {
  const app = await buildServer({
    db,
    clock: () => monday,
    cipher,
    store: diskStore(mkdtempSync(join(tmpdir(), 'gongzhi-'))),
    live: true,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const watch = async (name: Name) => {
    const token = await createSignInLink(db, { districtId, personId: id(name), now: monday })
    const signedIn = await fetch(`${url}/api/people/sign-in-links/${token}`, {
      method: 'POST',
      headers: { 'x-gongzhi': '1', 'content-type': 'application/json' },
      body: '{"phone":false}',
    })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const line = await fetch(`${url}/api/live`, { headers: { cookie } })
    const heard = { status: line.status, text: '' }
    void (async () => {
      for await (const chunk of line.body ?? []) heard.text += Buffer.from(chunk).toString()
    })().catch(() => undefined)
    await until(() => heard.text.includes('event: all'))
    return heard
  }
  return { app, url, watch }
}

async function until(what: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!what()) {
    if (Date.now() > end) throw new Error('it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 20)) // oxlint-disable-line no-await-in-loop -- waiting
  }
}

const fact = (caseId: string) => ({
  type: 'case.reported',
  key: `${caseId}:1`,
  districtId,
  at: monday.toISOString(),
  body: { caseId, seq: 1 },
})

describe('the event line', () => {
  onDatabase('brings a change to whoever may see the case, and to nobody else', async (db) => {
    await transact(db, (tx) => foundDistrict(tx))
    const { app, watch, url } = await listening(db)
    const [desk, otherUnit] = [await watch('chen'), await watch('sun')]
    const { caseId } = await report(db)
    await shoutCase(db, fact(caseId))
    await until(() => desk.text.includes(caseId))
    expect(desk.text).toContain(`event: cases\ndata: {"ids":["${caseId}"]}`)
    expect(otherUnit.text).not.toContain(caseId)
    expect((await fetch(`${url}/api/live`)).status).toBe(401)
    await app.close()
  })

  onDatabase('tells a burst once, and asks anew after the connection broke', async (db) => {
    await transact(db, (tx) => foundDistrict(tx))
    const { app, watch } = await listening(db)
    const desk = await watch('chen')
    const cases = [await report(db), await report(db), await report(db)]
    for (const { caseId } of [...cases, ...cases]) await shoutCase(db, fact(caseId)) // oxlint-disable-line no-await-in-loop -- one after the other, as jobs do
    await until(() => cases.every(({ caseId }) => desk.text.includes(caseId)))
    const told = desk.text.split('event: cases').length - 1
    expect(told).toBeLessThanOrEqual(2)
    const before = desk.text.split('event: all').length
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`.execute(db)
    await until(() => desk.text.split('event: all').length > before)
    const { caseId } = await report(db)
    await shoutCase(db, fact(caseId))
    await until(() => desk.text.includes(caseId))
    await app.close()
  })
})

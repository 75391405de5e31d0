import { sql } from 'kysely'
import * as cases from '#modules/cases/server/index.ts'
import { anonymous } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { aReport, as, cipher, districtId, later, monday, type Name } from './small-district.ts'

export const lampMatter = { kind: 'matter' as const, code: '01037' }

/** A report from nobody in particular, with what the test cares about. */
export const report = (db: Db, over: Record<string, unknown> = {}, now = monday) =>
  cases.reportCase(db, aReport(over), { cipher, caller: anonymous(districtId), now })

/** What one person does to a case at a minute of the story. */
export const does = async (db: Db, name: Name, caseId: string, minute: number) => ({
  caseId,
  caller: await as(db, name),
  now: later(minute),
  baseVersion: null,
})

/** A case up to its repaired lamp: filed, dispatched, accepted, finished. */
export async function handled(db: Db, over: Record<string, unknown> = {}) {
  const received = await report(db, over)
  const { caseId } = received
  await cases.file(db, { ...(await does(db, 'chen', caseId, 5)), matter: lampMatter, words: '' })
  await cases.dispatch(db, { ...(await does(db, 'wang', caseId, 10)), unitId: null, words: '' })
  await cases.acceptTask(db, await does(db, 'zhou', caseId, 20))
  await cases.finish(db, {
    ...(await does(db, 'zhou', caseId, 120)),
    words: '换了灯泡',
    before: [],
    after: await aPicture(db),
  })
  return received
}

/** A picture as the files module would have stored it. */
export async function aPicture(db: Db): Promise<string[]> {
  const fileId = crypto.randomUUID()
  await sql`insert into files.file (district_id, id, sha256, kind, media_type, bytes, created_at)
    values (${districtId}, ${fileId}, ${'0'.repeat(64)}, 'original', 'image/jpeg', 1, ${monday})`.execute(
    db,
  )
  return [fileId]
}

/** The resident’s call of the page of a case. */
export const following = (
  r: { shortCode: string; ownKey: string },
  minute: number,
  key = r.ownKey,
) => ({
  caller: anonymous(districtId),
  cipher,
  now: later(minute),
  shortCode: r.shortCode,
  key,
})

/** Any reason of this kind that the district has. */
export async function aReason(db: Db, kind: string): Promise<string> {
  const { rows } = await sql<{
    code: string
  }>`select code from catalogue.reason where district_id = ${districtId} and kind = ${kind} order by code limit 1`.execute(
    db,
  )
  return rows[0]?.code ?? ''
}

import { sql } from 'kysely'
import { dayOfDate, startOfDay } from '#kernel/zone.ts'
import type { Db } from '#platform/server/database.ts'
import {
  fileStates,
  mayStep,
  wares,
  type Finding,
  type LadderFile,
  type Step,
} from '../../domain/ladder.ts'
import type { FileChange, FileRecord } from '../files/change.ts'
import { oneOf } from '../powers/authority.ts'
import { orRefuse } from '../refusals.ts'

/** What the ladder asks of a file, in one query. */
export async function ladderFileOf(db: Db, row: FileRecord): Promise<LadderFile> {
  const { rows } = await sql<{
    dissuasions: number
    talks: number
    until_day: string | null
    served_on: string | null
    promised_until: string | null
  }>`
    select
      (select count(*)::int from enforcement.step s where s.district_id = ${row.district_id}
        and s.file_id = ${row.id} and s.type = 'dissuaded') as dissuasions,
      (select count(*)::int from enforcement.step s where s.district_id = ${row.district_id}
        and s.file_id = ${row.id} and s.type = 'talked') as talks,
      (select min(o.by_day) from enforcement.promise o where o.district_id = ${row.district_id}
        and o.file_id = ${row.id} and o.state = 'open') as promised_until,
      coalesce(v.until_day, p.until_day) as until_day, v.served_on
    from (select 1) one
    left join lateral (select id, until_day from enforcement.paper p
      where p.district_id = ${row.district_id} and p.file_id = ${row.id} and p.kind = 'order'
        and p.state = 'valid' order by p.seq desc limit 1) p on true
    left join enforcement.service v on v.district_id = ${row.district_id} and v.paper_id = p.id`.execute(
    db,
  )
  const found = rows[0]
  return {
    state: oneOf(fileStates, row.state),
    matterCode: row.matter_code,
    sells: oneOf(wares, row.sells),
    dissuasions: found?.dissuasions ?? 0,
    talks: found?.talks ?? 0,
    stallsOffered: row.stalls_offered,
    orderUntil: found?.until_day ? dayOfDate(found.until_day) : null,
    promisedUntil: found?.promised_until ? dayOfDate(found.promised_until) : null,
    servedOn: found?.served_on ? dayOfDate(found.served_on) : null,
  }
}

/** Ends in a Problem, with its article, unless the caller may take this step now. */
export async function demandStep(
  change: FileChange,
  step: Step,
  finding?: Finding,
): Promise<LadderFile> {
  const file = await ladderFileOf(change.tx, change.row)
  // What lay on a phone was found when it was found, not when it arrived.
  const today = dayOfDate(finding === undefined ? change.today : change.doneOn)
  orRefuse(mayStep(file, { step, verbs: change.caller.verbs, today, finding }))
  return file
}

/** The last instant of a day of the district: when what is due that day is late. */
export const endOf = (timeZone: string, day: string): Date =>
  new Date(startOfDay(timeZone, dayOfDate(day) + 1))

/** The order in force, newest first. */
export const orderOf = (db: Db, row: FileRecord) =>
  db
    .selectFrom('enforcement.paper')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('kind', '=', 'order')
    .where('state', '=', 'valid')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()

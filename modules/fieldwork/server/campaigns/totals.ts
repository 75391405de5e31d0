import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import type { Totals } from '../../contract/campaigns.ts'
import type {
  DayGroup,
  Groups,
  HazardGroup,
  ResultGroup,
  Sums,
} from '../../domain/campaigns/totals.ts'
import { visibleHazard } from '../hazards/parts.ts'
import { gradesOf, kindsOf } from '../hazards/settings.ts'
import { measuresOf } from './measures.ts'
import { visibleDay } from './parts.ts'

/** What the records of these campaigns say, as far as the caller sees them: every total is made of this. */
export async function groupsOf(
  db: Db,
  caller: Caller,
  campaignIds: readonly string[],
  today: string,
): Promise<Groups> {
  const these = sql`any(${[...campaignIds]}::uuid[])`
  const hazards = await sql<HazardGroup>`${plannedAnew}
    select x.campaign_id as "campaignId", x.kind, x.grade, count(*)::int as found,
      (count(*) filter (where x.state = 'cleared'))::int as cleared,
      (count(*) filter (where x.state <> 'cleared'))::int as open,
      (count(*) filter (where x.state = 'notified' and x.due_on < ${today}::date))::int as overdue,
      (count(*) filter (where x.case_id is not null))::int as cases
    from fieldwork.hazard x
    where ${visibleHazard(caller)} and x.campaign_id = ${these} and x.state <> 'withdrawn'
    group by 1, 2, 3`.execute(db)
  const days = await sql<DayGroup>`${plannedAnew}
    select d.campaign_id as "campaignId", count(*)::int as days, jsonb_build_object(
      'officers', sum(d.officers), 'volunteers', sum(d.volunteers), 'guards', sum(d.guards),
      'merchants', sum(d.merchants), 'residents', sum(d.residents)) as heads
    from fieldwork.campaign_day d
    where ${visibleDay(caller)} and d.campaign_id = ${these} and d.withdrawn_at is null
    group by 1`.execute(db)
  const results = await sql<ResultGroup>`${plannedAnew}
    select d.campaign_id as "campaignId", r.measure, sum(r.amount)::float8 as amount
    from fieldwork.campaign_day d
    join fieldwork.campaign_result r on r.district_id = d.district_id and r.day_id = d.id
    where ${visibleDay(caller)} and d.campaign_id = ${these} and d.withdrawn_at is null
    group by 1, 2`.execute(db)
  return { hazards: hazards.rows, days: days.rows, results: results.rows }
}

interface Name {
  code: string
  name: string
  nameEn: string
}

/** Names of kinds, grades and measures, also of those no longer in use. */
export interface Names {
  kind: (code: string) => Name
  grade: (code: string) => Name
  measure: (code: string) => Name & { unit: string; unitEn: string }
}

function namesIn(all: readonly Name[]) {
  const known = new Map(all.map((one) => [one.code, one]))
  return (code: string): Name => {
    const { name, nameEn } = known.get(code) ?? { name: code, nameEn: code }
    return { code, name, nameEn: nameEn || name }
  }
}

export async function namesOf(db: Db, districtId: string): Promise<Names> {
  const measures = await measuresOf(db, districtId)
  const units = new Map(measures.map(({ code, unit, unitEn }) => [code, { unit, unitEn }]))
  const named = namesIn(measures)
  return {
    kind: namesIn(await kindsOf(db, districtId)),
    grade: namesIn(await gradesOf(db, districtId)),
    measure: (code) => Object.assign(named(code), units.get(code) ?? { unit: '', unitEn: '' }),
  }
}

/** Totals with the names of what they are of. */
export const totalsView = (sums: Sums, names: Names): Totals => ({
  found: sums.found,
  cleared: sums.cleared,
  open: sums.open,
  overdue: sums.overdue,
  cases: sums.cases,
  byKind: sums.byKind.map((one) => Object.assign(names.kind(one.code), one)),
  byGrade: sums.byGrade.map((one) => Object.assign(names.grade(one.code), one)),
  days: sums.days,
  people: sums.people,
  heads: sums.heads,
  measures: sums.measures.map((one) => Object.assign(names.measure(one.code), one)),
})

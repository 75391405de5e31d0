import { createHash } from 'node:crypto'
import { canonicalJson } from '#kernel/canonical-json.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Scope } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { Jobs } from '#platform/server/jobs.ts'
import { notFound } from '#platform/server/problem.ts'
import type { Figures, Group, Statement } from '../contract/index.ts'
import { daysOfMonth, monthBefore, rateNames, type Dimension } from '../domain/measures.ts'
import { measure } from './measures.ts'

const frozen: readonly Dimension[] = ['community', 'unit', 'matter', 'class', 'channel']

interface Kept {
  total: Figures
  groups: Record<string, Group[]>
}

/**
 * Freezes the figures of the month before `now`, once: what is there stays as it was made, whatever
 * happens to its cases later. Answers whether it was made now.
 */
export async function freezeMonth(db: Db, districtId: string, now: Date): Promise<boolean> {
  const { timeZone } = await readDistrict(db, districtId)
  const month = monthBefore(dateOfDay(dayAt(timeZone, now.getTime())))
  const known = await db
    .selectFrom('insight.statement')
    .select('month')
    .where('district_id', '=', districtId)
    .where('month', '=', month)
    .executeTakeFirst()
  if (known) return false
  const scope = { areas: [districtId], units: [] }
  const ask = { districtId, timeZone, scope, now, filters: daysOfMonth(month) }
  const { total } = await measure(db, ask)
  const groups: Record<string, Group[]> = {}
  for (const by of frozen) groups[by] = (await measure(db, ask, by)).groups // oxlint-disable-line no-await-in-loop -- five questions once a month
  const kept: Kept = { total, groups }
  const made = await db
    .insertInto('insight.statement')
    .values({
      district_id: districtId,
      month,
      made_at: now,
      groups: JSON.stringify(kept),
      digest: createHash('sha256')
        .update(canonicalJson({ ...kept }))
        .digest('hex'),
    })
    .onConflict((c) => c.doNothing())
    .returning('month')
    .executeTakeFirst()
  return made !== undefined
}

export const listStatements = (db: Db, districtId: string) =>
  db
    .selectFrom('insight.statement')
    .select(['month', 'made_at'])
    .where('district_id', '=', districtId)
    .orderBy('month', 'desc')
    .execute()

/** The whole of it for a scope of the district; else the communities of the scope and no total. */
export async function readStatement(
  db: Db,
  districtId: string,
  ask: { month: string; scope: Scope },
): Promise<Statement> {
  const row = await db
    .selectFrom('insight.statement')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('month', '=', ask.month)
    .executeTakeFirst()
  if (!row) throw notFound('insight.statement_not_found')
  const kept = row.groups as unknown as Kept // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by freezeMonth
  const head = { month: row.month, madeAt: row.made_at.toISOString(), digest: row.digest }
  if (ask.scope.areas.includes(districtId))
    return {
      ...head,
      total: withEveryRate(kept.total),
      groups: Object.fromEntries(
        Object.entries(kept.groups).map(([by, groups]) => [by, groups.map(whole)]),
      ),
    }
  const own = (kept.groups['community'] ?? []).filter((g) =>
    ask.scope.areas.some((code) => code.length <= g.key.length && g.key.startsWith(code)),
  )
  return { ...head, total: null, groups: { community: own.map(whole) } }
}

const whole = (group: Group): Group => ({ ...group, figures: withEveryRate(group.figures) })

/** A month that was frozen before a rate or a time was known has nothing of nothing of it. */
function withEveryRate(figures: Figures): Figures {
  const rates: Partial<Figures['rates']> = figures.rates
  const all = rateNames.map((name) => [name, rates[name] ?? { numerator: 0, denominator: 0 }])
  const times = { p10Minutes: null, p25Minutes: null, p75Minutes: null }
  return { ...times, ...figures, rates: Object.fromEntries(all) as Figures['rates'] } // oxlint-disable-line typescript/no-unsafe-type-assertion -- every name is there
}

/** `insight.freeze_month` once a day: the first run in a new month makes the statement of the last. */
export const insightJobs = (districts: (db: Db) => Promise<{ districtId: string }[]>): Jobs => ({
  'insight.freeze_month': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await freezeMonth(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
})

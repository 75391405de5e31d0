import { sql } from 'kysely'
import type { Db } from '#platform/server/database.ts'
import { invalid } from '#platform/server/problem.ts'
import type { Trends } from '../contract/index.ts'
import { isCallRate, type Dimension, type Rate, type RateName } from '../domain/measures.ts'
import { stepsOf, type Step } from '../domain/steps.ts'
import { asked, counts, keyOf, rateOf, type Ask, type CountName } from './measured.ts'
import { namesBy } from './measures.ts'

interface Of {
  by: Dimension
  step: Step
  rate?: RateName | undefined
  count?: CountName | undefined
}

type Row = Rate & { key: string; step: string; name: string | null }

/**
 * One rate, or one count, of every group in every step of the period, made of the same expressions as
 * the figures. Without either it counts what was reported. Groups stand by their key, never by how they did.
 */
export async function trends(
  db: Db,
  ask: Ask,
  { by, step, rate, count }: Of,
): Promise<Pick<Trends, 'steps' | 'groups'>> {
  if (ask.filters.from > ask.filters.until) throw invalid('insight.days_reversed')
  const share = rate
    ? rateOf(rate, ask.now)
    : { kept: sql<number>`(${counts[count ?? 'reported'](ask.now)})::int`, of: sql<number>`1` }
  const source = rate && isCallRate(rate) ? 'cases.v_measured_call' : 'cases.v_measured_case'
  const { rows } = await sql<Row>`
    with measured as (
      select ${keyOf(by, ask.timeZone)} as key, ${keyOf(step, ask.timeZone)} as step,
        ${by === 'matter' ? sql`matter_name` : sql`null`} as name, ${share.kept} as kept, ${share.of} as of
      from ${sql.table(source)} where ${asked(ask)})
    select key, step, max(name) as name,
      coalesce(sum(kept), 0)::int as numerator, coalesce(sum(of), 0)::int as denominator
    from measured group by key, step order by key`.execute(db)
  const steps = stepsOf(ask.filters, step)
  const names = await namesBy(db, ask.districtId, by, rows)
  const keys = [...new Set(rows.map((row) => row.key))]
  return {
    steps,
    groups: keys.map((key) => {
      const own = new Map(rows.filter((row) => row.key === key).map((row) => [row.step, row]))
      return {
        key,
        name: [...own.values()].find((row) => row.name)?.name ?? names.get(key) ?? null,
        points: steps.map((at) => {
          const { numerator = 0, denominator = 0 } = own.get(at) ?? {}
          return { numerator, denominator }
        }),
      }
    }),
  }
}

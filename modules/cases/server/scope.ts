import { sql, type RawBuilder } from 'kysely'
import type { Caller, Scope } from '#platform/server/caller.ts'

/**
 * The rows of `cases.case as c` that a scope reaches, as SQL: by the length of each place code, and
 * by the units that have or had a task in the case, were called to it, ordered to account for it or
 * have a step in its plan (`sight.ts`). An empty scope reaches nothing.
 */
export function within(scope: Scope): RawBuilder<boolean> {
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column('c.district_id', of(6))
  column('c.street_code', of(9))
  column('c.community_code', of(12))
  column('c.grid_code', of(15))
  if (scope.units.length > 0)
    parts.push(sql`exists (select from cases.sight s where s.district_id = c.district_id
      and s.case_id = c.id and s.unit_id = any(${scope.units}::uuid[]))`)
  if (parts.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(parts, sql` or `)})`
}

/** The caller's district and scope together: the condition that every query on cases carries. */
export function visibleTo(caller: Caller): RawBuilder<boolean> {
  return sql<boolean>`(c.district_id = ${caller.districtId} and ${within(caller.scope)})`
}

/** Whoever sees what one unit sees, and nothing else. */
export const isOneUnit = ({ areas, units }: Scope): boolean =>
  areas.length === 0 && new Set(units).size === 1

import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * The rows of `cases.v_placed_case as c` that a caller sees, as the case itself is seen: by place, and
 * by the units that work on it. An empty scope reaches nothing.
 */
export function visibleBooked({ districtId, scope }: Caller): RawBuilder<boolean> {
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
    parts.push(sql`exists (select from cases.v_sight s where s.district_id = c.district_id
      and s.case_id = c.case_id and s.unit_id = any(${scope.units}::uuid[]))`)
  if (parts.length === 0) return sql<boolean>`false`
  return sql<boolean>`(c.district_id = ${districtId} and (${sql.join(parts, sql` or `)}))`
}

import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * The rows of `enforcement.file as f` that a caller sees: by place, by the body that acts, and those
 * in which the own organisation has taken a step. An empty scope reaches nothing.
 */
export function visibleTo({ districtId, scope }: Caller): RawBuilder<boolean> {
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column('f.district_id', of(6))
  column('f.street_code', of(9))
  column('f.community_code', of(12))
  column('f.grid_code', of(15))
  if (scope.units.length > 0)
    parts.push(
      sql`f.body_id = any(${scope.units}::uuid[])`,
      sql`exists (select from enforcement.step s where s.district_id = f.district_id
        and s.file_id = f.id and s.organisation_id = any(${scope.units}::uuid[]))`,
    )
  if (parts.length === 0) return sql<boolean>`false`
  return sql<boolean>`(f.district_id = ${districtId} and (${sql.join(parts, sql` or `)}))`
}

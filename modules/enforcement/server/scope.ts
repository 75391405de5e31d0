import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * The rows of `enforcement.file as f` that a caller sees: by place, by the body that acts, and those
 * in which the own organisation has taken a step. An empty scope reaches nothing.
 */
export const visibleTo = (caller: Caller): RawBuilder<boolean> =>
  within(
    caller,
    'f',
    (units) => sql`exists (select from enforcement.step s where s.district_id = f.district_id
        and s.file_id = f.id and s.organisation_id = any(${units}::uuid[]))`,
  )

/** The rows of `enforcement.admin_inspection as a` that a caller sees: by place, and by the body that inspected. */
export const inspectionVisibleTo = (caller: Caller): RawBuilder<boolean> => within(caller, 'a')

function within(
  { districtId, scope }: Caller,
  as: 'f' | 'a',
  more?: (units: readonly string[]) => RawBuilder<unknown>,
): RawBuilder<boolean> {
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column(`${as}.district_id`, of(6))
  column(`${as}.street_code`, of(9))
  column(`${as}.community_code`, of(12))
  column(`${as}.grid_code`, of(15))
  if (scope.units.length > 0) {
    parts.push(sql`${sql.ref(`${as}.body_id`)} = any(${scope.units}::uuid[])`)
    if (more) parts.push(more(scope.units))
  }
  if (parts.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.ref(`${as}.district_id`)} = ${districtId} and (${sql.join(parts, sql` or `)}))`
}

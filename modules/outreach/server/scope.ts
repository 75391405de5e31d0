import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * Rows of an area that concern a caller: it lies in the caller's own, or the caller's in it, since what
 * hangs in a community concerns each of its grids. An empty scope is concerned by nothing.
 */
export function concerns({ districtId, scope }: Caller, alias: string): RawBuilder<boolean> {
  const areas = scope.areas.filter((code) => code !== '')
  if (areas.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.ref(`${alias}.district_id`)} = ${districtId} and exists (
    select from unnest(${areas}::text[]) own where starts_with(${sql.ref(`${alias}.area_code`)}, own)
      or starts_with(own, ${sql.ref(`${alias}.area_code`)})))`
}

/** Of an area itself. */
export const concernsArea = (caller: Caller, code: string): boolean =>
  caller.scope.areas.some((own) => own !== '' && (code.startsWith(own) || own.startsWith(code)))

/** Whether an area lies whole in the caller's own: who plans for it must see all of it. */
export const ownsArea = (caller: Caller, code: string): boolean =>
  caller.scope.areas.some((own) => own !== '' && code.startsWith(own))

import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * The rows of `subjects.subject as s` that a caller sees: of the district and within the place codes of
 * the post; what is sensitive only for whoever may look at contacts. An empty scope reaches nothing.
 */
export function visibleTo(caller: Caller): RawBuilder<boolean> {
  const { scope, districtId, verbs } = caller
  const of = (length: number) => scope.areas.filter((code) => code.length === length)
  const parts: RawBuilder<unknown>[] = []
  const column = (name: string, codes: readonly string[]) => {
    if (codes.length > 0) parts.push(sql`${sql.ref(name)} = any(${codes}::text[])`)
  }
  column('s.district_id', of(6))
  column('s.street_code', of(9))
  column('s.community_code', of(12))
  column('s.grid_code', of(15))
  if (parts.length === 0) return sql<boolean>`false`
  const open = verbs.has('subjects.see_contact') ? sql`true` : sql`s.class <> 'sensitive'`
  return sql<boolean>`(s.district_id = ${districtId} and (${sql.join(parts, sql` or `)}) and ${open})`
}

/** Whether something at this place may be entered by the caller; what has no place is the district's. */
export function mayEnterAt(caller: Caller, code: string): boolean {
  const at = code === '' ? caller.districtId : code
  return caller.scope.areas.some((prefix) => prefix !== '' && at.startsWith(prefix))
}

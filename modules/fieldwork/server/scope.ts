import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * Doors that a caller sees, as a condition on `subjects.v_subject as s`: of the district, within the
 * place codes of the post; what is sensitive only for whoever may look at contacts.
 */
export function visibleDoor(caller: Caller): RawBuilder<boolean> {
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

/** Doors within an area, by the length of its code. */
export function doorWithin(code: string): RawBuilder<boolean> {
  const columns: Record<number, string> = {
    6: 's.district_id',
    9: 's.street_code',
    12: 's.community_code',
    15: 's.grid_code',
  }
  const column = columns[code.length]
  return column ? sql<boolean>`${sql.ref(column)} = ${code}` : sql<boolean>`false`
}

/** Whether an area lies in the caller's own: who plans for it must see it whole. */
export const ownsArea = (caller: Caller, code: string): boolean =>
  caller.scope.areas.some((prefix) => prefix !== '' && code.startsWith(prefix))

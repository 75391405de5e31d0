import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'

/**
 * The rows of `cases.v_report as r` that a caller sees: by place, by the units that see the case, and
 * of confidential reports only with the right to the contact. An empty scope sees nothing.
 */
export function seenBy({ districtId, scope, verbs }: Caller): RawBuilder<boolean> {
  const { areas, units } = scope
  return sql<boolean>`(r.district_id = ${districtId}
    and (not r.confidential or ${verbs.has('cases.see_contact')})
    and (r.district_id = any(${areas}::text[]) or r.street_code = any(${areas}::text[])
      or r.community_code = any(${areas}::text[]) or r.grid_code = any(${areas}::text[])
      or exists (select from cases.v_sight s where s.district_id = r.district_id
        and s.case_id = r.case_id and s.unit_id = any(${units}::uuid[]))))`
}

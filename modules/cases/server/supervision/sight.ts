import { sql, type RawBuilder } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import { visibleTo } from '../scope.ts'

/** Of `cases.supervision as s`: it is over a case in the scope, or the own post issued it. */
export const orderInSight = (caller: Caller): RawBuilder<boolean> => sql<boolean>`(
  s.issued_post = ${caller.postId}::uuid or exists (
    select from cases.supervision_case o
    join cases.case c on c.district_id = o.district_id and c.id = o.case_id
    where o.district_id = s.district_id and o.supervision_id = s.id and ${visibleTo(caller)}))`

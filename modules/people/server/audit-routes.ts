import { sql } from 'kysely'
import { z } from 'zod'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { invalid } from '#platform/server/problem.ts'
import * as contract from '../contract/staff.ts'
import { nameOf } from './directory.ts'

const Details = z.record(z.string(), z.unknown())

export function auditRoutes(w: Wiring): void {
  const { db } = w
  mount(w, contract.listAudit, async ({ caller, query }) => {
    const { act, personId, subjectId, from, until, after, limit } = query
    const { districtId } = caller
    const found = await db
      .selectFrom('people.audit')
      .selectAll()
      .where('district_id', '=', districtId)
      .$if(act !== undefined, (q) => q.where('act', '=', act!))
      .$if(personId !== undefined, (q) => q.where('person_id', '=', personId!))
      .$if(subjectId !== undefined, (q) => q.where('subject_id', '=', subjectId!))
      .$if(from !== undefined, (q) => q.where('at', '>=', new Date(from!)))
      .$if(until !== undefined, (q) => q.where('at', '<', new Date(until!)))
      .$if(after !== undefined, (q) => q.where(beyond(after!)))
      .orderBy('at', 'desc')
      .orderBy('id')
      .limit(limit + 1)
      .execute()
    const page = found.slice(0, limit)
    const last = page.at(-1)
    const names = await nameOf(db, districtId, {
      personIds: page.flatMap((row) => row.person_id ?? []),
      postIds: page.flatMap((row) => row.post_id ?? []),
    })
    return {
      rows: page.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        act: row.act,
        personId: row.person_id,
        personName: names.persons.get(row.person_id ?? '') ?? null,
        postId: row.post_id,
        postTitle: names.posts.get(row.post_id ?? '') ?? null,
        subjectKind: row.subject_kind,
        subjectId: row.subject_id,
        ip: row.ip,
        details: Details.parse(row.details),
      })),
      next: found.length > limit && last ? `${last.at.toISOString()}_${last.id}` : null,
    }
  })
}

/** Rows older than the cursor's, or as old with a later id. Instants are whole milliseconds. */
function beyond(after: string) {
  const [at = '', id = ''] = after.split('_')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw invalid('request.malformed')
  const instant = new Date(at)
  return sql<boolean>`(at <= ${instant} and (at < ${instant} or id > ${id}::uuid))`
}

import type { Db } from '#platform/server/database.ts'

/** Who left which trace in the log, of the acts of this name. */
export const traces = (db: Db, act: string) =>
  db
    .selectFrom('people.audit')
    .select(['person_id as by', 'subject_kind as kind', 'subject_id as of', 'details'])
    .where('act', '=', act)
    .orderBy('at')
    .execute()

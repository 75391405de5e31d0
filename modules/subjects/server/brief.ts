import type { Selectable } from 'kysely'
import type { SubjectsSubject } from '#database/types.ts'
import type { Db } from '#platform/server/database.ts'
import type { SubjectBrief } from '../contract/shapes.ts'
import { sensitivities, subjectKinds, subjectStatuses } from '../domain/subject.ts'

export const briefColumns = [
  's.id',
  's.kind',
  's.name',
  's.status',
  's.class',
  's.address_text',
  's.street_code',
  's.community_code',
  's.grid_code',
  's.lon',
  's.lat',
] as const

type BriefRow = Pick<
  Selectable<SubjectsSubject>,
  | 'id'
  | 'kind'
  | 'name'
  | 'status'
  | 'class'
  | 'address_text'
  | 'street_code'
  | 'community_code'
  | 'grid_code'
  | 'lon'
  | 'lat'
>

/** A check constraint holds each of these words. */
const oneOf = <Word extends string>(words: readonly Word[], word: string): Word =>
  words.find((known) => known === word) ?? words[0]!

export const kindOf = (row: { kind: string }) => oneOf(subjectKinds, row.kind)

export const briefOf = (row: BriefRow): SubjectBrief => ({
  id: row.id,
  kind: kindOf(row),
  name: row.name,
  status: oneOf(subjectStatuses, row.status),
  class: oneOf(sensitivities, row.class),
  addressText: row.address_text,
  streetCode: row.street_code,
  communityCode: row.community_code,
  gridCode: row.grid_code,
  lon: row.lon,
  lat: row.lat,
})

/**
 * What pages may show of these subjects, by the id that was asked: one that was joined answers as the
 * one that stayed. For modules above, which have their own scope; ids that name nothing are left out.
 */
export async function subjectBriefs(
  db: Db,
  districtId: string,
  ids: readonly string[],
): Promise<Map<string, SubjectBrief>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('subjects.subject as asked')
    .innerJoin('subjects.subject as s', (j) =>
      j.onRef('s.district_id', '=', 'asked.district_id').onRef('s.id', '=', 'asked.root_id'),
    )
    .select('asked.id as asked_id')
    .select(briefColumns)
    .where('asked.district_id', '=', districtId)
    .where('asked.id', 'in', wanted)
    .execute()
  return new Map(rows.map(({ asked_id, ...row }) => [asked_id, briefOf(row)]))
}

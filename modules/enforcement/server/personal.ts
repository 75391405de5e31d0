import type { Db } from '#platform/server/database.ts'

/** Entries of the register that are parties of a file: its papers name them, and files are kept by law. */
export async function partiesKept(
  db: Db,
  districtId: string,
  subjectIds: readonly string[],
): Promise<string[]> {
  if (subjectIds.length === 0) return []
  const rows = await db
    .selectFrom('enforcement.party')
    .select('subject_id')
    .distinct()
    .where('district_id', '=', districtId)
    .where('subject_id', 'in', [...subjectIds])
    .execute()
  return rows.flatMap((row) => row.subject_id ?? [])
}

import { z } from 'zod'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'

/** What a district may set about cases, inside its settings under `cases`. */
const CaseSettings = z.object({
  reopening: z
    .object({ days: z.int().min(1).max(60), times: z.int().min(0).max(10) })
    .default({ days: 7, times: 2 }),
})
export type CaseSettings = z.infer<typeof CaseSettings>

export async function caseSettings(db: Db, districtId: string): Promise<CaseSettings> {
  const { settings } = await readDistrict(db, districtId)
  return CaseSettings.parse(settings['cases'] ?? {})
}

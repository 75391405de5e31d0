import { z } from 'zod'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'

/** What a district may set about reading, inside its settings under `reading`. */
const ReadingSettings = z.object({ sureFrom: z.number().min(0).max(1).default(0.5) })
export type ReadingSettings = z.infer<typeof ReadingSettings>

export async function settingsOf(db: Db, districtId: string): Promise<ReadingSettings> {
  const { settings } = await readDistrict(db, districtId)
  return ReadingSettings.parse(settings['reading'] ?? {})
}

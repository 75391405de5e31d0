import { z } from 'zod'
import { audit } from '#modules/people/server/index.ts'
import { readDistrict, saveDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'

/** What a district may set about reading, inside its settings under `reading`. */
const ReadingSettings = z.object({ sureFrom: z.number().min(0).max(1).default(0.5) })
export type ReadingSettings = z.infer<typeof ReadingSettings>

export async function settingsOf(db: Db, districtId: string): Promise<ReadingSettings> {
  const { settings } = await readDistrict(db, districtId)
  return ReadingSettings.parse(settings['reading'] ?? {})
}

/** Only what is said here changes; other settings of the district stay. */
export async function saveSettings(
  db: Db,
  caller: Caller,
  order: { sureFrom: number; baseVersion: number; now: Date },
): Promise<void> {
  await transact(db, async (tx) => {
    const { settings, ...district } = await readDistrict(tx, caller.districtId)
    const stored = settings['reading']
    const before = ReadingSettings.parse(stored ?? {})
    const reading = { ...(typeof stored === 'object' ? stored : {}), sureFrom: order.sureFrom }
    await saveDistrict(tx, {
      ...district,
      settings: { ...settings, reading },
      baseVersion: order.baseVersion,
      now: order.now,
    })
    await audit(tx, caller, {
      act: 'reading.settings_saved',
      subjectKind: 'district',
      at: order.now,
      details: { before: before.sureFrom, after: order.sureFrom },
    })
  })
}

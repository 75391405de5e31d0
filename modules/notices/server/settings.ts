import { z } from 'zod'
import { listDistricts } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { quietUntil, type QuietHours } from '../domain/quiet-hours.ts'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** What a district may set about messages, inside its settings under `notices`. */
const NoticeSettings = z.object({
  quietHours: z.object({ from: Time, to: Time }).default({ from: '21:00', to: '08:00' }),
})

const DEFAULTS = NoticeSettings.parse({})

/** Until when messages of a district wait at an instant; null where they need not. */
export type Quiet = (districtId: string, now: Date) => Date | null

/** The quiet hours of all districts, read once for a round of deliveries. */
export async function readQuiet(db: Db): Promise<Quiet> {
  const known = new Map<string, { quiet: QuietHours; timeZone: string }>()
  for (const { districtId, timeZone, settings } of await listDistricts(db)) {
    const own = NoticeSettings.safeParse(settings['notices'] ?? {})
    const { quietHours } = own.success ? own.data : DEFAULTS
    known.set(districtId, { quiet: quietHours, timeZone })
  }
  return (districtId, now) => {
    const district = known.get(districtId)
    return district ? quietUntil(district.quiet, district.timeZone, now) : null
  }
}

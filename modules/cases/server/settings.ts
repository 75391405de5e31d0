import { z } from 'zod'
import { organisationKinds } from '#modules/people/contract/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Db } from '#platform/server/database.ts'
import { whistleLevels } from '../domain/whistle.ts'

/** A community whistles to its party members too, a street and the district to bodies only. */
const withoutParty = organisationKinds.filter((kind) => kind !== 'party' && kind !== 'volunteers')

/** What a district may set about cases, inside its settings under `cases`. */
export const CaseSettings = z.object({
  reopening: z
    .object({ days: z.int().min(1).max(60), times: z.int().min(0).max(10) })
    .default({ days: 7, times: 2 }),
  /** At its date a suspension ends by itself or is only reminded of; one without a date, after so many days. */
  suspension: z
    .object({
      atDate: z.enum(['resume', 'remind']).default('resume'),
      mostDays: z.int().min(1).max(365).default(30),
    })
    .default({ atDate: 'resume', mostDays: 30 }),
  /** How long a unit may think about taking over, and how long a ruling may take: hours and days of work. */
  duties: z
    .object({
      handoverHours: z.int().min(1).max(80).default(4),
      rulingDays: z.int().min(1).max(30).default(2),
    })
    .default({ handoverHours: 4, rulingDays: 2 }),
  /** At which level a kind of post blows, and which kinds of body a level may call; party members by communities. */
  whistle: z
    .object({
      levels: z.record(z.string().max(60), z.enum(whistleLevels)).default({}),
      callees: z.record(z.enum(whistleLevels), z.array(z.enum(organisationKinds)).max(20)),
    })
    .default({
      levels: {},
      callees: {
        community: [...organisationKinds],
        street: withoutParty,
        district: withoutParty,
      },
    }),
  /** However often it is prolonged, a problem is parked for so many days at most. */
  parked: z.object({ mostDays: z.int().min(7).max(1095) }).default({ mostDays: 365 }),
  /** A unit may appeal against having been late for so many days after the end of the stage. */
  appeal: z.object({ days: z.int().min(1).max(90) }).default({ days: 15 }),
})
export type CaseSettings = z.infer<typeof CaseSettings>

export async function caseSettings(db: Db, districtId: string): Promise<CaseSettings> {
  const { settings } = await readDistrict(db, districtId)
  return CaseSettings.parse(settings['cases'] ?? {})
}

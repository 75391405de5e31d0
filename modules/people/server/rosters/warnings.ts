import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import type { Db } from '#platform/server/database.ts'
import { restWarnings, type RestWarning } from '../../domain/roster.ts'
import { nameOf } from '../directory.ts'
import { dutySettings, NOBODY, type Ground } from './ground.ts'

/** Runs of days and weeks reach beyond the days that are looked at. */
const BEYOND = 15

/** Which rules of rest some people's shifts go beyond in some days, at whatever stations they work. */
export async function warningsFor(
  db: Db,
  { districtId }: Pick<Ground, 'districtId'>,
  of: { personIds: readonly string[]; from: string; until: string },
): Promise<(RestWarning & { personId: string; personName: string })[]> {
  const rules = await dutySettings(db, districtId)
  const rows = await db
    .selectFrom('people.shift')
    .select(['person_id', 'day', 'starts_at', 'ends_at'])
    .where('district_id', '=', districtId)
    .where('cancelled_at', 'is', null)
    .where('person_id', 'in', of.personIds.length > 0 ? [...of.personIds] : [NOBODY])
    .where('day', '>=', dateOfDay(dayOfDate(of.from) - BEYOND))
    .where('day', '<=', dateOfDay(dayOfDate(of.until) + BEYOND))
    .execute()
  const names = await nameOf(db, districtId, { personIds: of.personIds })
  return [...new Set(of.personIds)].flatMap((personId) =>
    restWarnings(
      rows
        .filter((row) => row.person_id === personId)
        .map((row) => ({
          day: row.day,
          startsAt: row.starts_at.getTime(),
          endsAt: row.ends_at.getTime(),
        })),
      rules,
    )
      // A week is named by its Monday, which may lie before.
      .filter((w) => w.day >= dateOfDay(dayOfDate(of.from) - 6) && w.day <= of.until)
      .map((warning) =>
        Object.assign(warning, { personId, personName: names.persons.get(personId) ?? '' }),
      ),
  )
}

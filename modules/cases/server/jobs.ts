import type { Db } from '#platform/server/database.ts'
import type { Fact, Jobs } from '#platform/server/jobs.ts'
import { alarms } from './alarms.ts'
import { moveClocks, orderMove, type MoveOrder } from './moving-clocks.ts'
import { makeDailyRoot } from './roots.ts'
import { mindSuspensions } from './suspensions.ts'
import { tellOfPlaces } from './followed/followed.ts'
import { ringParked } from './parked/ring.ts'
import { ringPlans } from './plans/ring.ts'
import { sweepPools } from './pools/pool.ts'
import { ringSupervisions } from './supervision/ring.ts'
import { ringWhistles } from './whistles/ring.ts'

/**
 * `cases.alarms`, `cases.suspensions`, `cases.whistles`, `cases.pools` and `cases.supervision` every
 * minute, `cases.parked` and `cases.plans` every quarter of an hour; `cases.followed_places` twice a
 * day, in the morning and before the evening; `cases.daily_root` once a day
 * for each district; `cases.move_clocks` when a policy is applied to open clocks or a calendar has changed.
 */
export const casesJobs = (districts: (db: Db) => Promise<{ districtId: string }[]>): Jobs => ({
  'cases.alarms': (_, { db, clock }) => alarms(db, clock()),
  'cases.suspensions': async (_, { db, clock }) => {
    await mindSuspensions(db, clock())
  },
  'cases.whistles': (_, { db, clock }) => ringWhistles(db, clock()),
  'cases.supervision': async (_, { db, clock }) => {
    await ringSupervisions(db, clock())
  },
  'cases.parked': async (_, { db, clock }) => {
    await ringParked(db, clock())
  },
  'cases.followed_places': async (_, { db, clock }) => {
    const { failed } = await tellOfPlaces(db, clock())
    if (failed.length > 0)
      throw new AggregateError(failed, `${failed.length} followed places could not be told of`)
  },
  'cases.plans': async (_, { db, clock }) => {
    await ringPlans(db, clock())
  },
  'cases.pools': async (_, { db, clock }) => {
    await sweepPools(db, clock())
  },
  'cases.daily_root': async (_, { db, clock }) => {
    for (const { districtId } of await districts(db)) await makeDailyRoot(db, districtId, clock()) // oxlint-disable-line no-await-in-loop -- a handful, once a day
  },
  'cases.move_clocks': async (payload, { db, clock }) => {
    await moveClocks(db, payload as unknown as MoveOrder, clock()) // oxlint-disable-line typescript/no-unsafe-type-assertion -- written by orderMove
  },
})

/** A calendar that changed derives the open clocks of its district again (DECISIONS 6). */
export async function hearCalendar(db: Db, fact: Fact): Promise<void> {
  if (fact.type !== 'catalogue.calendar_changed') return
  const { reason } = fact.body
  await orderMove(db, {
    districtId: fact.districtId,
    basis: 'calendar',
    reason: typeof reason === 'string' ? reason : '',
    by: null,
  })
}

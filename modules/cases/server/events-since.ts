import { listReasons } from '#modules/catalogue/server/index.ts'
import { nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import type { EventView } from '../contract/shapes.ts'
import { eventView, idsIn } from './case-views.ts'
import { seesReporter } from './confidence.ts'

/**
 * What happened after a version, for whoever came too late: as the case page would show it to this
 * caller, one event per change.
 */
export async function eventsSince(
  db: Db,
  caller: Caller,
  kase: { district_id: string; id: string; confidential: boolean },
  version: number,
): Promise<EventView[]> {
  const events = await db
    .selectFrom('cases.event')
    .selectAll()
    .where('district_id', '=', kase.district_id)
    .where('case_id', '=', kase.id)
    .where('seq', '>', version)
    .orderBy('seq')
    .limit(50)
    .execute()
  const names = await nameOf(db, kase.district_id, idsIn(events))
  const reasons = new Map(
    (await listReasons(db, kase.district_id)).map((r) => [`${r.kind}/${r.code}`, r.name]),
  )
  const open = seesReporter(kase, caller.verbs)
  return events.map((event) => eventView(event, names, { open, reasons }))
}

import { sql } from 'kysely'
import { z } from 'zod'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { needs } from '#modules/subjects/contract/index.ts'
import { subjectBriefs } from '#modules/subjects/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import type { DoorView } from '../../contract/visits.ts'
import { alonesFirst, dayAfter, daysOver, dueDay } from '../../domain/visits/due.ts'
import { dayIn } from '../day.ts'
import { doorWithin, visibleDoor } from '../scope.ts'
import { runningCampaigns } from './campaigns.ts'
import { plansOf } from './plans.ts'
import { ownOpenPromises } from './promises.ts'

/** Shown at once; a day of one person's walking has far fewer doors. */
const MOST = 300

interface Row {
  id: string
  needs: string[]
  every_days: number
  last_met: Date | null
  last_tried: Date | null
  promises: number
}

/**
 * The doors that are due by plan in the caller's area, who lives alone first; with the drives that run
 * and the promises that the caller owes. It is what a phone takes along for a day without signal.
 */
export async function dueDoors(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  ask: { under?: string | undefined; within: number },
) {
  const { districtId } = caller
  const { today, timeZone } = await dayIn(db, districtId, now)
  const rows = await readDoors(db, caller, { ...ask, today, timeZone })
  const briefs = await subjectBriefs(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  const doors = rows.flatMap((row) => {
    const subject = briefs.get(row.id)
    if (!subject) return []
    const met = row.last_met && dateOfDay(dayAt(timeZone, row.last_met.getTime()))
    const dueOn = dueDay(met, row.every_days, today)
    const door: DoorView = {
      subject,
      needs: z.array(z.enum(needs)).parse(row.needs),
      everyDays: row.every_days,
      lastMetAt: row.last_met?.toISOString() ?? null,
      lastTriedAt: row.last_tried?.toISOString() ?? null,
      dueOn,
      daysOver: daysOver(dueOn, today),
      promises: row.promises,
    }
    return [Object.assign(door, { id: row.id, addressText: subject.addressText })]
  })
  return {
    doors: alonesFirst(doors).slice(0, MOST),
    more: rows.length > MOST,
    today,
    campaigns: await runningCampaigns(db, caller, today),
    promises: await ownOpenPromises(db, { caller, now }),
  }
}

interface Ask {
  under?: string | undefined
  within: number
  today: string
  timeZone: string
}

/** Never more than one over what is shown; who lives alone is asked for first. */
async function readDoors(db: Db, caller: Caller, ask: Ask): Promise<Row[]> {
  const { plans } = await plansOf(db, caller.districtId)
  const active = plans.filter((plan) => plan.active)
  if (active.length === 0) return []
  const by = dayAfter(ask.today, ask.within)
  const values = active.map((p) => sql`(${p.kind}::text, ${p.need}::text, ${p.everyDays}::int)`)
  const { rows } = await sql<Row>`${plannedAnew}
    with plan (kind, need, every_days) as (values ${sql.join(values)}),
    door as (
      select s.id, s.district_id, s.needs, s.address_text, min(plan.every_days) as every_days
      from subjects.v_subject s
      join plan on plan.kind = s.kind and (plan.need = '' or plan.need = any(s.needs))
      where ${visibleDoor(caller)} and s.status = 'active' and s.root_id = s.id
        ${ask.under === undefined ? sql`` : sql`and ${doorWithin(ask.under)}`}
      group by s.id, s.district_id, s.needs, s.address_text)
    select door.id, door.needs, door.every_days, seen.last_met, seen.last_tried, owed.promises
    from door
    cross join lateral (
      select max(v.visited_at) filter (where v.outcome = 'met') as last_met,
        max(v.visited_at) as last_tried
      from subjects.v_subject one
      join fieldwork.visit v on v.district_id = one.district_id and v.subject_id = one.id
      where one.district_id = door.district_id and one.root_id = door.id) seen
    cross join lateral (
      select count(*)::int as promises
      from subjects.v_subject one
      join fieldwork.promise p on p.district_id = one.district_id and p.subject_id = one.id
      where one.district_id = door.district_id and one.root_id = door.id and p.state = 'open') owed
    where seen.last_met is null or (seen.last_met at time zone ${ask.timeZone})::date + door.every_days <= ${by}::date
    order by ('alone' = any(door.needs)) desc, seen.last_met nulls last, door.address_text, door.id
    limit ${MOST + 1}`.execute(db)
  return rows
}

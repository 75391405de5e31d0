import { sql } from 'kysely'
import type { Caller } from '#platform/server/caller.ts'
import { plannedAnew, type Db } from '#platform/server/database.ts'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import type { DueInspection } from '../../contract/inspections.ts'
import { enterpriseKinds } from '../../domain/inspection-cap.ts'
import { covers, dueBy, planDays } from '../../domain/inspection-plan.ts'
import { dayIn } from '../files/change.ts'
import { oneOf } from '../powers/authority.ts'
import { officersOf } from '../powers/officers.ts'

interface Row {
  plan_id: string
  item_id: string
  subject_id: string
  name: string
  address_text: string
  lon: number | null
  lat: number | null
  done: number
}

/** What approved plans want inspected in the own area within so many days, the earliest due first. */
export async function dueInspections(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  ask: { within: number; limit: number },
) {
  const { today } = await dayIn(db, caller.districtId, now)
  const items = await runningItems(db, caller, today)
  const by = new Map(items.map((item) => [`${item.plan_id}/${item.id}`, item]))
  const rows = items.length === 0 ? [] : await readDue(db, caller, { items, today, ...ask })
  const due = rows.flatMap((row): DueInspection[] => {
    const item = by.get(`${row.plan_id}/${row.item_id}`)
    const day = item && dueBy(item, item.times, row.done)
    if (!item || !day) return []
    return [
      {
        planId: item.plan_id,
        planTitle: item.title,
        itemId: item.id,
        matterCode: item.matter_code,
        matterName: item.matter_name,
        basis: item.basis,
        looks: item.looks,
        subjectId: row.subject_id,
        subjectName: row.name,
        kind: oneOf(enterpriseKinds, item.subject_kind),
        address: row.address_text,
        lon: row.lon,
        lat: row.lat,
        times: item.times,
        done: row.done,
        dueBy: day,
      },
    ]
  })
  return {
    due: due.slice(0, ask.limit),
    more: due.length > ask.limit,
    today,
    ...(await mayInspectBy(db, { caller, now }, today)),
  }
}

/** Whether the caller may record one, and whom the page offers as the second officer. */
export async function mayInspectBy(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  day: string,
) {
  const mayInspect = caller.verbs.has('enforcement.act')
  return {
    mayInspect,
    officers: mayInspect
      ? await officersOf(db, caller.districtId, { day, but: caller.personId, now })
      : [],
  }
}

type Item = Awaited<ReturnType<typeof runningItems>>[number]

async function runningItems(db: Db, { districtId }: Caller, today: string) {
  const rows = await db
    .selectFrom('enforcement.admin_inspection_item as i')
    .innerJoin('enforcement.admin_inspection_plan as p', (j) =>
      j.onRef('p.district_id', '=', 'i.district_id').onRef('p.id', '=', 'i.plan_id'),
    )
    .selectAll('i')
    .select(['p.title', 'p.year', 'p.month', 'p.area_code'])
    .where('p.district_id', '=', districtId)
    .where('p.state', '=', 'approved')
    .where('p.year', '=', Number(today.slice(0, 4)))
    .execute()
  return rows.filter((row) => covers(row, today))
}

/** The spread of `dueBy`, once more in SQL: a plan may be of more enterprises than are ever shown. */
async function readDue(
  db: Db,
  caller: Caller,
  ask: { items: readonly Item[]; today: string; within: number; limit: number },
): Promise<Row[]> {
  const last = dateOfDay(dayOfDate(ask.today) + ask.within)
  const values = ask.items.map((item) => {
    const { from, until } = planDays(item)
    return sql`(${item.plan_id}::uuid, ${item.id}::uuid, ${item.subject_kind}::text, ${item.area_code}::text,
      ${item.times}::int, ${from}::date, ${until}::date)`
  })
  const { rows } = await sql<Row>`${plannedAnew}
    with item (plan_id, item_id, kind, area_code, times, span_from, span_until) as (values ${sql.join(values)}),
    wanted as (
      select item.*, s.id as subject_id, s.name, s.address_text, s.lon, s.lat,
        (select count(*)::int from subjects.v_subject one
          join enforcement.admin_inspection a on a.district_id = one.district_id and a.subject_id = one.id
          where one.district_id = s.district_id and one.root_id = s.id and a.plan_id = item.plan_id
            and a.item_id = item.item_id and a.voided_at is null) as done
      from item
      join subjects.v_subject s on s.district_id = ${caller.districtId} and s.kind = item.kind
        and item.area_code in (s.district_id, s.street_code, s.community_code)
      where s.status = 'active' and s.root_id = s.id and ${ownEnterprise(caller)})
    select plan_id, item_id, subject_id, name, address_text, lon, lat, done
    from wanted
    where done < times
      and span_from + floor((done + 1) * (span_until - span_from + 1) / times::numeric)::int - 1 <= ${last}::date
    order by span_from + floor((done + 1) * (span_until - span_from + 1) / times::numeric)::int,
      address_text, subject_id, item_id
    limit ${ask.limit + 1}`.execute(db)
  return rows
}

/** Enterprises in the own area, as a condition on `subjects.v_subject as s`. */
function ownEnterprise({ scope, verbs }: Caller) {
  if (scope.areas.length === 0) return sql<boolean>`false`
  const open = verbs.has('subjects.see_contact') ? sql`true` : sql`s.class <> 'sensitive'`
  return sql<boolean>`(array[s.district_id, s.street_code, s.community_code, s.grid_code]
    && ${scope.areas}::text[] and ${open})`
}

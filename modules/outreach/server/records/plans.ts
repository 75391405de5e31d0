import { sql, type Selectable } from 'kysely'
import type { OutreachPlan } from '#database/types.ts'
import { audit } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { PlanView } from '../../contract/records.ts'
import { demandArea, dayIn, type Asking } from '../ground.ts'
import { findLeaflet, leafletBriefs } from '../leaflets/parts.ts'
import { concerns, ownsArea } from '../scope.ts'
import { demandChannel } from './channels.ts'

const states = ['open', 'done', 'dropped'] as const

/** What is to be said in the caller's area, the next day first; what is over, the latest first. */
export async function listPlans(
  db: Db,
  { caller, now }: Asking,
  { state, within }: { state: PlanView['state']; within: number },
): Promise<{ plans: PlanView[]; today: string }> {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const { rows } = await sql<Selectable<OutreachPlan>>`select p.* from outreach.plan p
    where ${concerns(caller, 'p')} and p.state = ${state}
      and p.day <= ${today}::date + ${within}::int
    order by ${state === 'open' ? sql`p.day, p.id` : sql`p.day desc, p.id`} limit 200`.execute(db)
  const areas = await areaNames(db, districtId)
  const leaflets = await leafletBriefs(
    db,
    { districtId, today },
    rows.map((row) => row.leaflet_id),
  )
  return {
    today,
    plans: rows.map((row) => ({
      id: row.id,
      day: row.day,
      channel: row.channel,
      what: row.what,
      areaCode: row.area_code,
      areaName: areas.get(row.area_code) ?? '',
      place: row.place,
      leaflet: leaflets.get(row.leaflet_id ?? '') ?? null,
      state: states.find((one) => one === row.state) ?? 'open',
      words: row.words,
      late: row.state === 'open' && row.day < today,
      version: row.version,
    })),
  }
}

export interface PlanInput {
  id: string
  day: string
  channel: string
  what: string
  areaCode: string
  place: string
  leafletId: string | null
  dropped: string
  baseVersion: number | null
}

/** Plans what is to be said where, changes it, or drops it with a reason; what is done stays as it is. */
export async function savePlan(
  db: Db,
  { caller, now }: Asking,
  given: PlanInput,
): Promise<{ version: number }> {
  const { districtId } = caller
  const { personId } = personOf(caller)
  if (!ownsArea(caller, given.areaCode)) throw forbidden('outreach.area_not_yours')
  return transact(db, async (tx) => {
    await demandArea(tx, districtId, given.areaCode)
    await demandChannel(tx, caller, given.channel)
    if (given.leafletId !== null) await findLeaflet(tx, caller, given.leafletId)
    const before = await tx
      .selectFrom('outreach.plan')
      .select(['state', 'area_code'])
      .where('district_id', '=', districtId)
      .where('id', '=', given.id)
      .forUpdate()
      .executeTakeFirst()
    // Nobody draws the plan of another area into their own.
    if (before && !ownsArea(caller, before.area_code)) throw forbidden('outreach.area_not_yours')
    if (before?.state === 'done') throw refused('outreach.plan_done')
    const { version } = await saveVersioned(tx, {
      table: 'outreach.plan',
      key: { district_id: districtId, id: given.id },
      values: {
        day: given.day,
        channel: given.channel,
        what: given.what,
        area_code: given.areaCode,
        place: given.place,
        leaflet_id: given.leafletId,
        state: given.dropped === '' ? 'open' : 'dropped',
        words: given.dropped,
      },
      onCreate: { created_at: now, created_by: personId },
      baseVersion: given.baseVersion,
      outOfDate: 'outreach.out_of_date',
    })
    await audit(tx, caller, {
      act: 'outreach.plan_saved',
      subjectKind: 'outreach_plan',
      subjectId: given.id,
      details: { day: given.day, dropped: given.dropped !== '' },
      at: now,
    })
    return { version }
  })
}

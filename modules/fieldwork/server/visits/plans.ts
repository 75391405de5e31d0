import { randomUUID } from 'node:crypto'
import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { brokenConstraint, transact, type Db } from '#platform/server/database.ts'
import { forbidden, refused } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import { PlanView } from '../../contract/visits.ts'
import { planPresets } from '../../domain/visits/due.ts'
import { ownsArea } from '../scope.ts'

/** The plans of a district; ours, marked as preset, until it has one of its own. */
export async function plansOf(
  db: Db,
  districtId: string,
): Promise<{ plans: PlanView[]; preset: boolean }> {
  const rows = await db
    .selectFrom('fieldwork.visit_plan')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('kind')
    .orderBy('every_days')
    .execute()
  if (rows.length === 0)
    return {
      plans: planPresets.map((p) => PlanView.parse({ ...p, id: null, active: true, version: 0 })),
      preset: true,
    }
  return {
    plans: rows.map((row) =>
      PlanView.parse({
        id: row.id,
        kind: row.kind,
        need: row.need,
        everyDays: row.every_days,
        active: row.active,
        version: row.version,
      }),
    ),
    preset: false,
  }
}

export interface PlanInput extends Omit<PlanView, 'id' | 'version'> {
  id: string
  baseVersion: number | null
}

/** Adds or changes a plan; the first one makes the presets the district's own, so that none is lost. */
export async function savePlan(
  db: Db,
  { caller, now }: { caller: Caller; now: Date },
  { id, baseVersion, ...plan }: PlanInput,
): Promise<{ id: string; version: number }> {
  const { districtId } = caller
  if (!ownsArea(caller, districtId)) throw forbidden('fieldwork.plans_of_district')
  return transact(db, async (tx) => {
    const { preset } = await plansOf(tx, districtId)
    const others = planPresets.filter((p) => p.kind !== plan.kind || p.need !== plan.need)
    if (preset)
      await tx
        .insertInto('fieldwork.visit_plan')
        .values(
          others.map((p) => ({
            district_id: districtId,
            id: randomUUID(),
            kind: p.kind,
            need: p.need,
            every_days: p.everyDays,
          })),
        )
        .onConflict((c) => c.constraint('visit_plan_once').doNothing())
        .execute()
    const { version } = await saveVersioned(tx, {
      table: 'fieldwork.visit_plan',
      key: { district_id: districtId, id },
      values: {
        kind: plan.kind,
        need: plan.need,
        every_days: plan.everyDays,
        active: plan.active,
      },
      baseVersion,
      outOfDate: 'fieldwork.out_of_date',
    }).catch((error: unknown) => {
      if (brokenConstraint(error) === 'visit_plan_once') throw refused('fieldwork.plan_exists')
      throw error
    })
    await audit(tx, caller, {
      act: 'fieldwork.plan_saved',
      subjectKind: 'visit_plan',
      subjectId: id,
      details: { kind: plan.kind, need: plan.need, everyDays: plan.everyDays, active: plan.active },
      at: now,
    })
    return { id, version }
  })
}

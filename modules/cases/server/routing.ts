import { randomUUID } from 'node:crypto'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { brokenConstraint, transact } from '#platform/server/database.ts'
import { invalid, refused } from '#platform/server/problem.ts'
import { audit } from '#modules/people/server/index.ts'
import type { RoutingRule } from '../contract/routing.ts'
import { route, type Rule } from '../domain/routing.ts'

interface Routable {
  district_id: string
  matter_kind: string | null
  matter_code: string | null
  guide_item_code: string | null
  urgency: string
  street_code: string
  community_code: string
  grid_code: string
}

export async function listRules(db: Db, districtId: string): Promise<RoutingRule[]> {
  const rows = await db
    .selectFrom('cases.routing_rule')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('position')
    .execute()
  return rows.map((r) => ({
    id: r.id,
    position: r.position,
    name: r.name,
    whenMatters: r.when_matters,
    whenGuides: r.when_guides,
    whenAreas: r.when_areas,
    whenUrgency: r.when_urgency,
    unitId: r.unit_id,
    enabled: r.enabled,
    version: r.version,
  }))
}

/** What is kept with the case: the rule that fired, as it was then, and why. */
export async function proposeFor(db: Db, kase: Routable) {
  const rules: Rule[] = await listRules(db, kase.district_id)
  const { rule, unitId, why } = route(rules, {
    matter: kase.matter_code === null ? null : `${kase.matter_kind}:${kase.matter_code}`,
    guide: kase.guide_item_code,
    area: kase.grid_code || kase.community_code || kase.street_code || kase.district_id,
    urgency: kase.urgency,
  })
  return {
    rule: rule && { id: rule.id, position: rule.position, name: rule.name },
    unitId,
    why: why as string[],
  }
}

export async function saveRule(
  db: Db,
  caller: Caller,
  rule: Omit<RoutingRule, 'id'> & { id?: string },
  now: Date,
): Promise<RoutingRule> {
  const id = rule.id ?? randomUUID()
  const saved = await transact(db, async (tx) => {
    const before = await tx
      .selectFrom('cases.routing_rule')
      .select('version')
      .where('district_id', '=', caller.districtId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (before && before.version !== rule.version) throw refused('cases.out_of_date', { since: [] })
    const row = {
      district_id: caller.districtId,
      id,
      position: rule.position,
      name: rule.name,
      when_matters: rule.whenMatters,
      when_guides: rule.whenGuides,
      when_areas: rule.whenAreas,
      when_urgency: rule.whenUrgency,
      unit_id: rule.unitId,
      enabled: rule.enabled,
      version: before ? before.version + 1 : 0,
    }
    await tx
      .insertInto('cases.routing_rule')
      .values(row)
      .onConflict((c) => c.columns(['district_id', 'id']).doUpdateSet(row))
      .execute()
    await audit(tx, caller, {
      act: 'cases.routing_rule_saved',
      subjectKind: 'routing_rule',
      subjectId: id,
      details: { ...rule },
      at: now,
    })
    return { ...rule, id, version: row.version }
  }).catch((error: unknown) => {
    if (brokenConstraint(error)) throw invalid('cases.unit_not_found')
    throw error
  })
  return saved
}

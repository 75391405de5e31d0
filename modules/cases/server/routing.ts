import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { audit, findUnit, nameOf } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { RoutingChange, RoutingRule } from '../contract/routing.ts'
import { route, type Rule } from '../domain/routing.ts'
import { placesOf } from '../domain/rule-places.ts'

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
    .orderBy('id')
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

/** Changes of the rules of one district come one after the other: their order is one thing. */
async function lockRules(tx: Tx, districtId: string): Promise<RoutingRule[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`routing ${districtId}`}, 0))`.execute(
    tx,
  )
  return listRules(tx, districtId)
}

interface Change {
  act: RoutingChange['act']
  ruleId: string | null
  before: object | null
  after: object | null
}

async function recordChange(tx: Tx, caller: Caller, change: Change, now: Date): Promise<void> {
  const { districtId } = caller
  const { last } = await tx
    .selectFrom('cases.routing_change')
    .where('district_id', '=', districtId)
    .select(sql<number>`coalesce(max(seq), 0)`.as('last'))
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('cases.routing_change')
    .values({
      district_id: districtId,
      seq: last + 1,
      rule_id: change.ruleId,
      act: change.act,
      before: change.before && JSON.stringify(change.before),
      after: change.after && JSON.stringify(change.after),
      by_person: caller.personId,
      by_post: caller.postId,
      at: now,
    })
    .execute()
  await audit(tx, caller, {
    act: 'cases.routing_rule_saved',
    subjectKind: 'routing_rule',
    subjectId: change.ruleId ?? 'order',
    details: { ...change },
    at: now,
  })
}

/** The rule as the editor saw it, or 409 with what was changed since. */
async function sameVersion(
  tx: Tx,
  districtId: string,
  { before, version }: { before: RoutingRule; version: number },
): Promise<void> {
  if (before.version === version) return
  const since = (await routingChanges(tx, districtId)).filter((c) => c.ruleId === before.id)
  throw refused('cases.out_of_date', { since: since.slice(0, 5) })
}

/** Adds a rule or changes one. A rule that is there keeps its place: `orderRules` moves it. */
export async function saveRule(
  db: Db,
  caller: Caller,
  rule: Omit<RoutingRule, 'id'> & { id?: string },
  now: Date,
): Promise<RoutingRule> {
  const { districtId } = caller
  const id = rule.id ?? randomUUID()
  return transact(db, async (tx) => {
    const before = (await lockRules(tx, districtId)).find((r) => r.id === id)
    if (before) await sameVersion(tx, districtId, { before, version: rule.version })
    if (!(await findUnit(tx, districtId, rule.unitId))) throw invalid('cases.unit_not_found')
    const after = {
      ...rule,
      id,
      position: before?.position ?? rule.position,
      version: before ? before.version + 1 : 0,
    }
    const row = {
      position: after.position,
      name: after.name,
      when_matters: after.whenMatters,
      when_guides: after.whenGuides,
      when_areas: after.whenAreas,
      when_urgency: after.whenUrgency,
      unit_id: after.unitId,
      enabled: after.enabled,
      version: after.version,
    }
    await tx
      .insertInto('cases.routing_rule')
      .values({ district_id: districtId, id, ...row })
      .onConflict((c) => c.columns(['district_id', 'id']).doUpdateSet(row))
      .execute()
    const act = before ? 'changed' : 'added'
    await recordChange(tx, caller, { act, ruleId: id, before: before ?? null, after }, now)
    return after
  })
}

/** Deletes a rule. Cases that it sent carry its name, and the changes keep what it was. */
export async function deleteRule(
  db: Db,
  caller: Caller,
  { id, version }: { id: string; version: number },
  now: Date,
): Promise<void> {
  const { districtId } = caller
  await transact(db, async (tx) => {
    const before = (await lockRules(tx, districtId)).find((r) => r.id === id)
    if (!before) throw notFound('cases.routing_rule_not_found')
    await sameVersion(tx, districtId, { before, version })
    await tx
      .deleteFrom('cases.routing_rule')
      .where('district_id', '=', districtId)
      .where('id', '=', id)
      .execute()
    await recordChange(tx, caller, { act: 'deleted', ruleId: id, before, after: null }, now)
  })
}

const named = (rules: RoutingRule[]) => ({ order: rules.map((r) => r.name) })

/** Puts the rules into another order; 409 where somebody has moved, added or deleted one meanwhile. */
export async function orderRules(
  db: Db,
  caller: Caller,
  order: { ids: string[]; seen: string[] },
  now: Date,
): Promise<RoutingRule[]> {
  const { districtId } = caller
  return transact(db, async (tx) => {
    const there = await lockRules(tx, districtId)
    const ids = there.map((r) => r.id)
    if (ids.join() !== order.seen.join()) throw refused('cases.out_of_date', { since: [] })
    if (ids.toSorted().join() !== order.ids.toSorted().join())
      throw invalid('cases.not_the_same_rules')
    for (const [index, id] of order.ids.entries())
      // oxlint-disable-next-line no-await-in-loop -- a dozen rows on one connection
      await tx
        .updateTable('cases.routing_rule')
        .set({ position: index + 1 })
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    const after = await listRules(tx, districtId)
    await recordChange(
      tx,
      caller,
      { act: 'ordered', ruleId: null, before: named(there), after: named(after) },
      now,
    )
    return after
  })
}

/** Puts rules at places of their own, the others around them; rules that stand there already stay. */
export async function placeRules(
  tx: Tx,
  caller: Caller,
  given: ReadonlyMap<string, number>,
  now: Date,
): Promise<RoutingRule[]> {
  const { districtId } = caller
  const before = await lockRules(tx, districtId)
  const places = placesOf(before, given)
  const moved = before.filter((r) => places.get(r.id) !== r.position)
  if (moved.length === 0) return before
  for (const { id, position } of moved)
    // oxlint-disable-next-line no-await-in-loop -- a dozen rows on one connection
    await tx
      .updateTable('cases.routing_rule')
      .set({ position: places.get(id) ?? position })
      .where('district_id', '=', districtId)
      .where('id', '=', id)
      .execute()
  const after = await listRules(tx, districtId)
  const change = { act: 'ordered' as const, ruleId: null, before: named(before) }
  await recordChange(tx, caller, { ...change, after: named(after) }, now)
  return after
}

/** The last changes of the rules, newest first. */
export async function routingChanges(db: Db, districtId: string): Promise<RoutingChange[]> {
  const rows = await db
    .selectFrom('cases.routing_change')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('seq', 'desc')
    .limit(50)
    .execute()
  const personIds = rows.flatMap((r) => (r.by_person === null ? [] : [r.by_person]))
  const { persons } = await nameOf(db, districtId, { personIds })
  return rows.map((r) => ({
    seq: r.seq,
    act: r.act as RoutingChange['act'], // oxlint-disable-line typescript/no-unsafe-type-assertion -- checked by the table
    ruleId: r.rule_id,
    before: r.before,
    after: r.after,
    by: r.by_person === null ? null : (persons.get(r.by_person) ?? null),
    at: r.at.toISOString(),
  }))
}

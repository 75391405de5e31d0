import { sql } from 'kysely'
import { readMatter } from '#modules/catalogue/server/index.ts'
import { audit, nameOf } from '#modules/people/server/index.ts'
import { areaNames } from '#modules/places/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import { transact, type Db, type Tx } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import type { z } from 'zod'
import type { InspectionPlanView, saveInspectionPlan } from '../../contract/inspections.ts'
import { bodiesWith, powerOf } from '../../domain/authority.ts'
import { enterpriseKinds } from '../../domain/inspection-cap.ts'
import { planDays, planStates, refuseDeciding } from '../../domain/inspection-plan.ts'
import { dayIn } from '../files/change.ts'
import { authoritiesOf, oneOf } from '../powers/authority.ts'
import { lawOf } from '../refusals.ts'

type Given = z.output<typeof saveInspectionPlan.body>

interface By {
  caller: Caller
  now: Date
}

/** Whether a plan's area touches the caller's own: it lies in it, or holds it. */
const touches = ({ scope }: Caller) =>
  scope.areas.length === 0
    ? sql<boolean>`false`
    : sql<boolean>`exists (select from unnest(${scope.areas}::text[]) own
        where starts_with(p.area_code, own) or starts_with(own, p.area_code))`

const ownsArea = ({ scope }: Caller, code: string) =>
  scope.areas.some((own) => own !== '' && code.startsWith(own))

/**
 * Keeps a plan that nobody has approved yet: of a body that has the power to inspect in each of its
 * matters, for an area of the caller's own. What is approved is changed no more.
 */
export async function savePlan(
  db: Db,
  plan: Given & { planId: string },
  { caller, now }: By,
): Promise<{ version: number }> {
  const { personId } = personOf(caller)
  if (!ownsArea(caller, plan.areaCode)) throw forbidden('enforcement.outside_area')
  if (new Set(plan.items.map((item) => item.id)).size !== plan.items.length)
    throw invalid('enforcement.item_twice')
  return transact(db, async (tx) => {
    const matters = await mattersOf(tx, caller, plan, now)
    const held = await holdPlan(tx, caller.districtId, plan.planId)
    if (held && (held.state !== 'draft' || !ownsArea(caller, held.area_code)))
      throw refused('enforcement.plan_decided')
    if (held && plan.baseVersion !== held.version)
      throw refused('enforcement.settings_out_of_date', { version: held.version })
    const values = {
      body_id: plan.bodyId,
      title: plan.title,
      year: plan.year,
      month: plan.month,
      area_code: plan.areaCode,
    }
    const version = (held?.version ?? 0) + 1
    const key = { district_id: caller.districtId, id: plan.planId }
    if (held)
      await tx
        .updateTable('enforcement.admin_inspection_plan')
        .set({ ...values, version, made_by: personId, made_at: now })
        .where('district_id', '=', key.district_id)
        .where('id', '=', key.id)
        .execute()
    else
      await tx
        .insertInto('enforcement.admin_inspection_plan')
        .values({ ...key, ...values, made_by: personId, made_at: now })
        .execute()
    await keepItems(tx, caller.districtId, plan, matters)
    await audit(tx, caller, {
      act: 'enforcement.plan_saved',
      subjectKind: 'enforcement.admin_inspection_plan',
      subjectId: plan.planId,
      details: { title: plan.title, items: plan.items.length },
      at: now,
    })
    return { version }
  })
}

/** One plan, held; two who begin the same one at once come one after the other. */
async function holdPlan(tx: Tx, districtId: string, planId: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inspection plan ${districtId} ${planId}`}, 0))`.execute(
    tx,
  )
  return tx
    .selectFrom('enforcement.admin_inspection_plan')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
}

/** The names of the matters; one that the body may not inspect is refused with whose power it is. */
async function mattersOf(tx: Tx, caller: Caller, plan: Given, now: Date) {
  const { districtId } = caller
  const { today } = await dayIn(tx, districtId, now)
  const { from, until } = planDays(plan)
  if (until < today) throw refused('enforcement.plan_over')
  const day = from < today ? today : from
  const entries = await authoritiesOf(tx, districtId)
  const names = new Map<string, string>()
  for (const matterCode of new Set(plan.items.map((item) => item.matterCode))) {
    const matter = await readMatter(tx, districtId, 'matter', matterCode) // oxlint-disable-line no-await-in-loop -- one connection
    if (!matter) throw invalid('enforcement.matter_unknown')
    const ask = { matterCode, power: 'inspect' as const, day }
    if (!powerOf(entries, { ...ask, bodyId: plan.bodyId }))
      throw refused('enforcement.not_yours_to_inspect', {
        bodies: bodiesWith(entries, ask).map((entry) => entry.bodyName),
        law: lawOf('inspectors'),
      })
    names.set(matterCode, matter.name)
  }
  return names
}

async function keepItems(
  tx: Tx,
  districtId: string,
  plan: Given & { planId: string },
  matters: ReadonlyMap<string, string>,
): Promise<void> {
  // A draft has nothing that hangs on its items.
  await tx
    .deleteFrom('enforcement.admin_inspection_item')
    .where('district_id', '=', districtId)
    .where('plan_id', '=', plan.planId)
    .execute()
  await tx
    .insertInto('enforcement.admin_inspection_item')
    .values(
      plan.items.map((item, position) => ({
        district_id: districtId,
        plan_id: plan.planId,
        id: item.id,
        position,
        matter_code: item.matterCode,
        matter_name: matters.get(item.matterCode) ?? '',
        basis: item.basis,
        looks: item.looks,
        subject_kind: item.kind,
        times: item.times,
      })),
    )
    .execute()
}

/** Approves a plan that somebody else drew up, or withdraws one; what was inspected by it stays. */
export async function decidePlan(
  db: Db,
  wish: { planId: string; to: 'approved' | 'withdrawn'; words: string; baseVersion: number },
  { caller, now }: By,
): Promise<{ version: number }> {
  const { personId } = personOf(caller)
  return transact(db, async (tx) => {
    const row = await holdPlan(tx, caller.districtId, wish.planId)
    if (!row || !ownsArea(caller, row.area_code)) throw notFound('enforcement.plan_not_found')
    const { today } = await dayIn(tx, caller.districtId, now)
    // Pressed twice, it is decided once.
    if (row.state === wish.to && row.decided_by === personId) return { version: row.version }
    if (row.version !== wish.baseVersion)
      throw refused('enforcement.settings_out_of_date', { version: row.version })
    const plan = {
      state: oneOf(planStates, row.state),
      madeBy: row.made_by,
      until: planDays(row).until,
    }
    const refusal = refuseDeciding(plan, wish, { personId, today })
    if (refusal !== null) throw refused(`enforcement.${refusal}`)
    const version = row.version + 1
    await tx
      .updateTable('enforcement.admin_inspection_plan')
      .set({
        state: wish.to,
        decided_by: personId,
        decided_at: now,
        decided_words: wish.words,
        version,
      })
      .where('district_id', '=', caller.districtId)
      .where('id', '=', row.id)
      .execute()
    await audit(tx, caller, {
      act: `enforcement.plan_${wish.to}`,
      subjectKind: 'enforcement.admin_inspection_plan',
      subjectId: row.id,
      details: { title: row.title },
      at: now,
    })
    return { version }
  })
}

/** Plans that touch the own area, the newest first, each with how much of it is done. */
export async function listPlans(db: Db, { caller, now }: By) {
  const { districtId } = caller
  const { today } = await dayIn(db, districtId, now)
  const rows = await db
    .selectFrom('enforcement.admin_inspection_plan as p')
    .selectAll('p')
    .where('p.district_id', '=', districtId)
    .where(touches(caller))
    .orderBy('p.year', 'desc')
    .orderBy('p.month', (o) => o.desc().nullsLast())
    .orderBy('p.made_at', 'desc')
    .limit(60)
    .execute()
  const areas = await areaNames(db, districtId)
  const names = await nameOf(db, districtId, {
    personIds: rows.flatMap((row) => [row.made_by, row.decided_by ?? []].flat()),
    organisationIds: rows.map((row) => row.body_id),
  })
  const items = await itemsOf(
    db,
    districtId,
    rows.map((row) => row.id),
  )
  const plans = rows.map((row): InspectionPlanView => ({
    id: row.id,
    bodyId: row.body_id,
    bodyName: names.organisations.get(row.body_id) ?? '',
    title: row.title,
    year: row.year,
    month: row.month,
    areaCode: row.area_code,
    areaName: areas.get(row.area_code) ?? '',
    state: oneOf(planStates, row.state),
    items: items.filter((item) => item.planId === row.id),
    madeBy: names.persons.get(row.made_by) ?? '',
    madeAt: row.made_at.toISOString(),
    decidedBy: row.decided_by && (names.persons.get(row.decided_by) ?? ''),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedWords: row.decided_words,
    version: row.version,
    allowed: allowedOf(caller, row, today),
  }))
  const mayPlan = caller.verbs.has('enforcement.plan')
  return { plans, mayPlan, ...(await choicesOf(db, caller, areas)), today }
}

function allowedOf(
  caller: Caller,
  row: { state: string; made_by: string; area_code: string; year: number; month: number | null },
  today: string,
): InspectionPlanView['allowed'] {
  if (!ownsArea(caller, row.area_code)) return []
  const plan = {
    state: oneOf(planStates, row.state),
    madeBy: row.made_by,
    until: planDays(row).until,
  }
  const who = { personId: caller.personId ?? '', today }
  const may = (to: 'approved' | 'withdrawn') =>
    caller.verbs.has('enforcement.approve') &&
    refuseDeciding(plan, { to, words: '-' }, who) === null
  return [
    ...(plan.state === 'draft' && caller.verbs.has('enforcement.plan') ? ['change' as const] : []),
    ...(may('approved') ? ['approve' as const] : []),
    ...(may('withdrawn') ? ['withdraw' as const] : []),
  ]
}

/** Whose plan it may be, and for which of the own areas down to communities. */
async function choicesOf(db: Db, caller: Caller, areas: ReadonlyMap<string, string>) {
  const offices = await db
    .selectFrom('enforcement.office')
    .select(['body_id as id', 'name'])
    .where('district_id', '=', caller.districtId)
    .orderBy('name')
    .execute()
  return {
    bodies: offices,
    areas: [...areas]
      .filter(([code]) => [6, 9, 12].includes(code.length) && ownsArea(caller, code))
      .map(([code, name]) => ({ code, name })),
  }
}

async function itemsOf(db: Db, districtId: string, planIds: readonly string[]) {
  if (planIds.length === 0) return []
  const { rows } = await sql<{
    plan_id: string
    id: string
    matter_code: string
    matter_name: string
    basis: string
    looks: string[]
    subject_kind: string
    times: number
    enterprises: number
    done: number
  }>`
    select i.*, (select count(*)::int from subjects.v_subject s
        where s.district_id = i.district_id and s.kind = i.subject_kind and s.status = 'active'
          and s.root_id = s.id and p.area_code in (s.district_id, s.street_code, s.community_code)) as enterprises,
      (select count(*)::int from enforcement.admin_inspection a
        where a.district_id = i.district_id and a.plan_id = i.plan_id and a.item_id = i.id
          and a.voided_at is null) as done
    from enforcement.admin_inspection_item i
    join enforcement.admin_inspection_plan p on p.district_id = i.district_id and p.id = i.plan_id
    where i.district_id = ${districtId} and i.plan_id = any(${planIds}::uuid[])
    order by i.plan_id, i.position`.execute(db)
  return rows.map((row) => ({
    planId: row.plan_id,
    id: row.id,
    matterCode: row.matter_code,
    matterName: row.matter_name,
    basis: row.basis,
    looks: row.looks,
    kind: oneOf(enterpriseKinds, row.subject_kind),
    times: row.times,
    enterprises: row.enterprises,
    done: row.done,
  }))
}

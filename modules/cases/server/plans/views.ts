import { sql } from 'kysely'
import { groupBy } from '#kernel/group.ts'
import { dateOfDay, dayAt } from '#kernel/zone.ts'
import { nameOf } from '#modules/people/server/index.ts'
import { readDistrict } from '#modules/places/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { notFound } from '#platform/server/problem.ts'
import type { ConsentView, OpenStep, PlanView, StepView } from '../../contract/plans.ts'
import { isFinal } from '../../domain/case.ts'
import {
  isOpenStep,
  mayChangePlan,
  mayEndPlan,
  mayVisit,
  openParts,
  stepMoves,
} from '../../domain/plan.ts'
import { visibleTo } from '../scope.ts'
import { isoOrNull, titleFor } from '../views.ts'
import { partsOf, planOf, plannerOf, stepOf, type ConsentRow, type StepRow } from './parts.ts'

/** The plans of one case, the newest first. */
export async function plansOfCase(db: Db, caller: Caller, at: { caseId: string; now: Date }) {
  const kase = await db
    .selectFrom('cases.case as c')
    .select(['c.version', 'c.status'])
    .where('c.id', '=', at.caseId)
    .where(visibleTo(caller))
    .executeTakeFirst()
  if (!kase) throw notFound('cases.case_not_found')
  const rows = await rowsOf(db, caller, { caseId: at.caseId })
  return {
    plans: await viewsOf(db, caller, { rows, now: at.now }),
    version: kase.version,
    mayPlan:
      caller.verbs.has('cases.plan') &&
      !isFinal(kase.status) &&
      !rows.some((r) => r.state === 'open'),
  }
}

/** Plans over cases in the scope; among the open ones those with late steps first. */
export async function planBoard(
  db: Db,
  caller: Caller,
  { state, now }: { state: 'open' | 'ended'; now: Date },
): Promise<PlanView[]> {
  const rows = await rowsOf(db, caller, { state })
  const views = await viewsOf(db, caller, { rows, now })
  return state === 'open' ? views.toSorted((a, b) => late(b) - late(a)) : views
}

/** What the own unit has still to do in open plans, the step due first on top. */
export async function openSteps(db: Db, caller: Caller, now: Date): Promise<OpenStep[]> {
  const units: readonly string[] = plannerOf(caller).unitIds
  if (units.length === 0) return []
  const rows = await rowsOf(db, caller, { state: 'open', units })
  const views = await viewsOf(db, caller, { rows, now })
  return views
    .flatMap(({ steps, ...plan }) =>
      steps
        .filter((step) => isOpenStep(step.state) && units.includes(step.unitId))
        .map((step) => ({
          planId: plan.id,
          caseId: plan.caseId,
          caseTitle: plan.caseTitle,
          caseShortCode: plan.caseShortCode,
          caseAddress: plan.caseAddress,
          caseVersion: plan.caseVersion,
          goal: plan.goal,
          step,
        })),
    )
    .toSorted((a, b) => a.step.dueOn.localeCompare(b.step.dueOn))
}

const late = (plan: PlanView) => plan.steps.filter((s) => s.overdue).length

interface PlansOf {
  caseId?: string
  state?: 'open' | 'ended'
  /** Plans in which one of these units has something to do. */
  units?: readonly string[]
}

function rowsOf(db: Db, caller: Caller, of: PlansOf) {
  return db
    .selectFrom('cases.plan as p')
    .innerJoin('cases.case as c', (j) =>
      j.onRef('c.district_id', '=', 'p.district_id').onRef('c.id', '=', 'p.case_id'),
    )
    .selectAll('p')
    .select(['c.title', 'c.short_code', 'c.number', 'c.address', 'c.version', 'c.confidential'])
    .select('c.matter_name')
    .where('p.district_id', '=', caller.districtId)
    .where(visibleTo(caller))
    .$if(of.caseId !== undefined, (q) => q.where('p.case_id', '=', of.caseId!))
    .$if(of.state !== undefined, (q) =>
      q.where('p.state', 'in', of.state === 'open' ? ['open'] : ['done', 'dropped']),
    )
    .$if(of.units !== undefined, (q) =>
      q.where(sql<boolean>`exists (select from cases.plan_step s
        where s.district_id = p.district_id and s.plan_id = p.id
          and s.state in ('todo', 'doing') and s.unit_id = any(${[...(of.units ?? [])]}::uuid[]))`),
    )
    .orderBy('p.made_at', 'desc')
    .limit(200)
    .execute()
}
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

async function besides(db: Db, caller: Caller, rows: readonly Row[]) {
  const { districtId } = caller
  const ids = rows.map((r) => r.id)
  const { steps, consents } = await partsOf(db, districtId, ids)
  const visits = await db
    .selectFrom('cases.plan_visit')
    .selectAll()
    .where('district_id', '=', districtId)
    .where('plan_id', 'in', ids)
    .orderBy('visited_at')
    .execute()
  const names = await nameOf(db, districtId, {
    personIds: [
      ...rows.map((r) => r.made_by),
      ...visits.map((v) => v.written_by),
      ...steps.map((s) => s.person_id).filter((id) => id !== null),
    ],
    postIds: rows.map((r) => r.made_post),
    organisationIds: steps.map((s) => s.unit_id),
  })
  const { timeZone } = await readDistrict(db, districtId)
  return {
    steps: groupBy(steps, (s) => s.plan_id),
    consents: groupBy(consents, (c) => c.plan_id),
    visits: groupBy(visits, (v) => v.plan_id),
    names,
    timeZone,
  }
}
type Besides = Awaited<ReturnType<typeof besides>>

async function viewsOf(
  db: Db,
  caller: Caller,
  { rows, now }: { rows: readonly Row[]; now: Date },
): Promise<PlanView[]> {
  if (rows.length === 0) return []
  const all = await besides(db, caller, rows)
  const today = dateOfDay(dayAt(all.timeZone, now.getTime()))
  return rows.map((row) => viewOf(row, all, caller, today))
}

function viewOf(row: Row, all: Besides, caller: Caller, today: string): PlanView {
  const steps = all.steps.get(row.id) ?? []
  const consents = all.consents.get(row.id) ?? []
  const plan = planOf(row, steps, consents)
  const by = plannerOf(caller)
  const allowed: PlanView['allowed'] = []
  if (mayChangePlan(plan, by).ok) allowed.push('change')
  if (mayVisit(plan, by).ok) allowed.push('visit')
  if (mayEndPlan(plan, by, 'done').ok) allowed.push('done')
  if (mayEndPlan(plan, by, 'dropped').ok) allowed.push('drop')
  return {
    id: row.id,
    caseId: row.case_id,
    caseTitle: titleFor(row, caller.verbs),
    caseShortCode: row.short_code,
    caseNumber: row.number,
    caseAddress: row.address,
    caseVersion: row.version,
    goal: row.goal,
    state: plan.state,
    madeBy: [all.names.posts.get(row.made_post), all.names.persons.get(row.made_by)]
      .filter(Boolean)
      .join(' '),
    madeAt: row.made_at.toISOString(),
    endedAt: isoOrNull(row.ended_at),
    endedWords: row.ended_words,
    steps: steps.map((step) =>
      stepView(step, all, { today, moves: stepMoves(plan, stepOf(step), by) }),
    ),
    consents: consents.map(consentView),
    visits: (all.visits.get(row.id) ?? []).map((v) => ({
      id: v.id,
      round: v.round,
      visitedAt: v.visited_at.toISOString(),
      words: v.words,
      by: all.names.persons.get(v.written_by) ?? '',
    })),
    open: openParts(plan),
    allowed,
  }
}

const stepView = (
  step: StepRow,
  { names }: Besides,
  { today, moves }: { today: string; moves: StepView['moves'] },
): StepView => ({
  moves,
  id: step.id,
  title: step.title,
  unitId: step.unit_id,
  unitName: names.organisations.get(step.unit_id) ?? '',
  personId: step.person_id,
  person: names.persons.get(step.person_id ?? '') ?? null,
  dueOn: step.due_on,
  overdue: step.due_on < today && isOpenStep(stepOf(step).state),
  state: stepOf(step).state,
  words: step.words,
  photos: step.file_ids,
  doneAt: isoOrNull(step.done_at),
})

/* oxlint-disable typescript/no-unsafe-type-assertion -- check constraints hold these */
const consentView = (consent: ConsentRow): ConsentView => ({
  id: consent.id,
  party: consent.party,
  kind: consent.kind as ConsentView['kind'],
  state: consent.state as ConsentView['state'],
  words: consent.words,
  photos: consent.file_ids,
  answeredAt: isoOrNull(consent.answered_at),
})
/* oxlint-enable typescript/no-unsafe-type-assertion */

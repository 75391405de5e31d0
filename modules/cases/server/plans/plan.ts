import { findUnit, holders } from '#modules/people/server/index.ts'
import { personOf, type Caller } from '#platform/server/caller.ts'
import type { Db } from '#platform/server/database.ts'
import { forbidden, invalid, notFound, refused } from '#platform/server/problem.ts'
import { isFinal } from '../../domain/case.ts'
import {
  mayChangePlan,
  mayEndPlan,
  mayMoveStep,
  mayVisit,
  type ConsentKind,
  type ConsentState,
  type StepState,
} from '../../domain/plan.ts'
import { changeCase, type Change, type ChangeInput } from '../change.ts'
import { attachTo } from '../desk.ts'
import { sentAs } from '../sent.ts'
import { letSee } from '../sight.ts'
import { findPlan, orRefuse, plannerOf, stepOf, type Held } from './parts.ts'
import { tellSteps } from './tell.ts'

export interface GivenStep {
  id: string
  title: string
  unitId: string
  personId: string | null
  dueOn: string
}
export interface GivenConsent {
  id: string
  party: string
  kind: ConsentKind
}

/** Whoever leads makes a plan for a case; one is open at a time. Sent again, it is made once. */
export async function makePlan(
  db: Db,
  input: ChangeInput & {
    id: string
    goal: string
    steps: readonly GivenStep[]
    consents: readonly GivenConsent[]
  },
): Promise<void> {
  const { caller, caseId } = input
  if (await isKnown(db, caller, { table: 'cases.plan', id: input.id, of: caseId })) return
  await changeCase(db, input, async (change) => {
    const { tx, row, now } = change
    if (!caller.verbs.has('cases.plan')) throw forbidden('request.forbidden')
    if (isFinal(row.status)) throw refused('cases.wrong_status', { status: row.status })
    const open = await tx
      .selectFrom('cases.plan')
      .select('id')
      .where('district_id', '=', row.district_id)
      .where('case_id', '=', row.id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (open) throw refused('cases.plan_made')
    const { personId, postId } = personOf(caller)
    await tx
      .insertInto('cases.plan')
      .values({
        district_id: row.district_id,
        id: input.id,
        case_id: row.id,
        goal: input.goal,
        made_by: personId,
        made_post: postId,
        made_at: now,
      })
      .execute()
    await addSteps(change, input.id, { given: input.steps, from: 0 })
    await addConsents(change, input.id, input.consents)
    await tellSteps(change, input.steps)
    return {
      type: 'case.plan_made',
      body: {
        planId: input.id,
        words: input.goal,
        steps: input.steps,
        consents: input.consents.length,
      },
    }
  })
}

async function isKnown(
  db: Db,
  caller: Caller,
  { table, id, of }: { table: 'cases.plan' | 'cases.plan_visit'; id: string; of: string },
): Promise<boolean> {
  const row = await db
    .selectFrom(table)
    .select(table === 'cases.plan' ? 'case_id as of' : 'plan_id as of')
    .where('district_id', '=', caller.districtId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.of !== of) throw refused('cases.client_id_taken')
  return row !== undefined
}

async function addSteps(
  change: Change,
  planId: string,
  { given, from }: { given: readonly GivenStep[]; from: number },
): Promise<void> {
  const { tx, row } = change
  if (new Set(given.map((s) => s.id)).size !== given.length) throw invalid('cases.plan_ids')
  for (const step of given) await checkStep(change, step) // oxlint-disable-line no-await-in-loop -- one connection
  if (given.length === 0) return
  const added = await tx
    .insertInto('cases.plan_step')
    .values(
      given.map((step, index) => ({
        district_id: row.district_id,
        id: step.id,
        plan_id: planId,
        case_id: row.id,
        position: from + index + 1,
        title: step.title,
        unit_id: step.unitId,
        person_id: step.personId,
        due_on: step.dueOn,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute()
  if (added.length !== given.length) throw refused('cases.client_id_taken')
  await letSee(
    tx,
    row,
    given.map((step) => step.unitId),
  )
}

/** A unit that takes cases, and somebody who is in it today. */
async function checkStep({ tx, row, now }: Change, step: GivenStep): Promise<void> {
  const unit = await findUnit(tx, row.district_id, step.unitId)
  if (!unit?.active) throw invalid('cases.unit_not_found')
  if (step.personId === null) return
  const crew = await holders(tx, row.district_id, { unitId: unit.id, on: now })
  if (!crew.some((h) => h.personId === step.personId)) throw invalid('cases.person_not_in_unit')
}

async function addConsents(
  { tx, row }: Change,
  planId: string,
  given: readonly GivenConsent[],
): Promise<void> {
  if (given.length === 0) return
  if (new Set(given.map((c) => c.id)).size !== given.length) throw invalid('cases.plan_ids')
  const added = await tx
    .insertInto('cases.plan_consent')
    .values(given.map((consent) => ({ district_id: row.district_id, plan_id: planId, ...consent })))
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute()
  if (added.length !== given.length) throw refused('cases.client_id_taken')
}

interface OnPlan extends ChangeInput {
  planId: string
}

/** The goal, steps that are new or changed, more parties: what was before stands in the event. */
export async function changePlan(
  db: Db,
  input: OnPlan & {
    goal?: string | undefined
    steps: readonly GivenStep[]
    consents: readonly GivenConsent[]
    words: string
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const held = await findPlan(change, input.planId)
    orRefuse(mayChangePlan(held.plan, plannerOf(change.caller)), held.plan)
    const { tx, row } = change
    const goal = input.goal ?? held.row.goal
    await tx
      .updateTable('cases.plan')
      .set({ goal })
      .where('district_id', '=', row.district_id)
      .where('id', '=', held.row.id)
      .execute()
    const there = new Map(held.steps.map((s) => [s.id, s]))
    const fresh = input.steps.filter((s) => !there.has(s.id))
    const changed = input.steps.filter((s) => there.has(s.id))
    for (const step of changed) await saveStep(change, step) // oxlint-disable-line no-await-in-loop -- one connection
    const last = Math.max(0, ...held.steps.map((s) => s.position))
    await addSteps(change, held.row.id, { given: fresh, from: last })
    await tellSteps(change, input.steps)
    const parties = new Set(held.consents.map((c) => c.id))
    await addConsents(
      change,
      held.row.id,
      input.consents.filter((c) => !parties.has(c.id)),
    )
    return {
      type: 'case.plan_changed',
      body: {
        planId: held.row.id,
        words: input.words,
        before: {
          goal: held.row.goal,
          steps: changed.map(({ id }) => toldStep(there.get(id))),
        },
        goal,
        steps: input.steps,
        consents: input.consents.length,
      },
    }
  })
}

const toldStep = (step: Held['steps'][number] | undefined) =>
  step && {
    id: step.id,
    title: step.title,
    unitId: step.unit_id,
    personId: step.person_id,
    dueOn: step.due_on,
  }

async function saveStep(change: Change, step: GivenStep): Promise<void> {
  await checkStep(change, step)
  await change.tx
    .updateTable('cases.plan_step')
    .set({
      title: step.title,
      unit_id: step.unitId,
      person_id: step.personId,
      due_on: step.dueOn,
    })
    .where('district_id', '=', change.row.district_id)
    .where('id', '=', step.id)
    .execute()
  await letSee(change.tx, change.row, [step.unitId])
}

/** A unit's own step, or any by whoever leads. */
export async function moveStep(
  db: Db,
  input: OnPlan & {
    stepId: string
    to: StepState
    words: string
    photos: readonly string[]
    clientId?: string | null
  },
): Promise<void> {
  const { stepId, to, words, photos, clientId } = input
  const sent = sentAs(clientId, { stepId, to, words, photos })
  await changeCase(db, { ...input, sent }, async (change) => {
    const held = await findPlan(change, input.planId)
    const step = held.steps.find((s) => s.id === input.stepId)
    if (!step) throw notFound('cases.plan_step_not_found')
    const by = plannerOf(change.caller)
    orRefuse(mayMoveStep(held.plan, stepOf(step), by, input.to), held.plan)
    await change.tx
      .updateTable('cases.plan_step')
      .set({
        state: input.to,
        words: input.words,
        file_ids: [...step.file_ids, ...input.photos],
        done_at: input.to === 'done' ? change.now : null,
      })
      .where('district_id', '=', step.district_id)
      .where('id', '=', step.id)
      .execute()
    await attachTo(change, 'addition', input.photos)
    const unit = await findUnit(change.tx, step.district_id, step.unit_id)
    return {
      type: 'case.plan_step_moved',
      body: {
        planId: held.row.id,
        stepId: step.id,
        title: step.title,
        unit: unit?.name ?? '',
        before: step.state,
        to: input.to,
        words: [step.title, input.words].filter(Boolean).join('：'),
        photos: input.photos,
      },
    }
  })
}

/** What a household, a merchant or another party said; the signed paper goes with it. */
export async function answerConsent(
  db: Db,
  input: OnPlan & {
    consentId: string
    answer: ConsentState
    words: string
    photos: readonly string[]
  },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const held = await findPlan(change, input.planId)
    const consent = held.consents.find((c) => c.id === input.consentId)
    if (!consent) throw notFound('cases.plan_consent_not_found')
    const by = plannerOf(change.caller)
    // That a consent is no longer needed is the leader's to say.
    const may = input.answer === 'waived' ? mayChangePlan : mayVisit
    orRefuse(may(held.plan, by), held.plan)
    await change.tx
      .updateTable('cases.plan_consent')
      .set({
        state: input.answer,
        words: input.words,
        file_ids: [...consent.file_ids, ...input.photos],
        answered_at: input.answer === 'waiting' ? null : change.now,
      })
      .where('district_id', '=', consent.district_id)
      .where('id', '=', consent.id)
      .execute()
    await attachTo(change, 'addition', input.photos)
    return {
      type: 'case.plan_consented',
      body: {
        planId: held.row.id,
        consentId: consent.id,
        before: consent.state,
        answer: input.answer,
        photos: input.photos,
      },
      // Who lives where and what they said is theirs: beside the chain, so that it can be erased.
      personal: { words: [consent.party, input.words].filter(Boolean).join('：') },
    }
  })
}

/** A round of visits from door to door. */
export async function noteVisit(
  db: Db,
  input: OnPlan & { visitId: string; round: number; visitedAt: Date; words: string },
): Promise<void> {
  const known = { table: 'cases.plan_visit' as const, id: input.visitId, of: input.planId }
  if (await isKnown(db, input.caller, known)) return
  await changeCase(db, input, async (change) => {
    const held = await findPlan(change, input.planId)
    orRefuse(mayVisit(held.plan, plannerOf(change.caller)), held.plan)
    if (input.visitedAt > change.now) throw invalid('cases.plan_visit_time')
    await change.tx
      .insertInto('cases.plan_visit')
      .values({
        district_id: change.row.district_id,
        id: input.visitId,
        plan_id: held.row.id,
        round: input.round,
        visited_at: input.visitedAt,
        words: input.words,
        written_by: personOf(change.caller).personId,
        written_at: change.now,
      })
      .execute()
    return {
      type: 'case.plan_visited',
      body: { planId: held.row.id, visitId: input.visitId, round: input.round, words: input.words },
    }
  })
}

export async function endPlan(
  db: Db,
  input: OnPlan & { how: 'done' | 'dropped'; words: string },
): Promise<void> {
  await changeCase(db, input, async (change) => {
    const held = await findPlan(change, input.planId)
    orRefuse(mayEndPlan(held.plan, plannerOf(change.caller), input.how), held.plan)
    await change.tx
      .updateTable('cases.plan')
      .set({
        state: input.how,
        ended_by: personOf(change.caller).personId,
        ended_at: change.now,
        ended_words: input.words,
      })
      .where('district_id', '=', held.row.district_id)
      .where('id', '=', held.row.id)
      .execute()
    return {
      type: input.how === 'done' ? 'case.plan_done' : 'case.plan_dropped',
      body: { planId: held.row.id, words: input.words },
    }
  })
}

import type { z } from 'zod'
import { mount, type Wiring } from '#platform/server/mount.ts'
import type { Endpoint } from '#platform/shared/endpoint.ts'
import * as contract from '../../contract/plans.ts'
import type { Db } from '#platform/server/database.ts'
import type { ChangeInput } from '../change.ts'
import * as plan from './plan.ts'
import { openSteps, planBoard, plansOfCase } from './views.ts'

/** A change of a plan, answered with the plans of the case as they now stand. */
function change<
  P extends z.ZodType<{ caseId: string }>,
  B extends z.ZodType<{ baseVersion: number }>,
>(
  w: Wiring,
  e: Endpoint<P, z.ZodType, B, typeof contract.plansOfCase.reply>,
  work: (db: Db, input: ChangeInput & z.output<P> & z.output<B>) => Promise<unknown>,
): void {
  mount(w, e, async ({ caller, params, body }) => {
    const now = w.clock()
    await work(w.db, { ...params, ...body, caller, now })
    return plansOfCase(w.db, caller, { caseId: params.caseId, now })
  })
}

export function planRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.plansOfCase, ({ caller, params }) =>
    plansOfCase(db, caller, { ...params, now: clock() }),
  )
  change(w, contract.makePlan, plan.makePlan)
  change(w, contract.changePlan, plan.changePlan)
  change(w, contract.moveStep, plan.moveStep)
  change(w, contract.answerConsent, plan.answerConsent)
  change(w, contract.noteVisit, (on, input) =>
    plan.noteVisit(on, { ...input, visitedAt: new Date(input.visitedAt) }),
  )
  change(w, contract.endPlan, plan.endPlan)
  mount(w, contract.openSteps, async ({ caller }) => ({
    steps: await openSteps(db, caller, clock()),
  }))
  mount(w, contract.planBoard, async ({ caller, query }) => ({
    plans: await planBoard(db, caller, { state: query.state, now: clock() }),
  }))
}

import {
  answerHandover,
  askHandover,
  finishSupport,
  moveSupport,
} from '#modules/cases/contract/duties.ts'
import { moveStep } from '#modules/cases/contract/plans.ts'
import { replySupervision, supervisionsOfCase } from '#modules/cases/contract/supervision.ts'
import { call } from '#platform/web/call.ts'
import type { Outcome } from '../../phone/outbox/round.ts'
import { saidOf, type BesideStep, type Step, type Work } from '../../phone/outbox/work.ts'

const beside: ReadonlySet<Step['kind']> = new Set([
  'support',
  'support_finish',
  'handover_ask',
  'handover_answer',
  'supervision_reply',
  'plan_step',
] satisfies BesideStep['kind'][])

export const isBeside = (step: Step): step is BesideStep => beside.has(step.kind)

/** Sends what a unit does beside its own task; the id of the work makes a repeated send count once. */
export async function sendBeside(work: Work, step: BesideStep): Promise<Outcome> {
  const version = await versionAfter(work, step)
  return {
    how: 'sent',
    page: null,
    caseId: work.lane,
    shortCode: null,
    ...(version === undefined ? {} : { version }),
  }
}

/** The version of the case that the server's answer stands on. */
async function versionAfter(work: Work, step: BesideStep): Promise<number | undefined> {
  const params = { caseId: work.lane }
  const base = { baseVersion: work.baseVersion, said: saidOf(work) }
  const once = { ...base, clientId: work.id }
  if (step.kind === 'support') {
    const { taskId, to, words } = step
    const at = { params: { ...params, taskId }, body: { ...once, to, words } }
    return (await call(moveSupport, at)).version
  }
  if (step.kind === 'support_finish') {
    const { taskId, words, before, after } = step
    const at = { params: { ...params, taskId }, body: { ...once, words, before, after } }
    return (await call(finishSupport, at)).version
  }
  if (step.kind === 'handover_ask') {
    const { handoverId, unitId, words } = step
    const body = { ...base, handoverId, unitId, words }
    return (await call(askHandover, { params, body })).version
  }
  if (step.kind === 'handover_answer') {
    const { handoverId, to, words } = step
    const at = { params: { ...params, handoverId }, body: { ...once, to, words } }
    return (await call(answerHandover, at)).version
  }
  if (step.kind === 'plan_step') {
    const { planId, stepId, to, words, photos } = step
    const at = { params: { ...params, planId }, body: { ...once, stepId, to, words, photos } }
    return (await call(moveStep, at)).version
  }
  return reply(work, step)
}

async function reply(
  work: Work,
  {
    supervisionId,
    orderVersion,
    words,
    photos,
  }: Extract<BesideStep, { kind: 'supervision_reply' }>,
): Promise<number | undefined> {
  const order = await call(replySupervision, {
    params: { supervisionId },
    body: { baseVersion: orderVersion, said: saidOf(work), id: work.id, words, photos },
  })
  return order.cases.find((c) => c.id === work.lane)?.version
}

/** An order counts its own changes: whoever has seen them replies to it as it now stands. */
export async function onNewestOrder(work: Work): Promise<Work> {
  const { step } = work
  if (step.kind !== 'supervision_reply') return work
  const { supervisions } = await call(supervisionsOfCase, { params: { caseId: work.lane } })
  const order = supervisions.find((s) => s.id === step.supervisionId)
  return order ? { ...work, step: { ...step, orderVersion: order.version } } : work
}

import {
  acceptTask,
  arriveAtTask,
  askRequest,
  finishTask,
  readCase,
  takeIntake,
  type CasePage,
  type EventView,
} from '#modules/cases/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import type { Queue } from '../../phone/outbox/queue.ts'
import { notNow, sendPictures, type Outcome } from '../../phone/outbox/round.ts'
import { isBeside, onNewestOrder, sendBeside } from './send-beside.ts'
import { isOthers, sendOthers } from './others.ts'
import {
  alreadyThere,
  movedOn,
  saidOf,
  type RequestStep,
  type Work,
} from '../../phone/outbox/work.ts'

/** Sends one piece of work: its pictures first, under their own ids, then the step. */
export async function sendWork(queue: Queue, work: Work): Promise<Outcome> {
  try {
    await sendPictures(queue, work)
    if (isOthers(work)) return await sendOthers(work)
    return await sendStep(await based(work))
  } catch (error) {
    return failed(work, error)
  }
}

/** Whoever has seen the others' change sends against the case as it now stands. */
async function based(work: Work): Promise<Work> {
  if (!work.rebase || work.step.kind === 'patrol') return work
  const page = await call(readCase, { params: { caseId: work.lane } })
  return onNewestOrder(movedOn(work, page.version))
}

async function sendStep(work: Work): Promise<Outcome> {
  const { step, lane } = work
  if (step.kind === 'patrol') return sendPatrol(work)
  if (isBeside(step)) return sendBeside(work, step)
  if (step.kind === 'request') return sendRequest(work, step)
  // What a resident sends has a queue of its own.
  if (step.kind !== 'accept' && step.kind !== 'arrive' && step.kind !== 'finish')
    throw new CallError(0, 'work.unknown')
  const at = { params: { caseId: lane } }
  const base = { baseVersion: work.baseVersion, said: saidOf(work) }
  const page =
    step.kind === 'accept'
      ? await call(acceptTask, { ...at, body: base })
      : step.kind === 'arrive'
        ? await call(arriveAtTask, { ...at, body: { ...base, place: step.place } })
        : await call(finishTask, {
            ...at,
            body: {
              ...base,
              words: step.words,
              before: step.before,
              after: step.after,
              ...(step.answers ? { answers: step.answers } : {}),
            },
          })
  return { how: 'sent', page, caseId: lane, shortCode: null }
}

/** The id of the work makes a repeated send ask once. */
async function sendRequest(work: Work, step: RequestStep): Promise<Outcome> {
  const { request: kind, reasonCode, words, days, resumeAt } = step
  const page = await call(askRequest, {
    params: { caseId: work.lane },
    body: {
      baseVersion: work.baseVersion,
      said: saidOf(work),
      clientId: work.id,
      kind,
      reasonCode,
      words,
      extension: days === null ? null : { value: days, unit: 'WORK_DAY' },
      resumeAt,
    },
  })
  return { how: 'sent', page, caseId: work.lane, shortCode: page.shortCode }
}

/** The report is one case however often it is sent, and what was done about it comes with it. */
async function sendPatrol(work: Work): Promise<Outcome> {
  if (work.step.kind !== 'patrol') throw new CallError(0, 'work.unknown')
  const { words, address, place, photos, settle } = work.step
  const { caseId, shortCode } = await call(takeIntake, {
    body: {
      clientId: work.lane,
      channel: 'patrol',
      words,
      address,
      place,
      photos,
      said: saidOf(work),
      ...(settle ? { settle: { ...settle, words } } : {}),
    },
  })
  return { how: 'sent', page: null, caseId, shortCode }
}

async function failed(work: Work, error: unknown): Promise<Outcome> {
  if (!(error instanceof CallError)) return { how: 'later', signedOut: false }
  if (notNow(error.status)) return { how: 'later', signedOut: error.status === 401 }
  if (isOthers(work)) return refusedWith(work, error.code, [])
  if (error.status === 409 && work.step.kind !== 'patrol') {
    const page = await call(readCase, { params: { caseId: work.lane } }).catch(() => null)
    // Without a look at the case it cannot be told whether the answer was lost or somebody was faster.
    if (!page) return { how: 'later', signedOut: false }
    if (alreadyThere(work, page))
      return { how: 'sent', page, caseId: work.lane, shortCode: page.shortCode }
    if (isOwnDoing(work, page)) return sendOnNewest(work, page)
    return refusedWith(work, error.code, page.events)
  }
  return refusedWith(work, error.code, [])
}

/** What the own unit does on its way, and what shows nobody anything new about the work. */
const ownDoing: ReadonlySet<string> = new Set([
  'case.accepted',
  'case.arrived',
  'case.support_accepted',
  'case.photo_released',
  'case.photo_hidden',
  'case.published',
  'case.unpublished',
])

/** A page kept from before the last step was sent is no other person's change. */
function isOwnDoing(work: Work, page: CasePage): boolean {
  const since = page.events.filter((e) => e.seq > work.baseVersion)
  return since.length > 0 && since.every((e) => ownDoing.has(e.type))
}

async function sendOnNewest(work: Work, page: CasePage): Promise<Outcome> {
  try {
    return await sendStep(movedOn(work, page.version))
  } catch (error) {
    if (!(error instanceof CallError) || notNow(error.status))
      return { how: 'later', signedOut: false }
    return refusedWith(work, error.code, page.events)
  }
}

/** With what others did since: the case's own story says it in more words than the refusal. */
const refusedWith = (work: Work, code: string, events: readonly EventView[]): Outcome => ({
  how: 'refused',
  work: {
    ...work,
    state: 'refused',
    code,
    since: events.filter((e) => e.seq > work.baseVersion),
    rebase: false,
  },
})

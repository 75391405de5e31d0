import { addToCase, judgeCase, reopenOwnCase, reportCase } from '../../../contract/report.ts'
import { call, CallError, type CallInput } from '#platform/web/call.ts'
import type { Queue } from '../../phone/outbox/queue.ts'
import { notNow, sendPictures, type Outcome } from '../../phone/outbox/round.ts'
import { saidOf, type Step, type Work, type WrittenReport } from '../../phone/outbox/work.ts'
import { keepReport } from '../own-reports.ts'
import { allAhead } from './ahead.ts'

type Body = CallInput<
  typeof reportCase.params,
  typeof reportCase.query,
  typeof reportCase.body
>['body']

/** What goes out: always the same for the same writing, so that a repeated sending is one case. */
export function bodyOf(report: WrittenReport, late: readonly string[] = []): Body {
  const phone = report.phone.trim()
  return {
    clientId: report.clientId,
    words: report.words.trim(),
    place: report.point ? { ...report.point, system: 'WGS84' } : null,
    address: report.address.trim(),
    addressId: report.addressId,
    doorplate: report.doorplate,
    photos: report.photos.filter((id) => !late.includes(id)),
    phone: phone === '' ? null : phone,
    confidential: report.confidential,
    danger: report.danger,
    // Left out where nothing was said: the same report of before stays the same.
    ...(report.about
      ? {
          about: {
            matter: { kind: report.about.kind, code: report.about.code },
            answers: report.about.answers,
          },
        }
      : {}),
  }
}

/** Sends one report, its pictures first; pictures that danger did not wait for follow as an addition. */
export async function sendReport(queue: Queue, work: Work): Promise<Outcome> {
  try {
    if (work.step.kind === 'report') return await sendWritten(queue, work, work.step)
    if (work.step.kind === 'addition') return await sendAddition(queue, work, work.step)
    if (work.step.kind === 'verdict') return await sendVerdict(work, work.step)
    if (work.step.kind === 'reopening') return await sendReopening(queue, work, work.step)
    throw new CallError(400, 'work.unknown')
  } catch (error) {
    if (!(error instanceof CallError)) return { how: 'later', signedOut: false }
    if (notNow(error.status))
      return { how: 'later', signedOut: false, crowded: error.status === 429 }
    return { how: 'refused', work: { ...work, state: 'refused', code: error.code } }
  }
}

async function sendWritten(
  queue: Queue,
  work: Work,
  { report, late }: Extract<Step, { kind: 'report' }>,
): Promise<Outcome> {
  const { districtId } = work
  const body = { ...bodyOf(report, late), said: saidOf(work) }
  // Danger does not wait.
  if (report.danger === null) await allAhead()
  await sendPictures(queue, work, body.photos)
  const receipt = await call(reportCase, { params: { districtId }, body })
  const { shortCode, number, ownKey, lookKey } = receipt
  keepReport({
    districtId,
    shortCode,
    number,
    ownKey,
    lookKey,
    words: report.words,
    at: new Date().toISOString(),
  })
  if (late.length > 0)
    await queue.add({
      districtId,
      lane: work.lane,
      title: work.title,
      baseVersion: 0,
      step: { kind: 'addition', shortCode, key: ownKey, photos: late },
    })
  return { how: 'sent', page: null, caseId: '', shortCode, receipt }
}

async function sendAddition(
  queue: Queue,
  work: Work,
  { shortCode, key, photos, words = '' }: Extract<Step, { kind: 'addition' }>,
): Promise<Outcome> {
  await sendPictures(queue, work, photos)
  await call(addToCase, {
    params: { districtId: work.districtId, shortCode },
    body: { key, clientId: work.id, said: saidOf(work), words, photos },
  })
  return { how: 'sent', page: null, caseId: '', shortCode }
}

async function sendVerdict(
  work: Work,
  { shortCode, key, solved, satisfied, words }: Extract<Step, { kind: 'verdict' }>,
): Promise<Outcome> {
  await call(judgeCase, {
    params: { districtId: work.districtId, shortCode },
    body: { key, clientId: work.id, said: saidOf(work), solved, satisfied, words },
  })
  return { how: 'sent', page: null, caseId: '', shortCode }
}

async function sendReopening(
  queue: Queue,
  work: Work,
  { shortCode, key, words, photos }: Extract<Step, { kind: 'reopening' }>,
): Promise<Outcome> {
  await sendPictures(queue, work, photos)
  await call(reopenOwnCase, {
    params: { districtId: work.districtId, shortCode },
    body: { key, clientId: work.id, said: saidOf(work), words, photos },
  })
  return { how: 'sent', page: null, caseId: '', shortCode }
}

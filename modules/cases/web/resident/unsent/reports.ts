import {
  addWork,
  newBox,
  openBox,
  queueOf,
  refresh,
  stay,
  useBox,
  type Outbox,
} from '../../phone/outbox/box.ts'
import type { Queue } from '../../phone/outbox/queue.ts'
import type { Work, WrittenReport } from '../../phone/outbox/work.ts'
import { reportsAreOpen, reportsStore } from './kept-here.ts'
import { sendAhead } from './ahead.ts'
import { sendReport } from './send.ts'

const month = 30 * 24 * 3_600_000

/** Reports that this phone has not sent. Nobody signs in here, so the phone itself is the person. */
export const reportsBox = newBox(reportsStore, sendReport, month)
const thisPhone = { personId: 'resident', districtId: '' }

let opened: Promise<Queue> | null = null

/** Opens what lies on this phone, and sends on what waits. */
export function openReports(): Promise<Queue> {
  reportsAreOpen()
  opened ??= openBox(reportsBox, thisPhone, true).then(() => queueOf(reportsBox))
  return opened
}

export const useReports = (): Outbox => useBox(reportsBox)

/** Sealed on the phone first; then it goes up by itself, if it can. */
export const keepPictureOf = (districtId: string) => async (blob: Blob) => {
  const queue = await openReports()
  const id = await queue.keepPicture(blob)
  void stay(reportsBox)
  sendAhead(queue, { districtId, id, blob })
  return id
}

const pressed = new Map<string, Promise<Work>>()

/** Written down for sending, once however often it is pressed; resolves once it would survive. */
export function queueReport(districtId: string, report: WrittenReport): Promise<Work> {
  const running = pressed.get(report.clientId)
  if (running) return running
  const adding = add(districtId, report).finally(() => pressed.delete(report.clientId))
  pressed.set(report.clientId, adding)
  return adding
}

async function add(districtId: string, report: WrittenReport): Promise<Work> {
  const queue = await openReports()
  const late = report.danger === null ? [] : await queue.notUp(report.photos)
  const title = report.words.trim().split('\n')[0]?.slice(0, 40) ?? ''
  return addWork(reportsBox, {
    districtId,
    lane: report.clientId,
    title: title || report.address,
    baseVersion: 0,
    step: { kind: 'report', report, late },
  })
}

/** Out of the queue, with its pictures, to be written on. */
export async function takeBack(work: Work): Promise<WrittenReport | null> {
  if (work.step.kind !== 'report') return null
  await (await openReports()).takeBack(work)
  await refresh(reportsBox)
  return work.step.report
}

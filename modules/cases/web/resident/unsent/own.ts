import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import type { FollowPage } from '../../../contract/report.ts'
import { CallError } from '#platform/web/call.ts'
import { addWork, onArrived } from '../../phone/outbox/box.ts'
import type { ResidentStep, Work } from '../../phone/outbox/work.ts'
import { openReports, reportsBox, useReports } from './reports.ts'

/** Whose report something is about, with the key that lets its reporter act. */
export interface Own {
  districtId: string
  shortCode: string
  ownKey: string
}

const laneOf = ({ districtId, shortCode }: Pick<Own, 'districtId' | 'shortCode'>) =>
  `${districtId}/${shortCode}`

/** What a reporter adds, judges or asks for again: sealed on the phone first, then it goes out by itself. */
export async function queueOwn(own: Own, title: string, step: ResidentStep): Promise<void> {
  const queue = await openReports()
  const lane = laneOf(own)
  const waits = (await queue.all()).some(
    (w) => w.lane === lane && w.step.kind === step.kind && w.step.kind !== 'addition',
  )
  // A verdict or a reopening is given once: a second press adds nothing.
  if (!waits)
    await addWork(reportsBox, { districtId: own.districtId, lane, title, baseVersion: 0, step })
}

/** What of this report lies unsent on this phone. */
export function useUnsentOwn(own: Pick<Own, 'districtId' | 'shortCode'>): readonly ResidentStep[] {
  const lane = laneOf(own)
  return useReports()
    .works.filter((w) => w.lane === lane && w.state === 'waiting')
    .map((w) => w.step)
    .filter((step) => step.kind !== 'report' && isResidents(step))
}

const isResidents = (step: Work['step']): step is ResidentStep =>
  step.kind === 'addition' || step.kind === 'verdict' || step.kind === 'reopening'

/** Once something of a report has arrived its page is asked anew. */
export function useArrivals(own: Pick<Own, 'districtId' | 'shortCode'>, isOwn: boolean): void {
  const client = useQueryClient()
  const lane = laneOf(own)
  const arrived = useEffectEvent((_: unknown, work: Work) => {
    if (work.lane === lane)
      void client.invalidateQueries({ queryKey: ['follow', own.districtId, own.shortCode] })
  })
  useEffect(() => {
    if (!isOwn) return undefined
    void openReports()
    return onArrived(reportsBox, arrived)
  }, [isOwn])
}

const month = 30 * 24 * 3_600_000

interface Seen {
  at: number
  page: FollowPage
}

const nameOf = (own: Pick<Own, 'districtId' | 'shortCode'>) => `follow ${laneOf(own)}`

/**
 * The reporter's own page is kept sealed on their phone. Where nobody answers, gives back what was seen
 * last, not older than a month; a refusal is passed on.
 */
export async function followedOr(
  own: Pick<Own, 'districtId' | 'shortCode'>,
  kept: boolean,
  ask: () => Promise<FollowPage>,
): Promise<{ page: FollowPage; seen: boolean }> {
  try {
    const page = await ask()
    if (page.level === 'own') void remember(own, { at: Date.now(), page })
    return { page, seen: false }
  } catch (error) {
    const unanswered = error instanceof CallError && (error.status === 0 || error.status >= 500)
    const last = unanswered && kept ? await recall(own) : null
    if (!last) throw error
    return { page: last.page, seen: true }
  }
}

async function remember(own: Pick<Own, 'districtId' | 'shortCode'>, seen: Seen): Promise<void> {
  try {
    await (await openReports()).remember(nameOf(own), seen)
  } catch {
    // A full or forbidden storage costs the memory, not the page.
  }
}

async function recall(own: Pick<Own, 'districtId' | 'shortCode'>): Promise<Seen | null> {
  try {
    const seen = (await (await openReports()).recall(nameOf(own))) as Seen | null // oxlint-disable-line typescript/no-unsafe-type-assertion -- kept under this name by the lines above
    return seen && Date.now() - seen.at < month ? seen : null
  } catch {
    return null
  }
}

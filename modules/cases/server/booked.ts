import type { Caller } from '#platform/server/caller.ts'
import type { Tx } from '#platform/server/database.ts'
import { refused } from '#platform/server/problem.ts'
import { canMove } from '../domain/lifecycle.ts'
import { changeCase } from './change.ts'
import { rebaseClock, runningClocks, stopClocks } from './clocks.ts'
import { dispatch, file } from './desk.ts'
import { giveBookedLink, type BookedLink } from './partners/booked.ts'
import { cancelTasks } from './tasks.ts'

/** A case that was booked as a service of the district, which has decided beforehand who does what. */
export interface Booked {
  caseId: string
  caller: Caller
  now: Date
}

/** The published service is the right to this one case: whoever books holds no post, or none of the desk. */
const inputOf = ({ caseId, caller, now }: Booked, verbs: readonly string[]) => ({
  caseId,
  caller: {
    ...caller,
    verbs: new Set([...caller.verbs, ...verbs]),
    scope: { areas: [caller.districtId], units: [] },
  },
  now,
  baseVersion: null,
})

/**
 * Files the case under the matter of its service and sends it to whoever does it. What was booked is
 * the promise: the handling clock ends with the hour.
 */
export async function takeBooked(
  tx: Tx,
  booked: Booked & {
    matter: { kind: 'component' | 'matter'; code: string }
    unitId: string
    endsAt: Date
    title: string
    /** For a partner company, which works by a link. */
    link: Omit<BookedLink, 'endsAt'>
  },
): Promise<void> {
  const input = inputOf(booked, ['cases.file', 'cases.dispatch'])
  const { matter, title, endsAt, unitId } = booked
  const limit = { urgency: 'routine' as const, handleBy: endsAt }
  await file(tx, { ...input, ...limit, matter, title, words: '', unlisted: true })
  await dispatch(tx, { ...input, unitId, words: '' })
  await giveBookedLink(tx, input, { ...booked.link, endsAt })
}

/** Another hour, another promise: the same case, the same unit. */
export async function moveBooked(
  tx: Tx,
  booked: Booked & {
    startsAt: Date
    endsAt: Date
    words: string
    byReporter: boolean
    link: Omit<BookedLink, 'endsAt'>
  },
): Promise<void> {
  await changeCase(tx, inputOf(booked, []), async (change) => {
    if (!canMove(change.row.status, 'withdrawn'))
      throw refused('cases.wrong_status', { status: change.row.status })
    const running = await runningClocks(tx, change.row.district_id, change.row.id)
    const clock = running.find((one) => one.stage === 'handle')
    if (clock)
      await rebaseClock(tx, clock, {
        limit: { unit: 'FIXED', at: booked.endsAt },
        policyVersion: clock.policy_version,
        calendarVersion: clock.calendar_version,
      })
    return {
      type: 'case.rebooked',
      body: {
        startsAt: booked.startsAt.toISOString(),
        byReporter: booked.byReporter,
        words: booked.words,
      },
    }
  })
  await giveBookedLink(tx, inputOf(booked, []), { ...booked.link, endsAt: booked.endsAt })
}

/** Nobody comes any more: taken back by whoever booked, or ended by the staff, who say why. */
export async function endBooked(
  tx: Tx,
  booked: Booked & { words: string; byReporter: boolean },
): Promise<void> {
  const { byReporter, words, now } = booked
  const status = byReporter ? ('withdrawn' as const) : ('void' as const)
  await changeCase(tx, inputOf(booked, []), async ({ row, ...change }) => {
    if (!canMove(row.status, status)) throw refused('cases.wrong_status', { status: row.status })
    await stopClocks(change.tx, row, now)
    await cancelTasks(change.tx, row, now)
    return {
      type: byReporter ? 'case.withdrawn' : 'case.voided',
      patch: { status, owner: 'none', closed_at: now, public: false },
      ...(byReporter ? { body: { byReporter }, personal: { words } } : { body: { words } }),
    }
  })
}

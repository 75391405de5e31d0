/** Every so many wrong tries in a row lock the name. */
export const MOST_FAILURES = 5
export const LOCK_MINUTES = 15
export const LONGEST_LOCK_MINUTES = 240
/** A name that has been quiet for so long after its last lock starts from nothing. */
export const FORGET_HOURS = 24
/** `seen_at` is written at most this often: a page makes many requests. */
export const TOUCH_SECONDS = 60

/**
 * For how many minutes the latest of these wrong tries in a row locks the name: 15 after five, twice
 * as long after each further five, four hours at most. 0 where it does not lock.
 */
export function lockMinutes(failures: number): number {
  if (failures === 0 || failures % MOST_FAILURES !== 0) return 0
  return Math.min(LOCK_MINUTES * 2 ** (failures / MOST_FAILURES - 1), LONGEST_LOCK_MINUTES)
}

/** Until when the latest of these wrong tries in a row locks, or null. */
export function lockEnd(failures: number, now: Date): Date | null {
  const minutes = lockMinutes(failures)
  return minutes === 0 ? null : new Date(now.getTime() + minutes * 60_000)
}

/** How many wrong tries in a row there are with this one. */
export function countedFailures(
  before: { failures: number; lockedUntil: Date | null },
  now: Date,
): number {
  const { failures, lockedUntil } = before
  const forgotten =
    lockedUntil !== null && now.getTime() - lockedUntil.getTime() > FORGET_HOURS * 3_600_000
  return forgotten ? 1 : failures + 1
}

/** Whether a session has been left alone too long. */
export function isIdle(
  session: { phone: boolean; seenAt: Date },
  limits: { deskIdleMinutes: number; phoneIdleDays: number },
  now: Date,
): boolean {
  const minutes = session.phone ? limits.phoneIdleDays * 24 * 60 : limits.deskIdleMinutes
  return now.getTime() - session.seenAt.getTime() > minutes * 60_000
}

/** Whether it is time to note that the session was seen. */
export const wantsTouch = (seenAt: Date, now: Date) =>
  now.getTime() - seenAt.getTime() >= TOUCH_SECONDS * 1000

/** What a page sends while somebody uses it. */
export const PRESENT_HEADER = 'x-gongzhi-present'

/**
 * Whether a request is something that a person does: a write, or what a page asks for while somebody
 * is at it. What pages fetch by themselves, the event line too, keeps no session alive.
 */
export function isByHand(request: { method: string; path: string; present: boolean }): boolean {
  if (request.path === '/api/live') return false
  return request.present || !(request.method === 'GET' || request.method === 'HEAD')
}

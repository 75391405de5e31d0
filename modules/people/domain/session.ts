export const MOST_FAILURES = 5
export const LOCK_MINUTES = 15
/** `seen_at` is written at most this often: a page makes many requests. */
export const TOUCH_SECONDS = 60

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

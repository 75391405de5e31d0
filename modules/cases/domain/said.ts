/** What a phone says of something done: when, and when it was sent, both by its own clock. */
export interface Said {
  doneAt: string
  sentAt: string
}

/** Both times as they were said, and when it will have been by our own clock. */
export interface SaidTimes extends Said {
  aboutAt: string
}

/**
 * A phone's clock may be wrong, but what passes on it between doing and sending is right: so much
 * before our own hour it was done. Never after it, whatever the phone says.
 */
export function saidTimes(said: Said, now: Date): SaidTimes {
  const held = Math.max(0, Date.parse(said.sentAt) - Date.parse(said.doneAt))
  return { ...said, aboutAt: new Date(now.getTime() - held).toISOString() }
}

/** Less than this is the time that sending takes. */
const worthSaying = 5 * 60_000

/** What a reader needs to hear of it: when it was done, if not just then; by how much the clock was wrong. */
export function toldOf(
  { doneAt, sentAt, aboutAt }: SaidTimes,
  receivedAt: string,
): { doneAt: string | null; aboutAt: string; clockOffMinutes: number } | null {
  const late = Date.parse(receivedAt) - Date.parse(aboutAt)
  const off = Date.parse(sentAt) - Date.parse(receivedAt)
  const wrong = Math.abs(off) >= worthSaying
  if (late < worthSaying && !wrong) return null
  return {
    doneAt: wrong ? doneAt : null,
    aboutAt,
    clockOffMinutes: wrong ? Math.round(off / 60_000) : 0,
  }
}

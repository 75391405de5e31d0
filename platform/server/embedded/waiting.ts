import { setTimeout } from 'node:timers/promises'

/** Waits so long, or until the signal, whichever comes first. Never rejects. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {})
}

/**
 * Asks again and again until the answer is yes; false when time has run out first.
 * The first question is asked at once.
 */
export async function until(
  answer: () => boolean | Promise<boolean>,
  within: number,
  every = 25,
): Promise<boolean> {
  const end = Date.now() + within
  for (;;) {
    if (await answer()) return true // oxlint-disable-line no-await-in-loop -- polling is the point
    if (Date.now() >= end) return false
    await setTimeout(every) // oxlint-disable-line no-await-in-loop -- polling is the point
  }
}

import { useSyncExternalStore } from 'react'

/**
 * How this page stands to the server's files. A page is made of files with names of their own; a new
 * version takes them away, and what was not fetched until then cannot be had any more.
 */
export type Standing = 'current' | 'missed' | 'replaced'

let standing: Standing = 'current'
let misses = 0
let asking: Promise<void> = Promise.resolve()
const listeners = new Set<() => void>()

const hourly = 3_600_000

function become(next: Standing) {
  // A page that was replaced stays so until it is loaded anew.
  if (standing === next || standing === 'replaced') return
  standing = next
  for (const tell of listeners) tell()
}

/** The script that this page began with; its name holds the hash of all that hangs on it. */
const ownScript = () =>
  document.querySelector('script[type="module"][src]')?.getAttribute('src') ?? null

/** Whether the server's page begins with another script; null where nobody answers. */
async function isReplaced(): Promise<boolean | null> {
  const own = ownScript()
  try {
    const reply = await fetch(location.pathname, { cache: 'no-store', credentials: 'same-origin' })
    if (!reply.ok || own === null) return null
    return !(await reply.text()).includes(own)
  } catch {
    return null
  }
}

async function ask(otherwise: Standing): Promise<void> {
  const replaced = await isReplaced()
  if (replaced === true) become('replaced')
  else become(otherwise)
}

/** Hears of every file that could not be fetched; where nothing else keeps the page new, looks now and then. */
export function watchFiles({ alone }: { alone: boolean }): void {
  addEventListener('vite:preloadError', () => {
    misses += 1
    asking = ask('missed')
  })
  if (!alone) return
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void ask(standing)
  })
  setInterval(() => void ask(standing), hourly)
}

/** Fetches what a page needs; false: some of it cannot be had, and by then it is known why. */
export async function couldFetch(parts: () => Promise<unknown>): Promise<boolean> {
  const before = misses
  await parts()
  if (misses === before) {
    become('current')
    return true
  }
  await asking
  return false
}

export const standingNow = (): Standing => standing

export const useStanding = (): Standing =>
  useSyncExternalStore((tell) => {
    listeners.add(tell)
    return () => listeners.delete(tell)
  }, standingNow)

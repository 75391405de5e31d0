import { useState } from 'react'
import { differences } from './differences.ts'

export interface Draft<V> {
  /** What the changes were made on, and its version: saving on an older one is refused. */
  base: V
  version: number
  value: V
  /** How many changes wait. */
  count: number
  set: (value: V) => void
  /** Drops the changes and takes what is there now. */
  reset: () => void
  /** The changes are saved: nothing waits any more. */
  saved: () => void
}

/**
 * Changes that are gathered before they are saved together. What somebody else saves meanwhile is
 * taken over only while nothing waits, so that no change is ever lost without a word.
 */
export function useDraft<V>(present: V, version: number): Draft<V> {
  const fresh = { base: present, version, value: present }
  const [held, setHeld] = useState(fresh)
  const count = differences(held.base, held.value).length
  if (held.version !== version && count === 0) setHeld(fresh)
  return {
    ...held,
    count,
    set: (value) => setHeld((h) => ({ ...h, value })),
    reset: () => setHeld(fresh),
    saved: () => setHeld((h) => ({ ...h, base: h.value })),
  }
}

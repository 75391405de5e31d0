/** How well a model read cases that it had not seen. */
export interface Reading {
  /** Over all that it was examined on. */
  accuracy: number
  /** Over the cases that neither it nor the other had seen. */
  onNewer: number
}

export type Placing = 'first' | 'no_worse' | 'worse'

/** Fewer cases than these say nothing about which of two models reads better. */
export const ENOUGH_NEWER = 30
/** As much may be chance. */
const CHANCE = 0.01

/**
 * Whether a newly learned model takes the place of the one that stands. They are compared on the cases
 * that neither had seen; where these are too few, by what each was examined on. A worse one stays on
 * the list, where a person may still put it in place.
 */
export function placingOf(next: Reading, current: Reading | null, newer: number): Placing {
  if (!current) return 'first'
  const by = newer >= ENOUGH_NEWER ? 'onNewer' : 'accuracy'
  return next[by] >= current[by] - CHANCE ? 'no_worse' : 'worse'
}

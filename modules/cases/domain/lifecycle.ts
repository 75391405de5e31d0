import type { CaseStatus } from './case.ts'

/**
 * Every move that a person may make. The system makes none by itself: silence reminds and escalates.
 * A move missing here cannot happen: all rules ask this table.
 * Ends without handling lead nowhere; `closed` leads back only by a recorded reopening, `merged` only
 * by being taken apart.
 */
export const moves = {
  // A report seen as one's own and mended at once goes straight to inspection (settled on the spot).
  reported: ['verifying', 'filed', 'handled', 'refused', 'merged', 'transferred', 'withdrawn'],
  // Verification answers: file it, or refuse it; the desk may also take it back unanswered.
  verifying: ['reported', 'filed', 'refused', 'merged', 'withdrawn'],
  filed: ['dispatched', 'handled', 'refused', 'merged', 'transferred', 'withdrawn', 'void'],
  // Back to `filed` when a return is granted; to another unit by dispatching again.
  dispatched: ['handling', 'filed', 'dispatched', 'merged', 'transferred', 'withdrawn', 'void'],
  handling: ['handled', 'filed', 'dispatched', 'merged', 'transferred', 'withdrawn', 'void'],
  // A failed inspection is rework by the same unit; work settled on the spot that fails has had no
  // unit yet and goes to the desk for dispatch.
  handled: ['closed', 'handling', 'filed'],
  // Reopening: to the same unit and its superior (DECISIONS 1); without a unit, to the desk.
  closed: ['dispatched', 'filed'],
  refused: [],
  // Taken apart: it was not the same thing after all, and stands where it stood before it was joined.
  merged: ['reported', 'filed', 'dispatched', 'handling'],
  transferred: [],
  withdrawn: [],
  void: [],
} as const satisfies Record<CaseStatus, readonly CaseStatus[]>

export function canMove(from: CaseStatus, to: CaseStatus): boolean {
  return (moves[from] as readonly CaseStatus[]).includes(to)
}

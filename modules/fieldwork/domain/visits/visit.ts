/** Why one called. */
export const visitReasons = ['due', 'need', 'campaign', 'case', 'asked', 'passing'] as const
export type VisitReason = (typeof visitReasons)[number]

export const visitOutcomes = ['met', 'nobody', 'declined'] as const
export type VisitOutcome = (typeof visitOutcomes)[number]

/** Whether what was noted goes with how the call went: where nobody was met nothing was promised. */
export const fitsOutcome = (
  outcome: VisitOutcome,
  noted: { promises: number; trouble: boolean },
): boolean => outcome === 'met' || noted.promises === 0

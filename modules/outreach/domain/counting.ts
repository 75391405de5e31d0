/** How it is known how many were reached; an estimate is kept apart from what was counted. */
export const countings = ['heads', 'list', 'copies', 'readings', 'estimate', 'none'] as const
export type Counting = (typeof countings)[number]

export interface Count {
  reached: number | null
  counted: Counting
}

export interface Correction extends Count {
  seq: number
  struck: boolean
}

export interface Standing extends Count {
  struck: boolean
  corrections: number
}

/** A number says how it was come by, and what was not counted has none. */
export const fitsCounting = ({ reached, counted }: Count): boolean =>
  (counted === 'none') === (reached === null)

/** What stands of a record: as it was written, or as the last correction says, in whatever order they come. */
export function standingOf(record: Count, corrections: readonly Correction[]): Standing {
  const last = corrections.toSorted((a, b) => a.seq - b.seq).at(-1)
  const { reached, counted } = last ?? record
  return { reached, counted, struck: last?.struck ?? false, corrections: corrections.length }
}

export interface Sums {
  times: number
  /** Counted one way or another. */
  reached: number
  estimated: number
  /** Times of which nobody knows how many they reached. */
  uncounted: number
}

/** The figures of records, each made of some of them. */
export const recordFigures = ['times', 'reached', 'estimated', 'uncounted'] as const
export type RecordFigure = (typeof recordFigures)[number]

/** Sums of what stands; what was struck is in none, and an estimate is added to no count. */
export function sumsOf(records: readonly Standing[]): Sums {
  return records
    .filter(({ struck }) => !struck)
    .reduce<Sums>(
      (sums, { reached, counted }) => ({
        times: sums.times + 1,
        reached: sums.reached + (counted === 'estimate' ? 0 : (reached ?? 0)),
        estimated: sums.estimated + (counted === 'estimate' ? (reached ?? 0) : 0),
        uncounted: sums.uncounted + (reached === null ? 1 : 0),
      }),
      { times: 0, reached: 0, estimated: 0, uncounted: 0 },
    )
}

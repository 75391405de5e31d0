interface Asked<T> {
  data: readonly T[] | undefined
  isPending: boolean
  isPlaceholderData: boolean
  fetchStatus: 'fetching' | 'paused' | 'idle'
}

/**
 * What a Finder shows of a query that keeps the rows of earlier words meanwhile: its rows, and
 * whether those for the words now written are still to come. Where nothing is asked, nothing is found.
 */
export function foundBy<T>(
  { data, isPending, isPlaceholderData, fetchStatus }: Asked<T>,
  written: string,
  asked: string,
): { rows: readonly T[]; waiting: boolean } {
  const asking = fetchStatus !== 'idle'
  return {
    rows: isPlaceholderData && !asking ? [] : (data ?? []),
    waiting: written !== asked || (asking && (isPending || isPlaceholderData)),
  }
}

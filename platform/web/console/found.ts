interface Asked<T> {
  data: readonly T[] | undefined
  isPending: boolean
  isPlaceholderData: boolean
  isLoadingError: boolean
  fetchStatus: 'fetching' | 'paused' | 'idle'
}

/**
 * What a Finder shows of a query that keeps the rows of earlier words meanwhile: its rows, and
 * whether those for the words now written are still to come, or could not be asked for. Where nothing
 * is asked, nothing is found.
 */
export function foundBy<T>(
  { data, isPending, isPlaceholderData, isLoadingError, fetchStatus }: Asked<T>,
  written: string,
  asked: string,
): { rows: readonly T[]; waiting: boolean; failed: boolean } {
  const asking = fetchStatus !== 'idle'
  return {
    rows: isPlaceholderData && !asking ? [] : (data ?? []),
    failed: isLoadingError,
    waiting: written !== asked || (asking && (isPending || isPlaceholderData)),
  }
}

const DAY = 86_400_000
const MOST = 24

/** The time between the first and the last instant in at most 24 periods of whole days, each counted. */
export function periodsOf(instants: readonly number[]): {
  days: number
  periods: { from: number; count: number }[]
} {
  if (instants.length === 0) return { days: 1, periods: [] }
  const first = instants.reduce((a, b) => Math.min(a, b))
  const last = instants.reduce((a, b) => Math.max(a, b))
  const days = Math.max(1, Math.ceil((last - first + 1) / DAY / MOST))
  const size = Math.floor((last - first) / (days * DAY)) + 1
  const periods = Array.from({ length: size }, (_, n) => ({
    from: first + n * days * DAY,
    count: 0,
  }))
  for (const at of instants) {
    const period = periods[Math.floor((at - first) / (days * DAY))]
    if (period) period.count += 1
  }
  return { days, periods }
}

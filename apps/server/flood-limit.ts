import type { Caller } from '#platform/server/caller.ts'
import { Problem } from '#platform/server/problem.ts'

/**
 * Anonymous reports per minute: by address, sized for a crowd behind one; by place, about 100 m,
 * so that one broken lamp can still be reported by everybody in the street. Kept in memory: a
 * restart forgives, and a second server counts for itself.
 */
export function floodLimit(
  clock: () => Date,
  { perAddress, perPlace = 30 }: { perAddress: number; perPlace?: number },
): (caller: Caller, report: { lon: number | null; lat: number | null }) => void {
  let minute = 0
  const seen = new Map<string, number>()
  const count = (key: string, most: number) => {
    const n = (seen.get(key) ?? 0) + 1
    seen.set(key, n)
    if (n > most) throw new Problem(429, 'request.too_many', { retryAfterSeconds: 60 })
  }
  return (caller, { lon, lat }) => {
    const now = Math.floor(clock().getTime() / 60_000)
    if (now !== minute) seen.clear()
    minute = now
    count(`${caller.districtId}/${caller.ip}`, perAddress)
    if (lon !== null && lat !== null)
      count(`${caller.districtId}/${lon.toFixed(3)}/${lat.toFixed(3)}`, perPlace)
  }
}

import type { Caller } from '#platform/server/caller.ts'
import { Problem } from '#platform/server/problem.ts'

/**
 * Counts by key within the running minute and refuses what goes over. Kept in memory: a restart
 * forgives, and a second server counts for itself.
 */
function withinMinute(clock: () => Date): (key: string, most: number, weight?: number) => void {
  let minute = 0
  const seen = new Map<string, number>()
  return (key, most, weight = 1) => {
    const time = clock().getTime()
    const now = Math.floor(time / 60_000)
    if (now !== minute) seen.clear()
    minute = now
    const n = (seen.get(key) ?? 0) + weight
    if (n > most)
      throw new Problem(429, 'request.too_many', {
        retryAfterSeconds: 60 - Math.floor((time % 60_000) / 1000),
      })
    seen.set(key, n)
  }
}

/**
 * Anonymous reports per minute: by address, sized for a crowd behind one; by place, about 100 m,
 * so that one broken lamp can still be reported by everybody in the street.
 */
export function floodLimit(
  clock: () => Date,
  { perAddress, perPlace = 30 }: { perAddress: number; perPlace?: number },
): (caller: Caller, report: { lon: number | null; lat: number | null }) => void {
  const count = withinMinute(clock)
  return (caller, { lon, lat }) => {
    count(`${caller.districtId}/${caller.ip}`, perAddress)
    if (lon !== null && lat !== null)
      count(`${caller.districtId}/${lon.toFixed(3)}/${lat.toFixed(3)}`, perPlace)
  }
}

/**
 * What strangers may ask per minute and address that costs more than a look: what is reported near
 * them, the way to a provider of sign-ins. Of reports themselves it takes nothing away.
 */
export function askLimit(
  clock: () => Date,
  { perAddress }: { perAddress: number },
): (caller: Caller) => void {
  const count = withinMinute(clock)
  return ({ ip }) => count(`asks/${ip}`, perAddress)
}

const MEGABYTE = 1024 * 1024

/**
 * Pictures per minute, in number and in bytes, before the body is read. A device is what says the
 * same of itself at one address, and phones of one make look alike: so its share is that of a few
 * people, and an address has that of a crowd.
 */
export function pictureLimit(
  clock: () => Date,
  { perAddress }: { perAddress: number },
): (from: { ip: string; agent: string; bytes: number }) => void {
  const count = withinMinute(clock)
  const perDevice = Math.ceil(perAddress / 4)
  return ({ ip, agent, bytes }) => {
    count(`device/${ip}/${agent}`, perDevice)
    count(`device bytes/${ip}/${agent}`, perDevice * 2 * MEGABYTE, bytes)
    count(`address/${ip}`, perAddress)
    count(`address bytes/${ip}`, perAddress * 2 * MEGABYTE, bytes)
  }
}

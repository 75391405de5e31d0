const HOUR = 3_600_000

const offsetAt = (at: number): number => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/New_York',
    timeZoneName: 'longOffset',
  }).formatToParts(at)
  const name = parts.find((p) => p.type === 'timeZoneName')?.value ?? ''
  return Number(/GMT([+-]\d\d)/.exec(name)?.[1] ?? 0) * HOUR
}

const known = new Map<number, number>()

/** Offsets change on the hour, so each hour is asked once. */
function offset(at: number): number {
  const hour = Math.floor(at / HOUR)
  const value = known.get(hour) ?? offsetAt(hour * HOUR)
  known.set(hour, value)
  return value
}

/**
 * The instant of a local time. In the hour that comes twice it is the first, unless that lies before
 * what must have been earlier.
 */
export function instantOf(local: string, notBefore?: Date): Date | null {
  const wall = Date.parse(`${local.replace(' ', 'T')}Z`)
  if (Number.isNaN(wall)) return null
  const fits = [4, 5].map((h) => wall + h * HOUR).filter((at) => at + offset(at) === wall)
  const [first = wall + 5 * HOUR, second] = fits
  const late = notBefore && second !== undefined && first < notBefore.getTime()
  return new Date(late ? second : first)
}

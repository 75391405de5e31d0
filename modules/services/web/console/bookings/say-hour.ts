import { useTime } from '#platform/web/console/setting.tsx'

/** Hours and days by the clock of the district. */
export function useHours() {
  const { language, timeZone, day } = useTime()
  const clock = (at: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(
      new Date(at),
    )
  const span = (from: string, to: string) => `${clock(from)}–${clock(to)}`
  /** `2026-03-16` where the district is. */
  const date = (at: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at))
  return { language, clock, day, span, date }
}

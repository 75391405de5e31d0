import type { Search } from '#platform/web/console/address.ts'
import type { MeasureFilters } from '../../contract/index.ts'
import { daysOfMonth, monthBefore } from '../../domain/measures.ts'

const filterNames = [
  'community',
  'street',
  'grid',
  'unit',
  'matter',
  'class',
  'channel',
  'week',
  'month',
] as const

const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** The day in the zone of the district, YYYY-MM-DD. */
export const dayOf = (now: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)

export const periodNames = ['sixWeeks', 'thisMonth', 'lastMonth', 'thisYear'] as const
export type PeriodName = (typeof periodNames)[number]

/** The periods that are asked for most, by name. */
export function periodsOf(today: string): Record<PeriodName, { from: string; until: string }> {
  const back = new Date(Date.parse(today) - 41 * 86_400_000).toISOString().slice(0, 10)
  const month = today.slice(0, 7)
  return {
    sixWeeks: { from: back, until: today },
    thisMonth: { from: `${month}-01`, until: today },
    lastMonth: daysOfMonth(monthBefore(today)),
    thisYear: { from: `${today.slice(0, 4)}-01-01`, until: today },
  }
}

/** What the address asks for; six weeks up to today where it says nothing, or nothing sensible. */
export function filtersOf(search: Search, today: string): MeasureFilters {
  const { from, until } = search
  const days =
    isDay(from) && isDay(until) && from <= until ? { from, until } : periodsOf(today).sixWeeks
  const rest = Object.fromEntries(
    filterNames.flatMap((name) => (search[name] ? [[name, search[name]]] : [])),
  )
  return { ...days, ...rest }
}

import type { StateDay } from './calendar.ts'

export type DaysFileProblem = 'not_a_list' | 'bad_day' | 'day_twice'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

/** Our presets say `off`, the lists that people publish say `isOffDay`; the day is `date` or `day`. */
function dayIn(row: unknown): StateDay | null {
  if (!isRecord(row)) return null
  const day = row['date'] ?? row['day']
  const off = row['off'] ?? row['isOffDay']
  const name = row['name'] ?? ''
  if (typeof day !== 'string' || typeof off !== 'boolean' || typeof name !== 'string') return null
  return isDate(day) ? { day, off, name: name.slice(0, 60) } : null
}

/**
 * Reads a file of statutory days: a list, or an object that holds it under `days`. Whatever is wrong
 * is named with the place in the list, so that the file can be mended.
 */
export function readStateDays(
  file: unknown,
): { days: StateDay[] } | { problem: DaysFileProblem; at: number } {
  const list: unknown = isRecord(file) ? file['days'] : file
  if (!Array.isArray(list)) return { problem: 'not_a_list', at: 0 }
  const days: StateDay[] = []
  const seen = new Set<string>()
  for (const [index, row] of list.entries()) {
    const day = dayIn(row)
    if (!day) return { problem: 'bad_day', at: index + 1 }
    if (seen.has(day.day)) return { problem: 'day_twice', at: index + 1 }
    seen.add(day.day)
    days.push(day)
  }
  return { days }
}

export interface DaysCompared {
  readonly added: readonly StateDay[]
  readonly same: number
  /** Known already, and otherwise: these are not taken over. */
  readonly differing: readonly { readonly known: StateDay; readonly given: StateDay }[]
  /** A make-up day in the working week, or a day off that nobody would work anyway: looks mistyped. */
  readonly odd: readonly StateDay[]
}

const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** What an import would do, before it does it. */
export function compareStateDays(
  known: readonly StateDay[],
  given: readonly StateDay[],
): DaysCompared {
  const byDay = new Map(known.map((d) => [d.day, d]))
  const added = given.filter((d) => !byDay.has(d.day))
  const differing = given.flatMap((d) => {
    const there = byDay.get(d.day)
    return there && there.off !== d.off ? [{ known: there, given: d }] : []
  })
  return {
    added,
    same: given.length - added.length - differing.length,
    differing,
    odd: added.filter((d) => !d.off && !isWeekend(d.day)),
  }
}

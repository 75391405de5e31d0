import type { AgreementView } from '../../../contract/index.ts'

const WEEK = 7 * 86_400_000

/** Every week from the first to the last, also those in which nobody decided anything. */
export function weeksBetween(
  weeks: readonly AgreementView[],
): { week: string; figures: AgreementView | null }[] {
  const known = new Map(weeks.map((week) => [week.week, week]))
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (!first || !last) return []
  const found = []
  for (let at = Date.parse(first.week); at <= Date.parse(last.week); at += WEEK) {
    const week = new Date(at).toISOString().slice(0, 10)
    found.push({ week, figures: known.get(week) ?? null })
  }
  return found
}

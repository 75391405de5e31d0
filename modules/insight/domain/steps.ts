import { DAY_MS } from '#kernel/zone.ts'

/** By what a trend moves on. */
export const steps = ['week', 'month'] as const
export type Step = (typeof steps)[number]

const DAYS_BY_WEEK = 120

const numberOf = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
const textOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1

/** The Monday of the week of a day; a day is YYYY-MM-DD. Day 0 was a Thursday. */
export const mondayOf = (day: string): string => {
  const number = numberOf(day)
  return textOf(number - ((((number + 3) % 7) + 7) % 7))
}

/** Weeks while one can still count them, months beyond that. */
export const stepFor = ({ from, until }: { from: string; until: string }): Step =>
  numberOf(until) - numberOf(from) < DAYS_BY_WEEK ? 'week' : 'month'

/**
 * Every step of a period in order, also those in which nothing happened: weeks by their Monday
 * (YYYY-MM-DD), months as YYYY-MM. The first and the last may be cut off by the period.
 */
export function stepsOf({ from, until }: { from: string; until: string }, step: Step): string[] {
  if (from > until) return []
  if (step === 'week') {
    const first = numberOf(mondayOf(from))
    const count = Math.floor((numberOf(until) - first) / 7) + 1
    return Array.from({ length: count }, (_, i) => textOf(first + i * 7))
  }
  const first = monthOf(from)
  return Array.from({ length: monthOf(until) - first + 1 }, (_, i) => {
    const month = first + i
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

/** Whether the last step goes on after this period, so that its figures are not whole yet. */
export const isUnfinished = (until: string, step: Step): boolean =>
  step === 'week'
    ? numberOf(until) - numberOf(mondayOf(until)) < 6
    : textOf(numberOf(until) + 1).slice(0, 7) === until.slice(0, 7)

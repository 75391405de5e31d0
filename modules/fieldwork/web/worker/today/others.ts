import type { Thing } from '../../../domain/today/order.ts'

/** What a module beside this one has for today, asked for with the own verbs. */
export interface TodayOf {
  name: string
  verb: string
  /** With what tells whether an instant is today or before, by the clocks of the district. */
  ask: (isDue: (at: string) => boolean) => Promise<Thing[]>
}

export type { Thing } from '../../../domain/today/order.ts'

const others: TodayOf[] = []

/** The app joins what modules beside this one know of a day, once, before the first page. */
export const letJoinToday = (of: TodayOf): void => {
  if (others.every(({ name }) => name !== of.name)) others.push(of)
}

export const othersFor = (verbs: readonly string[]): TodayOf[] =>
  others.filter(({ verb }) => verbs.includes(verb))

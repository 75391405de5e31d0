/** So many different people make an issue of a trouble. */
export const LEAST_PEOPLE = 3

/** What the formula is made of; the page shows each beside the sum. */
export interface HeatParts {
  /** Different people. */
  people: number
  messages: number
  /** Agreement less disagreement, over all messages. */
  support: number
  /** Since the last message. */
  daysQuiet: number
}

/** A message more of one person, and a root of those who only agree, against one person more. */
const worth = { repeat: 0.25, support: 0.5 } as const
/** After so many quiet days the half of heat that cools has halved. */
const HALF_LIFE = 90

/**
 * people + messages beyond one each / 4 + √support / 2 (at most as much as people), times a factor that
 * falls from 1 towards ½ as the trouble grows quiet. One person who writes ninety times is not heat, and neither are a thousand
 * clicks alone; what nobody mends does not go cold.
 */
export function heatOf({ people, messages, support, daysQuiet }: HeatParts): number {
  const said = people + worth.repeat * Math.max(0, messages - people)
  const sum = said + Math.min(people, worth.support * Math.sqrt(Math.max(0, support)))
  return sum * (0.5 + 0.5 * 2 ** (-Math.max(0, daysQuiet) / HALF_LIFE))
}

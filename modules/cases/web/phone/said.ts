import { toldOf, type SaidTimes } from '../../domain/said.ts'

interface Told {
  at: string
  details: Record<string, unknown>
}

const isSaid = (value: unknown): value is SaidTimes =>
  typeof value === 'object' && value !== null && 'aboutAt' in value && 'sentAt' in value

/** What an event keeps of a phone that sent it later, or whose clock was wrong; null where there is nothing to say. */
export function saidIn(event: Told) {
  const { said } = event.details
  return isSaid(said) ? toldOf(said, event.at) : null
}

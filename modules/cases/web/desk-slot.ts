import { createContext } from 'react'

/** From where to where in the words as they came, by UTF-16 units. */
export interface Span {
  from: number
  to: number
}

/** A likely matter or unit, how likely, and the words that spoke for it. */
export interface ReadOne {
  /** `matter:01037`, or the id of a unit. */
  code: string
  name: string
  confidence: number
  /** The rule of dispatch that mostly says so; none: it was learned. */
  rule?: string | null
  reasons: readonly Span[]
}

/** What was read out of a report's words. Null: of this nothing is known. */
export interface ReadOut {
  matter: { sure: boolean; ranked: readonly ReadOne[] } | null
  unit: { sure: boolean; ranked: readonly ReadOne[] } | null
}

/** How a module above this one reads reports for the desk; the console fills it. */
export const DeskSlot = createContext<
  ((caseId: string, signal: AbortSignal) => Promise<ReadOut>) | null
>(null)
